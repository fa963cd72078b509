/**
 * How busy the market is and how often the engine's clock ticks, drawn from the seed. Most symbols of a real
 * venue have one to ten depth events per second and a shallow book; a few are always busy.
 */

import {seededRandom, type Random} from '../../../source/domain/prng.js';

export type MarketPace = {
	/** Interval of clock inputs; 50 ms in the program. */
	readonly tickMs: number;
	/** Mean time between two market moves; times are multiples of 100 ms. */
	readonly gapMs: number;
	/** Most changes per move. */
	readonly burst: number;
	/** Levels lie within this many ticks of the mid. */
	readonly reachTicks: number;
};

export const PUBLISH_MS = 100;
/** Below the silence limit by more than the network delay, so that a slow market alone is never called silent. */
const LONGEST_GAP_MS = 1500;
const BUSY_EVERY = 24;
const TICKS_MS = [50, 100, 250, 500] as const;

/** Ten events per second, and a clock input every 50 ms. */
export const BUSY: MarketPace = {tickMs: 50, gapMs: PUBLISH_MS, burst: 6, reachTicks: 40};

const drawn = (random: Random): MarketPace => ({
	tickMs: TICKS_MS[Math.floor(random() ** 0.5 * TICKS_MS.length)]!,
	gapMs: PUBLISH_MS * 10 ** (random() ** 0.5),
	burst: 1 + Math.floor(random() * 4),
	reachTicks: 10 + Math.floor(random() * 16),
});

/** @param shallow snapshots are cut to fewer levels than the book has. */
export const paceOf = (seed: number, shallow: boolean): MarketPace => {
	const pace = seed % BUSY_EVERY === 0 ? BUSY : drawn(seededRandom(seed ^ 0x2a_2a_2a));
	return shallow ? {...pace, reachTicks: 60} : pace;
};

/** Time until the next move. */
export const nextGap = ({gapMs}: MarketPace, random: Random): number => {
	if (gapMs <= PUBLISH_MS) return PUBLISH_MS;
	const gap = -Math.log(1 - random()) * gapMs;
	return PUBLISH_MS * Math.ceil(Math.min(gap, LONGEST_GAP_MS) / PUBLISH_MS);
};
