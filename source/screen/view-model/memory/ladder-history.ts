/**
 * Changes of the ladder rows within a window: stacked is added size, pulled is size removed without a trade.
 * From samples of the book and the trades between them, matched by the venue's time, because trades arrive up to
 * a quarter of a second after the diff that contains them.
 */

import type {Level, Trade} from '../../../domain/feed-event.js';
import {addLots, subtractLots, ZERO_LOTS, type QtyLots, type Side, type UnixMs} from '../../../domain/units.js';
import type {LadderPicture} from '../../../engine/frame.js';
import {askRow, bidRow} from './price-group.js';

type RowLots = ReadonlyMap<number, QtyLots>;
const NO_ROWS: RowLots = new Map();

/** Sizes of the grouped rows at a moment, and what was traded against them since the sample before. */
export type LadderSample = {
	readonly atMs: UnixMs;
	/** Trades up to this venue time are contained in the sizes. */
	readonly bookAtMs: UnixMs | undefined;
	readonly bids: RowLots;
	readonly asks: RowLots;
	/** Prices outside these bounds were not in the frame. */
	readonly lowUnits: number;
	readonly highUnits: number;
	readonly hits: RowLots;
	readonly lifts: RowLots;
};

export type LadderHistory = {
	readonly groupUnits: number;
	/** Oldest first. */
	readonly samples: readonly LadderSample[];
	/** Traded since the newest sample. */
	readonly hits: RowLots;
	readonly lifts: RowLots;
	/** Trades newer than the newest diff; a later diff will contain them. */
	readonly pending: readonly Trade[];
};

const SAMPLE_EVERY_MS = 1000;
/**
 * Bound of pending trades; the oldest are dropped. A book without diffs during so many trades is about to be
 * distrusted.
 */
const MAX_PENDING = 5000;

export const emptyHistory: LadderHistory = {groupUnits: 0, samples: [], hits: NO_ROWS, lifts: NO_ROWS, pending: []};

type Moment = {readonly atMs: UnixMs; readonly bookAtMs: UnixMs | undefined};

/** Adds a sample per second. Another price group starts anew; of samples older than the window one is kept. */
export const addSample = (history: LadderHistory, picture: LadderPicture, moment: Moment, windowMs: number): LadderHistory => {
	const last = history.samples.at(-1);
	if (last === undefined || history.groupUnits !== picture.groupUnits) {
		return {
			groupUnits: picture.groupUnits,
			samples: [sampleOf(picture, moment, emptyHistory)],
			hits: NO_ROWS,
			lifts: NO_ROWS,
			pending: history.pending,
		};
	}

	if (moment.atMs - last.atMs < SAMPLE_EVERY_MS) return history;
	const inWindow = history.samples.findIndex((sample) => moment.atMs - sample.atMs < windowMs);
	const kept = inWindow < 0 ? history.samples.slice(-1) : history.samples.slice(Math.max(0, inWindow - 1));
	return {...history, samples: [...kept, sampleOf(picture, moment, history)], hits: NO_ROWS, lifts: NO_ROWS};
};

const sampleOf = ({bids, asks}: LadderPicture, moment: Moment, {hits, lifts}: Pick<LadderHistory, 'hits' | 'lifts'>): LadderSample => ({
	...moment,
	bids: byPrice(bids),
	asks: byPrice(asks),
	lowUnits: bids.at(-1)?.priceUnits ?? asks[0]?.priceUnits ?? Infinity,
	highUnits: asks.at(-1)?.priceUnits ?? bids[0]?.priceUnits ?? -Infinity,
	hits,
	lifts,
});

const byPrice = (levels: readonly Level[]): RowLots => {
	const rows = new Map<number, QtyLots>();
	for (const {priceUnits, qtyLots} of levels) rows.set(priceUnits, qtyLots);
	return rows;
};

/**
 * Assigns trades by their time to the newest sample's interval or the current one. Trades not yet in the book
 * wait for its next diff.
 */
export const addRowTrades = (history: LadderHistory, trades: readonly Trade[], bookAtMs: UnixMs | undefined): LadderHistory => {
	const last = history.samples.at(-1);
	if (last === undefined || (trades.length === 0 && history.pending.length === 0)) return history;
	const [closed, open, pending]: readonly [Trade[], Trade[], Trade[]] = [[], [], []];
	for (const trade of history.pending.length === 0 ? trades : [...history.pending, ...trades]) {
		if (bookAtMs !== undefined && trade.tradeAtMs > bookAtMs) pending.push(trade);
		else if (last.bookAtMs !== undefined && trade.tradeAtMs <= last.bookAtMs) closed.push(trade);
		else open.push(trade);
	}

	const samples =
		closed.length === 0 ? history.samples : [...history.samples.slice(0, -1), {...last, ...withTrades(last, closed, history.groupUnits)}];
	return {
		...history,
		samples,
		...withTrades(history, open, history.groupUnits),
		pending: pending.length > MAX_PENDING ? pending.slice(-MAX_PENDING) : pending,
	};
};

const withTrades = (rows: Pick<LadderHistory, 'hits' | 'lifts'>, trades: readonly Trade[], groupUnits: number) => {
	if (trades.length === 0) return {hits: rows.hits, lifts: rows.lifts};
	const [hits, lifts] = [new Map(rows.hits), new Map(rows.lifts)];
	for (const {priceUnits, qtyLots, aggressor} of trades) {
		const [side, row] = aggressor === 'sell' ? [hits, bidRow(priceUnits, groupUnits)] : [lifts, askRow(priceUnits, groupUnits)];
		side.set(row, addLots(side.get(row) ?? ZERO_LOTS, qtyLots));
	}

	return {hits, lifts};
};

/** Index of the sample at the start of the window, or of the oldest one. */
export const windowStart = ({samples}: LadderHistory, atMs: UnixMs, windowMs: number): number =>
	Math.max(
		0,
		samples.findLastIndex((sample) => atMs - sample.atMs >= windowMs),
	);

/** Of one row: net = stacked − pulled; traded size is in neither. */
export type RowFlow = {readonly net: QtyLots; readonly stacked: QtyLots; readonly pulled: QtyLots};

/**
 * Changes of a row from a sample to now. Each interval's size change plus its trades counts as one addition or
 * one removal, so opposite changes within a second are netted.
 * @returns undefined if the first sample does not reach the row.
 */
export const rowFlow = (history: LadderHistory, from: number, side: Side, row: number, now: QtyLots): RowFlow | undefined => {
	const {samples} = history;
	const start = samples[from];
	if (start === undefined || row < start.lowUnits || row > start.highUnits) return undefined;
	const sum = new FlowSum(sideOf(start, side).get(row) ?? ZERO_LOTS);
	for (let index = from + 1; index < samples.length; index += 1) {
		const sample = samples[index];
		if (sample === undefined || row < sample.lowUnits || row > sample.highUnits) continue;
		sum.step(sideOf(sample, side).get(row) ?? ZERO_LOTS, tradedOf(sample, side).get(row));
	}

	sum.step(now, tradedOf(history, side).get(row));
	return sum;
};

/** A mutable sum, because this runs per row and frame. */
class FlowSum implements RowFlow {
	net: QtyLots = ZERO_LOTS;
	stacked: QtyLots = ZERO_LOTS;
	pulled: QtyLots = ZERO_LOTS;
	#held: QtyLots;

	constructor(held: QtyLots) {
		this.#held = held;
	}

	step(now: QtyLots, traded: QtyLots | undefined): void {
		const before = this.#held;
		this.#held = now;
		if (before === now && traded === undefined) return;
		const moved = addLots(subtractLots(now, before), traded ?? ZERO_LOTS);
		this.net = addLots(this.net, moved);
		if (moved > 0) this.stacked = addLots(this.stacked, moved);
		else this.pulled = subtractLots(this.pulled, moved);
	}
}

const sideOf = ({bids, asks}: LadderSample, side: Side): RowLots => (side === 'bid' ? bids : asks);

const tradedOf = ({hits, lifts}: Pick<LadderHistory, 'hits' | 'lifts'>, side: Side): RowLots => (side === 'bid' ? hits : lifts);
