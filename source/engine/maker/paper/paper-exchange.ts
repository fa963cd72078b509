/**
 * The exchange that paper orders are sent to. Everything in it happens in the exchange's time: trades by when
 * they were matched, depth by when it was sent, ties the trade first, own messages one latency after they left.
 * A moment is settled only when the hold-back has passed since, because trades come up to 214 ms late; then
 * nothing is counted twice and nothing is seen too early.
 *
 * No market impact, and own orders are invisible to the market.
 */

import type {Trade} from '../../../domain/feed-event.js';
import type {BookView} from '../../../domain/book/order-book.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import {lossyLots, qtyLots, type Side, type UnixMs} from '../../../domain/units.js';
import type {Random} from '../../../domain/prng.js';
import {OrderLink} from '../orders/order-link.js';
import type {OrderGateway} from '../orders/order-gateway.js';
import type {PaperSettings} from '../settings/paper-rules.js';
import type {ExecutionObserver} from '../types/execution-observer.js';
import type {OrderReport, OrderRequest} from '../types/order-report.js';
import type {PlannedOrder} from '../types/planned-order.js';
import type {QueuePlace} from '../types/quotes.js';
import {OptimisticExchange} from './optimistic-exchange.js';
import {OwnOrders} from './own-orders.js';
import type {FeeOf} from './paper-fees.js';
import {PaperMatching, type Best} from './paper-matching.js';
import type {PaperOrder} from './paper-order.js';
import {Timeline} from './paper-timeline.js';
import {offersFor, type Offer} from './taker-walk.js';

export type PaperParts = {
	readonly settings: PaperSettings;
	readonly observer: ExecutionObserver;
	/** Of the jitter. */
	readonly random: Random;
	readonly feeOf: FeeOf;
};

export class PaperExchange implements OrderGateway {
	/** The same orders at their best; settled with this one. */
	readonly optimistic: OptimisticExchange;
	readonly #holdBackMs: number;
	readonly #timeline = new Timeline();
	readonly #orders: OwnOrders;
	readonly #matching: PaperMatching;
	readonly #link: OrderLink;
	#number = 0;
	#stepLots = 1;
	/** The newest book, as the strategy sees it. */
	#seen: BookView | undefined;

	constructor({settings, observer, random, feeOf}: PaperParts) {
		const {responseLatencyMs, rule} = settings;
		const nextNumber = (): number => (this.#number += 1);
		this.#holdBackMs = settings.holdBackMs;
		this.#link = new OrderLink(settings, random);
		this.#orders = new OwnOrders(responseLatencyMs);
		this.optimistic = new OptimisticExchange({responseLatencyMs, feeOf, nextNumber});
		this.#matching = new PaperMatching({orders: this.#orders, rule, optimistic: this.optimistic, observer, feeOf, nextNumber});
	}

	/** Moments that came when they were settled already. */
	get lateMoments(): number {
		return this.#timeline.late;
	}

	/** How long an order is under way at least: the setting, or half a measured round trip where that is longer. */
	get orderLatencyMs(): number {
		return this.#link.entryLatencyMs;
	}

	get isEmpty(): boolean {
		return this.#orders.isEmpty;
	}

	working(now: UnixMs): readonly PlannedOrder[] {
		return this.#orders.working(now);
	}

	openLots(side: Side): OwnLots {
		return this.#orders.openLots(side);
	}

	leavingLots(side: Side): OwnLots {
		return this.#orders.leavingLots(side);
	}

	/** Where an order stands, by estimate of the chosen rule and of the optimistic one. */
	placeOf(id: number): QueuePlace {
		const {ahead, shown} = this.#orders.find(id)?.queue ?? {ahead: 0, shown: 0};
		return {
			aheadLots: qtyLots(Math.floor(ahead)),
			bestAheadLots: qtyLots(Math.floor(this.optimistic.aheadOf(id))),
			behindLots: qtyLots(Math.floor(Math.max(shown - ahead, 0))),
		};
	}

	/** Fills come in whole steps of so many lots. */
	setStep(stepLots: number): void {
		this.#stepLots = stepLots;
		this.#matching.setStep(stepLots);
		this.optimistic.setStep(stepLots);
	}

	/** Orders and moments lose their meaning. */
	reset(stepLots: number): void {
		this.setStep(stepLots);
		this.#orders.clear();
		this.optimistic.clear();
		this.#forgetMarket();
	}

	/** The book that orders are sent against from here on. A live view of it will do: it is read at each send. */
	see(book: BookView): void {
		this.#seen = book;
	}

	send(request: OrderRequest, now: UnixMs, sentAtMs: UnixMs): number {
		const book = this.#seen;
		if (book === undefined) throw new Error('the paper exchange has seen no book since it was reset: call `see` before `send`');
		const acceptAt = this.#link.entryAt(now);
		this.#matching.begin(bestOf(book));
		const order = {request, shown: shownAt(book, request), offers: offersAt(book, request), sentAtMs, acceptAt};
		const id = this.#orders.add(order);
		this.optimistic.place(id, order);
		if (request.replaces !== undefined) this.#orders.cancelAt(request.replaces, acceptAt);
		return id;
	}

	cancel(id: number, now: UnixMs): void {
		this.#orders.cancelAt(id, this.#link.cancelAt(now));
	}

	/** Cuts an order's remainder; it keeps its place. */
	reduce(id: number, lots: OwnLots, now: UnixMs): void {
		this.#orders.reduceAt(id, lots, this.#link.cancelAt(now));
	}

	/** Half a measured round trip makes messages slower than the setting, never faster. */
	setMeasuredLatency(ms: number | undefined): void {
		this.#link.setMeasured(ms);
	}

	onDepth(book: BookView, atMs: UnixMs): void {
		const open = this.#orders.all;
		const shown = open.length === 0 ? NOTHING_SHOWN : new Map(open.map(({id, request}) => [id, shownAt(book, request)]));
		this.#timeline.add({kind: 'depth', at: atMs, ...bestOf(book), shown, offers: offersToTakers(book, open)});
	}

	onTrade(trade: Trade): void {
		this.#timeline.add({kind: 'trade', at: trade.tradeAtMs, trade});
	}

	/** Settles what the hold-back allows. @param heardTo how far the feed has told. @returns what the strategy learns by then. */
	advance(heardTo: UnixMs): readonly OrderReport[] {
		this.#settle(heardTo - this.#holdBackMs);
		return this.#orders.tell(heardTo);
	}

	/** The feed has a hole: what is known counts, then every order is gone, and all of that is reported next. */
	interrupt(heardTo: UnixMs): void {
		this.#settle(Math.max(heardTo, this.#timeline.lastAt));
		this.#matching.endAll(heardTo);
		this.#orders.tellNext();
		this.optimistic.tellNext();
		this.#forgetMarket();
	}

	#forgetMarket(): void {
		this.#matching.reset(this.#stepLots);
		this.#timeline.clear();
		this.#link.clear();
		this.#seen = undefined;
	}

	#settle(horizon: number): void {
		for (;;) {
			const own = this.#matching.nextOwn(horizon);
			const moment = this.#timeline.takeUntil(own === undefined ? horizon : Math.min(own.at, horizon));
			if (moment?.kind === 'trade') this.#matching.onTrade(moment.trade);
			else if (moment?.kind === 'depth') this.#matching.onDepth(moment);
			else if (own === undefined) return;
			else own.run();
		}
	}
}

const NOTHING_SHOWN: ReadonlyMap<number, number> = new Map();
const NO_OFFERS: ReadonlyMap<number, readonly Offer[]> = new Map();

const shownAt = (book: BookView, {side, priceUnits}: OrderRequest): number => lossyLots(book.qtyAt(side, priceUnits));

const offersAt = (book: BookView, {side, priceUnits, taker}: OrderRequest): readonly Offer[] =>
	taker === true ? offersFor(book, side, priceUnits) : [];

const offersToTakers = (book: BookView, orders: readonly PaperOrder[]): ReadonlyMap<number, readonly Offer[]> => {
	const takers = orders.filter(({request}) => request.taker === true);
	return takers.length === 0 ? NO_OFFERS : new Map(takers.map(({id, request}) => [id, offersAt(book, request)]));
};

const bestOf = (book: BookView): Best => ({bid: book.bestBid()?.priceUnits, ask: book.bestAsk()?.priceUnits});
