/**
 * What an order that takes gets: the displayed levels of the other side, best first, up to its limit. A paper
 * order leaves the market as it was, so what it took is remembered until the level's next change: otherwise the
 * same offer could be taken twice (what NautilusTrader calls `liquidity_consumption`).
 */

import type {BookView} from '../../../domain/book/order-book.js';
import {minusLots, wholeStepsOf, type OwnLots} from '../../../domain/own-lots.js';
import {lossyLots, opposite, type PriceUnits, type Side} from '../../../domain/units.js';

/** What was taken at a price. */
export type Piece = {readonly priceUnits: PriceUnits; readonly lots: OwnLots};

/** A level of the other side. */
export type Offer = {readonly priceUnits: PriceUnits; readonly lots: number};

/** Further down than this no order walks. */
const MOST_LEVELS = 200;

/** What an order of `side` with this limit could take of a book, best first. */
export const offersFor = (book: BookView, side: Side, limit: PriceUnits): readonly Offer[] => {
	const levels = book.top(opposite(side), MOST_LEVELS);
	const reached = levels.filter((level) => (side === 'bid' ? level.priceUnits <= limit : level.priceUnits >= limit));
	return reached.map((level) => ({priceUnits: level.priceUnits, lots: lossyLots(level.qtyLots)}));
};

type Taken = {readonly lots: number; readonly shown: number};

/** Remembers what own orders took from levels that have not changed since. */
export class TakenLiquidity {
	readonly #taken: Readonly<Record<Side, Map<PriceUnits, Taken>>> = {bid: new Map(), ask: new Map()};

	clear(): void {
		this.#taken.bid.clear();
		this.#taken.ask.clear();
	}

	/**
	 * Walks the offers. @param side of the order that takes.
	 *
	 * @returns the pieces taken, in whole steps, best first.
	 */
	walk(side: Side, offers: readonly Offer[], lots: OwnLots, stepLots: number): readonly Piece[] {
		const taken = this.#taken[opposite(side)];
		this.#forgetChanged(taken, offers);
		const pieces: Piece[] = [];
		let left = lots;
		for (const {priceUnits: price, lots: shown} of offers) {
			const before = taken.get(price)?.lots ?? 0;
			const free = shown - before;
			const piece = free >= left ? left : wholeStepsOf(free, stepLots);
			if (piece === 0) continue;
			taken.set(price, {lots: before + Number(piece), shown});
			pieces.push({priceUnits: price, lots: piece});
			left = minusLots(left, piece);
			if (left === 0) break;
		}

		return pieces;
	}

	#forgetChanged(taken: Map<PriceUnits, Taken>, offers: readonly Offer[]): void {
		const shown = new Map(offers.map((offer) => [offer.priceUnits, offer.lots]));
		for (const [price, one] of taken) if (shown.get(price) !== one.shown) taken.delete(price);
	}
}
