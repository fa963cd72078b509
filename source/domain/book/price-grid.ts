/**
 * The levels of one side that lie on its grid: a window of consecutive strides near the touch, one double of lots
 * for each, and one bit that says whether the level is there. Setting a level is two stores; nothing is moved, sorted
 * or allocated. The best level is looked for when it is asked for, from the highest word of bits ever touched down.
 *
 * Prices are held as keys, higher is better: strides for bids, their negative for asks. A level below the window goes
 * to {@link FarLevels}, never one above: then the window moves. It starts small and grows with the book, so that
 * small books stay small.
 *
 * Lots beyond 2^53 are in a map by key; their slot holds {@link BEYOND_DOUBLE}.
 */

import {FarLevels, MAX_FAR_LEVELS} from './far-levels.js';
import {BEYOND_DOUBLE, isPresent, UPPER_WORD, type Level, type LevelColumns} from './level-columns.js';
import {priceUnits, qtyLots, ZERO_LOTS, type PriceUnits, type QtyLots} from '../units.js';
import {footFor, MAX_WINDOW, MIN_WINDOW, sizeFor, WORD} from './window-place.js';

export class PriceGrid {
	/** +1 for bids, −1 for asks: price × sign ÷ stride is the key. */
	readonly #sign: 1 | -1;
	readonly #stride: number;
	readonly #far = new FarLevels();
	readonly #beyond = new Map<number, bigint>();
	/** Lots by key − foot. Empty until there is a level. */
	#window = new Float64Array(0);
	/** Which slots hold a level. */
	#bits = new Int32Array(0);
	/** Key of slot 0. */
	#foot = 0;
	/** No word above this one has a bit. */
	#topWord = -1;
	/** Levels in the window. */
	#near = 0;

	/** @param stride distance of two slots, in price units. */
	constructor(sign: 1 | -1, stride: number) {
		this.#sign = sign;
		this.#stride = stride;
	}

	get stride(): number {
		return this.#stride;
	}

	get size(): number {
		return this.#near + this.#far.count;
	}

	/** Levels let go of because they were too many and too far. */
	get evicted(): number {
		return this.#far.evicted;
	}

	/** Whole for a price on the grid. */
	keyOf(price: PriceUnits): number {
		return (price * this.#sign) / this.#stride;
	}

	qtyAt(key: number): QtyLots {
		const slot = key - this.#foot;
		return this.#lotsOf(key, slot >= 0 ? (this.#window[slot] ?? 0) : this.#far.lotsAt(key));
	}

	best(): Level | undefined {
		const slot = this.#bestSlot();
		return slot < 0 ? undefined : this.#levelOf(this.#foot + slot, this.#window[slot] ?? 0);
	}

	/** The best price, without an object; NaN for an empty side. */
	bestUnits(): number {
		const slot = this.#bestSlot();
		return slot < 0 ? Number.NaN : this.#priceOf(this.#foot + slot);
	}

	worst(): Level | undefined {
		const [furthest] = this.#far.order();
		if (furthest !== undefined) return this.#levelOf(furthest, this.#far.lotsAt(furthest));
		const word = this.#bits.findIndex((bits) => bits !== 0);
		if (word < 0) return undefined;
		const bits = this.#bits[word] ?? 0;
		const slot = word * WORD + 31 - Math.clz32(bits & -bits);
		return this.#levelOf(this.#foot + slot, this.#window[slot] ?? 0);
	}

	/** Fills `out` with the best levels down to a key, best first. Allocates nothing once `out` is large enough. */
	read(count: number, toKey: number, out: LevelColumns): void {
		out.clear();
		const best = this.#bestSlot();
		if (best < 0) return;
		const wanted = Math.min(count, this.size);
		out.reserve(wanted);
		this.#readWindow(best, wanted, toKey - this.#foot, out);
		if (out.count < wanted && toKey < this.#foot) this.#readFar(wanted, toKey, out);
	}

	#readWindow(best: number, wanted: number, toSlot: number, out: LevelColumns): void {
		const window = this.#window;
		const {prices, lots} = out;
		const scale = this.#sign * this.#stride;
		let {count} = out;
		for (let word = best >>> 5; word >= 0 && count < wanted; word -= 1) {
			let bits = this.#bits[word] ?? 0;
			while (bits !== 0 && count < wanted) {
				const bit = 31 - Math.clz32(bits);
				const slot = word * WORD + bit;
				if (slot < toSlot) {
					out.count = count;
					return;
				}

				bits &= ~(1 << bit);
				const held = window[slot] ?? 0;
				if (held === BEYOND_DOUBLE) {
					out.count = count;
					out.push(this.#priceOf(this.#foot + slot), this.#lotsOf(this.#foot + slot, held));
				} else {
					prices[count] = (this.#foot + slot) * scale;
					lots[count] = held;
				}

				count += 1;
			}
		}

		out.count = count;
	}

	#readFar(wanted: number, toKey: number, out: LevelColumns): void {
		for (const key of this.#far.order().toReversed()) {
			if (out.count === wanted || key < toKey) return;
			out.push(this.#priceOf(key), this.#lotsOf(key, this.#far.lotsAt(key)));
		}
	}

	/**
	 * The hot loop: everything it needs is in locals, and nothing in it is rare.
	 * @returns the index of the first level that lies outside the window, off the grid, or needs a bigint.
	 */
	applyInside(levels: LevelColumns, from: number): number {
		const {prices, lots, lotsWords, count} = levels;
		const scale = this.#sign * this.#stride;
		const window = this.#window;
		const bits = this.#bits;
		const foot = this.#foot;
		// A product is quicker than a quotient and may be off by a little: the nearest slot is taken, and proved.
		const inverse = 1 / scale;
		const halfBelow = foot - 0.5;
		const ordinary = this.#beyond.size === 0;
		const upper = UPPER_WORD;
		let topWord = this.#topWord;
		let near = this.#near;
		let index = from;
		for (; index < count; index += 1) {
			const price = prices[index] ?? 0;
			const offset = price * inverse - halfBelow;
			const next = lots[index] ?? 0;
			if (!(offset >= 0 && offset < window.length && next >= 0)) break;
			const slot = offset | 0;
			if ((slot + foot) * scale !== price) break;
			if (!ordinary && (window[slot] ?? 0) < 0) break;
			const word = slot >>> 5;
			const before = bits[word] ?? 0;
			const present = isPresent(lotsWords[2 * index + upper] ?? 0);
			window[slot] = next;
			// A shift counts modulo 32: the slot's place in its word.
			bits[word] = (before & ~(1 << slot)) | (present << slot);
			near += present - ((before >>> slot) & 1);
			topWord = word > topWord ? word : topWord;
		}

		this.#topWord = topWord;
		this.#near = near;
		return index;
	}

	/** One level, wherever it lies. */
	set(key: number, qty: QtyLots): void {
		if (typeof qty === 'bigint') this.#beyond.set(key, qty);
		else if (this.#beyond.size > 0) this.#beyond.delete(key);
		const lots = typeof qty === 'bigint' ? BEYOND_DOUBLE : qty;
		// Below a window that cannot grow is the common place for a level that the hot loop has left over.
		const full = this.#window.length === MAX_WINDOW && key < this.#foot;
		if (lots !== 0 && !full) this.#makeRoom(key);
		const slot = key - this.#foot;
		if (slot < 0) this.#putFar(key, lots);
		else if (slot < this.#window.length) this.#put(slot, lots);
	}

	#putFar(key: number, lots: number): void {
		this.#far.set(key, lots);
		if (this.#far.count > MAX_FAR_LEVELS) for (const gone of this.#far.evict()) this.#beyond.delete(gone);
	}

	#put(slot: number, lots: number): void {
		const word = slot >>> 5;
		const mask = 1 << (slot & 31);
		const held = this.#window[slot] ?? 0;
		const bits = this.#bits[word] ?? 0;
		this.#window[slot] = lots;
		this.#bits[word] = lots === 0 ? bits & ~mask : bits | mask;
		this.#near += (lots === 0 ? 0 : 1) - (held === 0 ? 0 : 1);
		if (word > this.#topWord) this.#topWord = word;
	}

	/** The best slot, −1 for an empty side. The window follows a touch that has sunk into its lower half. */
	#bestSlot(): number {
		const slot = this.#highestSlot();
		if (this.#far.count === 0 || slot >= this.#window.length / 2) return slot;
		const best = slot < 0 ? this.#far.nearest() : this.#foot + slot;
		const foot = footFor(best, this.#window.length);
		if (foot < this.#foot) this.#move(foot, this.#window.length);
		return this.#highestSlot();
	}

	#highestSlot(): number {
		const bits = this.#bits;
		let word = this.#topWord;
		while (word >= 0 && bits[word] === 0) word -= 1;
		this.#topWord = word;
		return word < 0 ? -1 : word * WORD + 31 - Math.clz32(bits[word] ?? 0);
	}

	/** Sees to it that a level above the window fits into it, and one below it too while the window can grow. */
	#makeRoom(key: number): void {
		const {length} = this.#window;
		if (this.size === 0) {
			const size = Math.max(length, MIN_WINDOW);
			this.#move(footFor(key, size), size);
			return;
		}

		const slot = key - this.#foot;
		if (slot >= 0 && slot < length) return;
		const touch = this.#near === 0 ? this.#far.nearest() : this.#foot + this.#highestSlot();
		const highest = Math.max(touch, key);
		const size = sizeFor(highest, Math.min(key, this.#foot), length);
		const foot = footFor(highest, size);
		// Below even the widest window: a far level. The window stays where it is.
		if (slot < 0 && (key < foot || size === length)) return;
		this.#move(foot, size);
	}

	/** Puts the window elsewhere: what falls below it becomes far, far levels that it now covers come in. */
	#move(foot: number, size: number): void {
		const old = {window: this.#window, bits: this.#bits, foot: this.#foot};
		// Written once: memory that is only promised would be fetched page by page by the messages that follow.
		this.#window = new Float64Array(size).fill(0);
		this.#bits = new Int32Array(size / WORD);
		this.#foot = foot;
		this.#topWord = -1;
		this.#near = 0;
		if (foot < old.foot) this.#takeFrom(foot);
		for (let word = 0; word < old.bits.length; word += 1) {
			for (let bits = old.bits[word] ?? 0; bits !== 0; bits &= bits - 1) {
				const slot = word * WORD + 31 - Math.clz32(bits & -bits);
				const key = old.foot + slot;
				const lots = old.window[slot] ?? 0;
				if (key < foot) this.#putFar(key, lots);
				else this.#put(key - foot, lots);
			}
		}
	}

	/** Far levels that the window covers now. */
	#takeFrom(foot: number): void {
		for (const key of this.#far.order().toReversed()) {
			if (key < foot) return;
			this.#put(key - foot, this.#far.lotsAt(key));
			this.#far.set(key, 0);
		}
	}

	#priceOf(key: number): PriceUnits {
		return priceUnits(key * this.#sign * this.#stride);
	}

	#lotsOf(key: number, lots: number): QtyLots {
		if (lots === BEYOND_DOUBLE) return qtyLots(this.#beyond.get(key) ?? ZERO_LOTS);
		return qtyLots(lots);
	}

	#levelOf(key: number, lots: number): Level {
		return {priceUnits: this.#priceOf(key), qtyLots: this.#lotsOf(key, lots)};
	}
}
