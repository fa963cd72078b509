/** What the charts are drawn from: a sample each second for half an hour. Floats: pictures, not books. */

import {lossyMoney} from '../domain/money.js';
import type {MonitorFrame} from '../engine/frame.js';

export type ChartSample = {
	readonly atMs: number;
	/** Net and its optimistic twin, in quote currency. */
	readonly net: number;
	readonly bestNet: number;
	/** Base units. */
	readonly inventory: number;
	/** In ticks; undefined without a trusted book. */
	readonly mid: number | undefined;
	readonly spreadTicks: number | undefined;
	/** Prices of own fills since the sample before, in ticks. */
	readonly bought: number | undefined;
	readonly sold: number | undefined;
};

const EVERY_MS = 1000;
const CAPACITY = 1800;

/** Fills go into the newest sample, so that none is lost between two. */
export const addChartSample = (history: readonly ChartSample[], frame: MonitorFrame): readonly ChartSample[] => {
	if (frame.instrument === undefined) return history;
	const last = history.at(-1);
	const sample = sampleOf(frame, last);
	if (last !== undefined && frame.atMs - last.atMs < EVERY_MS) return [...history.slice(0, -1), {...sample, atMs: last.atMs}];
	return [...history, {...sample, bought: fillPrice(frame, 'buy'), sold: fillPrice(frame, 'sell')}].slice(-CAPACITY);
};

const sampleOf = (frame: MonitorFrame, last: ChartSample | undefined): ChartSample => {
	const {account} = frame.maker;
	return {
		atMs: frame.atMs,
		net: lossyMoney(account.net),
		bestNet: lossyMoney(account.optimistic.net),
		inventory: Number(account.inventoryLots) / 10 ** (frame.instrument?.qtyDecimals ?? 0),
		mid: frame.trusted && frame.touch.midHalfTicks !== undefined ? frame.touch.midHalfTicks / 2 : undefined,
		spreadTicks: frame.trusted ? frame.touch.spreadTicks : undefined,
		bought: fillPrice(frame, 'buy') ?? last?.bought,
		sold: fillPrice(frame, 'sell') ?? last?.sold,
	};
};

/** The same result where prices count in other ticks from now on. */
export const withoutPrices = (sample: ChartSample): ChartSample => ({...sample, mid: undefined, spreadTicks: undefined, bought: undefined, sold: undefined});

const fillPrice = ({fills}: MonitorFrame, side: 'buy' | 'sell'): number | undefined => fills.findLast((fill) => fill.side === side)?.priceTicks;
