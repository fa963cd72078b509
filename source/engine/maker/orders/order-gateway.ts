/**
 * Where own orders go, whoever executes them. What the market looks like reaches an executor by a road of its own, or
 * not at all: nothing that is asked here carries a book.
 */

import type {OwnLots} from '../../../domain/own-lots.js';
import type {Side, UnixMs} from '../../../domain/units.js';
import type {OrderReport, OrderRequest} from '../types/order-report.js';
import type {PlannedOrder} from '../types/planned-order.js';

export type OrderGateway = {
	/**
	 * @param now on the exchange's clock, no earlier than it is there.
	 * @param sentAtMs on the local clock.
	 *
	 * @returns the order's id.
	 */
	send(request: OrderRequest, now: UnixMs, sentAtMs: UnixMs): number;
	/** Until it arrives the order can still be filled. */
	cancel(id: number, now: UnixMs): void;
	/** Cuts an order's remainder; it keeps its place. */
	reduce(id: number, lots: OwnLots, now: UnixMs): void;
	/** Quotes that could still be filled, as far as has been reported, oldest first; no takers. */
	working(now: UnixMs): readonly PlannedOrder[];
	/** What a side could still be filled by: orders on their way in and out included. */
	openLots(side: Side): OwnLots;
	/** Of these, what nothing more can be done about: on the way out, or not known. */
	leavingLots(side: Side): OwnLots;
	/** No order that could still be filled, as far as has been reported. */
	readonly isEmpty: boolean;
	/** What happened to own orders and is known by now, by growing number. @param now on the exchange's clock, as far as the feed has told. */
	advance(now: UnixMs): readonly OrderReport[];
};
