/** How far from the slow mean of the mid an own order may be, whatever it is for. */

import {BASIS_POINTS} from '../../domain/money.js';

/** Both prices are allowed themselves; in ticks. */
export type PriceCollar = {readonly lowestTicks: number; readonly highestTicks: number};

/** @param referenceHalfTicks twice the slow mean in ticks; nothing is out of reach while there is none. */
export const collarAround = (referenceHalfTicks: number | undefined, collarBp: number): PriceCollar => {
	if (referenceHalfTicks === undefined) return {lowestTicks: -Infinity, highestTicks: Infinity};
	const reference = referenceHalfTicks / 2;
	const away = (reference * collarBp) / BASIS_POINTS;
	return {lowestTicks: Math.ceil(reference - away), highestTicks: Math.floor(reference + away)};
};
