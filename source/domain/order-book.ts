/**
 * An L2 book: absolute quantities by price, both sides sorted with the best price last, so that the work near
 * the touch moves few elements.
 */

import type {Level} from './feed-event.js';
import {ZERO_LOTS, type PriceTicks, type QtyLots, type Side} from './units.js';

/** One side. `sign` is +1 where a higher price is better (bids), −1 where a lower one is (asks). */
class BookSide {
	readonly #sign: 1 | -1;
	readonly #qtyByPrice = new Map<PriceTicks, QtyLots>();
	/** Worst price first. */
	readonly #prices: PriceTicks[] = [];

	constructor(sign: 1 | -1) {
		this.#sign = sign;
	}

	get size(): number {
		return this.#prices.length;
	}

	/** Sets an absolute quantity; zero removes, and removing what is not there is normal. */
	set(price: PriceTicks, qty: QtyLots): void {
		const held = this.#qtyByPrice.has(price);
		if (qty === 0) {
			if (!held) return;
			this.#qtyByPrice.delete(price);
			this.#prices.splice(this.#indexOf(price), 1);
			return;
		}

		this.#qtyByPrice.set(price, qty);
		if (!held) this.#prices.splice(this.#indexOf(price), 0, price);
	}

	qtyAt(price: PriceTicks): QtyLots {
		return this.#qtyByPrice.get(price) ?? ZERO_LOTS;
	}

	best(): Level | undefined {
		return this.#levelAt(this.#prices.length - 1);
	}

	worst(): Level | undefined {
		return this.#levelAt(0);
	}

	/** The best `count` levels, best first. */
	top(count: number): Level[] {
		return this.#downTo(Math.max(this.#prices.length - count, 0));
	}

	/** The levels from the best to `price`, best first. */
	to(price: PriceTicks): Level[] {
		return this.#downTo(this.#indexOf(price));
	}

	#downTo(end: number): Level[] {
		const levels: Level[] = [];
		for (let index = this.#prices.length - 1; index >= end; index -= 1) {
			const level = this.#levelAt(index);
			if (level !== undefined) levels.push(level);
		}

		return levels;
	}

	/** First index whose price is not worse than the given one. */
	#indexOf(price: PriceTicks): number {
		let low = 0;
		let high = this.#prices.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#sign * ((this.#prices[middle] ?? price) - price) < 0) low = middle + 1;
			else high = middle;
		}

		return low;
	}

	#levelAt(index: number): Level | undefined {
		const price = this.#prices[index];
		return price === undefined ? undefined : {priceTicks: price, qtyLots: this.qtyAt(price)};
	}
}

/** What may be read of a book. */
export type BookView = {
	bestBid(): Level | undefined;
	bestAsk(): Level | undefined;
	/** The best `count` levels of a side, best first. */
	top(side: Side, count: number): readonly Level[];
	/** Every level from the best one to the given price, that price included, best first. */
	levelsTo(side: Side, price: PriceTicks): readonly Level[];
	qtyAt(side: Side, price: PriceTicks): QtyLots;
	levelCount(side: Side): number;
	/** The level furthest from the touch. */
	worst(side: Side): Level | undefined;
};

export class OrderBook implements BookView {
	readonly #bids = new BookSide(1);
	readonly #asks = new BookSide(-1);

	/** A book of a snapshot's levels, best first. */
	static of(levels: {readonly bids: readonly Level[]; readonly asks: readonly Level[]}): OrderBook {
		const book = new OrderBook();
		// From the worst level on, so that each one is appended instead of inserted.
		book.apply({bids: levels.bids.toReversed(), asks: levels.asks.toReversed()});
		return book;
	}

	/** Sets every named level to its absolute quantity; of a level named twice the later word counts. */
	apply(change: {readonly bids: readonly Level[]; readonly asks: readonly Level[]}): void {
		for (const level of change.bids) this.#bids.set(level.priceTicks, level.qtyLots);
		for (const level of change.asks) this.#asks.set(level.priceTicks, level.qtyLots);
	}

	bestBid(): Level | undefined {
		return this.#bids.best();
	}

	bestAsk(): Level | undefined {
		return this.#asks.best();
	}

	top(side: Side, count: number): readonly Level[] {
		return this.#side(side).top(count);
	}

	levelsTo(side: Side, price: PriceTicks): readonly Level[] {
		return this.#side(side).to(price);
	}

	qtyAt(side: Side, price: PriceTicks): QtyLots {
		return this.#side(side).qtyAt(price);
	}

	levelCount(side: Side): number {
		return this.#side(side).size;
	}

	worst(side: Side): Level | undefined {
		return this.#side(side).worst();
	}

	#side(side: Side): BookSide {
		return side === 'bid' ? this.#bids : this.#asks;
	}
}

/** A book whose best bid is not below its best ask is wrong; one with an empty side is neither. */
export const isCrossed = (book: BookView): boolean => {
	const bid = book.bestBid();
	const ask = book.bestAsk();
	return bid !== undefined && ask !== undefined && bid.priceTicks >= ask.priceTicks;
};
