/**
 * What became of the ladder's rows within a window: stacked is what was added, pulled what was taken away without
 * being traded. By samples of the book, and the trades between them, told apart by the venue's clock, because
 * trades come up to a quarter of a second after the diff that holds them.
 */

import type {Level, Trade} from '../../../domain/feed-event.js';
import {addLots, subtractLots, ZERO_LOTS, type QtyLots, type Side, type UnixMs} from '../../../domain/units.js';
import type {LadderPicture} from '../../../engine/frame.js';
import {askRow, bidRow} from './price-group.js';

type RowLots = ReadonlyMap<number, QtyLots>;
const NO_ROWS: RowLots = new Map();

/** Quantities of the grouped rows at a moment, and what was traded against them since the sample before. */
export type LadderSample = {
	readonly atMs: UnixMs;
	/** Trades up to this time of the venue are in the quantities. */
	readonly bookAtMs: UnixMs | undefined;
	readonly bids: RowLots;
	readonly asks: RowLots;
	/** Rows outside of these prices were not in the picture. */
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
	/** Newer than the newest diff: they will be in a later one. */
	readonly pending: readonly Trade[];
};

const SAMPLE_EVERY_MS = 1000;
/** A book that gets no diffs while so much trades is about to be distrusted: the oldest are let go of. */
const MAX_PENDING = 5000;

export const emptyHistory: LadderHistory = {groupUnits: 0, samples: [], hits: NO_ROWS, lifts: NO_ROWS, pending: []};

type Moment = {readonly atMs: UnixMs; readonly bookAtMs: UnixMs | undefined};

/** Adds a sample a second; another price group begins anew, and nothing older than the window is needed but one. */
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
 * Puts trades into the interval that their time belongs to: the newest sample's, or what came after it. Those that
 * the book does not hold yet wait for the diff that does.
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

/** Where the window begins: that long ago, or the oldest there is. */
export const windowStart = ({samples}: LadderHistory, atMs: UnixMs, windowMs: number): number =>
	Math.max(
		0,
		samples.findLastIndex((sample) => atMs - sample.atMs >= windowMs),
	);

/** Of one row: net is stacked less pulled, and what was traded is in neither. */
export type RowFlow = {readonly net: QtyLots; readonly stacked: QtyLots; readonly pulled: QtyLots};

/**
 * What happened on a row from a sample to now. Each interval's change with its trades added back is one step up
 * or down, so what was added and taken within a second is seen as its sum.
 *
 * @returns undefined where the first sample did not reach.
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

/** Row by row and frame by frame: one object each, not one for every step. */
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
