import {assert, double, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {collarAround} from '../../../source/engine/maker/price-collar.js';

test('the prices at the collar itself are allowed', () => {
	expect(collarAround(20_000, 200)).toEqual({lowestUnits: 9800, highestUnits: 10_200});
	expect(collarAround(20_001, 200)).toEqual({lowestUnits: 9801, highestUnits: 10_200});
});

test('without a reference there is none', () => {
	expect(collarAround(undefined, 1)).toEqual({lowestUnits: -Infinity, highestUnits: Infinity});
});

test('is around the reference, in whole ticks, and never wider than was asked for', () => {
	assert(
		property(integer({min: 2, max: 1e9}), double({min: 0.01, max: 10_000, noNaN: true}), (halfUnits, bp) => {
			const {lowestUnits, highestUnits} = collarAround(halfUnits, bp);
			const widest = (halfUnits / 2) * (bp / 10_000) * (1 + 1e-9);
			expect(highestUnits - halfUnits / 2).toBeLessThanOrEqual(widest);
			expect(halfUnits / 2 - lowestUnits).toBeLessThanOrEqual(widest);
			expect([Number.isInteger(lowestUnits), Number.isInteger(highestUnits)]).toEqual([true, true]);
		}),
	);
});
