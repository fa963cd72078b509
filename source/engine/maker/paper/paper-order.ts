/** An own order at the paper exchange: how it is there, and as it is reported. */

import {leastLots, minusLots, mostLots, type OwnLots} from '../../../domain/own-lots.js';
import type {UnixMs} from '../../../domain/units.js';
import type {OrderRequest} from '../types/order-report.js';
import type {PlannedOrder} from '../types/planned-order.js';
import type {Queue} from './fill-rules.js';
import type {Offer} from './taker-walk.js';

/** Changed in place by the paper exchange alone. */
export type PaperOrder = {
	readonly id: number;
	readonly request: OrderRequest;
	/** When it was sent, on the local wall clock. */
	readonly sentAtMs: UnixMs;
	/** On the exchange's clock. */
	readonly acceptAt: number;
	cancelAt: number | undefined;
	/** Its size, what was filled of it included; cuts make it less. */
	totalLots: OwnLots;
	/** To what its size is to be cut, keeping its place. */
	reduction: {readonly at: number; readonly totalLots: OwnLots} | undefined;
	/** Until the answer to the last message about it has come back. */
	busyUntil: number;
	state: 'entering' | 'resting' | 'ended';
	queue: Queue;
	/** Of a taker: what the other side shows up to its price. */
	offers: readonly Offer[];
	/** As far as has been reported. */
	reported: {leaves: OwnLots; filled: OwnLots; state: 'entering' | 'resting' | 'ended'};
};

/** @param now on the exchange's clock. */
export const plannedOrder = (order: PaperOrder, now: number): PlannedOrder => ({
	id: order.id,
	side: order.request.side,
	level: order.request.level,
	priceUnits: order.request.priceUnits,
	leavesLots: leastLots(
		order.reported.leaves,
		mostLots(minusLots(order.reduction?.totalLots ?? order.totalLots, order.reported.filled), 0),
	),
	placedAtMs: order.sentAtMs,
	phase: order.cancelAt !== undefined ? 'leaving' : order.reported.state === 'entering' && now < order.acceptAt ? 'entering' : 'resting',
	busy: now < order.busyUntil,
});
