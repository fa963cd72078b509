/** Arithmetic for gauges in floats; not for money or quantities. */

import {lossyDistance, lossyUnits, type Instrument} from '../../../domain/instrument.js';
import type {Account} from '../../../engine/maker/types/fill.js';
import type {MakerParameters} from '../../../engine/maker/settings/parameters.js';

/** `used / limit`; 0 without a limit. */
export const percentOf = (used: number, limit: number): number => (limit > 0 ? used / limit : 0);

/** Price units × lots in quote currency, as a float. */
export const quoteValue = (instrument: Instrument, unitLots: number): number =>
	lossyDistance(instrument, unitLots) / 10 ** instrument.qtyDecimals;

/** Distance of `price` from `fair` in basis points; both in the same unit. */
export const basisPointsFrom = (price: number, fair: number): number => (fair === 0 ? 0 : (price / fair - 1) * 10_000);

/** The same for prices given as twice their units. */
export const basisPointsBetween = (instrument: Instrument, halfUnits: number, midHalfUnits: number): number =>
	basisPointsFrom(lossyUnits(instrument, halfUnits / 2), lossyUnits(instrument, midHalfUnits / 2));

/** Inventory as a fraction of its limit, −1 … 1. */
export const inventoryShare = (account: Account, parameters: MakerParameters | undefined): number =>
	parameters === undefined ? 0 : percentOf(Number(account.inventoryLots), Number(parameters.maxInventoryLots));
