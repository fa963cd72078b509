/** The `colors:` section: accepted values, and refusals with the line. */

import {describe, expect, test} from 'vitest';
import {parseConfigFile} from '../../source/config/config-file.js';
import {OptionError} from '../../source/config/option-error.js';
import {resolveConfig} from '../../source/config/resolve-config.js';

const colorsOf = (text: string) =>
	resolveConfig({command: 'screen', flags: new Map(), environment: {}, file: parseConfigFile('/c.yaml', text)}).screen.colors;

const problemOf = (text: string): string => {
	try {
		colorsOf(text);
	} catch (error) {
		expect(error).toBeInstanceOf(OptionError);
		return (error as Error).message;
	}

	return 'taken';
};

test('colours of one’s own, by role', () => {
	expect(colorsOf('theme: light\ncolors:\n  bid: "#2ebd85"\n  ask: magenta\n  muted: 245\n')).toEqual({
		bid: {kind: 'rgb', rgb: [46, 189, 133]},
		ask: {kind: 'index', index: 5},
		muted: {kind: 'index', index: 245},
	});
	expect(colorsOf('colors:\n')).toEqual({});
	expect(colorsOf('')).toEqual({});
});

describe('refused', () => {
	test.each([
		['colors:\n  bit: green\n', '/c.yaml:2: colors.bit: is nothing that has a colour; did you mean bid?'],
		['colors:\n  own: green\n', '/c.yaml:2: colors.own: is nothing that has a colour; did you mean'],
		['colors:\n  constructor: green\n', '/c.yaml:2: colors.constructor: is nothing that has a colour'],
		['colors:\n  warn: grean\n', '/c.yaml:2: colors.warn: "grean" is not a colour such as "#2ebd85", green or 36 (0 to 255)'],
		['colors:\n  warn: "#2ebd8"\n', '/c.yaml:2: colors.warn: "#2ebd8" is not a colour'],
		['colors:\n  warn: 256\n', '/c.yaml:2: colors.warn: "256" is not a colour'],
		[
			'fps: 5\ncolors:\n  warn: #2ebd85\n',
			'/c.yaml:3: colors.warn: needs a colour such as green, 36 or "#2ebd85", with its quotes: without them a # begins a comment',
		],
		['colors:\n  warn: [red, green]\n', '/c.yaml:2: colors.warn: needs a colour'],
		['colors:\n  bid: green\n', '/c.yaml:2: colors.bid: needs a colour for ask beside it: the two must differ in every theme'],
		['colors:\n  warn: red\n  ask: green\n', '/c.yaml:3: colors.ask: needs a colour for bid beside it'],
		['colors:\n  bid: green\n  ask: 2\n', '/c.yaml:3: colors.ask: is the same colour as bid; the sides of the book must differ'],
		[
			'colors:\n  ask: "#00ff00"\n  bid: "#01fe01"\n',
			'/c.yaml:3: colors.bid: is the same colour as ask where a terminal has 256 colours; the sides of the book must differ',
		],
		['colors:\n  bid: 36\n  ask: 37\n', '/c.yaml:3: colors.ask: is the same colour as bid where a terminal has 16 colours'],
	])('%j', (text, problem) => {
		expect(problemOf(text)).toContain(problem);
	});

	test('a section that is none, a role twice, and another spelling', () => {
		expect(() => colorsOf('colors: red\n')).toThrow('/c.yaml:1: colors must be a list of "role: colour" lines');
		expect(() => colorsOf('colors:\n  warn: red\n  warn: blue\n')).toThrow(/c\.yaml:3/);
		expect(() => colorsOf('colours:\n  warn: red\n')).toThrow('/c.yaml:1: "colours" is not an option of the file; did you mean colors?');
	});
});
