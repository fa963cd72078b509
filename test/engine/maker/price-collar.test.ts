import {assert, double, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {collarAround} from '../../../source/engine/maker/price-collar.js';

test('the prices at the collar itself are allowed', () => {
	expect(collarAround(20_000, 200)).toEqual({lowestTicks: 9800, highestTicks: 10_200});
	expect(collarAround(20_001, 200)).toEqual({lowestTicks: 9801, highestTicks: 10_200});
});

test('without a reference there is none', () => {
	expect(collarAround(undefined, 1)).toEqual({lowestTicks: -Infinity, highestTicks: Infinity});
});

test('is around the reference, in whole ticks, and never wider than was asked for', () => {
	assert(
		property(integer({min: 2, max: 1e9}), double({min: 0.01, max: 10_000, noNaN: true}), (halfTicks, bp) => {
			const {lowestTicks, highestTicks} = collarAround(halfTicks, bp);
			const widest = (halfTicks / 2) * (bp / 10_000) * (1 + 1e-9);
			expect(highestTicks - halfTicks / 2).toBeLessThanOrEqual(widest);
			expect(halfTicks / 2 - lowestTicks).toBeLessThanOrEqual(widest);
			expect([Number.isInteger(lowestTicks), Number.isInteger(highestTicks)]).toEqual([true, true]);
		}),
	);
});
