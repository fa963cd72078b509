/**
 * The exchange that paper orders are sent to. Everything in it happens in the exchange's time: trades by when
 * they were matched, depth by when it was sent, ties the trade first, own messages one latency after they left.
 * A moment is settled only when the hold-back has passed since, because trades come up to 214 ms late; then
 * nothing is counted twice and nothing is seen too early (reference §3.2, §3.3).
 *
 * No market impact, and own orders are invisible to the market.
 */

import type {Trade} from '../../domain/feed-event.js';
import type {BookView} from '../../domain/order-book.js';
import {lossyLots, unixMs, type PriceTicks, type Side, type UnixMs} from '../../domain/units.js';
import {fillAtPrice, fillThrough, fillWithoutPrint, observeLevel, queueAt, type Filled, type FillRule} from './fill-rules.js';
import {workingOrder, type OrderEnd, type OrderRequest, type PaperFill, type PaperReport, type Slot, type Variant} from './paper-order.js';
import {Timeline, type DepthMoment, type TradeMoment} from './paper-timeline.js';
import type {PlannedOrder} from './order-plan.js';

export type PaperSettings = {
	readonly rule: FillRule;
	/** From sending until the exchange acts. */
	readonly entryLatencyMs: number;
	/** From a fill until the strategy knows of it. */
	readonly responseLatencyMs: number;
	/** How long a moment stays open for messages that come late. */
	readonly holdBackMs: number;
	/** A measured round trip may make the latency longer. */
	readonly measured: boolean;
};

/** Hears of settled moments, in exchange time: what measures execution quality. */
export type PaperObserver = {
	/** `own` tells on which sides an own order stood at the best price until this moment. */
	onTouch(atMs: UnixMs, midHalfTicks: number | undefined, own: Readonly<Record<Side, boolean>>): void;
	onFill(fill: PaperFill): void;
	onTrade(trade: Trade): void;
};

const OPTIMISTIC: FillRule = {model: 'queue-optimistic', power: 1};
/** The shadow first: what fills the order for good ends it for both. */
const VARIANTS: readonly Variant[] = ['shadow', 'main'];

export class PaperExchange {
	readonly #settings: PaperSettings;
	readonly #observer: PaperObserver;
	readonly #timeline = new Timeline();
	#stepLots = 1;
	#slots: Slot[] = [];
	#reports: {readonly dueAt: number; readonly report: PaperReport}[] = [];
	#best: Pick<DepthMoment, 'bid' | 'ask'> = {bid: undefined, ask: undefined};
	#nextId = 1;
	#latencyMs: number;

	constructor(settings: PaperSettings, observer: PaperObserver) {
		this.#settings = settings;
		this.#latencyMs = settings.entryLatencyMs;
		this.#observer = observer;
	}

	/** Moments that came when they were settled already. */
	get lateMoments(): number {
		return this.#timeline.late;
	}

	/** @param now on the exchange's clock. */
	orders(now: UnixMs): readonly PlannedOrder[] {
		const open = this.#slots.filter(({told}) => told.state !== 'ended');
		return open.map((slot) => ({...workingOrder(slot, now), busy: now < slot.busyUntil}));
	}

	/** What a side could still be filled by, as far as the strategy knows: orders on their way out included. */
	openLots(side: Side): number {
		const open = this.#slots.filter(({told, request}) => told.state !== 'ended' && request.side === side);
		return open.reduce((sum, {told}) => sum + told.leaves, 0);
	}

	/** Orders and moments lose their meaning. */
	reset(stepLots: number): void {
		this.#stepLots = stepLots;
		this.#slots = [];
		this.#reports = [];
		this.#best = {bid: undefined, ask: undefined};
		this.#timeline.clear();
	}

	/** @param now on the exchange's clock. */
	send(request: OrderRequest, book: BookView, now: UnixMs, sentAtMs: UnixMs): number {
		const id = this.#nextId;
		this.#nextId += 1;
		const queue = queueAt(request.qtyLots, lossyLots(book.qtyAt(request.side, request.priceTicks)));
		const acceptAt = now + this.#latencyMs;
		this.#best = this.#best.bid === undefined && this.#best.ask === undefined ? bestOf(book) : this.#best;
		this.#slots.push({
			id,
			request,
			sentAtMs,
			acceptAt,
			cancelAt: undefined,
			reduction: undefined,
			busyUntil: acceptAt + this.#settings.responseLatencyMs,
			state: 'entering',
			queues: {main: queue, shadow: queue},
			told: {leaves: request.qtyLots, state: 'entering'},
		});
		if (request.replaces !== undefined) this.#cancelAt(request.replaces, acceptAt);
		return id;
	}

	cancel(id: number, now: UnixMs): void {
		this.#cancelAt(id, now + this.#latencyMs);
	}

	/** Cuts an order's remainder; it keeps its place. */
	reduce(id: number, lots: number, now: UnixMs): void {
		const slot = this.#slots.find((one) => one.id === id);
		if (slot === undefined) return;
		slot.reduction = {at: Math.max(now + this.#latencyMs, slot.acceptAt), lots};
		slot.busyUntil = slot.reduction.at + this.#settings.responseLatencyMs;
	}

	/** Half a measured round trip makes messages slower than the setting, never faster. */
	setMeasuredLatency(ms: number | undefined): void {
		this.#latencyMs = Math.max(this.#settings.entryLatencyMs, this.#settings.measured ? (ms ?? 0) : 0);
	}

	onDepth(book: BookView, atMs: UnixMs): void {
		const shown = new Map(this.#slots.map(({id, request}) => [id, lossyLots(book.qtyAt(request.side, request.priceTicks))]));
		this.#timeline.add({kind: 'depth', at: atMs, ...bestOf(book), shown});
	}

	onTrade(trade: Trade): void {
		this.#timeline.add({kind: 'trade', at: trade.tradeAtMs, trade});
	}

	/** Settles what the hold-back allows. @returns what the strategy learns by now. */
	advance(now: UnixMs): readonly PaperReport[] {
		this.#settle(now - this.#settings.holdBackMs);
		return this.#told(now);
	}

	/** The feed has a hole: what is known counts, then everything is gone. */
	pullAll(now: UnixMs): readonly PaperReport[] {
		this.#settle(Math.max(now, this.#timeline.lastAt));
		for (const slot of this.#slots) if (slot.state !== 'ended') this.#end(slot, 'cancelled', now);
		const reports = this.#told(Infinity);
		this.reset(this.#stepLots);
		return reports;
	}

	#cancelAt(id: number, at: number): void {
		const slot = this.#slots.find((one) => one.id === id);
		if (slot !== undefined) slot.cancelAt ??= Math.max(at, slot.acceptAt);
	}

	#settle(horizon: number): void {
		for (;;) {
			const own = this.#nextOwn(horizon);
			const moment = this.#timeline.takeUntil(own === undefined ? horizon : Math.min(own.at, horizon));
			if (moment?.kind === 'trade') this.#settleTrade(moment);
			else if (moment?.kind === 'depth') this.#settleDepth(moment);
			else if (own === undefined) return;
			else own.run();
		}
	}

	/** The next own message to act on, by time and then by age. */
	#nextOwn(horizon: number): {readonly at: number; readonly run: () => void} | undefined {
		let next: {readonly at: number; readonly run: () => void} | undefined;
		for (const slot of this.#slots) {
			const act = this.#nextOf(slot);
			if (act !== undefined && act.at <= horizon && (next === undefined || act.at < next.at)) next = act;
		}

		return next;
	}

	#nextOf(slot: Slot): {readonly at: number; readonly run: () => void} | undefined {
		const {state, acceptAt, cancelAt = Infinity, reduction} = slot;
		if (state === 'ended') return undefined;
		if (state === 'entering') return {at: acceptAt, run: () => this.#accept(slot)};
		if (reduction !== undefined && reduction.at < cancelAt) return {at: reduction.at, run: () => this.#reduce(slot, reduction.lots, reduction.at)};
		return cancelAt === Infinity ? undefined : {at: cancelAt, run: () => this.#end(slot, 'cancelled', cancelAt)};
	}

	#reduce(slot: Slot, lots: number, at: number): void {
		const {main, shadow} = slot.queues;
		slot.reduction = undefined;
		slot.queues = {main: {...main, leaves: Math.min(main.leaves, lots)}, shadow: {...shadow, leaves: Math.min(shadow.leaves, lots)}};
		this.#report({kind: 'reduced', orderId: slot.id, leavesLots: slot.queues.main.leaves, atMs: unixMs(at)});
	}

	#accept(slot: Slot): void {
		const {request, acceptAt} = slot;
		const replaced = this.#slots.find(({id}) => id === request.replaces);
		const orphan = request.replaces !== undefined && (replaced === undefined || replaced.state === 'ended') && !wasCancelled(replaced);
		if (orphan) {
			this.#end(slot, 'replaced-none', acceptAt);
			return;
		}

		if (replaced?.state === 'resting') this.#end(replaced, 'cancelled', acceptAt);
		if (this.#crosses(request.side, request.priceTicks)) {
			this.#end(slot, 'rejected', acceptAt);
			return;
		}

		slot.state = 'resting';
		this.#report({kind: 'accepted', orderId: slot.id, side: request.side, atMs: unixMs(acceptAt)});
	}

	#crosses(side: Side, price: PriceTicks): boolean {
		const {bid, ask} = this.#best;
		return side === 'bid' ? ask !== undefined && ask <= price : bid !== undefined && bid >= price;
	}

	#settleTrade({trade}: TradeMoment): void {
		this.#observer.onTrade(trade);
		const side = trade.aggressor === 'sell' ? 'bid' : 'ask';
		const sign = side === 'bid' ? 1 : -1;
		const reached = this.#slots
			.filter(({state, request}) => state !== 'ended' && request.side === side)
			.toSorted((a, b) => sign * (b.request.priceTicks - a.request.priceTicks) || a.id - b.id);
		for (const variant of VARIANTS) {
			let quantity = lossyLots(trade.qtyLots);
			for (const slot of reached) quantity -= this.#reach(slot, variant, trade, quantity);
		}
	}

	/** One print through one order. @returns how much of the print it used up. */
	#reach(slot: Slot, variant: Variant, trade: Trade, quantity: number): number {
		const queue = slot.queues[variant];
		const {side, priceTicks} = slot.request;
		const beyond = side === 'bid' ? trade.priceTicks < priceTicks : trade.priceTicks > priceTicks;
		if (queue.leaves === 0 || slot.state === 'ended' || (!beyond && trade.priceTicks !== priceTicks)) return 0;
		if (slot.state === 'entering') {
			if (!beyond) slot.queues = {...slot.queues, [variant]: {...queue, traded: queue.traded + quantity}};
			return 0;
		}

		const filled = beyond ? fillThrough(queue) : fillAtPrice(this.#ruleOf(variant), queue, quantity, this.#stepLots);
		this.#take(slot, variant, filled, trade.tradeAtMs);
		return beyond ? 0 : filled.lots;
	}

	#settleDepth(moment: DepthMoment): void {
		this.#observer.onTouch(unixMs(moment.at), midOf(moment), {bid: this.#standsAtBest('bid'), ask: this.#standsAtBest('ask')});
		this.#best = moment;
		for (const slot of this.#slots) {
			const shown = moment.shown.get(slot.id);
			if (shown === undefined || slot.state === 'ended') continue;
			for (const variant of VARIANTS) this.#observeDepth(slot, variant, shown, unixMs(moment.at));
		}
	}

	#observeDepth(slot: Slot, variant: Variant, shown: number, atMs: UnixMs): void {
		const queue = slot.queues[variant];
		if (slot.state === 'entering') {
			slot.queues = {...slot.queues, [variant]: queueAt(queue.leaves, shown)};
			return;
		}

		const next = observeLevel(this.#ruleOf(variant), queue, shown);
		const reached = next.leaves > 0 && this.#crosses(slot.request.side, slot.request.priceTicks);
		this.#take(slot, variant, reached ? fillWithoutPrint(this.#ruleOf(variant), next) : {queue: next, lots: 0, cause: undefined}, atMs);
	}

	#standsAtBest(side: Side): boolean {
		const best = this.#best[side];
		const sign = side === 'bid' ? 1 : -1;
		return best !== undefined && this.#slots.some(({state, request}) => state === 'resting' && request.side === side && sign * (request.priceTicks - best) >= 0);
	}

	#take(slot: Slot, variant: Variant, {queue, lots, cause}: Filled, atMs: UnixMs): void {
		slot.queues = {...slot.queues, [variant]: queue};
		if (lots === 0 || cause === undefined) return;
		const {side, level, priceTicks} = slot.request;
		const midHalfTicks = midOf(this.#best);
		const fill: PaperFill = {kind: 'fill', orderId: slot.id, side, level, priceTicks, qtyLots: lots, cause, variant, atMs, midHalfTicks};
		this.#observer.onFill(fill);
		this.#report(fill);
		if (variant === 'main' && queue.leaves === 0) this.#end(slot, 'filled', atMs);
	}

	#end(slot: Slot, how: OrderEnd, at: number): void {
		slot.state = 'ended';
		this.#report({kind: 'ended', orderId: slot.id, side: slot.request.side, how, atMs: unixMs(at)});
	}

	#ruleOf(variant: Variant): FillRule {
		return variant === 'main' ? this.#settings.rule : OPTIMISTIC;
	}

	#report(report: PaperReport): void {
		this.#reports.push({dueAt: report.atMs + this.#settings.responseLatencyMs, report});
	}

	#told(now: number): readonly PaperReport[] {
		const due = this.#reports.filter(({dueAt}) => dueAt <= now).map(({report}) => report);
		if (due.length === 0) return due;
		this.#reports = this.#reports.filter(({dueAt}) => dueAt > now);
		for (const report of due) this.#tell(report);
		this.#slots = this.#slots.filter(({told}) => told.state !== 'ended');
		return due;
	}

	#tell(report: PaperReport): void {
		const told = this.#slots.find(({id}) => id === report.orderId)?.told;
		if (told === undefined) return;
		if (report.kind === 'accepted') told.state = 'resting';
		else if (report.kind === 'ended') told.state = 'ended';
		else if (report.kind === 'reduced') told.leaves = report.leavesLots;
		else if (report.variant === 'main') told.leaves -= report.qtyLots;
	}
}

const bestOf = (book: BookView): {readonly bid: PriceTicks | undefined; readonly ask: PriceTicks | undefined} => ({
	bid: book.bestBid()?.priceTicks,
	ask: book.bestAsk()?.priceTicks,
});

const midOf = ({bid, ask}: Pick<DepthMoment, 'bid' | 'ask'>): number | undefined =>
	bid === undefined || ask === undefined ? undefined : bid + ask;

/** What was to be replaced may have been cancelled a moment before: then there is room for its successor. */
const wasCancelled = (slot: Slot | undefined): boolean => slot !== undefined && slot.queues.main.leaves > 0;
