import {assert, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {rowText, rowWidth, span} from '../../../../source/screen/view-model/cells/cells.js';
import {caption, drawPanel, ruleRow} from '../../../../source/screen/view-model/cells/panel.js';
import {glyphsFor} from '../../../../source/screen/view-model/cells/symbols.js';

const ASCII = glyphsFor(true);
const rule = (width: number, ...words: readonly string[]): string => rowText(ruleRow(width, ASCII, words));

test('a rule has its words from the left, drops the last ones first, and never cuts a number', () => {
	expect(rule(24, 'net', 'n34')).toBe('-- net -- n34 ----------');
	expect(rule(13, 'net', 'n34')).toBe('-- net ------');
	expect(rule(8)).toBe('--------');
	expect(rule(9, 'n12345')).toBe('-- n12345');
	expect(rule(8, 'n12345')).toBe('-- n####');
});

test('a panel is exactly as large as its rectangle, whatever is in it', () => {
	assert(
		property(integer({min: 4, max: 60}), integer({min: 2, max: 12}), integer({min: 0, max: 20}), (width, height, count) => {
			const rows = Array.from({length: count}, (_, index) => [span(`row ${index} `.repeat(count))]);
			const drawn = drawPanel(
				{
					rect: {x: 0, y: 0, width, height},
					rows,
					title: [caption('A TITLE', 9), caption('more', 1)],
					tag: [span('tag')],
					foot: [caption('foot', 1)],
				},
				ASCII,
			);
			expect(drawn).toHaveLength(height);
			expect(new Set(drawn.map(rowWidth))).toEqual(new Set([width]));
		}),
	);
});

test('the panel that has the keys shows it without colours', () => {
	const top = (focused: boolean) =>
		drawPanel({rect: {x: 0, y: 0, width: 20, height: 3}, rows: [], title: [caption('TAPE', 9)], focused}, ASCII)[0];
	expect(top(true)?.some(({text, inverse}) => text === 'TAPE' && inverse === true)).toBe(true);
	expect(top(false)?.some(({inverse}) => inverse === true)).toBe(false);
});
