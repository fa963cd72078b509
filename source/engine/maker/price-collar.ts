/** How far from the slow mean of the mid an own order may be, whatever it is for. */

import {BASIS_POINTS} from '../../domain/money.js';

/** Both prices are allowed themselves; in ticks. */
export type PriceCollar = {readonly lowestUnits: number; readonly highestUnits: number};

/** @param referenceHalfUnits twice the slow mean in ticks; nothing is out of reach while there is none. */
export const collarAround = (referenceHalfUnits: number | undefined, collarBp: number): PriceCollar => {
	if (referenceHalfUnits === undefined) return {lowestUnits: -Infinity, highestUnits: Infinity};
	const reference = referenceHalfUnits / 2;
	const away = (reference * collarBp) / BASIS_POINTS;
	return {lowestUnits: Math.ceil(reference - away), highestUnits: Math.floor(reference + away)};
};
