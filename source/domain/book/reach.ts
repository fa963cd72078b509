/** What it takes to trade through one side of a book up to a price. Exact: somebody may send an order by it. */

import type {Level} from '../feed-event.js';
import {contractNotional, priceOfWorth} from '../contract.js';
import {notional, wholeUnits, type Instrument} from '../instrument.js';
import {addMoney, divideHalfEven, money, negateMoney, ZERO_MONEY, type Money} from '../money.js';
import {addLots, priceUnits, ZERO_LOTS, type QtyLots} from '../units.js';

export type Reach = {
	readonly levels: number;
	readonly qtyLots: QtyLots;
	/** Σ of the levels' notionals, in the settlement asset. */
	readonly cost: Money;
};

/** Of levels best first, all of one side. */
export const reachOf = (instrument: Instrument, levels: readonly Level[]): Reach => {
	if (instrument.contract.kind === 'inverse') return summedReach(instrument, levels);
	const best = levels[0]?.priceUnits ?? priceUnits(0);
	let qty: QtyLots = ZERO_LOTS;
	let near = 0;
	let far = 0n;
	for (const {priceUnits: price, qtyLots} of levels) {
		qty = addLots(qty, qtyLots);
		const product = typeof qtyLots === 'number' ? (price - best) * qtyLots : Number.NaN;
		if (Number.isSafeInteger(product) && Number.isSafeInteger(near + product)) near += product;
		else far += BigInt(price - best) * BigInt(qtyLots);
	}

	const unitLots = BigInt(wholeUnits(instrument, best)) * BigInt(qty) + BigInt(near) + far;
	return {levels: levels.length, qtyLots: qty, cost: contractNotional(instrument, 2n * unitLots, 1n)};
};

/** Where a level's notional is no product, there is no sum of products to be scaled at the end. */
const summedReach = (instrument: Instrument, levels: readonly Level[]): Reach => ({
	levels: levels.length,
	qtyLots: levels.reduce<QtyLots>((sum, {qtyLots}) => addLots(sum, qtyLots), ZERO_LOTS),
	cost: levels.reduce<Money>((sum, level) => addMoney(sum, notional(instrument, level.priceUnits, level.qtyLots)), ZERO_MONEY),
});

/** The one price at which the quantity would cost as much, rounded half to even; undefined for nothing. */
export const averageCost = (instrument: Instrument, {qtyLots, cost}: Reach): Money | undefined => {
	if (qtyLots === 0) return undefined;
	const lots = BigInt(qtyLots);
	const {numerator, denominator} = priceOfWorth(instrument, instrument.contract.kind === 'linear' ? cost : negateMoney(cost), lots);
	return money(divideHalfEven(numerator, denominator));
};
