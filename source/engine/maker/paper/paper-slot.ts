/** An own paper order, as the paper exchange keeps it and as it tells of it. */

import {leastLots, minusLots, mostLots, type OwnLots} from '../../../domain/own-lots.js';
import {qtyLots, type PriceUnits, type Side, type UnixMs} from '../../../domain/units.js';
import type {FillCause, Queue} from './fill-rules.js';
import type {Offer} from './taker-walk.js';
import type {WorkingOrder} from '../maker-view.js';

export type OrderRequest = {
	readonly side: Side;
	/** 0 is the quote nearest to the market. */
	readonly level: number;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	/** Cancel this order in the same message; where it is filled meanwhile, place nothing. */
	readonly replaces?: number;
	/** Takes what is offered up to its price when it arrives; the rest expires. Its level is {@link TAKER_LEVEL}. */
	readonly taker?: true;
};

/** No level of the quotes. */
export const TAKER_LEVEL = -1;

/** Which rule a fill comes from: the chosen model, or the optimistic one beside it. */
export type Variant = 'main' | 'shadow';

export type PaperFill = {
	readonly kind: 'fill';
	readonly orderId: number;
	readonly side: Side;
	readonly level: number;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	readonly cause: FillCause;
	readonly liquidity: 'maker' | 'taker';
	readonly variant: Variant;
	/** On the exchange's clock. */
	readonly atMs: UnixMs;
	/** When its order was sent, on the local wall clock. */
	readonly sentAtMs: UnixMs;
	/** Twice the mid at that moment. */
	readonly midHalfUnits: number | undefined;
};

/** `rejected`: it would have taken; `replaced-none`: what it was to replace had been filled; `expired`: nothing more to take. */
export type OrderEnd = 'filled' | 'cancelled' | 'rejected' | 'replaced-none' | 'expired';

export type PaperReport =
	| PaperFill
	| {readonly kind: 'accepted'; readonly orderId: number; readonly side: Side; readonly atMs: UnixMs}
	| {readonly kind: 'reduced'; readonly orderId: number; readonly leavesLots: OwnLots; readonly atMs: UnixMs}
	| {readonly kind: 'ended'; readonly orderId: number; readonly side: Side; readonly how: OrderEnd; readonly atMs: UnixMs};

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
