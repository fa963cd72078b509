import {assert, constantFrom, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {unixMs} from '../../../../source/domain/units.js';
import {axisPrices} from '../../../../source/screen/view-model/memory/ladder-axis.js';
import {axisShowing, holdsAxis, movedCursor, rowAt, sideAt} from '../../../../source/screen/view-model/memory/ladder-cursor.js';

const group = constantFrom(1, 2, 5, 10, 100);

test('a new cursor stands on the row of the best price of its side', () => {
	expect(movedCursor(undefined, 1, {groupUnits: 100, bestUnits: 6_723_416})).toBe(6_723_500);
	expect(movedCursor(undefined, -1, {groupUnits: 100, bestUnits: 6_723_415})).toBe(6_723_400);
});

test('moving goes by rows of the group, stays above zero, and comes back', () => {
	assert(
		property(group, integer({min: 1, max: 1000}), integer({min: -2000, max: 2000}), (groupUnits, row, by) => {
			const cursor = {priceUnits: row * groupUnits, movedAtMs: undefined};
			const moved = movedCursor(cursor, by, {groupUnits, bestUnits: 1});
			expect(moved).toBe(Math.max(groupUnits, (row + by) * groupUnits));
			if (moved > groupUnits) expect(movedCursor({...cursor, priceUnits: moved}, -by, {groupUnits, bestUnits: 1})).toBe(cursor.priceUnits);
		}),
	);
});

test('the axis moves just so far that the price is on it, and not at all where it is', () => {
	assert(
		property(
			group,
			integer({min: 200, max: 900}),
			integer({min: 100, max: 1000}),
			integer({min: 1, max: 60}),
			(groupUnits, anchor, row, rows) => {
				const axis = {groupUnits, anchorUnits: anchor * groupUnits, mode: 'auto'} as const;
				const price = row * groupUnits;
				const shown = axisShowing(axis, rows, price);
				const prices = axisPrices(shown, rows);
				expect(prices).toContain(price);
				if (axisPrices(axis, rows).includes(price)) expect(shown).toBe(axis);
				else expect([prices[0], prices.at(-1)]).toContain(price);
			},
		),
	);
});

test('a row never lies on the wrong side of its price', () => {
	assert(
		property(group, integer({min: 1, max: 1e6}), integer({min: 2, max: 2e6}), (groupUnits, price, midHalf) => {
			const side = sideAt(price, midHalf);
			const row = rowAt(price, side, groupUnits);
			expect(row % groupUnits).toBe(0);
			expect(Math.abs(row - price)).toBeLessThan(groupUnits);
			expect(side === 'ask' ? row >= price : row <= price).toBe(true);
		}),
	);
});

test('the axis stands still for 300 ms after a move, and no longer', () => {
	const cursor = {priceUnits: 1, movedAtMs: unixMs(1000)};
	expect([999, 1000, 1299, 1300].map((atMs) => holdsAxis(cursor, unixMs(atMs)))).toEqual([false, true, true, false]);
	expect(holdsAxis(undefined, unixMs(1000))).toBe(false);
});
