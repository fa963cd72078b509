/** Quantities inside the exchange in lots of 10^-8. Every sum stays far below 2^53, so a `number` is exact. */

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
