/** What a print or a depth event does to one resting order, by the fill rule. Pure. */

import type {Trade} from '../../../domain/feed-event.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {Side} from '../../../domain/units.js';
import type {FillRule} from '../settings/paper-rules.js';
import type {OrderRequest} from '../types/order-report.js';
import {fillAtPrice, fillThrough, fillWithoutPrint, hasQueue, observeLevel, type Filled, type Queue} from './fill-rules.js';

/** A resting order as far as prints and depth concern it. */
export type Resting = {readonly request: OrderRequest; readonly acceptAt: number; readonly queue: Queue};

export const restingSide = (trade: Trade): Side => (trade.aggressor === 'sell' ? 'bid' : 'ask');

/** Orders in the order in which a print on their side reaches them: best price first, of equals the oldest. */
export const reachOrder = <Order extends Resting>(orders: readonly Order[], side: Side): readonly Order[] => {
	const sign = side === 'bid' ? 1 : -1;
	return orders.toSorted((a, b) => sign * (b.request.priceUnits - a.request.priceUnits));
};

/** `used`: how much of the print it used up for the orders behind it. */
export type Reached = {readonly filled: Filled; readonly used: OwnLots};

/** One print through one order. @param quantity what own orders before it left of the print. @returns undefined where it passes by. */
export const reachBy = (rule: FillRule, order: Resting, trade: Trade, quantity: number, stepLots: number): Reached | undefined => {
	const {side, priceUnits} = order.request;
	const beyond = side === 'bid' ? trade.priceUnits < priceUnits : trade.priceUnits > priceUnits;
	if (!beyond && trade.priceUnits !== priceUnits) return undefined;
	// A trade that came too late to be settled in its place may have happened before the order was there.
	if (trade.tradeAtMs < order.acceptAt) return undefined;
	const fill = beyond ? fillThrough : fillAtPrice;
	const filled = fill(rule, order.queue, quantity, stepLots);
	return {filled, used: beyond && !hasQueue(rule) ? 0 : filled.lots};
};

/** Depth now shows `shown` at its price. @param crossed the other side's best has reached that price. */
export const observeBy = (rule: FillRule, queue: Queue, shown: number, crossed: boolean): Filled => {
	const seen = observeLevel(rule, queue, shown);
	return crossed && seen.queue.leaves > 0 ? fillWithoutPrint(rule, seen.queue) : seen;
};
