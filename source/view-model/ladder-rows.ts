/** What stands on each row of the ladder, as numbers: the drawing only has to write them. */

import {addLots, lossyLots, qtyLots, ZERO_LOTS, type QtyLots, type Side} from '../domain/units.js';
import type {LadderPicture, MonitorFrame} from '../engine/frame.js';
import type {WorkingOrder} from '../engine/maker/maker-state.js';
import {axisPrices, rowsAboveMid, type Axis} from './ladder-axis.js';
import {changeSince, comparedSample, tradedByRow, type Traded} from './ladder-history.js';
import type {MonitorState} from './monitor-state.js';
import {askRow, bidRow} from './price-group.js';

export type LadderRow = {
	readonly priceTicks: number;
	/** The side of the market this row lies on. */
	readonly side: Side;
	readonly qtyLots: QtyLots;
	/** Sum from the touch to this row; undefined where a row before it is unknown. */
	readonly cumulativeLots: QtyLots | undefined;
	/** Beyond what the snapshot vouches for, or what the picture holds. */
	readonly unknown: boolean;
	readonly changeLots: QtyLots | undefined;
	readonly boughtLots: QtyLots;
	readonly soldLots: QtyLots;
	readonly ownBidLots: QtyLots;
	readonly ownAskLots: QtyLots;
};

export type LadderModel = {
	/** From high to low. */
	readonly rows: readonly LadderRow[];
	/** Index of the first row below the market; the spread is drawn before it. */
	readonly middle: number;
	/** The market is within the rows. */
	readonly middleInView: boolean;
	readonly largestLots: number;
	/** Age of the sample the change column compares with. */
	readonly changeMs: number | undefined;
	/** Own orders beyond the rows, the nearest first. */
	readonly ordersAbove: readonly WorkingOrder[];
	readonly ordersBelow: readonly WorkingOrder[];
};

export const ladderModel = (state: MonitorState, frame: MonitorFrame, axis: Axis, count: number): LadderModel => {
	const prices = axisPrices(axis, count);
	const mid = frame.touch.midHalfTicks;
	const middle = mid === undefined ? Math.floor(count / 2) : rowsAboveMid(prices, mid);
	const rows = fillRows(state, frame, axis.groupTicks, {prices, middle});
	const sample = comparedSample(state.history, frame.atMs);
	return {
		rows,
		middle,
		middleInView: middle > 0 && middle < count,
		largestLots: Math.max(0, ...rows.map(({qtyLots: size}) => lossyLots(size))),
		changeMs: sample === undefined ? undefined : frame.atMs - sample.atMs,
		...ordersOutside(frame.maker.orders, prices, axis.groupTicks),
	};
};

type RowPlan = {readonly prices: readonly number[]; readonly middle: number};

const fillRows = (
	state: MonitorState,
	frame: MonitorFrame,
	groupTicks: number,
	{prices, middle}: RowPlan,
): readonly LadderRow[] => {
	const sizes = new Map<number, QtyLots>();
	for (const level of [...frame.ladder.bids, ...frame.ladder.asks]) sizes.set(level.priceTicks, level.qtyLots);
	const traded = tradedByRow(state.traded, groupTicks);
	const own = ownByRow(frame.maker.orders, groupTicks);
	const sums = cumulative(frame.ladder);
	const sample = comparedSample(state.history, frame.atMs);
	return prices.map((price, index): LadderRow => {
		const qty = sizes.get(price) ?? ZERO_LOTS;
		const side: Side = index < middle ? 'ask' : 'bid';
		return {
			priceTicks: price,
			side,
			qtyLots: qty,
			cumulativeLots: sums.get(price),
			unknown: isUnknown(frame.ladder, price),
			changeLots: sample === undefined ? undefined : changeSince(sample, side, price, qty),
			...tradedAt(traded, price),
			ownBidLots: own.bid.get(price) ?? ZERO_LOTS,
			ownAskLots: own.ask.get(price) ?? ZERO_LOTS,
		};
	});
};

const tradedAt = (traded: Traded, price: number): {boughtLots: QtyLots; soldLots: QtyLots} => {
	const row = traded.get(price);
	return {boughtLots: row?.buy ?? ZERO_LOTS, soldLots: row?.sell ?? ZERO_LOTS};
};

const isUnknown = ({knownFromTicks, knownToTicks}: LadderPicture, price: number): boolean =>
	(knownFromTicks !== undefined && price < knownFromTicks) || (knownToTicks !== undefined && price > knownToTicks);

const cumulative = ({bids, asks}: LadderPicture): ReadonlyMap<number, QtyLots> => {
	const sums = new Map<number, QtyLots>();
	for (const side of [bids, asks]) {
		let sum = ZERO_LOTS;
		for (const {priceTicks, qtyLots: size} of side) {
			sum = addLots(sum, size);
			sums.set(priceTicks, sum);
		}
	}

	return sums;
};

/** The ladder row an own order lies on: grouped as its side is. */
const orderRow = ({side, priceTicks}: WorkingOrder, groupTicks: number): number =>
	side === 'bid' ? bidRow(priceTicks, groupTicks) : askRow(priceTicks, groupTicks);

const ownByRow = (orders: readonly WorkingOrder[], groupTicks: number) => {
	const own = {bid: new Map<number, QtyLots>(), ask: new Map<number, QtyLots>()};
	for (const order of orders) {
		const row = orderRow(order, groupTicks);
		const side = own[order.side];
		side.set(row, addLots(side.get(row) ?? ZERO_LOTS, qtyLots(order.leavesLots)));
	}

	return own;
};

const ordersOutside = (orders: readonly WorkingOrder[], prices: readonly number[], groupTicks: number) => {
	const [high = 0, low = 0] = [prices[0], prices.at(-1)];
	const byPrice = orders.toSorted((a, b) => a.priceTicks - b.priceTicks);
	return {
		ordersAbove: byPrice.filter((order) => orderRow(order, groupTicks) > high),
		ordersBelow: byPrice.filter((order) => orderRow(order, groupTicks) < low).toReversed(),
	};
};

/** How many rows an order lies beyond the edge of the axis. */
export const rowsBeyond = (order: WorkingOrder, rows: readonly LadderRow[], groupTicks: number): number => {
	const row = orderRow(order, groupTicks);
	const edge = row > (rows[0]?.priceTicks ?? 0) ? rows[0] : rows.at(-1);
	return Math.round(Math.abs(row - (edge?.priceTicks ?? row)) / groupTicks);
};

/** Sums of the best rows that both sides show, so that the ratio compares like with like. */
export const visibleTotals = ({rows, middle}: LadderModel): {count: number; bid: QtyLots; ask: QtyLots} => {
	const count = Math.min(middle, rows.length - middle);
	return {count, bid: sumLots(rows.slice(middle, middle + count)), ask: sumLots(rows.slice(middle - count, middle))};
};

const sumLots = (rows: readonly LadderRow[]): QtyLots =>
	rows.reduce<QtyLots>((total, {qtyLots: size}) => addLots(total, size), ZERO_LOTS);
