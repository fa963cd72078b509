/**
 * A position at average cost whose books balance to the last digit.
 *
 * With signed quantity Q, open cost C (≥ 0 long, ≤ 0 short), realised R (gross of fees), fees F and cash X,
 * every fill changes R − C by exactly −side·w, with w what the contract says its lots are worth at its price (price
 * times quantity of what is traded for itself), whatever the released cost was rounded to, because the same rounded
 * number leaves C and enters R. Hence, with W what Q is worth at any mark:
 *
 *     X + W − X₀ = R + (W − C) − F
 *
 * Of an inverse contract w is negative: open cost is ≤ 0 long and ≥ 0 short.
 */

import {addMoney, divideHalfEven, money, MONEY_DECIMALS, negateMoney, subtractMoney, ZERO_MONEY, type Money} from '../money.js';
import {priceOfWorth} from '../contract.js';
import {worth, worthAtHalfUnits, type Instrument} from '../instrument.js';
import type {OwnLots} from '../own-lots.js';
import type {Aggressor, PriceUnits} from '../units.js';

export type Position = {
	/** Lots, signed. */
	readonly inventoryLots: bigint;
	readonly openCost: Money;
	readonly realised: Money;
	readonly fees: Money;
	/** Relative to a start of zero cash and zero inventory. */
	readonly cash: Money;
};

export type Execution = {
	readonly side: Aggressor;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	/** Negative is a rebate. */
	readonly fee: Money;
};

/** Released cost is rounded once, to 8 digits of quote currency. */
const COST_STEP = 10n ** BigInt(MONEY_DECIMALS - 8);

/** The quotient, rounded in one go: a quotient rounded first to money's last digit could fall on a false tie. */
const roundedCost = (numerator: bigint, denominator: bigint): Money =>
	money(divideHalfEven(numerator, denominator * COST_STEP) * COST_STEP);

/** What is held at the start, as if it had been bought (or sold) without fees for `cost`. */
export const openPosition = (inventoryLots: bigint, cost: Money): Position => ({
	inventoryLots,
	openCost: cost,
	realised: ZERO_MONEY,
	fees: ZERO_MONEY,
	cash: negateMoney(cost),
});

export const applyExecution = (instrument: Instrument, position: Position, execution: Execution): Position => {
	const sign = execution.side === 'buy' ? 1n : -1n;
	const qty = BigInt(execution.qtyLots);
	const reducing = position.inventoryLots * sign < 0n;
	const held = position.inventoryLots < 0n ? -position.inventoryLots : position.inventoryLots;
	const closeLots = reducing ? minOf(qty, held) : 0n;
	const value = worth(instrument, execution.priceUnits, qty);
	// The parts are worth the whole, however each of them would be rounded.
	const closedValue = closeLots === qty ? value : worth(instrument, execution.priceUnits, closeLots);
	const closed = closeLots > 0n ? close(position, sign * closeLots, closedValue) : position;
	const opened = qty > closeLots ? open(closed, sign * (qty - closeLots), subtractMoney(value, closedValue)) : closed;
	return {
		...opened,
		fees: addMoney(position.fees, execution.fee),
		cash: money(position.cash - sign * value - execution.fee),
	};
};

const minOf = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** @param lots signed; `value` is what they are worth without their sign. */
const close = (position: Position, lots: bigint, value: Money): Position => {
	const released = releasedCost(position, lots < 0n ? -lots : lots);
	const proceeds = lots < 0n ? value : negateMoney(value);
	return {
		...position,
		inventoryLots: position.inventoryLots + lots,
		openCost: subtractMoney(position.openCost, released),
		realised: money(position.realised + proceeds - released),
	};
};

const releasedCost = (position: Position, lots: bigint): Money => {
	const held = position.inventoryLots < 0n ? -position.inventoryLots : position.inventoryLots;
	if (lots === held) return position.openCost;
	const share = roundedCost(position.openCost * lots, held);
	// Of a cost of less than one step, a share rounded up would be more than all of it.
	return isFurtherFromZero(share, position.openCost) ? position.openCost : share;
};

const isFurtherFromZero = (a: Money, b: Money): boolean => (b < 0n ? a < b : a > b);

const open = (position: Position, lots: bigint, value: Money): Position => ({
	...position,
	inventoryLots: position.inventoryLots + lots,
	openCost: lots < 0n ? subtractMoney(position.openCost, value) : addMoney(position.openCost, value),
});

/** What the open inventory would bring at a mark (twice the price), minus what it cost. */
export const unrealisedAt = (instrument: Instrument, position: Position, markHalfUnits: number): Money =>
	subtractMoney(worthAtHalfUnits(instrument, markHalfUnits, position.inventoryLots), position.openCost);

/** Rounded to 8 digits, for display; undefined when flat. */
export const averagePrice = (instrument: Instrument, position: Position): Money | undefined => {
	if (position.inventoryLots === 0n) return undefined;
	const {numerator, denominator} = priceOfWorth(instrument, position.openCost, position.inventoryLots);
	return denominator === 0n ? undefined : roundedCost(numerator, denominator);
};

/** The identity of the header, checked: what is left is zero or the books are broken. */
export const identityError = (instrument: Instrument, position: Position, markHalfUnits: number): Money => {
	const equity = position.cash + worthAtHalfUnits(instrument, markHalfUnits, position.inventoryLots);
	const claimed = position.realised + unrealisedAt(instrument, position, markHalfUnits) - position.fees;
	return money(equity - claimed);
};
