/** The `keys:` section: accepted values, and refusals with the line. */

import {describe, expect, test} from 'vitest';
import {parseConfigFile} from '../../source/config/config-file.js';
import {OptionError} from '../../source/config/option-error.js';
import {resolveConfig} from '../../source/config/resolve-config.js';
import {bindingFor, footerKeys, keyOf} from '../../source/screen/view-model/settings/active-keys.js';

const keymapOf = (text: string) =>
	resolveConfig({command: 'screen', flags: new Map(), environment: {}, file: parseConfigFile('/c.yaml', text)}).screen.keymap;

const problemOf = (text: string): string => {
	try {
		keymapOf(text);
	} catch (error) {
		expect(error).toBeInstanceOf(OptionError);
		return (error as Error).message;
	}

	return 'taken';
};

describe('own key bindings', () => {
	test('take the place of the table’s', () => {
		const keymap = keymapOf('fps: 5\nkeys:\n  resync: f5\n  group-up: [ctrl+up, "+"]\n  group-down: "-"\n');
		expect(bindingFor('f5', keymap)?.id).toBe('resync');
		expect(bindingFor('r', keymap)).toBeUndefined();
		expect(bindingFor('+', keymap)?.id).toBe('group-up');
		expect(keyOf(keymap, 'resync')).toBe('F5');
	});

	test('may change places', () => {
		const keymap = keymapOf('keys:\n  skew-up: "["\n  skew-down: "]"\n');
		expect(bindingFor('[', keymap)?.id).toBe('skew-up');
		expect(footerKeys(bindingFor('[', keymap)!, keymap)).toBe('] [');
	});

	test('may be none: the command stays', () => {
		const keymap = keymapOf('keys:\n  kill: []\n');
		expect(bindingFor('X', keymap)).toBeUndefined();
		expect(keyOf(keymap, 'kill')).toBe(':kill');
	});
});

test('an empty section says nothing', () => {
	expect(bindingFor('q', keymapOf('keys:\n'))?.id).toBe('quit');
});

describe('refused', () => {
	test.each([
		['keys:\n  resnyc: f5\n', '/c.yaml:2: keys.resnyc: is not an action; did you mean resync?'],
		['keys:\n  resync: f99\n', '/c.yaml:2: keys.resync: "f99" is not a key; a key is one character, space, tab,'],
		['keys:\n  resync: ctrl+m\n', '/c.yaml:2: keys.resync: "ctrl+m" is not a key'],
		['keys:\n  resync: alt+P\n', '/c.yaml:2: keys.resync: "alt+P" is not a key'],
		['keys:\n  resync: x\n', '/c.yaml:2: keys.resync: "x" is pull\'s key already; give pull another one, or none: pull: []'],
		['keys:\n  resync: f5\n  pull: f5\n', '/c.yaml:2: keys.resync: "f5" is pull\'s key already'],
		['keys:\n  resync: [f5, f5]\n', '/c.yaml:2: keys.resync: names a key twice'],
		['keys:\n  quit: []\n', '/c.yaml:2: keys.quit: needs a key: nobody can do without it'],
		['keys:\n  pull: []\n', '/c.yaml:2: keys.pull: needs a key: nobody can do without it'],
		['keys:\n  abort: []\n', '/c.yaml:2: keys.abort: needs a key: nobody can do without it'],
		['keys:\n  close: []\n', '/c.yaml:2: keys.close: needs a key: nobody can do without it'],
		['keys:\n  resync: {a: b}\n', '/c.yaml:2: keys.resync: needs a key such as x or ctrl+x'],
	])('%j', (text, problem) => {
		expect(problemOf(text)).toContain(problem);
	});

	test('a section that is none, and a name twice', () => {
		expect(() => keymapOf('keys: x\n')).toThrow('/c.yaml:1: keys must be a list of "action: key" lines');
		expect(() => keymapOf('keys:\n  pull: f2\n  pull: f3\n')).toThrow(/c\.yaml:3/);
	});
});
