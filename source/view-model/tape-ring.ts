/** What the tape remembers: prints and holes in order, newest last, and the flow of the last minute. */

import type {Trade} from '../domain/feed-event.js';
import {addLots, lossyLots, ZERO_LOTS, type QtyLots, type UnixMs} from '../domain/units.js';

export type TapeEntry =
	| {readonly kind: 'print'; readonly trade: Trade; readonly large: boolean}
	/** The feed was down, or ids are missing, between two prints. */
	| {readonly kind: 'gap'; readonly fromMs: UnixMs; readonly toMs: UnixMs; readonly missing: number}
	/** Prints that came too fast for the picture: the engine has them, this list does not. */
	| {readonly kind: 'skipped'; readonly count: number};

/** What traded within one second. */
type FlowSecond = {readonly second: number; readonly buy: QtyLots; readonly sell: QtyLots; readonly prints: number};

export type TapeRing = {
	readonly entries: readonly TapeEntry[];
	readonly flow: readonly FlowSecond[];
	readonly lastTrade: Trade | undefined;
	/** Running mean of the size of a print, in lots. */
	readonly meanLots: number;
	readonly seen: number;
	/** The connection was lost since the last print. */
	readonly interrupted: boolean;
	readonly missing: number;
};

export const TAPE_CAPACITY = 2000;
export const FLOW_SECONDS = 60;
/** A print is large from this multiple of the mean size on. */
export const LARGE_MULTIPLE = 5;
const WARM_UP_PRINTS = 20;
const MEAN_WINDOW = 500;

export const emptyTape: TapeRing = {
	entries: [],
	flow: [],
	lastTrade: undefined,
	meanLots: 0,
	seen: 0,
	interrupted: false,
	missing: 0,
};

/** Adds a frame's trades, oldest first. `lost` of them were dropped before the first. */
export const addTrades = (ring: TapeRing, trades: readonly Trade[], lost: number): TapeRing => {
	if (trades.length === 0 && lost === 0) return ring;
	const added: TapeEntry[] = lost > 0 ? [{kind: 'skipped', count: lost}] : [];
	let next = lost > 0 ? {...ring, lastTrade: undefined} : ring;
	for (const trade of trades) {
		const gap = gapBefore(next, trade);
		if (gap !== undefined) added.push(gap);
		added.push({kind: 'print', trade, large: isLarge(next, trade)});
		next = countTrade(next, trade, gap?.missing ?? 0);
	}

	return {...next, entries: [...ring.entries, ...added].slice(-TAPE_CAPACITY), flow: addFlow(ring.flow, trades)};
};

/** Marks the next print as the first one after a hole. */
export const interruptTape = (ring: TapeRing): TapeRing =>
	ring.interrupted || ring.lastTrade === undefined ? ring : {...ring, interrupted: true};

const gapBefore = (ring: TapeRing, trade: Trade): (TapeEntry & {readonly kind: 'gap'}) | undefined => {
	const last = ring.lastTrade;
	if (last === undefined) return undefined;
	const missing = Math.max(0, trade.id - last.id - 1);
	if (missing === 0 && !ring.interrupted) return undefined;
	return {kind: 'gap', fromMs: last.tradeAtMs, toMs: trade.tradeAtMs, missing};
};

const isLarge = (ring: TapeRing, trade: Trade): boolean =>
	ring.seen >= WARM_UP_PRINTS && lossyLots(trade.qtyLots) >= LARGE_MULTIPLE * ring.meanLots;

const countTrade = (ring: TapeRing, trade: Trade, missing: number): TapeRing => {
	const seen = ring.seen + 1;
	const weight = 1 / Math.min(seen, MEAN_WINDOW);
	return {
		...ring,
		seen,
		meanLots: ring.meanLots + (lossyLots(trade.qtyLots) - ring.meanLots) * weight,
		lastTrade: trade,
		interrupted: false,
		missing: ring.missing + missing,
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

	return seconds.slice(-2 * FLOW_SECONDS);
};

const withTrade = (open: FlowSecond, {aggressor, qtyLots}: Trade): FlowSecond => ({
	...open,
	prints: open.prints + 1,
	buy: aggressor === 'buy' ? addLots(open.buy, qtyLots) : open.buy,
	sell: aggressor === 'sell' ? addLots(open.sell, qtyLots) : open.sell,
});

export type Flow = {readonly buy: QtyLots; readonly sell: QtyLots; readonly printsPerSecond: number};

/** What was bought and sold by takers in the minute before `atMs`. */
export const flowUntil = (ring: TapeRing, atMs: UnixMs): Flow => {
	const from = secondOf(atMs) - FLOW_SECONDS;
	const recent = ring.flow.filter(({second}) => second > from);
	const prints = recent.reduce((sum, second) => sum + second.prints, 0);
	return {
		buy: recent.reduce<QtyLots>((sum, {buy}) => addLots(sum, buy), ZERO_LOTS),
		sell: recent.reduce<QtyLots>((sum, {sell}) => addLots(sum, sell), ZERO_LOTS),
		printsPerSecond: prints / FLOW_SECONDS,
	};
};
