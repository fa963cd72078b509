import {assert, bigInt, constantFrom, oneof, property} from 'fast-check';
import {expect, test} from 'vitest';
import {leastLots, minusLots, mostLots, ownLots, plusLots, shareOf, wholeStepsOf} from '../../source/domain/own-lots.js';

const anySize = oneof(bigInt({min: 0n, max: 1000n}), bigInt({min: 2n ** 53n - 3n, max: 2n ** 53n + 3n}), bigInt({min: 0n, max: 2n ** 64n}));

test('sums, differences and whole steps are exact at any size, in their one canonical form', () => {
	assert(
		property(anySize, anySize, constantFrom(1, 10, 100_000, 100_000_000), (a, b, step) => {
			const [x, y] = [ownLots(a), ownLots(b)];
			expect(BigInt(plusLots(x, y))).toBe(a + b);
			expect(BigInt(minusLots(x, y))).toBe(a - b);
			expect(minusLots(plusLots(x, y), y)).toBe(x);
			expect(BigInt(wholeStepsOf(x, step))).toBe((a / BigInt(step)) * BigInt(step));
			expect([leastLots(x, y), mostLots(x, y)]).toEqual(a < b ? [x, y] : [y, x]);
			expect(shareOf(x, 1, step)).toBe(wholeStepsOf(x, step));
			for (const one of [plusLots(x, y), minusLots(x, y), wholeStepsOf(x, step)]) expect(typeof one === 'number').toBe(Number.isSafeInteger(Number(one)));
		}),
	);
});

test('estimates with a fraction are rounded down to whole steps, and nothing is below zero', () => {
	expect([wholeStepsOf(19.9, 10), wholeStepsOf(-5, 10), wholeStepsOf(-5n, 10), wholeStepsOf(2 ** 60 + 2 ** 20, 10)]).toEqual([10, 0, 0, 1_152_921_504_607_895_550n]);
});
