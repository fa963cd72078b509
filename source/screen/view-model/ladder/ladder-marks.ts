/** Marked prices of the ladder, and the threshold of large sizes. */

import {priceMoney, unitMoney, type Instrument} from '../../../domain/instrument.js';
import type {Money} from '../../../domain/money.js';
import {lossyLots, type QtyLots} from '../../../domain/units.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {rowAt, sideAt} from '../memory/ladder-cursor.js';
import type {LadderSample} from '../memory/ladder-history.js';
import type {MonitorState} from '../state/monitor-state.js';

/** By importance: of two on one row the first is named. The last trade also has a line. */
export type RowMark = 'average' | 'high' | 'low' | 'last';

/** Row of each marked price, on the side of the market where it lies. */
export const markedRows = (frame: MonitorFrame, groupUnits: number): ReadonlyMap<number, RowMark> => {
	const {session, touch, instrument, maker} = frame;
	const mid = touch.midHalfUnits;
	const marks = new Map<number, RowMark>();
	const mark = (priceUnits: number | undefined, as: RowMark): void => {
		if (priceUnits !== undefined && mid !== undefined) marks.set(rowAt(priceUnits, sideAt(priceUnits, mid), groupUnits), as);
	};
	mark(session.lastUnits, 'last');
	mark(session.lowUnits, 'low');
	mark(session.highUnits, 'high');
	mark(instrument && averageUnits(instrument, maker.account.averagePrice), 'average');
	return marks;
};

/** Row of the last trade; undefined without one, or without a mid to decide its side. */
export const lastTradeRow = ({session: {lastUnits}, touch: {midHalfUnits}}: MonitorFrame, groupUnits: number): number | undefined =>
	lastUnits === undefined || midHalfUnits === undefined ? undefined : rowAt(lastUnits, sideAt(lastUnits, midHalfUnits), groupUnits);

/** Average entry in price units, with a fraction. */
export const averageUnits = (instrument: Instrument, average: Money | undefined): number | undefined => {
	if (average === undefined) return undefined;
	return Number(((average - priceMoney(instrument, 0)) * THOUSANDTHS) / unitMoney(instrument)) / Number(THOUSANDTHS);
};

const THOUSANDTHS = 1000n;

/** Default threshold of a large size, as a multiple of the 90th percentile of the rows. */
const LARGE_LEVEL_MULTIPLE = 2;
const USUAL_SHARE = 0.9;

/** Threshold of a large resting size in lots; undefined until enough rows were seen. */
export const largeLevelLots = ({memory: {history}, choices: {sizes}}: MonitorState, {trusted}: MonitorFrame): number | undefined => {
	if (sizes?.largeLevel !== undefined) return sizes.largeLevel;
	const sample = history.samples.at(-1);
	const most = trusted && sample !== undefined ? usualLots(sample) : undefined;
	return most === undefined ? undefined : LARGE_LEVEL_MULTIPLE * most;
};

const LEAST_LEVELS = 8;
const usual = new WeakMap<LadderSample, number | undefined>();

/** The 90th percentile of the newest sample: a single wall does not move it, and it changes once a second. */
const usualLots = (sample: LadderSample): number | undefined => {
	if (!usual.has(sample)) usual.set(sample, usualOf([...sample.bids.values(), ...sample.asks.values()]));
	return usual.get(sample);
};

const usualOf = (sizes: readonly QtyLots[]): number | undefined => {
	if (sizes.length < LEAST_LEVELS) return undefined;
	const sorted = Float64Array.from(sizes, lossyLots).toSorted();
	return sorted[Math.floor((sorted.length - 1) * USUAL_SHARE)];
};
