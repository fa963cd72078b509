/** Plots fill exactly their rectangle for any values, and show each value at its place. */

import * as fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {asciiRow, clipWords, rowText, rowWidth, span, textWidth} from '../../../../source/screen/view-model/cells/cells.js';
import {plotRows, type Values} from '../../../../source/screen/view-model/cells/plot.js';
import {glyphsFor} from '../../../../source/screen/view-model/cells/symbols.js';

const plot = (values: Values, width: number, height: number, ascii = false) =>
	plotRows({lines: [{values, role: undefined}], marks: [], width, height, label: String, glyphs: glyphsFor(ascii)});

const texts = (values: Values, width: number, height: number, ascii = false) => plot(values, width, height, ascii).map(rowText);

const anyValues = fc.array(fc.option(fc.double({noNaN: true, min: -1e9, max: 1e9}), {nil: undefined}), {maxLength: 300});

describe('a plot', () => {
	test('has as many rows and cells as it was given', () => {
		fc.assert(
			fc.property(
				anyValues,
				fc.integer({min: 12, max: 120}),
				fc.integer({min: 1, max: 30}),
				fc.boolean(),
				(values, width, height, ascii) => {
					const rows = plot(values, width, height, ascii);
					expect(rows).toHaveLength(height);
					for (const row of rows) expect(rowWidth(row)).toBe(width);
				},
			),
		);
	});

	test('goes from the lower left to the upper right for what rises', () => {
		expect(texts([0, 1, 2, 3, 4, 5, 6, 7], 15, 2)).toEqual(['         7   ⡠⠊', '         0 ⡠⠊  ']);
	});

	test('has its ends on the scale, and one value where it is drawn', () => {
		expect(texts([5, 5], 12, 3).map((line) => line.slice(0, 10).trim())).toEqual(['', '5', '']);
		expect(texts([1, 9], 12, 3).map((line) => line.slice(0, 10).trim())).toEqual(['9', '', '1']);
	});

	test('leaves holes open', () => {
		expect(texts([1, 1, undefined, undefined, 1, 1], 14, 1)).toEqual(['         1 ⠤ ⠤']);
		// No line crosses a gap.
		expect(texts([0, 0, undefined, undefined, 9, 9], 14, 2)).toEqual(['         9   ⠉', '         0 ⣀  ']);
	});

	test('keeps the extremes of many samples in one column', () => {
		const spike = Array.from({length: 400}, (_, index) => (index === 201 ? 9 : 1));
		expect(texts(spike, 21, 4)[0]?.slice(11).trim()).not.toBe('');
	});

	test('draws in ASCII where it must', () => {
		expect(texts([0, 3, 0, 3], 13, 2, true).join('')).toMatch(/^[\x20-\x7e]*$/);
	});

	test('a label that is too wide is no shorter number', () => {
		expect(
			rowText(
				plotRows({
					lines: [{values: [1], role: undefined}],
					marks: [],
					width: 12,
					height: 1,
					label: () => '12345678901',
					glyphs: glyphsFor(true),
				})[0] ?? [],
			),
		).toContain('##########');
	});
});

describe('text that is too long', () => {
	test('is cut between words, so that no number is cut', () => {
		expect(clipWords('SELL 0.0100 @ 67271.02 maker', 20, '…')).toBe('SELL 0.0100 @ …');
		expect(clipWords('SELL 0.0100', 11, '…')).toBe('SELL 0.0100');
		fc.assert(
			fc.property(
				fc.array(fc.stringMatching(/^[a-z0-9.]{1,9}$/), {minLength: 2, maxLength: 12}),
				fc.integer({min: 12, max: 60}),
				(words, width) => {
					const cut = clipWords(words.join(' '), width, '..');
					expect(textWidth(cut)).toBeLessThanOrEqual(width);
					for (const word of cut.split(' ')) expect([...words, '..']).toContain(word);
				},
			),
		);
	});
});

test('ASCII is as wide as what it stands for', () => {
	fc.assert(
		fc.property(fc.string({unit: fc.constantFrom('a', '→', '币', '…', 'é', '×', ' ', '한')}), (text) => {
			const row = asciiRow([span(text)]);
			expect(rowWidth(row)).toBe(textWidth(text));
			expect(rowText(row)).toMatch(/^[\x20-\x7e]*$/);
		}),
	);
});
