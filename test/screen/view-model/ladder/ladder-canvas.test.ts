/** Reused rows equal freshly drawn ones. */

import {array, assert, boolean, constantFrom, integer, option, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {qtyLots, ZERO_LOTS} from '../../../../source/domain/units.js';
import {drawLadderRows} from '../../../../source/screen/view-model/ladder/ladder-canvas.js';
import {barHalves, ladderCells} from '../../../../source/screen/view-model/ladder/ladder-cells.js';
import {ladderColumns} from '../../../../source/screen/view-model/ladder/ladder-columns.js';
import {rowWidth} from '../../../../source/screen/view-model/cells/cells.js';
import {glyphsFor} from '../../../../source/screen/view-model/cells/symbols.js';
import {btcusdt} from '../../../helpers/frames.js';

/** The size of a full bar. */
const FULL = 2e8;

const lots = integer({min: 0, max: 3}).map((size) => qtyLots(size * 100_000_000));
const own = option(record({lots, aheadLots: lots}), {nil: undefined});

const row = record({
	priceUnits: constantFrom(6_723_403, 6_723_405, 6_723_410),
	side: constantFrom('bid' as const, 'ask' as const),
	qtyLots: lots,
	cumulativeLots: option(lots, {nil: undefined}),
	cumulativeUnitLots: integer({min: 1e14, max: 2e14}),
	unknown: boolean(),
	netLots: option(lots, {nil: undefined}),
	stackedLots: lots,
	pulledLots: lots,
	boughtLots: lots,
	soldLots: lots,
	ownBid: own,
	ownAsk: own,
	large: boolean(),
	flash: boolean(),
	mark: constantFrom(undefined, 'average' as const, 'last' as const, 'high' as const, 'low' as const),
	lastTrade: boolean(),
	cursor: boolean(),
});

const pens = record({
	columns: constantFrom(...[118, 90, 78, 61, 46, 38, 26].map((inner) => ladderColumns(inner, 8))),
	glyphs: constantFrom(glyphsFor(true), glyphsFor(false)),
	instrument: constantFrom(btcusdt),
	decimals: constantFrom(2, 3),
	trusted: boolean(),
	cumulative: constantFrom('off' as const, 'base' as const, 'quote' as const),
	groupUnits: constantFrom(1, 2),
});

test('whatever one thing changes on a row is drawn', () => {
	assert(
		property(
			row,
			row,
			constantFrom(
				'side',
				'qtyLots',
				'cumulativeLots',
				'cumulativeUnitLots',
				'unknown',
				'netLots',
				'stackedLots',
				'pulledLots',
				'boughtLots',
				'soldLots',
				'ownBid',
				'ownAsk',
				'large',
				'flash',
				'mark',
				'lastTrade',
				'cursor',
			),
			pens,
			(before, other, key, pen) => {
				for (const each of [before, {...before, [key]: other[key]}, before]) {
					const halves = barHalves(each.qtyLots, FULL, pen);
					expect(drawLadderRows([each], FULL, pen)).toEqual([ladderCells(each, halves, pen)]);
				}
			},
		),
		{numRuns: 3000},
	);
});

test('a sum whose digits stay the same, and change only then, is drawn', () => {
	const pen = {
		columns: ladderColumns(90, 8),
		glyphs: glyphsFor(false),
		instrument: btcusdt,
		decimals: 2,
		trusted: true,
		cumulative: 'base',
		groupUnits: 1,
	} as const;
	const plain = {
		priceUnits: 6_723_405,
		side: 'bid',
		qtyLots: qtyLots(100_000_000),
		cumulativeUnitLots: 1e14,
		unknown: false,
		netLots: undefined,
		stackedLots: ZERO_LOTS,
		pulledLots: ZERO_LOTS,
		boughtLots: ZERO_LOTS,
		soldLots: ZERO_LOTS,
		ownBid: undefined,
		ownAsk: undefined,
		large: false,
		flash: false,
		mark: undefined,
		lastTrade: false,
		cursor: false,
	} as const;
	for (const sum of [500_000_000, 500_000_001, 900_000_000, 900_000_002, 500_000_000]) {
		const each = {...plain, cumulativeLots: qtyLots(sum)};
		expect(drawLadderRows([each], FULL, pen)).toEqual([ladderCells(each, barHalves(each.qtyLots, FULL, pen), pen)]);
	}
});

test('whatever one thing changes about the pen, or about the scale of the bars, is drawn', () => {
	assert(
		property(
			row,
			pens,
			pens,
			constantFrom('columns', 'glyphs', 'trusted', 'cumulative', 'groupUnits', 'decimals'),
			constantFrom(FULL, FULL / 2),
			(each, before, other, key, full) => {
				const later = {...before, [key]: other[key]};
				for (const [pen, scale] of [
					[before, FULL],
					[later, FULL],
					[later, full],
					[before, full],
				] as const) {
					expect(drawLadderRows([each], scale, pen)).toEqual([ladderCells(each, barHalves(each.qtyLots, scale, pen), pen)]);
				}
			},
		),
		{numRuns: 1000},
	);
});

test('every row of a pen is as wide as every other: nothing that changes moves its neighbours', () => {
	assert(
		property(array(row, {minLength: 2, maxLength: 5}), pens, integer({min: 1, max: 3e8}), (rows, pen, full) => {
			const widths = drawLadderRows(rows, full, pen).map(rowWidth);
			expect(new Set(widths).size).toBe(1);
		}),
		{numRuns: 300},
	);
});
