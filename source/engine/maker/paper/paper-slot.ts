/** An own paper order, as the paper exchange keeps it and as it tells of it. */

import {leastLots, minusLots, mostLots, type OwnLots} from '../../../domain/own-lots.js';
import {qtyLots, type UnixMs} from '../../../domain/units.js';
import type {Queue} from './fill-rules.js';
import type {Offer} from './taker-walk.js';
import type {WorkingOrder} from '../types/quotes.js';
import type {OrderRequest, Variant} from '../types/order-report.js';

/** Changed in place by the paper exchange alone. */
export type Slot = {
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
	queues: Readonly<Record<Variant, Queue>>;
	/** Of a taker: what the other side shows up to its price. */
	offers: readonly Offer[];
	/** What the strategy has been told. */
	told: {leaves: OwnLots; filled: OwnLots; state: 'entering' | 'resting' | 'ended'};
};

/** @param now on the exchange's clock. */
export const workingOrder = (slot: Slot, now: number): WorkingOrder => ({
	id: slot.id,
	side: slot.request.side,
	level: slot.request.level,
	priceUnits: slot.request.priceUnits,
	leavesLots: leastLots(slot.told.leaves, mostLots(minusLots(slot.reduction?.totalLots ?? slot.totalLots, slot.told.filled), 0)),
	aheadLots: qtyLots(Math.floor(slot.queues.main.ahead)),
	bestAheadLots: qtyLots(Math.floor(slot.queues.shadow.ahead)),
	behindLots: qtyLots(Math.floor(Math.max(slot.queues.main.shown - slot.queues.main.ahead, 0))),
	placedAtMs: slot.sentAtMs,
	phase: slot.cancelAt !== undefined ? 'leaving' : slot.told.state === 'entering' && now < slot.acceptAt ? 'entering' : 'resting',
});
