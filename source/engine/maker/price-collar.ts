/** How far from the slow mean of the mid an own order may be, whatever it is for. */

import {BASIS_POINTS} from '../../domain/money.js';

/** Both prices are allowed themselves; in price units, on ticks. */
export type PriceCollar = {readonly lowestUnits: number; readonly highestUnits: number};

/** However little the collar is: the touch of a book two ticks wide around the mean, and a tick beyond it. */
const LEAST_TICKS = 2;

/**
 * @param referenceHalfUnits twice the slow mean in price units; nothing is out of reach while there is none.
 * @param tick in price units: where one is percents of the price, the grid is what leaves room, not the basis points.
 */
export const collarAround = (referenceHalfUnits: number | undefined, collarBp: number, tick: number): PriceCollar => {
	if (referenceHalfUnits === undefined) return {lowestUnits: -Infinity, highestUnits: Infinity};
	const reference = referenceHalfUnits / 2 / tick;
	const away = (reference * collarBp) / BASIS_POINTS;
	const lowest = Math.min(Math.ceil(reference - away), Math.floor(reference) - LEAST_TICKS);
	const highest = Math.max(Math.floor(reference + away), Math.ceil(reference) + LEAST_TICKS);
	return {lowestUnits: lowest * tick, highestUnits: highest * tick};
};
