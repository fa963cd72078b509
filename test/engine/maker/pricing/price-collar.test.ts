import {assert, constantFrom, double, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {collarAround} from '../../../../source/engine/maker/pricing/price-collar.js';

const onTick = (tickUnits: number) => ({originUnits: 0n, tickUnits});

test('the prices at the collar itself are allowed', () => {
	expect(collarAround(20_000, 200, onTick(1))).toEqual({lowestUnits: 9800, highestUnits: 10_200});
	expect(collarAround(20_001, 200, onTick(1))).toEqual({lowestUnits: 9801, highestUnits: 10_200});
	expect(collarAround(20_000, 200, onTick(50))).toEqual({lowestUnits: 9800, highestUnits: 10_200});
	expect(collarAround(20_000, 205, onTick(50))).toEqual({lowestUnits: 9800, highestUnits: 10_200});
});

test('without a reference there is none', () => {
	expect(collarAround(undefined, 1, onTick(1))).toEqual({lowestUnits: -Infinity, highestUnits: Infinity});
});

test('where a tick is percents of the price, the touch around the reference and a tick beyond it are always within', () => {
	// A coin at 0.00000012 with ticks of 0.00000001: 200 basis points are a quarter of a tick.
	expect(collarAround(25, 200, onTick(1))).toEqual({lowestUnits: 10, highestUnits: 15});
	expect(collarAround(24, 200, onTick(1))).toEqual({lowestUnits: 10, highestUnits: 14});
	expect(collarAround(2500, 1, onTick(100))).toEqual({lowestUnits: 1000, highestUnits: 1500});
});

test('is around the reference, on ticks, and wider than was asked for only by what the grid needs', () => {
	assert(
		property(integer({min: 2, max: 1e9}), double({min: 0.01, max: 10_000, noNaN: true}), constantFrom(1, 5, 100), (halfUnits, bp, tick) => {
			const {lowestUnits, highestUnits} = collarAround(halfUnits, bp, onTick(tick));
			const reference = halfUnits / 2;
			const widest = Math.max(reference * (bp / 10_000) * (1 + 1e-9), 3 * tick);
			expect(highestUnits - reference).toBeLessThanOrEqual(widest);
			expect(reference - lowestUnits).toBeLessThanOrEqual(widest);
			expect(highestUnits - reference).toBeGreaterThanOrEqual(Math.max(2 * tick, reference * (bp / 10_000) - tick) * (1 - 1e-9));
			expect(reference - lowestUnits).toBeGreaterThanOrEqual(Math.max(2 * tick, reference * (bp / 10_000) - tick) * (1 - 1e-9));
			expect([lowestUnits / tick, highestUnits / tick].map(Number.isInteger)).toEqual([true, true]);
		}),
	);
});
