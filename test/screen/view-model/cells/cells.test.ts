import {assert, integer, property, string} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fitRow, rowText, rowWidth, span} from '../../../../source/screen/view-model/cells/cells.js';

const fitted = (text: string, width: number): string => rowText(fitRow([span(text)], width));

describe('a row that is too long', () => {
	test.each([
		['limit 0.2500', 11, 'limit #####'],
		['limit 0.2500', 8, 'limit ##'],
		['limit 0.2500', 7, 'limit #'],
		['limit 0.2500', 6, 'limit '],
		['limit 0.2500', 12, 'limit 0.2500'],
		['17% of 0.25', 4, '17% '],
		['67234.15 × 67234.16', 14, '67234.15 × ###'],
		['a1,234 b', 4, 'a###'],
		['12 345', 2, '12'],
		['words only', 5, 'words'],
	])('%s in %i cells is "%s"', (text, width, expected) => {
		expect(fitted(text, width)).toBe(expected);
	});

	test('never ends within a number, and is as wide as wanted', () => {
		assert(
			property(
				string({unit: 'grapheme-ascii', maxLength: 30}),
				integer({min: 0, max: 40}),
				integer({min: 0, max: 999_999}),
				(before, width, value) => {
					const text = `${before} ${value / 100} end`;
					const row = fitRow([span(text)], width);
					expect(rowWidth(row)).toBe(width);
					const shown = rowText(row);
					if (text.startsWith(shown) && shown.length < text.length && width < text.length) {
						expect(/\d$/.test(shown) && /^[.,]?\d/.test(text.slice(shown.length))).toBe(false);
					}
				},
			),
		);
	});
});
