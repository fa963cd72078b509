/**
 * A second paper exchange, at which the same orders fill as early as can be: all who cancel stood ahead of them. With the
 * chosen rule's it bounds what would really have been filled.
 *
 * It has queues and reports of its own. When an order arrives, is cut or is over it is told by the first exchange: which
 * orders there are follows from what is filled there. Left to decide by itself it would keep orders in whose place the
 * market maker has put others, replace ones that are gone, and cut by fills that the market maker never heard of; the
 * two would then compare different orders, and no more the same ones under two rules.
 */

import type {Trade} from '../../../domain/feed-event.js';
import {minusLots, mostLots, type OwnLots} from '../../../domain/own-lots.js';
import {lossyLots, unixMs, type UnixMs} from '../../../domain/units.js';
import type {OrderGateway} from '../orders/order-gateway.js';
import type {FillRule} from '../settings/paper-rules.js';
import type {OrderNews, OrderReport} from '../types/order-report.js';
import {queueAt, type Filled, type Queue} from './fill-rules.js';
import type {NewOrder} from './own-orders.js';
import type {FeeOf} from './paper-fees.js';
import {ReportQueue} from './report-queue.js';
import {observeBy, reachBy, reachOrder, restingSide} from './resting-fills.js';
import type {Piece} from './taker-walk.js';

const OPTIMISTIC: FillRule = {model: 'queue-optimistic', power: 1};

type Order = Pick<NewOrder, 'request' | 'sentAtMs' | 'acceptAt'> & {
	readonly id: number;
	state: 'entering' | 'resting' | 'ended';
	queue: Queue;
	/** When the first exchange has reported its end: until then its place is asked for. */
	forgetAt: number;
};

export type OptimisticParts = {
	readonly responseLatencyMs: number;
	readonly feeOf: FeeOf;
	/** Of the next report; both exchanges draw from it. */
	readonly nextNumber: () => number;
};

export class OptimisticExchange implements Pick<OrderGateway, 'advance'> {
	readonly #parts: OptimisticParts;
	readonly #reports: ReportQueue;
	#orders: Order[] = [];
	#stepLots = 1;

	constructor(parts: OptimisticParts) {
		this.#parts = parts;
		this.#reports = new ReportQueue(parts.responseLatencyMs);
	}

	setStep(stepLots: number): void {
		this.#stepLots = stepLots;
	}

	clear(): void {
		this.#orders = [];
		this.#reports.clear();
	}

	/** All that has happened is reported next. */
	tellNext(): void {
		this.#reports.hurry();
		for (const order of this.#orders) if (order.state === 'ended') order.forgetAt = -Infinity;
	}

	/** The first exchange settles for both: it is to be asked before this one. */
	advance(now: UnixMs): readonly OrderReport[] {
		const due = this.#reports.take(now);
		if (this.#orders.some(({forgetAt}) => forgetAt <= now)) this.#orders = this.#orders.filter(({forgetAt}) => forgetAt > now);
		return due;
	}

	/** How much stands ahead of an order; 0 for one that is not there. */
	aheadOf(id: number): number {
		return this.#find(id)?.queue.ahead ?? 0;
	}

	/** The same order is on its way to both. */
	place(id: number, {request, shown, sentAtMs, acceptAt}: NewOrder): void {
		const queue = queueAt(request.qtyLots, shown);
		this.#orders.push({id, request, sentAtMs, acceptAt, state: 'entering', queue, forgetAt: Infinity});
	}

	/** It stands in the book. */
	accept(id: number): void {
		const order = this.#find(id);
		if (order === undefined) return;
		order.state = 'resting';
		this.#report(order, order.acceptAt, {kind: 'accepted'});
	}

	/** It is so much smaller: by as much as the first exchange took off, whatever is left here. */
	cut(id: number, lots: OwnLots, at: number): void {
		const order = this.#find(id);
		if (order === undefined) return;
		order.queue = {...order.queue, leaves: mostLots(minusLots(order.queue.leaves, lots), 0)};
		this.#report(order, at, {kind: 'reduced', leavesLots: order.queue.leaves});
	}

	/** What it took at once: that is no matter of queues, and the same at both. */
	take(id: number, {priceUnits, lots}: Piece): void {
		const order = this.#find(id);
		if (order === undefined) return;
		order.queue = {...order.queue, leaves: minusLots(order.queue.leaves, lots)};
		this.#reportFill(order, {priceUnits, lots}, 'taker', order.acceptAt);
	}

	/** It is over at the first exchange: filled, cancelled or refused. What is left of it here is withdrawn. */
	end(id: number, at: number): void {
		const order = this.#find(id);
		if (order === undefined) return;
		order.state = 'ended';
		order.forgetAt = at + this.#parts.responseLatencyMs;
		if (order.queue.leaves > 0) this.#report(order, at, {kind: 'cancelled'});
	}

	onTrade(trade: Trade): void {
		const side = restingSide(trade);
		const resting = this.#orders.filter(({state, request}) => state === 'resting' && request.side === side && request.taker === undefined);
		let quantity = lossyLots(trade.qtyLots);
		for (const order of reachOrder(resting, side)) {
			const reached = reachBy(OPTIMISTIC, order, trade, quantity, this.#stepLots);
			if (reached === undefined) continue;
			this.#fill(order, reached.filled, trade.tradeAtMs);
			quantity = Math.max(quantity - Number(reached.used), 0);
		}
	}

	/** A depth event shows so much at the order's price. @param crossed the other side's best has reached it. */
	onLevel(id: number, shown: number, crossed: boolean, atMs: UnixMs): void {
		const order = this.#find(id);
		if (order === undefined) return;
		if (order.state === 'entering') order.queue = queueAt(order.queue.leaves, shown);
		else this.#fill(order, observeBy(OPTIMISTIC, order.queue, shown, crossed), atMs);
	}

	#find(id: number): Order | undefined {
		return this.#orders.find((order) => order.id === id);
	}

	#fill(order: Order, {queue, lots}: Filled, atMs: UnixMs): void {
		order.queue = queue;
		if (lots !== 0) this.#reportFill(order, {priceUnits: order.request.priceUnits, lots}, 'maker', atMs);
	}

	#reportFill(order: Order, {priceUnits, lots}: Piece, liquidity: 'maker' | 'taker', at: number): void {
		const {side, level} = order.request;
		const fee = this.#parts.feeOf({side, priceUnits, qtyLots: lots, liquidity});
		const {sentAtMs, queue} = order;
		this.#report(order, at, {kind: 'filled', level, priceUnits, qtyLots: lots, leavesLots: queue.leaves, liquidity, fee, sentAtMs});
	}

	#report({id, request: {side}}: Order, at: number, what: OrderNews): void {
		this.#reports.add({...what, executionId: this.#parts.nextNumber(), orderId: id, side, atMs: unixMs(at)});
	}
}
