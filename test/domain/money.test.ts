import {assert, bigInt, nat, property} from 'fast-check';
import {expect, test} from 'vitest';
import {
	addMoney,
	basisPointsOf,
	divideHalfEven,
	formatMoney,
	lossyMoney,
	money,
	MONEY_DECIMALS,
	negateMoney,
	parseMoney,
	roundMoney,
	subtractMoney,
	ZERO_MONEY,
} from '../../source/domain/money.js';
import {moneyOf} from '../helpers/instruments.js';

const UNIT = 10n ** BigInt(MONEY_DECIMALS);
const amount = bigInt({min: -(10n ** 40n), max: 10n ** 40n});

test.each<[text: string, value: bigint | undefined]>([
	['0', 0n],
	['-0', 0n],
	['12.5', (125n * UNIT) / 10n],
	['-12.5', (-125n * UNIT) / 10n],
	[`0.${'0'.repeat(25)}1`, 1n],
	[`0.${'0'.repeat(26)}1`, undefined],
	['', undefined],
	['-', undefined],
	['--1', undefined],
	['+1', undefined],
	['1e3', undefined],
	['- 1', undefined],
])('money %j', (text, value) => {
	expect(parseMoney(text)).toBe(value);
});

test('money is written plain and read back to the last digit', () => {
	assert(
		property(bigInt({min: -(10n ** 46n), max: 10n ** 46n}), (value) => {
			const text = formatMoney(money(value));
			expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/);
			expect(parseMoney(text)).toBe(value);
		}),
	);
});

test.each<[top: bigint, bottom: bigint, quotient: bigint]>([
	[5n, 2n, 2n],
	[7n, 2n, 4n],
	[-5n, 2n, -2n],
	[-7n, 2n, -4n],
	[5n, -2n, -2n],
	[-5n, -2n, 2n],
	[1n, 2n, 0n],
	[3n, 2n, 2n],
	[-1n, 2n, 0n],
	[-3n, 2n, -2n],
	[1n, 3n, 0n],
	[2n, 3n, 1n],
	[-1n, 3n, 0n],
	[-2n, 3n, -1n],
	[0n, 7n, 0n],
	[6n, 3n, 2n],
	[-6n, 3n, -2n],
])('%s ÷ %s is %s, half to even', (top, bottom, quotient) => {
	expect(divideHalfEven(top, bottom)).toBe(quotient);
});

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

test('a quotient is the nearest whole number to the fraction, and of two equally near the even one', () => {
	const divisor = bigInt({min: -1000n, max: 1000n}).filter((value) => value !== 0n);
	assert(
		property(bigInt({min: -5000n, max: 5000n}), divisor, (top, bottom) => {
			const quotient = divideHalfEven(top, bottom);
			const twiceOff = 2n * magnitude(top - quotient * bottom);
			expect(twiceOff <= magnitude(bottom)).toBe(true);
			if (twiceOff === magnitude(bottom)) expect(quotient % 2n).toBe(0n);
			expect(divideHalfEven(-top, bottom)).toBe(-quotient);
		}),
		{numRuns: 1000},
	);
});

test.each([
	['1.005', 2, '1'],
	['1.015', 2, '1.02'],
	['1.025', 2, '1.02'],
	['-1.025', 2, '-1.02'],
	['1.0250000000000000000000001', 2, '1.03'],
	['2.5', 0, '2'],
	['3.5', 0, '4'],
	['0.123456785', 8, '0.12345678'],
	['0.123456775', 8, '0.12345678'],
])('%s rounded to %i digits is %s', (given, decimals, rounded) => {
	expect(formatMoney(roundMoney(moneyOf(given), decimals))).toBe(rounded);
});

test('rounding twice changes nothing, and never moves by more than half a step', () => {
	assert(
		property(amount, nat(26), (value, decimals) => {
			const once = roundMoney(money(value), decimals);
			expect(roundMoney(once, decimals)).toBe(once);
			expect(2n * magnitude(once - value) <= 10n ** BigInt(MONEY_DECIMALS - decimals)).toBe(true);
		}),
	);
});

test('sums of money are exact in any order', () => {
	assert(
		property(amount, amount, amount, (a, b, c) => {
			const left = addMoney(addMoney(money(a), money(b)), money(c));
			expect(left).toBe(addMoney(money(a), addMoney(money(c), money(b))));
			expect(subtractMoney(left, money(c))).toBe(a + b);
			expect(addMoney(money(a), negateMoney(money(a)))).toBe(ZERO_MONEY);
		}),
	);
});

test('a gauge sees about the same amount', () => {
	expect(lossyMoney(moneyOf('-12.5'))).toBeCloseTo(-12.5, 12);
});

test('a part in basis points of a whole; of nothing it is none', () => {
	expect(basisPointsOf(money(-5n * 10n ** 26n), money(10_000n * 10n ** 26n))).toBeCloseTo(-5, 12);
	expect(basisPointsOf(money(1n), money(0n))).toBeUndefined();
});
