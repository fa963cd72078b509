/** The venue's number formats: prices, quantities and money with eight decimals, times as whole numbers. */

import {formatFixed} from '../../domain/text/decimal-text.js';
import type {QtyLots} from '../../domain/units.js';
import {WIRE_DECIMALS, type ListedSymbol} from '../listing/listing.js';

export type TimeUnit = 'MILLISECOND' | 'MICROSECOND';

/** A whole number of milliseconds or microseconds. */
export const wireTime = (ms: number, unit: TimeUnit): number => Math.floor(unit === 'MICROSECOND' ? ms * 1000 : ms);

/** Close time of a period in the venue's convention: one unit before the next period. */
export const wireClose = (nextMs: number, unit: TimeUnit): number => wireTime(nextMs, unit) - 1;

/** @param steps price steps; negative for a difference of prices. */
export const wirePrice = ({stepUnits, priceDecimals}: ListedSymbol, steps: number): string => {
	const text = formatFixed(steps * stepUnits, priceDecimals);
	const padding = '0'.repeat(Math.max(0, WIRE_DECIMALS - priceDecimals));
	return priceDecimals === 0 ? `${text}.${padding}` : text + padding;
};

export const wireQuantity = (lots: QtyLots | bigint): string => formatFixed(lots, WIRE_DECIMALS);

/** Cut to eight decimals, not rounded. */
export const wireMoney = ({stepUnits, priceDecimals}: ListedSymbol, stepsTimesLots: bigint): string =>
	formatFixed((stepsTimesLots * BigInt(stepUnits)) / 10n ** BigInt(priceDecimals), WIRE_DECIMALS);

/** Money divided by quantity; zero if nothing was traded. */
export const wireAverage = ({stepUnits, priceDecimals}: ListedSymbol, stepsTimesLots: bigint, lots: bigint): string => {
	if (lots === 0n) return formatFixed(0, WIRE_DECIMALS);
	const scaled = stepsTimesLots * BigInt(stepUnits) * 10n ** BigInt(WIRE_DECIMALS);
	return formatFixed(scaled / (lots * 10n ** BigInt(priceDecimals)), WIRE_DECIMALS);
};

/** `-95.960`: the price change in percent. */
export const wirePercent = (open: number, close: number): string => (((close - open) / open) * 100).toFixed(3);
