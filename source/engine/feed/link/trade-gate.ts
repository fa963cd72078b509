/**
 * Lets every trade pass once, also while two connections tell of the same ones, and knows which ones are missing.
 * Where a venue numbers the trades of a symbol without holes, an id that is left out is a trade that was lost on
 * its way to us, unless it comes a moment later.
 */

import type {Trade} from '../../../domain/feed-event.js';
import type {MonotonicMs, UnixMs} from '../../../domain/units.js';
import {addHole, holding, without, type TradeHole} from '../meters/trade-holes.js';

/** Trades whose content is remembered: more than any overlap of two connections holds. */
export const MAX_REMEMBERED_TRADES = 4096;
/** A trade that is missing for so long is lost. Two connections are less far apart than that. */
export const LOST_AFTER_MS = 1000;
/** No symbol trades this often: ids that leap further have begun another count. */
const MOST_TRADES_PER_SECOND = 50_000;
/** So many ids that were used before, one after the other and later than all that was heard of: they have begun anew. */
const RESTART_AFTER = 5;

export type Admission =
	/** Not heard of before. */
	| {readonly kind: 'new'}
	/** Ids have begun another count with this one; what is missing before it cannot be known. */
	| {readonly kind: 'restart'; readonly previousId: number}
	/** Heard of before. */
	| {readonly kind: 'again'}
	/** The id was used before, for another trade. */
	| {readonly kind: 'conflict'};

/** A hole as it is now, and how many trades were said to be lost in it. */
export type SettledHole = {readonly hole: TradeHole; readonly told: number};

const NO_NEWS: readonly SettledHole[] = [];
const NEW: Admission = {kind: 'new'};
const AGAIN: Admission = {kind: 'again'};
const CONFLICT: Admission = {kind: 'conflict'};

export class TradeGate {
	readonly #dense: boolean;
	#seen = new Map<number, Trade>();
	#holes: readonly TradeHole[] = [];
	#first: {readonly id: number; readonly at: MonotonicMs} | undefined;
	/** The trade with the highest id. */
	#newest: {readonly trade: Trade; readonly at: MonotonicMs} | undefined;
	/** Before then there is nothing to tell of the holes. */
	#newsAt = Infinity;
	/** The newest id that was used before, and how many led up to it. */
	#used = {id: 0, inARow: 0};

	/** @param dense the venue numbers trades without holes. */
	constructor(dense: boolean) {
		this.#dense = dense;
	}

	admit(trade: Trade, now: MonotonicMs): Admission {
		const held = this.#seen.get(trade.id);
		const admission = held === undefined ? this.#admitUnseen(trade, now) : sameTrade(held, trade) ? AGAIN : this.#admitUsed(trade, now);
		if (admission.kind === 'new' || admission.kind === 'restart') this.#remember(trade);
		return admission;
	}

	/** Holes that have become losses, or are smaller now than they were told to be. */
	settle(now: MonotonicMs): readonly SettledHole[] {
		if (now < this.#newsAt) return NO_NEWS;
		const news = this.#holes.filter((hole) => isNews(hole, now)).map((hole) => ({hole, told: hole.told ?? 0}));
		this.#holes = this.#holes.map((hole) => (isNews(hole, now) ? {...hole, told: hole.missing} : hole)).filter(({missing}) => missing > 0);
		this.#newsAt = Math.min(...this.#holes.filter(({told}) => told === undefined).map(({at}) => at + LOST_AFTER_MS), Infinity);
		return news;
	}

	#admitUnseen(trade: Trade, now: MonotonicMs): Admission {
		if (!this.#dense) return NEW;
		const newest = this.#newest;
		if (newest === undefined || this.#first === undefined) return this.#begin(trade, now, NEW);
		if (trade.id > newest.trade.id) return this.#advance(trade, newest, now);
		if (holding(this.#holes, trade.id)) {
			this.#holes = without(this.#holes, trade.id);
			this.#newsAt = now;
			return NEW;
		}

		// A trade older than the first one heard of, which had overtaken it.
		if (trade.id < this.#first.id && trade.tradeAtMs <= newest.trade.tradeAtMs && now - this.#first.at < LOST_AFTER_MS) return NEW;
		return trade.tradeAtMs > newest.trade.tradeAtMs ? this.#begin(trade, now, restartAfter(newest.trade)) : AGAIN;
	}

	#advance(trade: Trade, newest: {readonly trade: Trade; readonly at: MonotonicMs}, now: MonotonicMs): Admission {
		const missing = trade.id - newest.trade.id - 1;
		const elapsedMs = Math.max(now - newest.at, trade.tradeAtMs - newest.trade.tradeAtMs, 1000);
		if (missing > (elapsedMs / 1000) * MOST_TRADES_PER_SECOND) return this.#begin(trade, now, restartAfter(newest.trade));
		this.#newest = {trade, at: now};
		if (missing > 0) this.#leaveOut(newest.trade, trade, now);
		return NEW;
	}

	#leaveOut(after: Trade, before: Trade, now: MonotonicMs): void {
		this.#holes = addHole(this.#holes, {after, before, at: now});
		this.#newsAt = Math.min(this.#newsAt, now + LOST_AFTER_MS);
	}

	/** A single reused id is an error of the venue's; several in a row mean that ids have started again. */
	#admitUsed(trade: Trade, now: MonotonicMs): Admission {
		const {id, inARow} = this.#used;
		const isLater = this.#newest !== undefined && trade.tradeAtMs > this.#newest.trade.tradeAtMs;
		this.#used = {id: trade.id, inARow: !isLater ? 0 : trade.id === id + 1 ? inARow + 1 : 1};
		if (!this.#dense || this.#newest === undefined || this.#used.inARow < RESTART_AFTER) return CONFLICT;
		return this.#begin(trade, now, restartAfter(this.#newest.trade));
	}

	#begin(trade: Trade, now: MonotonicMs, admission: Admission): Admission {
		this.#seen = new Map();
		this.#first = {id: trade.id, at: now};
		this.#newest = {trade, at: now};
		this.#used = {id: 0, inARow: 0};
		return admission;
	}

	#remember(trade: Trade): void {
		this.#seen.set(trade.id, trade);
		if (this.#seen.size <= MAX_REMEMBERED_TRADES) return;
		const oldest = this.#seen.keys().next();
		if (oldest.done !== true) this.#seen.delete(oldest.value);
	}
}

const restartAfter = ({id}: Trade): Admission => ({kind: 'restart', previousId: id});

/** A hole is told of once it is a loss, and again when a part of it is found; one that was filled in time, never. */
const isNews = ({missing, told, at}: TradeHole, now: MonotonicMs): boolean =>
	told === undefined ? missing > 0 && now - at >= LOST_AFTER_MS : told !== missing;

/** Two connections may say different times of sending. */
const sameTrade = (a: Trade, b: Trade): boolean =>
	a.priceUnits === b.priceUnits && a.qtyLots === b.qtyLots && a.aggressor === b.aggressor && sameTime(a.tradeAtMs, b.tradeAtMs);

/** One connection may tell it in microseconds, another in milliseconds. */
const sameTime = (a: UnixMs, b: UnixMs): boolean => Math.floor(a) === Math.floor(b);
