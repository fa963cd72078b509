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
			for (const one of [plusLots(x, y), minusLots(x, y), wholeStepsOf(x, step)]) {
				expect(typeof one === 'number').toBe(Number.isSafeInteger(Number(one)));
			}
		}),
	);
});

test('estimates with a fraction are rounded down to whole steps, and nothing is below zero', () => {
	expect([wholeStepsOf(19.9, 10), wholeStepsOf(-5, 10), wholeStepsOf(-5n, 10), wholeStepsOf(2 ** 60 + 2 ** 20, 10)]).toEqual([
		10,
		0,
		0,
		1_152_921_504_607_895_550n,
	]);
});

test('a number beyond what is exact is the whole number that it stands for; within, on both sides of zero, it stays one', () => {
	const most = Number.MAX_SAFE_INTEGER;
	expect([ownLots(7), ownLots(2 ** 60), ownLots(-(2 ** 60))]).toEqual([7, 2n ** 60n, -(2n ** 60n)]);
	expect([ownLots(BigInt(most)), ownLots(BigInt(-most)), ownLots(BigInt(most) + 1n), ownLots(BigInt(-most) - 1n)]).toEqual([
		most,
		-most,
		BigInt(most) + 1n,
		BigInt(-most) - 1n,
	]);
});

test('whole steps of both kinds of number, one lot included', () => {
	expect([wholeStepsOf(1, 1), wholeStepsOf(25n, 10), wholeStepsOf(25, 10), wholeStepsOf(9, 10)]).toEqual([1, 20, 20, 0]);
});

test('a share is rounded down to whole steps, and all of it is exact', () => {
	expect([shareOf(1000, 0.25, 10), shareOf(1000, 0.256, 10), shareOf(2n ** 60n + 1n, 1, 1)]).toEqual([250, 250, 2n ** 60n + 1n]);
});
