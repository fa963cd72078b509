/** The bands of resting orders: how many, how far from the touch, how large, and how long they live. */

import type {Lots} from '../listing/lots.js';
import type {OrderSizes} from './order-sizes.js';
import type {Random} from '../listing/random.js';

export type Band = {
	/** Mean number of orders per side. */
	readonly count: number;
	readonly lifetimeMs: number;
	/** Draws the distance of the next order behind the touch, in price steps. */
	readonly distance: () => number;
	readonly roundChance: number;
	readonly size: () => Lots;
};

/** Extent of the busy part of the book, as a fraction of the price. */
const REACH = 0.005;
const MIDDLE = 0.000_12;
/** The least extent in ticks: with a coarse tick the book still has as many levels. */
const LEAST_REACH_TICKS = 400;

export const createBands = (startTicks: number, sizes: OrderSizes, random: Random): readonly Band[] => {
	const reach = Math.max(startTicks * REACH, LEAST_REACH_TICKS);
	const middle = Math.max(startTicks * MIDDLE, LEAST_REACH_TICKS / 8);
	const far = (): number => reach * random.uniform() ** 1.4;
	return [
		{count: 30, lifetimeMs: 600, distance: () => random.exponential(8), roundChance: 0, size: sizes.layer},
		{count: 190, lifetimeMs: 8000, distance: () => random.exponential(middle), roundChance: 0.15, size: sizes.layer},
		{count: 520, lifetimeMs: 40_000, distance: far, roundChance: 0.3, size: sizes.layer},
		{count: 12, lifetimeMs: 60_000, distance: far, roundChance: 1, size: sizes.wall},
	];
};

/** Orders per side: enough for more levels than the deepest copy of the book can have, 5,000. */
export const FAR_ORDERS = 6800;
const FAR_LIFE_MS = 2_400_000;
/** Greatest distance from the touch, as a fraction of the price. */
const FARTHEST = 0.25;
const FARTHEST_OF_COARSE = 0.75;
const FAR_REACH_TICKS = 15_000;

/** Long-lived orders from within the busy part of the book to the farthest distance. */
export const createFarBands = (count: number, startTicks: number, sizes: OrderSizes, random: Random): readonly Band[] => {
	const nearest = Math.max(startTicks * REACH * 0.6, LEAST_REACH_TICKS / 4);
	const farthest = Math.max(startTicks * FARTHEST, Math.min(startTicks * FARTHEST_OF_COARSE, FAR_REACH_TICKS), nearest + 1);
	const distance = (): number => nearest * (farthest / nearest) ** (random.uniform() ** 0.35);
	return [{count, lifetimeMs: FAR_LIFE_MS, distance, roundChance: 0.02, size: sizes.layer}];
};
