/** Arbitraries of outside text, close to real ones and far from them. */

import * as fc from 'fast-check';

/** Effort: `MM_TUI_FUZZ=100 npm run test:unit -- test/fuzz` runs a hundred times as many cases. */
export const EFFORT = Number(process.env['MM_TUI_FUZZ'] ?? 1);
export const runs = (count: number): {numRuns: number} => ({numRuns: Math.ceil(count * EFFORT)});

/** Values known to break parsers. */
const NASTY = [
	'null',
	'true',
	'""',
	'" "',
	'"0x10"',
	'"1e400"',
	'"-1"',
	'-0',
	'1e308',
	'9007199254740993',
	'"NaN"',
	'"Infinity"',
	'[]',
	'{}',
	'[[[[[[[[]]]]]]]]',
	'{"__proto__":{"polluted":true}}',
	'{"constructor":{"prototype":{"polluted":true}}}',
	'"\\u0000\\u001b]0;owned\\u0007"',
	'"\\ud800"',
	'"' + '9'.repeat(400) + '"',
	'"0.' + '0'.repeat(60) + '1"',
	'"__proto__"',
	'{"toString":1}',
] as const;

type Edit = (text: string) => string;

const at = (text: string, share: number): number => Math.floor(share * text.length);

const edit: fc.Arbitrary<Edit> = fc.oneof(
	fc.tuple(fc.double({min: 0, max: 0.999, noNaN: true}), fc.integer({min: 1, max: 20})).map(
		([share, length]): Edit =>
			(text) =>
				text.slice(0, at(text, share)) + text.slice(at(text, share) + length),
	),
	fc.tuple(fc.double({min: 0, max: 0.999, noNaN: true}), fc.string({maxLength: 6, unit: 'binary'})).map(
		([share, extra]): Edit =>
			(text) =>
				text.slice(0, at(text, share)) + extra + text.slice(at(text, share)),
	),
	fc.double({min: 0, max: 0.999, noNaN: true}).map(
		(share): Edit =>
			(text) =>
				text.slice(0, at(text, share)),
	),
	// Replaces a value of the document by a nasty one.
	fc.tuple(fc.nat(60), fc.constantFrom(...NASTY)).map(([which, value]): Edit => (text) => {
		const values = [...text.matchAll(/"[^"]*"(?!:)|-?\d+(?:\.\d+)?|true|false|null|\[\]/g)];
		const hit = values[which % Math.max(values.length, 1)];
		return hit === undefined ? text : text.slice(0, hit.index) + value + text.slice(hit.index + hit[0].length);
	}),
	// Renames or doubles a key.
	fc
		.tuple(fc.nat(30), fc.constantFrom('__proto__', 'constructor', 'e', 'u', 'U', 's', 'data', 'lastUpdateId'))
		.map(([which, key]): Edit => (text) => {
			const keys = [...text.matchAll(/"[A-Za-z]+"(?=:)/g)];
			const hit = keys[which % Math.max(keys.length, 1)];
			return hit === undefined ? text : `${text.slice(0, hit.index)}"${key}"${text.slice(hit.index + hit[0].length)}`;
		}),
	fc.nat(9).map(
		(digit): Edit =>
			(text) =>
				text.replace(/\d/, String(digit)),
	),
	fc.constant<Edit>((text) => text + text),
	fc.constant<Edit>((text) => ` \n\t${text}\r\n`),
);

/** A real text with a few edits, or none. */
export const nearly = (texts: readonly string[]): fc.Arbitrary<string> =>
	fc
		.tuple(fc.constantFrom(...texts), fc.array(edit, {maxLength: 3}))
		.map(([text, edits]) => edits.reduce((held, change) => change(held), text));

/** Arbitrary text: any characters, any JSON, or nesting deeper than a stack. */
export const anything: fc.Arbitrary<string> = fc.oneof(
	fc.string({unit: 'binary', maxLength: 300}),
	fc.json({maxDepth: 6}),
	fc.constantFrom('['.repeat(20_000), '{"a":'.repeat(20_000), '"' + 'x'.repeat(100_000), '[' + '0,'.repeat(20_000) + '0]', '\uFEFF{}'),
);

/** Whether Object.prototype is unchanged. */
export const isUnpolluted = (): boolean =>
	!('polluted' in {}) && Object.keys(Object.prototype).length === 0 && !Object.hasOwn(Object.prototype, 'polluted');
