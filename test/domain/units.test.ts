import {assert, bigInt, constantFrom, oneof, property} from 'fast-check';
import {expect, test} from 'vitest';
import {addLots, lossyLots, opposite, qtyLots, subtractLots, ZERO_LOTS, type QtyLots} from '../../source/domain/units.js';

const MAX = BigInt(Number.MAX_SAFE_INTEGER);
const around = oneof(
	bigInt({min: -4n * MAX, max: 4n * MAX}),
	constantFrom(0n, 1n, MAX - 1n, MAX, MAX + 1n, MAX + 2n, -MAX, -MAX - 1n, 9_223_372_036_854_775_807n),
);

/** A number exactly when the value is a safe integer, else a bigint. */
const expectCanonical = (lots: QtyLots, value: bigint): void => {
	expect(BigInt(lots)).toBe(value);
	expect(typeof lots).toBe(value <= MAX && value >= -MAX ? 'number' : 'bigint');
};

test('a quantity has one form only: a number while that is exact, a bigint beyond', () => {
	assert(property(around, (value) => expectCanonical(qtyLots(value), value)));
	expect(qtyLots(MAX)).toBe(9_007_199_254_740_991);
	expect(qtyLots(MAX + 1n)).toBe(9_007_199_254_740_992n);
});

test('sums and differences are exact across 2^53 and keep the one form', () => {
	assert(
		property(around, around, (a, b) => {
			expectCanonical(addLots(qtyLots(a), qtyLots(b)), a + b);
			expectCanonical(subtractLots(qtyLots(a), qtyLots(b)), a - b);
			expect(addLots(qtyLots(a), qtyLots(b))).toBe(addLots(qtyLots(b), qtyLots(a)));
		}),
		{numRuns: 300},
	);
});

test('zero is one zero', () => {
	expect(subtractLots(qtyLots(MAX + 5n), qtyLots(MAX + 5n))).toBe(ZERO_LOTS);
	expect(qtyLots(0n)).toBe(ZERO_LOTS);
	expect(lossyLots(qtyLots(10n ** 18n))).toBe(1e18);
});

test('each side has its opposite', () => {
	expect(opposite('bid')).toBe('ask');
	expect(opposite('ask')).toBe('bid');
});
