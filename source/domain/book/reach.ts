/** What it takes to trade through one side of a book up to a price. Exact: somebody may send an order by it. */

import type {Level} from '../feed-event.js';
import {unitLotMoney, wholeUnits, type Instrument} from '../instrument.js';
import {divideHalfEven, money, powerOfTen, type Money} from '../money.js';
import {addLots, priceUnits, ZERO_LOTS, type QtyLots} from '../units.js';

export type Reach = {
	readonly levels: number;
	readonly qtyLots: QtyLots;
	/** Σ price × quantity, in quote currency. */
	readonly cost: Money;
};

/** Of levels best first, all of one side. */
export const reachOf = (instrument: Instrument, levels: readonly Level[]): Reach => {
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
	return {levels: levels.length, qtyLots: qty, cost: money(unitLots * unitLotMoney(instrument))};
};

/** Cost divided by quantity, per base unit, rounded half to even; undefined for nothing. */
export const averageCost = ({qtyDecimals}: Instrument, {qtyLots, cost}: Reach): Money | undefined =>
	qtyLots === 0 ? undefined : money(divideHalfEven(cost * powerOfTen(qtyDecimals), BigInt(qtyLots)));
