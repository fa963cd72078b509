/**
 * Money in the quote asset as a scaled `bigint`, exact: price × quantity × fee rate and half ticks all fit
 * without rounding, so sums can be compared with `===`.
 */

import {formatTrimmed, parseScaled} from './text/decimal-text.js';

declare const moneyUnit: unique symbol;
/** Quote currency in units of 10^-26. */
export type Money = bigint & {readonly [moneyUnit]: 'Money'};

/** 8 digits of price, 8 of quantity, 8 of fee rate, 1 for half a tick, 1 to spare. */
export const MONEY_DECIMALS = 26;

export const money = (units: bigint): Money => units as Money;
export const ZERO_MONEY = money(0n);

export const addMoney = (a: Money, b: Money): Money => money(a + b);
export const subtractMoney = (a: Money, b: Money): Money => money(a - b);
export const negateMoney = (a: Money): Money => money(0n - a);

/** `12.5` → 12.5 units of quote currency; a leading minus is allowed. Undefined where it is no plain decimal. */
export const parseMoney = (text: string): Money | undefined => {
	const negative = text.startsWith('-');
	const scaled = parseScaled(negative ? text.slice(1) : text, MONEY_DECIMALS);
	if (scaled === undefined) return undefined;
	return money(negative ? -BigInt(scaled) : BigInt(scaled));
};

export const formatMoney = (value: Money): string => formatTrimmed(value, MONEY_DECIMALS);

const POWERS: readonly bigint[] = Array.from({length: 64}, (_, exponent) => 10n ** BigInt(exponent));

/** 10^exponent, kept at hand: quotes need it at every book event. */
export const powerOfTen = (exponent: number): bigint => POWERS[exponent] ?? 10n ** BigInt(exponent);

/** Integer division rounded half to even, the rule for every quotient of money. */
export const divideHalfEven = (numerator: bigint, denominator: bigint): bigint => {
	const [top, bottom] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator];
	const floor = top >= 0n ? top / bottom : -((-top + bottom - 1n) / bottom);
	const twice = 2n * (top - floor * bottom);
	if (twice === bottom) return floor % 2n === 0n ? floor : floor + 1n;
	return twice > bottom ? floor + 1n : floor;
};

/** Integer division towards −∞, and towards +∞. */
export const floorDivide = (top: bigint, bottom: bigint): bigint => {
	const quotient = top / bottom;
	return top % bottom < 0n ? quotient - 1n : quotient;
};

export const ceilDivide = (top: bigint, bottom: bigint): bigint => -floorDivide(-top, bottom);

/** Rounds to `decimals` digits, half to even; the result is still `Money`. */
export const roundMoney = (value: Money, decimals: number): Money => {
	const step = 10n ** BigInt(MONEY_DECIMALS - decimals);
	return money(divideHalfEven(value, step) * step);
};

/** Of one whole. */
export const BASIS_POINTS = 10_000;

/** For gauges: how much one is of another, such as profit of turnover; undefined of nothing. */
export const basisPointsOf = (part: Money, whole: Money): number | undefined =>
	whole === 0n ? undefined : (lossyMoney(part) / lossyMoney(whole)) * BASIS_POINTS;

/** For gauges and charts only. */
export const lossyMoney = (value: Money): number => Number(value) / 10 ** MONEY_DECIMALS;
