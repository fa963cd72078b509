/**
 * The levels too far from the touch for the grid's window, by key: an open hash table in two columns, so that an
 * update costs one or two looks and no object. Their order is made when somebody reads that far.
 */

/** Far levels of a side at most: then the furthest quarter is let go of, or a drifting market would pile them up. */
export const MAX_FAR_LEVELS = 16_384;

const FIRST_CAPACITY = 32;
/** 2^32 ÷ the golden ratio: spreads keys that lie at round distances over the table. */
const SPREAD = 0x9e_37_79_b1;

export class FarLevels {
	/** NaN where nothing was ever put; a removed level keeps its place, with no lots, until the table is made anew. */
	#keys = new Float64Array(FIRST_CAPACITY).fill(Number.NaN);
	#lots = new Float64Array(FIRST_CAPACITY);
	/** Places taken, and those of them that hold a level. */
	#taken = 0;
	#count = 0;
	#evicted = 0;
	/** Keys of the levels, rising; undefined since a level came or went. */
	#order: Float64Array | undefined;

	get count(): number {
		return this.#count;
	}

	/** How many levels were let go of. */
	get evicted(): number {
		return this.#evicted;
	}

	/** Zero where there is no such level. */
	lotsAt(key: number): number {
		const place = this.#placeOf(key);
		return this.#keys[place] === key ? (this.#lots[place] ?? 0) : 0;
	}

	/** Keys of all levels, the furthest first. */
	order(): Float64Array {
		this.#order ??= this.#keys.filter((_key, place) => this.#lots[place] !== 0).toSorted();
		return this.#order;
	}

	/** The nearest key; −∞ where there is none. */
	nearest(): number {
		return this.order().at(-1) ?? -Infinity;
	}

	/** Zero removes. */
	set(key: number, lots: number): void {
		const place = this.#placeOf(key);
		const held = this.#keys[place] === key ? (this.#lots[place] ?? 0) : 0;
		if (held === lots) return;
		if (this.#keys[place] !== key) {
			this.#keys[place] = key;
			this.#taken += 1;
		}

		this.#lots[place] = lots;
		if (held !== 0 && lots !== 0) return;
		this.#count += lots === 0 ? -1 : 1;
		this.#order = undefined;
		if (this.#taken * 2 > this.#keys.length) this.#remake();
	}

	/** Lets go of the furthest quarter of too many levels, and says which ones. */
	evict(): Float64Array {
		const furthest = this.order().slice(0, MAX_FAR_LEVELS / 4);
		for (const key of furthest) this.set(key, 0);
		this.#evicted += furthest.length;
		return furthest;
	}

	/** Where the key is, or would be put. */
	#placeOf(key: number): number {
		const keys = this.#keys;
		const mask = keys.length - 1;
		let place = (Math.imul(key, SPREAD) >>> 15) & mask;
		for (;;) {
			const there = keys[place] ?? Number.NaN;
			if (there === key || Number.isNaN(there)) return place;
			place = (place + 1) & mask;
		}
	}

	/** Without the removed levels, and with room for as many again. */
	#remake(): void {
		const [keys, lots] = [this.#keys, this.#lots];
		let capacity = FIRST_CAPACITY;
		while (capacity < this.#count * 4) capacity *= 2;
		this.#keys = new Float64Array(capacity).fill(Number.NaN);
		this.#lots = new Float64Array(capacity);
		this.#taken = this.#count;
		for (const [from, key] of keys.entries()) {
			if (lots[from] === 0) continue;
			const place = this.#placeOf(key);
			this.#keys[place] = key;
			this.#lots[place] = lots[from] ?? 0;
		}
	}
}
