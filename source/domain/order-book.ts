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
		const levels: Level[] = [];
		const last = this.#prices.length - 1;
		for (let index = last; index >= 0 && levels.length < count; index -= 1) {
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
	qtyAt(side: Side, price: PriceTicks): QtyLots;
	levelCount(side: Side): number;
	/** The level furthest from the touch. */
	worst(side: Side): Level | undefined;
};

export class OrderBook implements BookView {
	readonly #bids = new BookSide(1);
	readonly #asks = new BookSide(-1);

	static of(levels: {readonly bids: readonly Level[]; readonly asks: readonly Level[]}): OrderBook {
		const book = new OrderBook();
		book.apply(levels);
		return book;
	}

	/** Sets every named level to its absolute quantity. */
	apply(change: {readonly bids: readonly Level[]; readonly asks: readonly Level[]}): void {
		// From the worst level on, so that a sorted snapshot is appended instead of inserted.
		for (let index = change.bids.length - 1; index >= 0; index -= 1) this.#setLevel('bid', change.bids[index]);
		for (let index = change.asks.length - 1; index >= 0; index -= 1) this.#setLevel('ask', change.asks[index]);
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

	qtyAt(side: Side, price: PriceTicks): QtyLots {
		return this.#side(side).qtyAt(price);
	}

	levelCount(side: Side): number {
		return this.#side(side).size;
	}

	worst(side: Side): Level | undefined {
		return this.#side(side).worst();
	}

	#setLevel(side: Side, level: Level | undefined): void {
		if (level !== undefined) this.#side(side).set(level.priceTicks, level.qtyLots);
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
