/** How far from the slow mean of the mid an own order may be, whatever it is for. */

import {lossyUnits, type Instrument} from '../../../domain/instrument.js';
import {BASIS_POINTS} from '../../../domain/money.js';

/** Both prices are allowed themselves; in price units, on ticks. */
export type PriceCollar = {readonly lowestUnits: number; readonly highestUnits: number};

/** What prices are counted from and in. */
type CollarGrid = Pick<Instrument, 'originUnits' | 'tickUnits'>;

/** However little the collar is: the touch of a book two ticks wide around the mean, and a tick beyond it. */
const LEAST_TICKS = 2;

/**
 * @param referenceHalfUnits twice the slow mean in price units; nothing is out of reach while there is none.
 * Where a tick is percents of the price, the grid is what leaves room, not the basis points.
 */
export const collarAround = (referenceHalfUnits: number | undefined, collarBp: number, instrument: CollarGrid): PriceCollar => {
	if (referenceHalfUnits === undefined) return {lowestUnits: -Infinity, highestUnits: Infinity};
	const tick = instrument.tickUnits;
	const reference = referenceHalfUnits / 2 / tick;
	const away = (lossyUnits(instrument, referenceHalfUnits / 2) * collarBp) / tick / BASIS_POINTS;
	const lowest = Math.min(Math.ceil(reference - away), Math.floor(reference) - LEAST_TICKS);
	const highest = Math.max(Math.floor(reference + away), Math.ceil(reference) + LEAST_TICKS);
	return {lowestUnits: lowest * tick, highestUnits: highest * tick};
};
