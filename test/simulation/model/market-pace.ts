/**
 * How busy a session's market is and how often its process is told the time, drawn from the seed. Most symbols of a
 * real venue say one to ten depth events a second about a shallow book; a few never rest.
 */

import {seededRandom, type Random} from '../../../source/domain/prng.js';

export type MarketPace = {
	/** How often the engine is told the time; 50 ms in the product. */
	readonly tickMs: number;
	/** From one moment at which the market moves to the next, on average; moments are multiples of 100 ms. */
	readonly gapMs: number;
	/** At most so many changes in one moment. */
	readonly burst: number;
	/** Levels lie within so many ticks of the mid. */
	readonly reachTicks: number;
};

export const PUBLISH_MS = 100;
/** Shorter than the limit of silence by more than the network takes: a slow market alone is never a silent one. */
const LONGEST_GAP_MS = 1500;
const BUSY_EVERY = 24;
const TICKS_MS = [50, 100, 250, 500] as const;

/** What the exchange says ten times a second, to a process that looks at its clock twenty times a second. */
export const BUSY: MarketPace = {tickMs: 50, gapMs: PUBLISH_MS, burst: 6, reachTicks: 40};

const drawn = (random: Random): MarketPace => ({
	tickMs: TICKS_MS[Math.floor(random() ** 0.5 * TICKS_MS.length)]!,
	gapMs: PUBLISH_MS * 10 ** (random() ** 0.5),
	burst: 1 + Math.floor(random() * 4),
	reachTicks: 10 + Math.floor(random() * 16),
});

/** @param shallow the session's snapshots name fewer levels than there are. */
export const paceOf = (seed: number, shallow: boolean): MarketPace => {
	const pace = seed % BUSY_EVERY === 0 ? BUSY : drawn(seededRandom(seed ^ 0x2a_2a_2a));
	return shallow ? {...pace, reachTicks: 60} : pace;
};

/** Until the market moves again. */
export const nextGap = ({gapMs}: MarketPace, random: Random): number => {
	if (gapMs <= PUBLISH_MS) return PUBLISH_MS;
	const gap = -Math.log(1 - random()) * gapMs;
	return PUBLISH_MS * Math.ceil(Math.min(gap, LONGEST_GAP_MS) / PUBLISH_MS);
};
