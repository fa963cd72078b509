/**
 * What a quantity at a price is worth, and in which asset. Linear: price × quantity × multiplier, in the quote asset,
 * exact. Inverse: quantity × multiplier ÷ price, in the base asset. That quotient is the one rounding there is: half to
 * even, at money's last digit (10^-26).
 */

import {parseScaled, significantDecimals} from './text/decimal-text.js';
import {divideHalfEven, money, MONEY_DECIMALS, powerOfTen, type Money} from './money.js';

export type Contract = {
	readonly kind: 'linear' | 'inverse';
	/**
	 * Of a linear one the base assets in one unit of quantity, of an inverse one its value in the quote asset; in units
	 * of 10^-multiplierDecimals.
	 */
	readonly multiplier: bigint;
	readonly multiplierDecimals: number;
	/** What profit, fees and margin are counted in. */
	readonly settlementAsset: string;
};

/** How prices and quantities of a contract are counted. */
export type Counted = {readonly contract: Contract; readonly unitDecimals: number; readonly qtyDecimals: number};

export type ContractText = {readonly kind: Contract['kind']; readonly multiplier: string; readonly settlementAsset: string};

/** What is bought and sold for itself. */
export const spotContract = (quoteAsset: string): Contract => ({
	kind: 'linear',
	multiplier: 1n,
	multiplierDecimals: 0,
	settlementAsset: quoteAsset,
});

/** @throws {RangeError} when the multiplier is not a positive plain decimal. */
export const createContract = ({kind, multiplier, settlementAsset}: ContractText): Contract => {
	const multiplierDecimals = significantDecimals(multiplier);
	const scaled = parseScaled(multiplier, multiplierDecimals);
	if (scaled === undefined || scaled <= 0) throw new RangeError(`the multiplier "${multiplier}" is not a positive plain decimal number`);
	return {kind, multiplier: BigInt(scaled), multiplierDecimals, settlementAsset};
};

/** The same price and quantity are worth the same in both. */
export const sameContract = (a: Contract, b: Contract): boolean =>
	a.kind === b.kind &&
	a.multiplier === b.multiplier &&
	a.multiplierDecimals === b.multiplierDecimals &&
	a.settlementAsset === b.settlementAsset;

/** Of a linear contract: one lot at a price of one unit. */
const unitLotMoney = ({contract, unitDecimals, qtyDecimals}: Counted): bigint => {
	const {multiplier, multiplierDecimals} = contract;
	return multiplier * powerOfTen(MONEY_DECIMALS - unitDecimals - qtyDecimals - multiplierDecimals);
};

/** Digits that an exact notional of half a unit needs behind the point. */
export const notionalDecimals = ({contract, unitDecimals, qtyDecimals}: Counted): number =>
	contract.kind === 'inverse' ? 0 : unitDecimals + qtyDecimals + contract.multiplierDecimals + 1;

const inverseValue = ({contract, unitDecimals, qtyDecimals}: Counted, halfUnits: bigint, lots: bigint): bigint => {
	const {multiplier, multiplierDecimals} = contract;
	const top = 2n * lots * multiplier * powerOfTen(MONEY_DECIMALS + unitDecimals);
	return divideHalfEven(top, halfUnits * powerOfTen(qtyDecimals + multiplierDecimals));
};

/**
 * The size of a trade in the settlement asset, with the sign of its lots: what limits, fees and turnover count.
 *
 * @param halfUnits twice the price, counted from zero.
 */
export const contractNotional = (counted: Counted, halfUnits: bigint, lots: bigint): Money =>
	money(counted.contract.kind === 'linear' ? (halfUnits * lots * unitLotMoney(counted)) / 2n : inverseValue(counted, halfUnits, lots));

/**
 * What profit is a difference of: lots held are worth more at a better price. Of a linear contract the notional; of an
 * inverse one the notional with the other sign, because a higher price makes a contract cheaper in the base asset.
 */
export const contractWorth = (counted: Counted, halfUnits: bigint, lots: bigint): Money =>
	contractNotional(counted, halfUnits, counted.contract.kind === 'linear' ? lots : -lots);

/** The worth of lots at a price that is money for one unit of the base asset. Towards zero where it is not exact. */
export const worthAtPrice = ({contract, qtyDecimals}: Counted, price: Money, lots: bigint): Money => {
	const {kind, multiplier, multiplierDecimals} = contract;
	const scale = powerOfTen(qtyDecimals + multiplierDecimals);
	if (kind === 'linear') return money((price * lots * multiplier) / scale);
	return money(divideHalfEven(-lots * multiplier * powerOfTen(2 * MONEY_DECIMALS), price * scale));
};

/** The price at which lots are worth so much, as a fraction of money, to be rounded once. */
export const priceOfWorth = (
	{contract, qtyDecimals}: Counted,
	worth: Money,
	lots: bigint,
): {readonly numerator: bigint; readonly denominator: bigint} => {
	const {kind, multiplier, multiplierDecimals} = contract;
	const scale = powerOfTen(qtyDecimals + multiplierDecimals);
	return kind === 'linear'
		? {numerator: worth * scale, denominator: lots * multiplier}
		: {numerator: -lots * multiplier * powerOfTen(2 * MONEY_DECIMALS), denominator: worth * scale};
};

/** The lots that have a notional at a price that is money for one unit of the base asset, rounded down. */
export const lotsOfNotional = ({contract, qtyDecimals}: Counted, price: Money, notional: Money): bigint => {
	const {kind, multiplier, multiplierDecimals} = contract;
	const scale = powerOfTen(qtyDecimals + multiplierDecimals);
	return kind === 'linear'
		? (notional * scale) / (price * multiplier)
		: (notional * price * scale) / (multiplier * powerOfTen(2 * MONEY_DECIMALS));
};
