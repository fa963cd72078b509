/** The tape's memory: taker orders, own fills and gaps in order, newest last, and the flow of the last minute. */

import type {Trade} from '../../../domain/feed-event.js';
import {addLots, lossyLots, ZERO_LOTS, type QtyLots, type UnixMs} from '../../../domain/units.js';
import type {Fill} from '../../../engine/maker/types/fill.js';
import type {TradeLoss} from '../../../engine/feed/types/trade-loss.js';
import {append, emptyLog, rewritten, type AppendLog} from './append-log.js';
import {addPrint, firstPrint, joins, type TapeOrder} from './tape-order.js';

export type TapeEntry =
	| TapeOrder
	/** An own order was filled. */
	| {readonly kind: 'fill'; readonly fill: Fill}
	/** The feed was down between two prints; trades may or may not be missing. */
	| {readonly kind: 'gap'; readonly fromMs: UnixMs; readonly toMs: UnixMs}
	/** Trades of the venue that never arrived. */
	| {readonly kind: 'loss'; readonly loss: TradeLoss}
	/** Prints too fast for the frames: the engine counted them, this list lacks them. */
	| {readonly kind: 'skipped'; readonly count: number};

/** Traded within one second. */
export type FlowSecond = {readonly second: number; readonly buy: QtyLots; readonly sell: QtyLots; readonly prints: number};

export type TapeRing = {
	readonly log: AppendLog<TapeEntry>;
	/** The newest taker order, which more prints may extend. */
	readonly open: TapeOrder | undefined;
	readonly flow: readonly FlowSecond[];
	readonly lastTrade: Trade | undefined;
	/** Running mean of print sizes, in lots. */
	readonly meanLots: number;
	readonly seen: number;
	/** Lines added by the newest frame. */
	readonly fresh: number;
	/** The connection was lost since the last print. */
	readonly interrupted: boolean;
	/** Venue time of the newest trade after a gap: flow before it is incomplete. */
	readonly lossAtMs: UnixMs | undefined;
	/** Lines hidden by the filter; they count in everything else. */
	readonly hidden: number;
	/** Count of huge taker orders. */
	readonly huge: number;
};

/** Thresholds of large and huge orders in lots; undefined: a multiple of the mean print. */
export type PrintSizes = {readonly largePrint: number | undefined; readonly hugePrint: number | undefined};

export type TapeOptions = {readonly sizes?: PrintSizes | undefined; readonly filterLots?: QtyLots | undefined};

const TAPE_CAPACITY = 2000;
const FLOW_SECONDS = 60;
export const LARGE_MULTIPLE = 5;
const HUGE_MULTIPLE = 20;
const WARM_UP_PRINTS = 20;
const MEAN_WINDOW = 500;

export const emptyTape: TapeRing = {
	log: emptyLog(TAPE_CAPACITY),
	open: undefined,
	flow: [],
	lastTrade: undefined,
	meanLots: 0,
	seen: 0,
	fresh: 0,
	interrupted: false,
	lossAtMs: undefined,
	hidden: 0,
	huge: 0,
};

/** Thresholds in force in lots; undefined before the mean is meaningful. The large one never exceeds the huge one. */
export const printThresholds = ({seen, meanLots}: TapeRing, sizes: PrintSizes | undefined): PrintSizes => {
	const mean = seen >= WARM_UP_PRINTS ? meanLots : undefined;
	return {
		largePrint: sizes?.largePrint ?? (mean === undefined ? undefined : Math.min(LARGE_MULTIPLE * mean, sizes?.hugePrint ?? Infinity)),
		hugePrint: sizes?.hugePrint ?? (mean === undefined ? undefined : Math.max(HUGE_MULTIPLE * mean, sizes?.largePrint ?? 0)),
	};
};

/** Adds a frame's trades, oldest first; `lost` trades were dropped before the first. */
export const addTrades = (ring: TapeRing, trades: readonly Trade[], lost: number, {sizes, filterLots}: TapeOptions = {}): TapeRing => {
	if (trades.length === 0 && lost === 0) return ring.fresh === 0 ? ring : {...ring, fresh: 0};
	const added: TapeEntry[] = [];
	let next = lost > 0 ? skip(ring, lost, added) : ring;
	for (const trade of trades) {
		const gap = gapBefore(next, trade);
		const thresholds = printThresholds(next, sizes);
		const isMore = gap === undefined && next.open !== undefined && joins(next.open, trade);
		if (!isMore && next.open !== undefined) added.push(next.open);
		if (gap !== undefined) added.push(gap);
		const open = isMore && next.open !== undefined ? addPrint(next.open, trade, thresholds) : firstPrint(trade, thresholds);
		const grew = open.size === 'huge' && !(isMore && next.open?.size === 'huge');
		next = {...countTrade(next, trade), open, huge: next.huge + (grew ? 1 : 0)};
	}

	return {
		...next,
		log: append(ring.log, added),
		hidden: ring.hidden + hiddenOf(added, filterLots),
		fresh: added.length + 1,
		flow: addFlow(ring.flow, trades),
	};
};

const skip = (ring: TapeRing, count: number, added: TapeEntry[]): TapeRing => {
	if (ring.open !== undefined) added.push(ring.open);
	added.push({kind: 'skipped', count});
	return {...ring, open: undefined, lastTrade: undefined};
};

/** The filter hides taker orders only, never own fills or gaps. */
export const isHidden = (entry: TapeEntry, filterLots: QtyLots | undefined): boolean =>
	filterLots !== undefined && entry.kind === 'order' && entry.qtyLots < filterLots;

const hiddenOf = (entries: readonly TapeEntry[], filterLots: QtyLots | undefined): number =>
	filterLots === undefined ? 0 : entries.reduce((sum, entry) => sum + (isHidden(entry, filterLots) ? 1 : 0), 0);

/** Number of lines not hidden. */
export const shownLines = ({log, open}: TapeRing, filterLots: QtyLots | undefined): number =>
	log.end +
	(open === undefined ? 0 : 1) -
	hiddenOf(log.entries.slice(0, log.end), filterLots) -
	hiddenOf(open === undefined ? [] : [open], filterLots);

/** Recounts the hidden lines for another filter. */
export const recounted = (ring: TapeRing, filterLots: QtyLots | undefined): TapeRing => ({
	...ring,
	hidden: hiddenOf(ring.log.entries.slice(0, ring.log.end), filterLots),
});

/** Adds own fills in the order in which they became known. */
export const addFills = (ring: TapeRing, fills: readonly Fill[], filterLots?: QtyLots): TapeRing => {
	if (fills.length === 0) return ring;
	const closed = ring.open === undefined ? [] : [ring.open];
	return {
		...ring,
		open: undefined,
		hidden: ring.hidden + hiddenOf(closed, filterLots),
		log: append(ring.log, [...closed, ...fills.map((fill) => ({kind: 'fill', fill}) as const)]),
		fresh: ring.fresh + fills.length,
	};
};

/** Puts each gap where its trades belong; one that was filled since shrinks or goes. */
export const addLosses = (ring: TapeRing, losses: readonly TradeLoss[]): TapeRing =>
	losses.reduce(
		(held, loss) => ({
			...held,
			log: rewritten(held.log, (entries) => withLoss(entries, loss)),
			lossAtMs: loss.missing > 0 ? loss.beforeMs : held.lossAtMs,
		}),
		ring,
	);

const withLoss = (entries: readonly TapeEntry[], loss: TradeLoss): readonly TapeEntry[] => {
	const others = entries.filter((entry) => !isOf(entry, loss));
	if (loss.missing === 0) return others;
	const at = others.findLastIndex((entry) => entry.kind === 'order' && entry.lastId < loss.fromId) + 1;
	return [...others.slice(0, at), {kind: 'loss', loss}, ...others.slice(at)];
};

/** Whether it is an earlier report of the same gap, or the line of the disconnect there. */
const isOf = (entry: TapeEntry, {fromId, afterMs, beforeMs, missing}: TradeLoss): boolean =>
	entry.kind === 'loss'
		? entry.loss.fromId === fromId && entry.loss.beforeMs === beforeMs
		: entry.kind === 'gap' && missing > 0 && entry.fromMs === afterMs && entry.toMs === beforeMs;

/** Marks the next print as the first after a gap. */
export const interruptTape = (ring: TapeRing): TapeRing =>
	ring.interrupted || ring.lastTrade === undefined ? ring : {...ring, interrupted: true};

const gapBefore = (ring: TapeRing, trade: Trade): (TapeEntry & {readonly kind: 'gap'}) | undefined => {
	const last = ring.lastTrade;
	return last === undefined || !ring.interrupted ? undefined : {kind: 'gap', fromMs: last.tradeAtMs, toMs: trade.tradeAtMs};
};

const countTrade = (ring: TapeRing, trade: Trade): TapeRing => {
	const seen = ring.seen + 1;
	const weight = 1 / Math.min(seen, MEAN_WINDOW);
	return {
		...ring,
		seen,
		meanLots: ring.meanLots + (lossyLots(trade.qtyLots) - ring.meanLots) * weight,
		lastTrade: trade,
		interrupted: false,
	};
};

const secondOf = (at: number): number => Math.floor(at / 1000);

const addFlow = (flow: readonly FlowSecond[], trades: readonly Trade[]): readonly FlowSecond[] => {
	const seconds = [...flow];
	for (const trade of trades) {
		const second = secondOf(trade.tradeAtMs);
		const last = seconds.at(-1);
		const open = last?.second === second ? last : {second, buy: ZERO_LOTS, sell: ZERO_LOTS, prints: 0};
		if (last?.second === second) seconds.pop();
		seconds.push(withTrade(open, trade));
	}

	return seconds.length > 2 * FLOW_SECONDS ? seconds.slice(-2 * FLOW_SECONDS) : seconds;
};

const withTrade = (open: FlowSecond, {aggressor, qtyLots}: Trade): FlowSecond => ({
	...open,
	prints: open.prints + 1,
	buy: aggressor === 'buy' ? addLots(open.buy, qtyLots) : open.buy,
	sell: aggressor === 'sell' ? addLots(open.sell, qtyLots) : open.sell,
});

export type Flow = {
	readonly buy: QtyLots;
	readonly sell: QtyLots;
	/** A minute, or the time since the first print. */
	readonly seconds: number;
	readonly printsPerSecond: number;
	/** Whether no trade of this time is known to be lost. */
	readonly isWhole: boolean;
};

/** Bought and sold by takers in the minute before `atMs`. */
export const flowUntil = (ring: TapeRing, atMs: UnixMs): Flow => {
	const now = secondOf(atMs);
	const from = now - FLOW_SECONDS;
	const recent = ring.flow.filter(({second}) => second > from);
	const prints = recent.reduce((sum, second) => sum + second.prints, 0);
	const first = ring.flow[0]?.second ?? now;
	const seconds = Math.max(1, Math.min(FLOW_SECONDS, now - first + 1));
	return {
		buy: recent.reduce<QtyLots>((sum, {buy}) => addLots(sum, buy), ZERO_LOTS),
		sell: recent.reduce<QtyLots>((sum, {sell}) => addLots(sum, sell), ZERO_LOTS),
		seconds,
		printsPerSecond: prints / seconds,
		isWhole: ring.lossAtMs === undefined || secondOf(ring.lossAtMs) <= from,
	};
};

/** Prints in each of the last seconds before `atMs`, oldest first, 0 for none. */
export const paceUntil = ({flow}: TapeRing, atMs: UnixMs, seconds: number): readonly number[] => {
	const now = secondOf(atMs);
	const bySecond = new Map(flow.map(({second, prints}) => [second, prints]));
	return Array.from({length: seconds}, (_, index) => bySecond.get(now - seconds + 1 + index) ?? 0);
};
