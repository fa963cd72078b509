import {expect, test} from 'vitest';
import {axisPrices, centredAxis, followMarket, rowsAboveMid, scrollAxis} from '../../../../source/screen/view-model/memory/ladder-axis.js';

const ROWS = 20;
const axis = centredAxis(10, 20_001);
/** Twice the price this many rows from the middle. */
const mid = (rows: number): number => 20_001 + rows * 20;

test('the market stands in the middle of a new axis', () => {
	expect(rowsAboveMid(axisPrices(axis, ROWS), 20_001)).toBe(ROWS / 2);
});

test('the axis stays until three rows of ten are left to an edge, then the market is in its middle again', () => {
	for (const rows of [-4, -1, 0, 1, 4]) expect(followMarket(axis, 10, ROWS, mid(rows))).toBe(axis);
	for (const rows of [-5, 5, 40]) {
		const moved = followMarket(axis, 10, ROWS, mid(rows));
		expect(rowsAboveMid(axisPrices(moved, ROWS), mid(rows))).toBe(ROWS / 2);
	}
});

test('a held axis never moves by itself, and keeps its middle in another price group', () => {
	const held = scrollAxis(axis, 3);
	expect(held).toEqual({groupUnits: 10, anchorUnits: axis.anchorUnits + 30, mode: 'held'});
	expect(followMarket(held, 10, ROWS, mid(40))).toBe(held);
	expect(followMarket(held, 20, ROWS, mid(40))).toEqual({groupUnits: 20, anchorUnits: 10_020, mode: 'held'});
});

test('no scrolling takes the middle to a price below one row', () => {
	expect(scrollAxis(axis, -5000).anchorUnits).toBe(10);
});
