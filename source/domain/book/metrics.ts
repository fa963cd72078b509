/** Numbers of a book view. A one-sided book has no mid, no spread and no microprice: never a fallback. */

import type {Level} from '../feed-event.js';
import {plainHalfUnits, wholeUnits, type Instrument} from '../instrument.js';
import type {BookView} from './order-book.js';
import {divideHalfEven, powerOfTen} from '../money.js';
import {formatTrimmed} from '../text/decimal-text.js';
import {lossyLots, type Side} from '../units.js';
import {LevelColumns} from './level-columns.js';

export type Touch = {readonly bid: Level; readonly ask: Level};

export const touchOf = (book: BookView): Touch | undefined => {
	const bid = book.bestBid();
	const ask = book.bestAsk();
	return bid === undefined || ask === undefined ? undefined : {bid, ask};
};

export const spreadUnits = (touch: Touch): number => touch.ask.priceUnits - touch.bid.priceUnits;

/** Twice the mid, so that it stays an integer. */
export const midHalfUnits = (touch: Touch): number => touch.bid.priceUnits + touch.ask.priceUnits;

/** The mid as exact plain text. */
export const plainMid = (instrument: Instrument, touch: Touch): string => plainHalfUnits(instrument, midHalfUnits(touch));

/**
 * Each side's price weighted by the other side's quantity, in fractional price units: a gauge.
 * `(bid·askQty + ask·bidQty) ÷ (bidQty + askQty)`
 */
export const micropriceUnits = (touch: Touch): number => {
	const bidQty = lossyLots(touch.bid.qtyLots);
	const askQty = lossyLots(touch.ask.qtyLots);
	return touch.bid.priceUnits + (spreadUnits(touch) * bidQty) / (bidQty + askQty);
};

/** So many digits does the microprice have, the only price that is not exact. */
const MICROPRICE_DIGITS = 28;

/** The microprice as plain text, rounded half to even to 28 significant digits. */
export const plainMicroprice = (instrument: Instrument, touch: Touch): string => {
	const bidQty = BigInt(touch.bid.qtyLots);
	const askQty = BigInt(touch.ask.qtyLots);
	const bid = BigInt(wholeUnits(instrument, touch.bid.priceUnits));
	const ask = BigInt(wholeUnits(instrument, touch.ask.priceUnits));
	return plainQuotient(bid * askQty + ask * bidQty, bidQty + askQty, instrument.unitDecimals);
};

/** A quotient of at least 1, scaled by 10^decimals. */
const plainQuotient = (top: bigint, bottom: bigint, decimals: number): string => {
	const further = MICROPRICE_DIGITS - String(top / bottom).length;
	if (further >= 0) return formatTrimmed(divideHalfEven(top * powerOfTen(further), bottom), decimals + further);
	const cut = powerOfTen(-further);
	return formatTrimmed(divideHalfEven(top, bottom * cut) * cut, decimals);
};

/** `(ΣbidQty − ΣaskQty) ÷ (ΣbidQty + ΣaskQty)` over the best `depth` levels, −1 … 1; undefined for an empty side. */
export const imbalance = (book: BookView, depth: number): number | undefined => {
	const bids = sumLots(book, 'bid', depth);
	const asks = sumLots(book, 'ask', depth);
	return bids === 0 || asks === 0 ? undefined : (bids - asks) / (bids + asks);
};

/** Filled anew for every sum. */
const best = new LevelColumns();

const sumLots = (book: BookView, side: Side, depth: number): number => {
	book.topInto(side, depth, best);
	let sum = 0;
	for (let index = 0; index < best.count; index += 1) sum += lossyLots(best.lotsAt(index));
	return sum;
};
