/** Quantities inside the exchange: every sum stays far below 2^53 lots, so that a `number` always does. */

import {qtyLots, type QtyLots} from '../../domain/units.js';

export type Lots = Extract<QtyLots, number>;

export const lots = (value: number): Lots => {
	const canonical = qtyLots(value);
	if (typeof canonical === 'bigint' || !Number.isSafeInteger(canonical)) {
		throw new RangeError(`${value} is not a whole number of lots below 2^53`);
	}

	return canonical;
};

export const NO_LOTS = lots(0);
