import type {Key} from 'ink';
import {describe, expect, test} from 'vitest';
import {keyNames} from '../../source/app/key-names.js';

const key = (change: Partial<Key> = {}) => change as Key;

describe('key names', () => {
	test.each([
		['x', key(), ['x']],
		[' ', key(), ['space']],
		['', key({tab: true}), ['tab']],
		['', key({upArrow: true}), ['up']],
		['', key({pageDown: true}), ['pagedown']],
		['l', key({ctrl: true}), ['ctrl+l']],
		['', key({escape: true}), ['escape']],
		[']]]', key(), [']', ']', ']']],
		['?q', key(), ['?', 'q']],
		['x', key({meta: true}), []],
		['x', key({eventType: 'release'}), []],
		['', key(), []],
	])('%j is %j', (input, pressed, names) => {
		expect(keyNames(input, pressed)).toEqual({kind: 'keys', names});
	});

	test('more at once than fingers type is no key at all', () => {
		expect(keyNames('quit now', key())).toEqual({kind: 'burst', characters: 8});
		expect(keyNames('x'.repeat(17), key())).toEqual({kind: 'burst', characters: 17});
	});
});
