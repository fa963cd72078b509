/** The numbers of each ladder row. */

import {lossyUnits, type PriceOrigin} from '../../../domain/instrument.js';
import {addLots, lossyLots, qtyLots, ZERO_LOTS, type QtyLots, type Side} from '../../../domain/units.js';
import type {LadderPicture, MonitorFrame} from '../../../engine/frame.js';
import type {WorkingOrder} from '../../../engine/maker/types/quotes.js';
import {axisPrices, rowsAboveMid, type Axis} from '../memory/ladder-axis.js';
import {rowAt} from '../memory/ladder-cursor.js';
import {isLit} from '../memory/ladder-flash.js';
import {rowFlow, windowStart} from '../memory/ladder-history.js';
import {largeLevelLots, lastTradeRow, markedRows, type RowMark} from './ladder-marks.js';
import {type MonitorState} from '../state/monitor-state.js';
import {tradedRows} from '../memory/traded.js';
import {isUnknown} from '../state/known-rows.js';

/** One side's own orders on one row. */
export type OwnOrders = {
	readonly lots: QtyLots;
	/** Estimated quantity ahead of the first of them. */
	readonly aheadLots: QtyLots;
};

export type LadderRow = {
	readonly priceUnits: number;
	/** The side of the market on which the row lies. */
	readonly side: Side;
	readonly qtyLots: QtyLots;
	/** Sum from the touch to this row; undefined if the row is empty. */
	readonly cumulativeLots: QtyLots | undefined;
	/** The same in ticks × lots at the row prices; for gauges. */
	readonly cumulativeUnitLots: number;
	/** Beyond the snapshot's range, or beyond the rows of the frame. */
	readonly unknown: boolean;
	readonly netLots: QtyLots | undefined;
	readonly stackedLots: QtyLots;
	readonly pulledLots: QtyLots;
	readonly boughtLots: QtyLots;
	readonly soldLots: QtyLots;
	readonly ownBid: OwnOrders | undefined;
	readonly ownAsk: OwnOrders | undefined;
	readonly large: boolean;
	readonly flash: boolean;
	readonly mark: RowMark | undefined;
	readonly lastTrade: boolean;
	readonly cursor: boolean;
};

export type LadderModel = {
	/** From high to low. */
	readonly rows: readonly LadderRow[];
	/** Index of the first row below the mid; the spread is drawn before it. */
	readonly middle: number;
	/** Whether the mid lies within the rows. */
	readonly middleInView: boolean;
	/** The size of a full bar. */
	readonly fullBarLots: number;
	/** Age of the sample that the change column compares with. */
	readonly changeMs: number | undefined;
	/** Own orders above the rows, the nearest first. */
	readonly ordersAbove: readonly WorkingOrder[];
	readonly ordersBelow: readonly WorkingOrder[];
};

/** Columns in use. Values of unused ones are left out, so that a row that looks the same compares equal. */
export type ShownColumns = {readonly cumulative: boolean; readonly split: boolean};

const ALL_COLUMNS: ShownColumns = {cumulative: true, split: true};

export const ladderModel = (state: MonitorState, frame: MonitorFrame, axis: Axis, count: number, shown = ALL_COLUMNS): LadderModel => {
	const prices = axisPrices(axis, count);
	const mid = frame.touch.midHalfUnits;
	const middle = mid === undefined ? Math.floor(count / 2) : rowsAboveMid(prices, mid);
	const from = windowStart(state.memory.history, frame.atMs, state.market.changeWindowMs);
	const sample = state.memory.history.samples[from];
	const rows = fillRows(state, frame, axis.groupUnits, {prices, middle, from, shown});
	return {
		rows,
		middle,
		middleInView: middle > 0 && middle < count,
		fullBarLots: fullBarOf(rows),
		changeMs: sample === undefined ? undefined : frame.atMs - sample.atMs,
		...ordersOutside(frame.maker.orders, prices, axis.groupUnits),
	};
};

/** What the rows are made of, by the price of the row. */
const rowSources = (state: MonitorState, frame: MonitorFrame, groupUnits: number, shown: ShownColumns) => ({
	sizes: sizesByRow(frame.ladder),
	sums: shown.cumulative ? sumsByRow(frame.ladder, frame.instrument ?? FROM_ZERO) : NO_SUMS,
	traded: tradedRows(state.memory.traded, groupUnits),
	own: ownByRow(frame.maker.orders, groupUnits),
	marks: markedRows(frame, groupUnits),
	last: lastTradeRow(frame, groupUnits),
	largeLots: largeLevelLots(state, frame),
	cursor: state.choices.cursor?.priceUnits,
});

type RowPlan = {readonly prices: readonly number[]; readonly middle: number; readonly from: number; readonly shown: ShownColumns};

const fillRows = (
	state: MonitorState,
	frame: MonitorFrame,
	groupUnits: number,
	{prices, middle, from, shown}: RowPlan,
): readonly LadderRow[] => {
	const {sizes, sums, traded, own, marks, last, largeLots, cursor} = rowSources(state, frame, groupUnits, shown);
	return prices.map((price, index): LadderRow => {
		const side: Side = index < middle ? 'ask' : 'bid';
		const sum = sums.get(price);
		const qty = sizes.get(price) ?? ZERO_LOTS;
		const flow = rowFlow(state.memory.history, from, side, price, qty);
		const {buy, sell} = traded(price);
		return {
			priceUnits: price,
			side,
			qtyLots: qty,
			cumulativeLots: sum?.sumLots,
			cumulativeUnitLots: sum?.sumUnitLots ?? 0,
			unknown: isUnknown(frame.ladder, price),
			netLots: flow?.net,
			stackedLots: shown.split && flow !== undefined ? flow.stacked : ZERO_LOTS,
			pulledLots: shown.split && flow !== undefined ? flow.pulled : ZERO_LOTS,
			boughtLots: buy,
			soldLots: sell,
			ownBid: own.bid.get(price),
			ownAsk: own.ask.get(price),
			large: largeLots !== undefined && lossyLots(qty) >= largeLots,
			flash: isLit(state.memory.flashes, price, frame.atMs),
			mark: marks.get(price),
			lastTrade: price === last,
			cursor: cursor === price,
		};
	});
};

const sizesByRow = ({bids, asks}: LadderPicture): ReadonlyMap<number, QtyLots> => {
	const sizes = new Map<number, QtyLots>();
	for (const level of bids) sizes.set(level.priceUnits, level.qtyLots);
	for (const level of asks) sizes.set(level.priceUnits, level.qtyLots);
	return sizes;
};

const FROM_ZERO: PriceOrigin = {originUnits: 0n};

type RowSum = {readonly sumLots: QtyLots; readonly sumUnitLots: number};

const NO_SUMS: ReadonlyMap<number, RowSum> = new Map();

/** Cumulative sums from the touch to each row. */
const sumsByRow = ({bids, asks}: LadderPicture, origin: PriceOrigin): ReadonlyMap<number, RowSum> => {
	const sums = new Map<number, RowSum>();
	for (const side of [bids, asks]) {
		let sumLots = ZERO_LOTS;
		let sumUnitLots = 0;
		for (const {priceUnits, qtyLots: size} of side) {
			sumLots = addLots(sumLots, size);
			sumUnitLots += lossyUnits(origin, priceUnits) * lossyLots(size);
			sums.set(priceUnits, {sumLots, sumUnitLots});
		}
	}

	return sums;
};

/** The row of an own order, grouped like its side. */
const orderRow = ({side, priceUnits}: WorkingOrder, groupUnits: number): number => rowAt(priceUnits, side, groupUnits);

const ownByRow = (orders: readonly WorkingOrder[], groupUnits: number) => {
	const own = {bid: new Map<number, OwnOrders>(), ask: new Map<number, OwnOrders>()};
	for (const order of orders) {
		const row = orderRow(order, groupUnits);
		const side = own[order.side];
		const held = side.get(row);
		const lots = qtyLots(order.leavesLots);
		side.set(row, {
			lots: held === undefined ? lots : addLots(held.lots, lots),
			aheadLots: held === undefined || order.aheadLots < held.aheadLots ? order.aheadLots : held.aheadLots,
		});
	}

	return own;
};

const ordersOutside = (orders: readonly WorkingOrder[], prices: readonly number[], groupUnits: number) => {
	const [high = 0, low = 0] = [prices[0], prices.at(-1)];
	const byPrice = orders.toSorted((a, b) => a.priceUnits - b.priceUnits);
	return {
		ordersAbove: byPrice.filter((order) => orderRow(order, groupUnits) > high),
		ordersBelow: byPrice.filter((order) => orderRow(order, groupUnits) < low).toReversed(),
	};
};

/** Rows between an order and the edge of the axis. */
export const rowsBeyond = (order: WorkingOrder, rows: readonly LadderRow[], groupUnits: number): number => {
	const row = orderRow(order, groupUnits);
	const edge = row > (rows[0]?.priceUnits ?? 0) ? rows[0] : rows.at(-1);
	return Math.round(Math.abs(row - (edge?.priceUnits ?? row)) / groupUnits);
};

/** A size beyond this multiple of the 80th percentile is a wall; it would leave all other bars tiny. */
const WALL = 3;
const USUAL_SHARE = 0.8;

/** The largest size that is not a wall; larger ones have cut bars. */
const fullBarOf = (rows: readonly LadderRow[]): number => {
	const sizes = rows
		.map((row) => lossyLots(row.qtyLots))
		.filter((lots) => lots > 0)
		.toSorted((a, b) => a - b);
	const usual = sizes[Math.ceil(sizes.length * USUAL_SHARE) - 1] ?? 0;
	return Math.min(sizes.at(-1) ?? 0, WALL * usual);
};

/** Sums over the same number of best rows per side, so that the ratio compares equals. */
export const visibleTotals = ({rows, middle}: LadderModel): {count: number; bid: QtyLots; ask: QtyLots} => {
	const count = Math.min(middle, rows.length - middle);
	return {count, bid: sumLots(rows.slice(middle, middle + count)), ask: sumLots(rows.slice(middle - count, middle))};
};

const sumLots = (rows: readonly LadderRow[]): QtyLots => rows.reduce<QtyLots>((total, {qtyLots: size}) => addLots(total, size), ZERO_LOTS);
