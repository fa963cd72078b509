/**
 * Levels side by side in two columns of doubles, to be filled again and again: thousands of levels a second pass
 * through without one object each. Doubles hold prices and lots exactly up to 2^53; larger lots stand aside.
 */

import {priceUnits, qtyLots, type PriceUnits, type QtyLots} from '../units.js';

export type Level = {readonly priceUnits: PriceUnits; readonly qtyLots: QtyLots};

/** Stands in the column of lots where the quantity is beyond 2^53; no quantity is negative. */
export const BEYOND_DOUBLE = -1;

const FIRST_CAPACITY = 64;

/** Which of a double's two words holds its sign and exponent. */
export const UPPER_WORD = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * 0 for lots of zero, 1 for more, told by the upper word of their double: its exponent is all zero bits, or has one
 * of its two highest bits set. Half of all updates remove a level and no processor guesses which: as a branch this
 * would cost more than all the rest of an update.
 */
export const isPresent = (upperWord: number): number => ((upperWord >>> 29) | (upperWord >>> 30)) & 1;

export class LevelColumns implements Iterable<Level> {
	/** The first `count` entries mean something. */
	prices = new Float64Array(FIRST_CAPACITY);
	/** {@link BEYOND_DOUBLE} where {@link lotsAt} has to be asked. */
	lots = new Float64Array(FIRST_CAPACITY);
	/** The same lots as pairs of words: {@link isPresent} tells without a branch whether they are zero. */
	lotsWords = new Int32Array(this.lots.buffer);
	count = 0;
	/** Index → the quantities that no double can hold. */
	readonly #beyond = new Map<number, bigint>();

	get length(): number {
		return this.count;
	}

	/** Room for so many levels; what the columns held is kept. */
	reserve(capacity: number): void {
		if (capacity <= this.prices.length) return;
		const room = Math.max(capacity, this.prices.length * 2);
		this.prices = grown(this.prices, room);
		this.lots = grown(this.lots, room);
		this.lotsWords = new Int32Array(this.lots.buffer);
	}

	clear(): void {
		this.count = 0;
		if (this.#beyond.size > 0) this.#beyond.clear();
	}

	push(price: PriceUnits, qty: QtyLots): void {
		this.reserve(this.count + 1);
		if (typeof qty === 'bigint') this.#beyond.set(this.count, qty);
		this.prices[this.count] = price;
		this.lots[this.count] = typeof qty === 'bigint' ? BEYOND_DOUBLE : qty;
		this.count += 1;
	}

	priceAt(index: number): PriceUnits {
		return priceUnits(this.prices[index] ?? 0);
	}

	lotsAt(index: number): QtyLots {
		const lots = this.lots[index] ?? 0;
		return qtyLots(lots === BEYOND_DOUBLE ? (this.#beyond.get(index) ?? 0) : lots);
	}

	*[Symbol.iterator](): Iterator<Level> {
		for (let index = 0; index < this.count; index += 1) {
			yield {priceUnits: this.priceAt(index), qtyLots: this.lotsAt(index)};
		}
	}
}

const grown = (column: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> => {
	const larger = new Float64Array(capacity);
	larger.set(column);
	return larger;
};

/** Levels as a list that stays, or in columns that the next message overwrites. */
export type LevelSource = readonly Level[] | LevelColumns;
