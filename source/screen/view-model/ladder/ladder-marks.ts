/** Prices that are marked on the ladder, and which sizes count as large. */

import {priceMoney, unitMoney, type Instrument} from '../../../domain/instrument.js';
import type {Money} from '../../../domain/money.js';
import {lossyLots, type QtyLots} from '../../../domain/units.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {rowAt, sideAt} from '../memory/ladder-cursor.js';
import type {LadderSample} from '../memory/ladder-history.js';
import type {MonitorState} from '../state/monitor-state.js';

/** In order of what matters: of two on one row the first is named. The last trade has its line anyway. */
export type RowMark = 'average' | 'high' | 'low' | 'last';

/** The row of each marked price, on the side of the market it lies on. */
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

/** The row of the last trade; undefined where there is none, or no mid to say on which side it lies. */
export const lastTradeRow = ({session: {lastUnits}, touch: {midHalfUnits}}: MonitorFrame, groupUnits: number): number | undefined =>
	lastUnits === undefined || midHalfUnits === undefined ? undefined : rowAt(lastUnits, sideAt(lastUnits, midHalfUnits), groupUnits);

/** The average entry, with a fraction of a unit: it is a price of several fills. */
export const averageUnits = (instrument: Instrument, average: Money | undefined): number | undefined => {
	if (average === undefined) return undefined;
	return Number(((average - priceMoney(instrument, 0)) * THOUSANDTHS) / unitMoney(instrument)) / Number(THOUSANDTHS);
};

const THOUSANDTHS = 1000n;

/** A size is large from this multiple of what nine rows of ten stay below, where the operator gave none. */
const LARGE_LEVEL_MULTIPLE = 2;
const USUAL_SHARE = 0.9;

/** From how many lots a resting size is large; undefined until enough was seen. */
export const largeLevelLots = ({memory: {history}, choices: {sizes}}: MonitorState, {trusted}: MonitorFrame): number | undefined => {
	if (sizes?.largeLevel !== undefined) return sizes.largeLevel;
	const sample = history.samples.at(-1);
	const most = trusted && sample !== undefined ? usualLots(sample) : undefined;
	return most === undefined ? undefined : LARGE_LEVEL_MULTIPLE * most;
};

const LEAST_LEVELS = 8;
const usual = new WeakMap<LadderSample, number | undefined>();

/** Of the rows of the newest sample: a wall does not move it, and it holds for a second. */
const usualLots = (sample: LadderSample): number | undefined => {
	if (!usual.has(sample)) usual.set(sample, usualOf([...sample.bids.values(), ...sample.asks.values()]));
	return usual.get(sample);
};

const usualOf = (sizes: readonly QtyLots[]): number | undefined => {
	if (sizes.length < LEAST_LEVELS) return undefined;
	const sorted = Float64Array.from(sizes, lossyLots).toSorted();
	return sorted[Math.floor((sorted.length - 1) * USUAL_SHARE)];
};
