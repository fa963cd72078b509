/** Small arithmetic for gauges. Floats: nothing here is money or a quantity. */

import {lossyDistance, lossyUnits, type Instrument} from '../../../domain/instrument.js';
import type {Account} from '../../../engine/maker/types/fill.js';
import type {MakerParameters} from '../../../engine/maker/settings/parameters.js';

/** A share of a limit; 0 where there is no limit. */
export const percentOf = (used: number, limit: number): number => (limit > 0 ? used / limit : 0);

/** Price units × lots in quote currency: a gauge. */
export const quoteValue = (instrument: Instrument, unitLots: number): number =>
	lossyDistance(instrument, unitLots) / 10 ** instrument.qtyDecimals;

/** How far `price` lies from `fair`, in basis points; both in the same unit. */
export const basisPointsFrom = (price: number, fair: number): number => (fair === 0 ? 0 : (price / fair - 1) * 10_000);

/** The same of prices given as twice their units. */
export const basisPointsBetween = (instrument: Instrument, halfUnits: number, midHalfUnits: number): number =>
	basisPointsFrom(lossyUnits(instrument, halfUnits / 2), lossyUnits(instrument, midHalfUnits / 2));

/** Signed share of the largest inventory: −1 … 1. */
export const inventoryShare = (account: Account, parameters: MakerParameters | undefined): number =>
	parameters === undefined ? 0 : percentOf(Number(account.inventoryLots), Number(parameters.maxInventoryLots));
