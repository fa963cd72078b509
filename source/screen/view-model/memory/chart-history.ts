/** Samples for the charts: one per second for half an hour, in floats. */

import {lossyMoney} from '../../../domain/money.js';
import type {UnixMs} from '../../../domain/units.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {append, emptyLog, newest, type AppendLog} from './append-log.js';

export type ChartSample = {
	readonly atMs: number;
	/** Net result and the optimistic model's, in quote currency. */
	readonly net: number;
	readonly bestNet: number;
	/** Base units. */
	readonly inventory: number;
	/** In ticks; undefined without a trusted book. */
	readonly mid: number | undefined;
	readonly spreadUnits: number | undefined;
	/** Prices of own fills within the second, in ticks. */
	readonly bought: number | undefined;
	readonly sold: number | undefined;
};

/** The current second. */
type OpenSample = {
	readonly sinceMs: UnixMs;
	readonly newest: MonitorFrame;
	readonly bought: number | undefined;
	readonly sold: number | undefined;
};

export type ChartHistory = {readonly closed: AppendLog<ChartSample>; readonly open: OpenSample | undefined};

const EVERY_MS = 1000;
const CHART_SAMPLES = 1800;

export const emptyCharts: ChartHistory = {closed: emptyLog(CHART_SAMPLES), open: undefined};

/** A fill counts in the second of its frame. A clock that went back starts a new second. */
export const addChartFrame = (history: ChartHistory, frame: MonitorFrame): ChartHistory => {
	const {closed, open} = history;
	if (frame.instrument === undefined) return history;
	const [bought, sold] = [fillPrice(frame, 'buy'), fillPrice(frame, 'sell')];
	const ageMs = frame.atMs - (open?.sinceMs ?? -Infinity);
	if (open !== undefined && ageMs >= 0 && ageMs < EVERY_MS) {
		return {closed, open: {sinceMs: open.sinceMs, newest: frame, bought: bought ?? open.bought, sold: sold ?? open.sold}};
	}

	return {closed: open === undefined ? closed : append(closed, [sampleOf(open)]), open: {sinceMs: frame.atMs, newest: frame, bought, sold}};
};

/** Oldest first, ending with the current second. */
export const chartSamples = ({closed, open}: ChartHistory): readonly ChartSample[] => {
	const samples = newest(closed, CHART_SAMPLES);
	return open === undefined ? samples : [...samples, sampleOf(open)].slice(-CHART_SAMPLES);
};

/** Drops the prices after a change of price units; results stay. */
export const withoutPrices = (history: ChartHistory): ChartHistory => ({
	closed: append(emptyCharts.closed, chartSamples(history).map(withoutPrice)),
	open: undefined,
});

const sampleOf = ({sinceMs, newest: frame, bought, sold}: OpenSample): ChartSample => {
	const {account} = frame.maker;
	return {
		atMs: sinceMs,
		net: lossyMoney(account.net),
		bestNet: lossyMoney(account.optimistic.net),
		inventory: Number(account.inventoryLots) / 10 ** (frame.instrument?.qtyDecimals ?? 0),
		mid: frame.trusted && frame.touch.midHalfUnits !== undefined ? frame.touch.midHalfUnits / 2 : undefined,
		spreadUnits: frame.trusted ? frame.touch.spreadUnits : undefined,
		bought,
		sold,
	};
};

const withoutPrice = (sample: ChartSample): ChartSample => ({
	...sample,
	mid: undefined,
	spreadUnits: undefined,
	bought: undefined,
	sold: undefined,
});

const fillPrice = ({fills}: MonitorFrame, side: 'buy' | 'sell'): number | undefined =>
	fills.findLast((fill) => fill.side === side)?.priceUnits;
