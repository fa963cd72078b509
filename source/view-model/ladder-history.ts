/** What the ladder remembers beside the present book: quantities of some seconds ago, and what traded where. */

import type {Level, Trade} from '../domain/feed-event.js';
import {addLots, subtractLots, ZERO_LOTS, type QtyLots, type Side, type UnixMs} from '../domain/units.js';
import type {LadderPicture} from '../engine/frame.js';
import {askRow, bidRow} from './price-group.js';

/** Quantities of the grouped rows at a moment. */
export type LadderSample = {
	readonly atMs: UnixMs;
	readonly groupTicks: number;
	readonly bids: ReadonlyMap<number, QtyLots>;
	readonly asks: ReadonlyMap<number, QtyLots>;
	/** Rows outside of these prices were not in the picture. */
	readonly lowTicks: number;
	readonly highTicks: number;
};

export const CHANGE_WINDOW_MS = 10_000;
const SAMPLE_EVERY_MS = 1000;

export const sampleLadder = (picture: LadderPicture, atMs: UnixMs): LadderSample => {
	const prices = [...picture.bids, ...picture.asks].map(({priceTicks}) => priceTicks);
	return {
		atMs,
		groupTicks: picture.groupTicks,
		bids: byPrice(picture.bids),
		asks: byPrice(picture.asks),
		lowTicks: Math.min(...prices),
		highTicks: Math.max(...prices),
	};
};

const byPrice = (levels: readonly Level[]): ReadonlyMap<number, QtyLots> =>
	new Map(levels.map(({priceTicks, qtyLots}) => [priceTicks, qtyLots]));

/** Adds a sample a second; another price group begins anew, and nothing older than the window is needed but one. */
export const addSample = (
	history: readonly LadderSample[],
	picture: LadderPicture,
	atMs: UnixMs,
): readonly LadderSample[] => {
	const last = history.at(-1);
	if (last !== undefined && last.groupTicks !== picture.groupTicks) return [sampleLadder(picture, atMs)];
	if (last !== undefined && atMs - last.atMs < SAMPLE_EVERY_MS) return history;
	const inWindow = history.findIndex((sample) => atMs - sample.atMs < CHANGE_WINDOW_MS);
	const kept = inWindow < 0 ? history.slice(-1) : history.slice(Math.max(0, inWindow - 1));
	return [...kept, sampleLadder(picture, atMs)];
};

/** The sample to compare with: ten seconds old, or the oldest there is. */
export const comparedSample = (history: readonly LadderSample[], atMs: UnixMs): LadderSample | undefined =>
	history.findLast((sample) => atMs - sample.atMs >= CHANGE_WINDOW_MS) ?? history[0];

/** By how much a row changed since the sample; undefined where the sample did not reach. */
export const changeSince = (
	sample: LadderSample,
	side: Side,
	price: number,
	now: QtyLots,
): QtyLots | undefined => {
	if (price < sample.lowTicks || price > sample.highTicks) return undefined;
	return subtractLots(now, (side === 'bid' ? sample.bids : sample.asks).get(price) ?? ZERO_LOTS);
};

/** What takers bought and sold at raw prices since the last reset. */
export type Traded = ReadonlyMap<number, {readonly buy: QtyLots; readonly sell: QtyLots}>;

const TRADED_PRICES = 4000;
const NOTHING = {buy: ZERO_LOTS, sell: ZERO_LOTS};

export const addTraded = (traded: Traded, trades: readonly Trade[]): Traded => {
	if (trades.length === 0) return traded;
	const next = new Map(traded);
	for (const {priceTicks, qtyLots, aggressor} of trades) {
		const sum = next.get(priceTicks) ?? NOTHING;
		next.delete(priceTicks);
		next.set(priceTicks, {...sum, [aggressor]: addLots(sum[aggressor], qtyLots)});
	}

	return next.size > TRADED_PRICES ? new Map([...next].slice(-TRADED_PRICES)) : next;
};

/** Traded quantities by ladder row: what hit bids is grouped as bids are, what lifted asks as asks are. */
export const tradedByRow = (traded: Traded, groupTicks: number): Traded => {
	const rows = new Map<number, {buy: QtyLots; sell: QtyLots}>();
	const rowAt = (price: number) => {
		const row = rows.get(price) ?? {...NOTHING};
		rows.set(price, row);
		return row;
	};
	for (const [price, {buy, sell}] of traded) {
		const [bought, sold] = [rowAt(askRow(price, groupTicks)), rowAt(bidRow(price, groupTicks))];
		bought.buy = addLots(bought.buy, buy);
		sold.sell = addLots(sold.sell, sell);
	}

	return rows;
};
