import {assert, constantFrom, integer, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {rowText} from '../../../../source/screen/view-model/cells/cells.js';
import {glyphsFor} from '../../../../source/screen/view-model/cells/symbols.js';
import {addPrint, firstPrint} from '../../../../source/screen/view-model/memory/tape-order.js';
import {entryRows, tapePen} from '../../../../source/screen/view-model/tape/tape-rows.js';
import {after, btcusdt, trade} from '../../../helpers/frames.js';

const NONE = {largePrint: undefined, hugePrint: undefined};
const print = trade(1, 'buy', '67234.16', '0.12345678', after(0));
const walked = addPrint(firstPrint(print, NONE), {...print, id: 2, priceUnits: trade(2, 'buy', '67234.90', '1').priceUnits}, NONE);

const pens = record({
	instrument: constantFrom(btcusdt, {...btcusdt, tickUnits: 10}),
	glyphs: constantFrom(glyphsFor(true), glyphsFor(false)),
	inner: integer({min: 22, max: 70}),
	price: constantFrom(8, 9),
	decimals: constantFrom(2, 3, 4),
}).map(tapePen);

test('a line that was kept is the line that would be drawn anew, whatever one thing changes about the pen', () => {
	assert(
		property(
			pens,
			pens,
			constantFrom('instrument', 'glyphs', 'inner', 'price', 'time', 'decimals', 'walk', 'worth', 'average'),
			(one, other, key) => {
				const pen = {...one, [key]: other[key]};
				entryRows(walked, one);
				const kept = entryRows(walked, pen).map(rowText);
				// An equal but distinct object is drawn anew.
				expect(kept).toEqual(entryRows({...walked}, pen).map(rowText));
			},
		),
		{numRuns: 500},
	);
});

test('of lines drawn long ago none are kept: a tape runs for days', () => {
	const pen = tapePen({instrument: btcusdt, glyphs: glyphsFor(true), inner: 40, price: 8, decimals: 3});
	const first = entryRows(walked, pen);
	expect(entryRows(walked, pen)).toBe(first);
	for (let line = 0; line < 300; line += 1) entryRows({...walked}, pen);
	expect(entryRows(walked, pen)).not.toBe(first);
	expect(entryRows(walked, pen)).toEqual(first);
});

test('a hole says how many trades are missing, and between when', () => {
	const rowsAt = (inner: number) => {
		const pen = tapePen({instrument: btcusdt, glyphs: glyphsFor(true), inner, price: 8, decimals: 3});
		const loss = {fromId: 3, toId: 3, missing: 1, afterMs: after(0), beforeMs: after(2000)};
		const entries = [
			{kind: 'loss', loss},
			{kind: 'loss', loss: {...loss, missing: 4}},
			{kind: 'gap', fromMs: after(0), toMs: after(2000)},
		] as const;
		return entries.flatMap((entry) =>
			entryRows(entry, pen).map((row) => rowText(row).replaceAll('-- ', '').replaceAll(' --', '').replaceAll('-', '')),
		);
	};
	expect(rowsAt(44)).toEqual([
		'1 trade missing',
		'gap 14:07:31 to 14:07:33',
		'4 trades missing',
		'gap 14:07:31 to 14:07:33',
		'gap 14:07:31 to 14:07:33',
	]);
	expect(rowsAt(16)).toEqual(['1 missing', 'gap 14:07:33', '4 missing', 'gap 14:07:33', 'gap 14:07:33']);
});
