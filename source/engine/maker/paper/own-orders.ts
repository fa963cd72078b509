/** The own orders at the paper exchange, and what has been reported of them one latency after it happened. */

import {leastLots, minusLots, plusLots, type OwnLots} from '../../../domain/own-lots.js';
import type {Side, UnixMs} from '../../../domain/units.js';
import {isFinal, type OrderReport, type OrderRequest} from '../types/order-report.js';
import type {PlannedOrder} from '../types/planned-order.js';
import {queueAt} from './fill-rules.js';
import {plannedOrder, type PaperOrder} from './paper-order.js';
import {ReportQueue} from './report-queue.js';
import type {Offer} from './taker-walk.js';

export type NewOrder = {
	readonly request: OrderRequest;
	/** What stood at its price when it was sent. */
	readonly shown: number;
	readonly offers: readonly Offer[];
	readonly sentAtMs: UnixMs;
	readonly acceptAt: number;
};

export class OwnOrders {
	readonly #responseLatencyMs: number;
	readonly #reports: ReportQueue;
	#orders: PaperOrder[] = [];
	#nextId = 1;

	constructor(responseLatencyMs: number) {
		this.#responseLatencyMs = responseLatencyMs;
		this.#reports = new ReportQueue(responseLatencyMs);
	}

	/** Oldest first; ended ones too, until that is reported. */
	get all(): readonly PaperOrder[] {
		return this.#orders;
	}

	find(id: number | undefined): PaperOrder | undefined {
		return this.#orders.find((order) => order.id === id);
	}

	/** Resting and entering orders, as far as has been reported; takers come and go by themselves. */
	working(now: UnixMs): readonly PlannedOrder[] {
		const open = this.#orders.filter(({reported, request}) => reported.state !== 'ended' && request.taker === undefined);
		return open.map((order) => plannedOrder(order, now));
	}

	/** Nothing that could still be filled, as far as has been reported. */
	get isEmpty(): boolean {
		return this.#orders.every(({reported}) => reported.state === 'ended');
	}

	/** What a side could still be filled by, as far as has been reported: orders on their way out included. */
	openLots(side: Side): OwnLots {
		return this.#sumOf(side, () => true);
	}

	/** Of these, what nothing more can be done about: cancels are on their way, and takers. */
	leavingLots(side: Side): OwnLots {
		return this.#sumOf(side, ({cancelAt, request}) => cancelAt !== undefined || request.taker === true);
	}

	add({request, shown, offers, sentAtMs, acceptAt}: NewOrder): number {
		const id = this.#nextId;
		this.#nextId += 1;
		this.#orders.push({
			id,
			request,
			sentAtMs,
			acceptAt,
			cancelAt: undefined,
			totalLots: request.qtyLots,
			reduction: undefined,
			busyUntil: acceptAt + this.#responseLatencyMs,
			state: 'entering',
			queue: queueAt(request.qtyLots, shown),
			offers,
			reported: {leaves: request.qtyLots, filled: 0, state: 'entering'},
		});
		return id;
	}

	cancelAt(id: number, at: number): void {
		const order = this.find(id);
		if (order !== undefined) order.cancelAt ??= Math.max(at, order.acceptAt);
	}

	/** Cuts an order to what has been reported of its fills and `lots` more: what is filled meanwhile is out of these. */
	reduceAt(id: number, lots: OwnLots, at: number): void {
		const order = this.find(id);
		if (order === undefined) return;
		const totalLots = leastLots(plusLots(order.reported.filled, lots), order.reduction?.totalLots ?? order.totalLots);
		order.reduction = {at: Math.max(at, order.acceptAt), totalLots};
		order.busyUntil = order.reduction.at + this.#responseLatencyMs;
	}

	report(report: OrderReport): void {
		this.#reports.add(report);
	}

	/** What is reported by now; orders of which the end is reported are forgotten. */
	tell(now: number): readonly OrderReport[] {
		const due = this.#reports.take(now);
		if (due.length === 0) return due;
		for (const report of due) this.#learn(report);
		this.#orders = this.#orders.filter(({reported}) => reported.state !== 'ended');
		return due;
	}

	/** All that has happened is reported next. */
	tellNext(): void {
		this.#reports.hurry();
	}

	clear(): void {
		this.#orders = [];
		this.#reports.clear();
	}

	#sumOf(side: Side, counts: (order: PaperOrder) => boolean): OwnLots {
		let lots: OwnLots = 0;
		for (const order of this.#orders) {
			if (order.reported.state !== 'ended' && order.request.side === side && counts(order)) lots = plusLots(lots, order.reported.leaves);
		}

		return lots;
	}

	#learn(report: OrderReport): void {
		const reported = this.find(report.orderId)?.reported;
		if (reported === undefined) return;
		if (report.kind === 'accepted') reported.state = 'resting';
		else if (report.kind === 'reduced') reported.leaves = report.leavesLots;
		else if (report.kind === 'filled') {
			reported.leaves = minusLots(reported.leaves, report.qtyLots);
			reported.filled = plusLots(reported.filled, report.qtyLots);
		}

		if (isFinal(report)) reported.state = 'ended';
	}
}
