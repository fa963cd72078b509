/**
 * Paper orders that fill only from trades that reach them, behind the quantity that stood there first:
 *
 * - placed: the quantity shown at our price is ahead of us;
 * - a trade at our price uses up what is ahead, and only the rest of it fills us;
 * - a trade beyond our price must have passed us: it fills us, up to its own quantity, at our price;
 * - a depth event that shows less than is thought to be ahead lowers it (those ahead left); more of it queues
 *   behind us.
 *
 * No market impact, no latency, no hidden orders: the name shown with every figure is `queue-conservative`.
 */

import type {Trade} from '../domain/feed-event.js';
import type {BookView} from '../domain/order-book.js';
import {
	lossyLots,
	minLots,
	subtractLots,
	ZERO_LOTS,
	type PriceTicks,
	type QtyLots,
	type Side,
	type UnixMs,
} from '../domain/units.js';
import type {QuoteSide, WorkingOrder} from './maker-state.js';

export const FILL_MODEL = 'queue-conservative';

export type WorkingOrders = {readonly bid: WorkingOrder | undefined; readonly ask: WorkingOrder | undefined};
export const NO_ORDERS: WorkingOrders = {bid: undefined, ask: undefined};

export type OrderFill = {readonly order: WorkingOrder; readonly qtyLots: number};

/** Keeps an order that already stands at the wanted price, because its place in the queue is worth something. */
const placeSide = (
	order: WorkingOrder | undefined,
	side: Side,
	wanted: QuoteSide | undefined,
	book: BookView,
	stamp: {readonly nextId: number; readonly at: UnixMs},
): WorkingOrder | undefined => {
	if (wanted === undefined) return undefined;
	const keeps = order?.priceTicks === wanted.priceTicks && order.leavesLots <= wanted.qtyLots;
	if (keeps) return order;
	return {
		id: stamp.nextId,
		side,
		priceTicks: wanted.priceTicks,
		leavesLots: wanted.qtyLots,
		aheadLots: book.qtyAt(side, wanted.priceTicks),
		placedAtMs: stamp.at,
	};
};

/** Makes the working orders those that are wanted. `nextId` and `nextId + 1` are used for new ones. */
export const place = (
	orders: WorkingOrders,
	wanted: {readonly bid: QuoteSide | undefined; readonly ask: QuoteSide | undefined},
	book: BookView,
	stamp: {readonly nextId: number; readonly at: UnixMs},
): WorkingOrders => ({
	bid: placeSide(orders.bid, 'bid', wanted.bid, book, stamp),
	ask: placeSide(orders.ask, 'ask', wanted.ask, book, {...stamp, nextId: stamp.nextId + 1}),
});

/** After a depth event: what is shown at our price bounds what can be ahead of us. */
export const observeDepth = (orders: WorkingOrders, book: BookView): WorkingOrders => ({
	bid: boundAhead(orders.bid, book),
	ask: boundAhead(orders.ask, book),
});

const boundAhead = (order: WorkingOrder | undefined, book: BookView): WorkingOrder | undefined => {
	if (order === undefined) return undefined;
	const shown = book.qtyAt(order.side, order.priceTicks);
	return shown < order.aheadLots ? {...order, aheadLots: shown} : order;
};

/** Which side a trade can reach: a seller hits bids, a buyer lifts asks. */
const reachedSide = (trade: Trade): Side => (trade.aggressor === 'sell' ? 'bid' : 'ask');

const isBeyond = (side: Side, trade: PriceTicks, own: PriceTicks): boolean =>
	side === 'bid' ? trade < own : trade > own;

/** Runs one trade through the working orders; one print can fill one side only. */
export const onTrade = (
	orders: WorkingOrders,
	trade: Trade,
): {readonly orders: WorkingOrders; readonly fill: OrderFill | undefined} => {
	const side = reachedSide(trade);
	const order = orders[side];
	if (order === undefined) return {orders, fill: undefined};
	const reach = reachOf(order, trade);
	if (reach === undefined) return {orders, fill: undefined};
	const filledLots = Math.min(order.leavesLots, lossyLots(reach.left));
	const leavesLots = order.leavesLots - filledLots;
	const next = leavesLots === 0 ? undefined : {...order, leavesLots, aheadLots: reach.ahead};
	return {
		orders: {...orders, [side]: next},
		fill: filledLots === 0 ? undefined : {order, qtyLots: filledLots},
	};
};

/** What a trade leaves ahead of the order, and what of it is left for the order; undefined if it stays away. */
const reachOf = (
	order: WorkingOrder,
	trade: Trade,
): {readonly ahead: QtyLots; readonly left: QtyLots} | undefined => {
	if (isBeyond(order.side, trade.priceTicks, order.priceTicks)) return {ahead: ZERO_LOTS, left: trade.qtyLots};
	if (trade.priceTicks !== order.priceTicks) return undefined;
	const used = minLots(order.aheadLots, trade.qtyLots);
	return {ahead: subtractLots(order.aheadLots, used), left: subtractLots(trade.qtyLots, used)};
};
