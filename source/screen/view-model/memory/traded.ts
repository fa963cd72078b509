/** Bought and sold by takers at each price since the last reset; bounded by recency. */

import type {Trade} from '../../../domain/feed-event.js';
import {addLots, ZERO_LOTS, type QtyLots} from '../../../domain/units.js';
import {askRow, bidRow} from './price-group.js';

export type BothSides = {readonly buy: QtyLots; readonly sell: QtyLots};
type ByPrice = ReadonlyMap<number, BothSides>;

/** The newest prices are kept apart, so that a trade does not copy all of them. */
export type Traded = {
	readonly settled: ByPrice;
	readonly recent: ByPrice;
	/** Whether no trade is missing since the last reset. */ readonly isWhole: boolean;
};

export const NOTHING_TRADED: Traded = {settled: new Map(), recent: new Map(), isWhole: true};

const MAX_PRICES = 4000;
const MAX_RECENT = 64;
const NOTHING: BothSides = {buy: ZERO_LOTS, sell: ZERO_LOTS};

/** @param lost number of trades known to be missing. */
export const addTraded = (before: Traded, trades: readonly Trade[], lost = 0): Traded => {
	const traded = lost > 0 && before.isWhole ? {...before, isWhole: false} : before;
	if (trades.length === 0) return traded;
	const {isWhole} = traded;
	const recent = new Map(traded.recent);
	for (const {priceUnits, qtyLots, aggressor} of trades) {
		const sum = recent.get(priceUnits) ?? NOTHING;
		recent.set(priceUnits, {...sum, [aggressor]: addLots(sum[aggressor], qtyLots)});
	}

	return recent.size <= MAX_RECENT
		? {settled: traded.settled, recent, isWhole}
		: {settled: settle(traded.settled, recent), recent: new Map(), isWhole};
};

const settle = (settled: ByPrice, recent: ByPrice): ByPrice => {
	const next = new Map(settled);
	for (const [price, sum] of recent) {
		const held = next.get(price);
		next.delete(price);
		next.set(price, held === undefined ? sum : both(held, sum));
	}

	return next.size > MAX_PRICES ? new Map([...next].slice(-MAX_PRICES)) : next;
};

const both = (a: BothSides, b: BothSides): BothSides => ({buy: addLots(a.buy, b.buy), sell: addLots(a.sell, b.sell)});

/** By ladder row: sells into bids are grouped like bids, buys of asks like asks. */
export type TradedRows = (row: number) => BothSides;

export const tradedRows = ({settled, recent}: Traded, groupUnits: number): TradedRows => {
	const [old, young] = [settledRows(settled, groupUnits), grouped(recent, groupUnits)];
	return (row) => {
		const [held, newer] = [old.get(row), young.get(row)];
		if (held === undefined || newer === undefined) return held ?? newer ?? NOTHING;
		return both(held, newer);
	};
};

/** Cached per price group, which changes rarely. */
const kept = new WeakMap<ByPrice, {readonly groupUnits: number; readonly rows: ByPrice}>();

const settledRows = (settled: ByPrice, groupUnits: number): ByPrice => {
	const held = kept.get(settled);
	if (held?.groupUnits === groupUnits) return held.rows;
	const rows = grouped(settled, groupUnits);
	kept.set(settled, {groupUnits, rows});
	return rows;
};

const grouped = (byPrice: ByPrice, groupUnits: number): ByPrice => {
	const rows = new Map<number, BothSides>();
	const add = (row: number, sum: BothSides): void => {
		const held = rows.get(row);
		rows.set(row, held === undefined ? sum : both(held, sum));
	};
	for (const [price, {buy, sell}] of byPrice) {
		if (buy !== 0) add(askRow(price, groupUnits), {buy, sell: ZERO_LOTS});
		if (sell !== 0) add(bidRow(price, groupUnits), {buy: ZERO_LOTS, sell});
	}

	return rows;
};
