/**
 * One instrument's market: matching engine, simulated traders, and the events published about it. It has no
 * clock: `advance(toMs)` runs it up to a moment and returns what happened. The same seed gives the same market,
 * however time is divided into calls.
 */

import type {ListedDiff, Snapshot, Top, Trade} from '../../domain/feed-event.js';
import {unixMs, updateId, type Side, type UpdateId} from '../../domain/units.js';
import {BookHistory, type BookLevels} from './book-history.js';
import {DepthPublisher} from './depth-publisher.js';
import {createListing, type ListedSymbol, type ListingOptions} from '../listing/listing.js';
import type {EngineIds, Fill, LevelChange} from '../matching/engine-events.js';
import {MatchingEngine} from '../matching/matching-engine.js';
import {Milestones} from './milestones.js';
import {inventPast} from './past.js';
import {createPopulation, QUANTUM_MS, type Population} from '../traders/population.js';
import {createRandom} from '../listing/random.js';
import {FAR_ORDERS} from '../traders/bands.js';
import {TradeAggregator, type AggregateTrade} from './trade-aggregator.js';
import {TradeTape} from './trade-tape.js';

/** Milliseconds between the depth events of a stream; the venue's two speeds. */
export const DEPTH_SPEEDS_MS = [100, 1000] as const;
export type DepthSpeedMs = (typeof DEPTH_SPEEDS_MS)[number];

export type DepthEvent = {readonly kind: 'depth'; readonly speedMs: DepthSpeedMs; readonly diff: ListedDiff};
export type MarketEvent = Trade | Top | AggregateTrade | DepthEvent;

export type MarketOptions = ListingOptions & {
	readonly seed: number;
	/** Unix milliseconds of the market's start. */
	readonly startMs: number;
	/** Speed of the traders as a multiple of real time. */
	readonly speed?: number | undefined;
	/** Orders per side that rest far from the touch; unset, as many as fill the deepest copy of the book. */
	readonly farOrders?: number | undefined;
};

const WHOLE_BOOK = Number.MAX_SAFE_INTEGER;
const TICK_FACTOR = 10;
/** The least price in ticks that leaves traders enough prices to use. */
const LEAST_TICKS_OF_PRICE = 5000;

export class Market {
	readonly tape: TradeTape;
	#instrument: ListedSymbol;
	readonly #engine: MatchingEngine;
	readonly #population: Population;
	readonly #history: BookHistory;
	readonly #publishers: ReadonlyMap<DepthSpeedMs, DepthPublisher>;
	readonly #milestones = new Milestones();
	readonly #aggregator: TradeAggregator;
	readonly #quantumMs: number;
	#events: MarketEvent[] = [];
	#opened = false;
	#lastTop: Top | undefined;
	#lastPrice: number;
	/** Last update id of the newest depth event. */
	#published: UpdateId;
	/** Shifts forward when time is skipped. */
	#originMs: number;
	#nowMs: number;
	#quanta = 0;
	#publications = 0;

	constructor(options: MarketOptions) {
		const listing = createListing(options);
		const ids = chooseIds(options.seed, options.symbol);
		this.#instrument = listing.instrument;
		this.#lastPrice = listing.startPrice;
		this.tape = new TradeTape(
			inventPast({listing, startMs: options.startMs, tradeId: ids.tradeId, random: createRandom(options.seed, `${options.symbol} past`)}),
		);
		this.#originMs = options.startMs;
		this.#nowMs = options.startMs;
		this.#quantumMs = QUANTUM_MS / (options.speed ?? 1);
		this.#aggregator = new TradeAggregator(Math.floor(ids.tradeId * 0.8));
		this.#history = new BookHistory(ids.updateId);
		this.#publishers = new Map(DEPTH_SPEEDS_MS.map((speed) => [speed, new DepthPublisher(ids.updateId)]));
		this.#engine = new MatchingEngine(ids, {
			onFill: (fill) => this.#onFill(fill),
			onLevelChange: (change) => this.#onLevelChange(change),
		});
		this.#population = createPopulation({
			listing,
			engine: this.#engine,
			seed: options.seed,
			tick: () => this.#instrument.tickSteps,
			farOrders: options.farOrders ?? FAR_ORDERS,
		});
		this.#population.seed();
		// Changes made before the first `advance` belong to no depth event.
		this.#opened = true;
		this.#lastTop = this.top();
		this.#published = this.updateId;
		this.#beginRecords();
	}

	/** The listing in force; its tick may change. */
	get instrument(): ListedSymbol {
		return this.#instrument;
	}

	/** Update id of the present book. */
	get updateId(): UpdateId {
		return this.#engine.updateId;
	}

	/** Unix milliseconds up to which the market has advanced. */
	get nowMs(): number {
		return this.#nowMs;
	}

	/** Runs up to `toMs`. @returns the events, in order. */
	advance(toMs: number): readonly MarketEvent[] {
		if (toMs <= this.#nowMs) return [];
		for (;;) {
			const publishAtMs = this.#originMs + (this.#publications + 1) * DEPTH_SPEEDS_MS[0];
			this.#live(Math.min(publishAtMs, toMs));
			if (publishAtMs > toMs) break;
			this.#publications += 1;
			this.#publish(publishAtMs);
		}

		this.#nowMs = toMs;
		return this.#drain();
	}

	/** Passes time without activity: a halt, or a sleeping machine. */
	skip(toMs: number): void {
		if (toMs <= this.#nowMs) return;
		this.#originMs += toMs - this.#nowMs;
		this.#nowMs = toMs;
	}

	/** The best `limit` levels per side as they were `ageMs` ago; the oldest ones known if that is further back. */
	snapshot(limit: number, ageMs = 0): Snapshot {
		return this.#snapshotAt(ageMs > 0 ? this.#idAt(this.#nowMs - ageMs) : this.updateId, limit);
	}

	/**
	 * The book as REST serves it: at the last id of a depth event. 12 of 13 captured snapshots of the venue end
	 * with the last id of a depth event too.
	 */
	servedSnapshot(limit: number): Snapshot {
		return this.#snapshotAt(this.#published, limit);
	}

	/** The whole true book at a recent id, best first; `undefined` for a future id or one no longer kept. */
	bookAt(id: UpdateId): BookLevels | undefined {
		return this.#history.rewind(this.#present(WHOLE_BOOK), id);
	}

	/** All changes after `id` as one depth event; `undefined` for an id no longer kept. */
	depthSince(id: UpdateId): ListedDiff | undefined {
		const levels = this.#history.since(id);
		if (levels === undefined) return undefined;
		return {kind: 'diff', firstId: updateId(id + 1), lastId: this.updateId, eventAtMs: unixMs(this.#nowMs), ...levels};
	}

	/** Best bid and ask; `undefined` while a side is empty. */
	top(): Top | undefined {
		const bid = this.#engine.best('bid');
		const ask = this.#engine.best('ask');
		return bid && ask && {kind: 'top', updateId: this.updateId, bid, ask};
	}

	levelCount(side: Side): number {
		return this.#engine.levelCount(side);
	}

	/** Price of the last trade in steps; before the first trade, the opening price. */
	lastPrice(): number {
		return this.#lastPrice;
	}

	/**
	 * Makes the tick ten times coarser, or the first one again where that would be too coarse. Resting orders keep
	 * their prices.
	 */
	changeTick(): void {
		const tickSteps = this.#instrument.tickSteps * TICK_FACTOR;
		const tooCoarse = tickSteps * LEAST_TICKS_OF_PRICE > this.#lastPrice;
		this.#instrument = {...this.#instrument, tickSteps: tooCoarse ? 1 : tickSteps};
	}

	/** Restarts update ids at 1, for snapshots and streams alike. */
	restartIds(): void {
		this.#engine.restartUpdateIds();
		this.#milestones.clear();
		this.#beginRecords();
	}

	#snapshotAt(id: UpdateId, limit: number): Snapshot {
		const book = id === this.updateId ? undefined : this.bookAt(id);
		if (book === undefined) return this.#present(limit);
		return {lastId: id, bids: book.bids.slice(0, limit), asks: book.asks.slice(0, limit)};
	}

	#beginRecords(): void {
		this.#published = this.updateId;
		this.#history.restart(this.updateId);
		for (const publisher of this.#publishers.values()) publisher.restart(this.updateId);
	}

	#present(limit: number): Snapshot {
		return {lastId: this.updateId, bids: this.#engine.levels('bid', limit), asks: this.#engine.levels('ask', limit)};
	}

	#live(toMs: number): void {
		for (;;) {
			const quantumAtMs = this.#originMs + (this.#quanta + 1) * this.#quantumMs;
			if (quantumAtMs > toMs) return;
			this.#quanta += 1;
			this.#nowMs = quantumAtMs;
			this.#population.step();
			this.#emitAggregate(this.#aggregator.close());
			this.#milestones.add(this.#nowMs, this.updateId);
		}
	}

	#publish(atMs: number): void {
		this.#nowMs = atMs;
		for (const [speedMs, publisher] of this.#publishers) {
			if ((this.#publications * DEPTH_SPEEDS_MS[0]) % speedMs !== 0) continue;
			const diff = publisher.publish(atMs);
			if (speedMs === DEPTH_SPEEDS_MS[0]) this.#published = this.updateId;
			if (diff !== undefined) this.#events.push({kind: 'depth', speedMs, diff});
		}
	}

	#idAt(atMs: number): UpdateId {
		const oldest = this.#history.oldestHeld();
		return updateId(Math.max(oldest, this.#milestones.idAt(atMs) ?? oldest));
	}

	#onLevelChange(change: LevelChange): void {
		if (!this.#opened) return;
		const previous = this.#lastTop;
		this.#history.record(change);
		for (const publisher of this.#publishers.values()) publisher.touch(change);
		if (previous !== undefined && isBehind(change, previous)) return;
		const top = this.top();
		this.#lastTop = top;
		if (top !== undefined) this.#events.push(top);
	}

	#onFill(fill: Fill): void {
		const trade: Trade = {
			kind: 'trade',
			id: fill.tradeId,
			priceUnits: fill.priceUnits,
			qtyLots: fill.quantity,
			aggressor: fill.aggressor,
			tradeAtMs: unixMs(this.#nowMs),
			eventAtMs: unixMs(this.#nowMs),
		};
		this.tape.add(trade);
		this.#lastPrice = fill.priceUnits;
		this.#events.push(trade);
		this.#emitAggregate(this.#aggregator.add(fill, this.#nowMs));
	}

	#emitAggregate(trade: AggregateTrade | undefined): void {
		if (trade === undefined) return;
		this.tape.addAggregate(trade);
		this.#events.push(trade);
	}

	#drain(): readonly MarketEvent[] {
		const events = this.#events;
		this.#events = [];
		return events;
	}
}

export const createMarket = (options: MarketOptions): Market => new Market(options);

/** Whether a change lies further from the touch than the best price. */
const isBehind = (change: LevelChange, top: Top): boolean =>
	change.side === 'bid' ? change.priceUnits < top.bid.priceUnits : change.priceUnits > top.ask.priceUnits;

/** Start ids as large as the venue's, so that a client that cannot hold them fails in tests. */
const chooseIds = (seed: number, symbol: string): EngineIds => {
	const random = createRandom(seed, `${symbol} ids`);
	return {
		updateId: updateId(50_000_000_000 + random.below(40_000_000_000)),
		tradeId: 3_000_000_000 + random.below(2_000_000_000),
		orderId: 20_000_000_000 + random.below(20_000_000_000),
	};
};
