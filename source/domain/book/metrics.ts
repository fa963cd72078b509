/** Numbers of a book view. A one-sided book has no mid, no spread and no microprice: never a fallback. */

import {Decimal} from 'decimal.js';
import type {Level} from '../feed-event.js';
import {plainHalfUnits, wholeUnits, type Instrument} from '../instrument.js';
import type {BookView} from './order-book.js';
import {lossyLots} from '../units.js';

/** 28 significant digits, half to even: what the microprice, the only inexact price, is rounded to. */
const Quotient = Decimal.clone({precision: 28, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -40, toExpPos: 40});
const Exact = Decimal.clone({precision: 200, toExpNeg: -40, toExpPos: 40});

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

/** The microprice as plain text, rounded half to even to 28 significant digits. */
export const plainMicroprice = (instrument: Instrument, touch: Touch): string => {
	const bidQty = new Exact(String(touch.bid.qtyLots));
	const askQty = new Exact(String(touch.ask.qtyLots));
	const price = ({priceUnits}: Level): Decimal => new Exact(String(BigInt(wholeUnits(instrument, priceUnits))));
	const weighted = askQty.times(price(touch.bid)).plus(bidQty.times(price(touch.ask)));
	const divisor = bidQty.plus(askQty).times(new Exact(10).pow(instrument.unitDecimals));
	return new Quotient(weighted).dividedBy(divisor).toFixed();
};

/** `(ΣbidQty − ΣaskQty) ÷ (ΣbidQty + ΣaskQty)` over the best `depth` levels, −1 … 1; undefined for an empty side. */
export const imbalance = (book: BookView, depth: number): number | undefined => {
	const bids = sumLots(book.top('bid', depth));
	const asks = sumLots(book.top('ask', depth));
	return bids === 0 || asks === 0 ? undefined : (bids - asks) / (bids + asks);
};

const sumLots = (levels: readonly Level[]): number => levels.reduce((sum, level) => sum + lossyLots(level.qtyLots), 0);
