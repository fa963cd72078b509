/** The own orders at the paper exchange, and what the strategy has been told of them one latency after it happened. */

import {leastLots, minusLots, plusLots, type OwnLots} from '../../../domain/own-lots.js';
import {unixMs, type Side, type UnixMs} from '../../../domain/units.js';
import {queueAt} from './fill-rules.js';
import type {PlannedOrder} from '../types/planned-order.js';
import {workingOrder, type Slot} from './paper-slot.js';
import {type OrderEnd, type OrderRequest, type PaperReport} from '../types/order-report.js';
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
	#slots: Slot[] = [];
	#reports: {readonly dueAt: number; readonly report: PaperReport}[] = [];
	#nextId = 1;

	constructor(responseLatencyMs: number) {
		this.#responseLatencyMs = responseLatencyMs;
	}

	/** Oldest first; ended ones too, until the strategy knows. */
	get all(): readonly Slot[] {
		return this.#slots;
	}

	find(id: number | undefined): Slot | undefined {
		return this.#slots.find((slot) => slot.id === id);
	}

	/** Resting and entering orders as the strategy knows them; takers come and go by themselves. */
	working(now: UnixMs): readonly PlannedOrder[] {
		const open = this.#slots.filter(({told, request}) => told.state !== 'ended' && request.taker === undefined);
		return open.map((slot) => ({...workingOrder(slot, now), busy: now < slot.busyUntil}));
	}

	/** Nothing that could still be filled, as far as the strategy knows. */
	get isEmpty(): boolean {
		return this.#slots.every(({told}) => told.state === 'ended');
	}

	/** What a side could still be filled by, as far as the strategy knows: orders on their way out included. */
	openLots(side: Side): OwnLots {
		let lots: OwnLots = 0;
		for (const {told, request} of this.#slots) if (told.state !== 'ended' && request.side === side) lots = plusLots(lots, told.leaves);
		return lots;
	}

	/** Of these, what nothing more can be done about: cancels are on their way, and takers. */
	leavingLots(side: Side): OwnLots {
		let lots: OwnLots = 0;
		for (const {told, request, cancelAt} of this.#slots) {
			if (told.state !== 'ended' && request.side === side && (cancelAt !== undefined || request.taker === true)) {
				lots = plusLots(lots, told.leaves);
			}
		}

		return lots;
	}

	add({request, shown, offers, sentAtMs, acceptAt}: NewOrder): number {
		const id = this.#nextId;
		this.#nextId += 1;
		const queue = queueAt(request.qtyLots, shown);
		this.#slots.push({
			id,
			request,
			sentAtMs,
			acceptAt,
			cancelAt: undefined,
			totalLots: request.qtyLots,
			reduction: undefined,
			busyUntil: acceptAt + this.#responseLatencyMs,
			state: 'entering',
			queues: {main: queue, shadow: queue},
			offers,
			told: {leaves: request.qtyLots, filled: 0, state: 'entering'},
		});
		return id;
	}

	cancelAt(id: number, at: number): void {
		const slot = this.find(id);
		if (slot !== undefined) slot.cancelAt ??= Math.max(at, slot.acceptAt);
	}

	/** Cuts an order to what has been told of its fills and `lots` more: what is filled meanwhile is out of these. */
	reduceAt(id: number, lots: OwnLots, at: number): void {
		const slot = this.find(id);
		if (slot === undefined) return;
		const totalLots = leastLots(plusLots(slot.told.filled, lots), slot.reduction?.totalLots ?? slot.totalLots);
		slot.reduction = {at: Math.max(at, slot.acceptAt), totalLots};
		slot.busyUntil = slot.reduction.at + this.#responseLatencyMs;
	}

	end(slot: Slot, how: OrderEnd, at: number): void {
		slot.state = 'ended';
		this.report({kind: 'ended', orderId: slot.id, side: slot.request.side, how, atMs: unixMs(at)});
	}

	report(report: PaperReport): void {
		this.#reports.push({dueAt: report.atMs + this.#responseLatencyMs, report});
	}

	/** What the strategy learns by now. */
	tell(now: number): readonly PaperReport[] {
		if (this.#reports.length === 0) return NOTHING;
		const due = this.#reports.filter(({dueAt}) => dueAt <= now).map(({report}) => report);
		if (due.length === 0) return due;
		this.#reports = this.#reports.filter(({dueAt}) => dueAt > now);
		for (const report of due) this.#learn(report);
		this.#slots = this.#slots.filter(({told}) => told.state !== 'ended');
		return due;
	}

	clear(): void {
		this.#slots = [];
		this.#reports = [];
	}

	#learn(report: PaperReport): void {
		const told = this.find(report.orderId)?.told;
		if (told === undefined) return;
		if (report.kind === 'accepted') told.state = 'resting';
		else if (report.kind === 'ended') told.state = 'ended';
		else if (report.kind === 'reduced') told.leaves = report.leavesLots;
		else if (report.variant === 'main') {
			told.leaves = minusLots(told.leaves, report.qtyLots);
			told.filled = plusLots(told.filled, report.qtyLots);
		}
	}
}

const NOTHING: readonly PaperReport[] = [];
