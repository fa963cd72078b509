/** Runs of trade ids that were left out. A trade that comes late takes its id out of its hole. */

import type {Trade} from '../../../domain/feed-event.js';
import type {MonotonicMs, UnixMs} from '../../../domain/units.js';

/** Holes remembered; what comes late for an older one counts as heard of. */
const MAX_HOLES = 1024;
/** Pieces of one hole, of which trades came late here and there. */
const MAX_PIECES = 64;

type Run = {readonly from: number; readonly to: number};

export type TradeHole = {
	/** The first and last id that were left out. */
	readonly fromId: number;
	readonly toId: number;
	/** How many of them have not come since. */
	readonly missing: number;
	/** When the trades on both sides of it were matched. */
	readonly afterMs: UnixMs;
	readonly beforeMs: UnixMs;
	/** When it was noticed. */
	readonly at: MonotonicMs;
	/** How many were said to be lost; undefined before it was said. */
	readonly told: number | undefined;
	readonly runs: readonly Run[];
};

/** @param after the trade in front of the hole. @param before the one behind it. */
export const addHole = (
	holes: readonly TradeHole[],
	{after, before, at}: {readonly after: Trade; readonly before: Trade; readonly at: MonotonicMs},
): readonly TradeHole[] => {
	const run = {from: after.id + 1, to: before.id - 1};
	const hole = {
		fromId: run.from,
		toId: run.to,
		missing: run.to - run.from + 1,
		afterMs: after.tradeAtMs,
		beforeMs: before.tradeAtMs,
		at,
		told: undefined,
		runs: [run],
	};
	return [...holes, hole].slice(-MAX_HOLES);
};

const isIn = ({from, to}: Run, id: number): boolean => id >= from && id <= to;

export const holding = (holes: readonly TradeHole[], id: number): boolean => holes.some(({runs}) => runs.some((run) => isIn(run, id)));

export const without = (holes: readonly TradeHole[], id: number): readonly TradeHole[] =>
	holes.map((hole) => (hole.runs.some((run) => isIn(run, id)) ? {...hole, missing: hole.missing - 1, runs: split(hole.runs, id)} : hole));

const split = (runs: readonly Run[], id: number): readonly Run[] =>
	runs
		.flatMap((run) =>
			isIn(run, id)
				? [
						{from: run.from, to: id - 1},
						{from: id + 1, to: run.to},
					]
				: [run],
		)
		.filter(({from, to}) => from <= to)
		.slice(-MAX_PIECES);
