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
import {lossyLots, type Side, type UnixMs} from '../../../domain/units.js';
import type {Random} from '../../../domain/prng.js';
import {OrderLink} from '../orders/order-link.js';
import type {OrderGateway} from '../orders/order-gateway.js';
import type {PlannedOrder} from '../types/planned-order.js';
import {OwnOrders} from './own-orders.js';
import {PaperMatching, type Best} from './paper-matching.js';
import {type PaperObserver} from '../types/order-observer.js';
import type {Slot} from './paper-slot.js';
import type {OrderRequest, PaperReport} from '../types/order-report.js';
import {Timeline} from './paper-timeline.js';
import {offersFor, type Offer} from './taker-walk.js';
import type {PaperSettings} from '../settings/paper-rules.js';

export class PaperExchange implements OrderGateway {
	readonly #settings: PaperSettings;
	readonly #timeline = new Timeline();
	readonly #orders: OwnOrders;
	readonly #matching: PaperMatching;
	readonly #link: OrderLink;
	#stepLots = 1;
	/** The newest book, as the strategy sees it. */
	#seen: BookView | undefined;

	/** @param random of the jitter. */
	constructor(settings: PaperSettings, observer: PaperObserver, random: Random) {
		this.#settings = settings;
		this.#link = new OrderLink(settings, random);
		this.#orders = new OwnOrders(settings.responseLatencyMs);
		this.#matching = new PaperMatching(this.#orders, settings.rule, observer);
	}

	/** Moments that came when they were settled already. */
	get lateMoments(): number {
		return this.#timeline.late;
	}

	/** How long an order is under way at least: the setting, or half a measured round trip where that is longer. */
	get orderLatencyMs(): number {
		return this.#link.entryLatencyMs;
	}

	/** No own order that could still be filled, as far as the strategy knows. */
	get isEmpty(): boolean {
		return this.#orders.isEmpty;
	}

	/** @param now on the exchange's clock. */
	working(now: UnixMs): readonly PlannedOrder[] {
		return this.#orders.working(now);
	}

	/** What a side could still be filled by, as far as the strategy knows: orders on their way out included. */
	openLots(side: Side): OwnLots {
		return this.#orders.openLots(side);
	}

	/** Of these, what nothing more can be done about. */
	leavingLots(side: Side): OwnLots {
		return this.#orders.leavingLots(side);
	}

	/** Fills come in whole steps of so many lots. */
	setStep(stepLots: number): void {
		this.#stepLots = stepLots;
		this.#matching.setStep(stepLots);
	}

	/** Orders and moments lose their meaning. */
	reset(stepLots: number): void {
		this.#stepLots = stepLots;
		this.#orders.clear();
		this.#matching.reset(stepLots);
		this.#timeline.clear();
		this.#link.clear();
		this.#seen = undefined;
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
		const id = this.#orders.add({request, shown: shownAt(book, request), offers: offersAt(book, request), sentAtMs, acceptAt});
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
	advance(heardTo: UnixMs): readonly PaperReport[] {
		this.#settle(heardTo - this.#settings.holdBackMs);
		return this.#orders.tell(heardTo);
	}

	/** The feed has a hole: what is known counts, then everything is gone. */
	pullAll(heardTo: UnixMs): readonly PaperReport[] {
		this.#settle(Math.max(heardTo, this.#timeline.lastAt));
		for (const slot of this.#orders.all) if (slot.state !== 'ended') this.#orders.end(slot, 'cancelled', heardTo);
		const reports = this.#orders.tell(Infinity);
		this.reset(this.#stepLots);
		return reports;
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

const offersToTakers = (book: BookView, slots: readonly Slot[]): ReadonlyMap<number, readonly Offer[]> => {
	const takers = slots.filter(({request}) => request.taker === true);
	return takers.length === 0 ? NO_OFFERS : new Map(takers.map(({id, request}) => [id, offersAt(book, request)]));
};

const bestOf = (book: BookView): Best => ({bid: book.bestBid()?.priceUnits, ask: book.bestAsk()?.priceUnits});
