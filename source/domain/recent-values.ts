/** The newest values of something, and their percentiles: put in order as they are asked for, not sorted anew. */

/** So many values that came since the last question are put in their places; more are sorted with all the others. */
const FEW = 128;

export class RecentValues {
	/** A ring. */
	readonly #values: Float64Array;
	/** The values that were in the ring when it was last asked, from the least to the greatest. */
	readonly #order: Float64Array;
	/** What the values that are not in order yet took the places of. */
	readonly #gone: Float64Array;
	/** Added since the start, and those of them that are in order. */
	#added = 0;
	#ordered = 0;
	/** Of the ring: NaN and negative zero, which have a place in order and are not found by comparing. */
	#odd = 0;
	/** One of them left the ring since the last question. */
	#oddLeft = false;

	constructor(capacity: number) {
		this.#values = new Float64Array(capacity);
		this.#order = new Float64Array(capacity);
		this.#gone = new Float64Array(Math.min(FEW, capacity));
	}

	get count(): number {
		return Math.min(this.#added, this.#values.length);
	}

	add(value: number): void {
		const slot = this.#added % this.#values.length;
		if (this.#added >= this.#values.length) this.#forget(this.#values[slot] ?? 0);
		this.#values[slot] = value;
		this.#odd += isOdd(value) ? 1 : 0;
		this.#added += 1;
	}

	clear(): void {
		this.#added = 0;
		this.#ordered = 0;
		this.#odd = 0;
		this.#oddLeft = false;
	}

	/** By nearest rank; 0 where there are no values. */
	percentile(share: number): number {
		this.#putInOrder();
		const {count} = this;
		return count === 0 ? 0 : (this.#order[Math.max(Math.ceil(count * share) - 1, 0)] ?? 0);
	}

	#forget(value: number): void {
		if (isOdd(value)) {
			this.#odd -= 1;
			this.#oddLeft = true;
		}

		const place = this.#added - this.#ordered;
		if (place < this.#gone.length) this.#gone[place] = value;
	}

	#putInOrder(): void {
		const waiting = this.#added - this.#ordered;
		if (waiting > this.#gone.length || this.#odd > 0 || this.#oddLeft) this.#sort();
		else for (let index = 0; index < waiting; index += 1) this.#place(index);
		this.#ordered = this.#added;
		this.#oddLeft = false;
	}

	#sort(): void {
		const {count} = this;
		this.#order.set(this.#values.subarray(0, count));
		this.#order.subarray(0, count).sort();
	}

	/** One of those that wait takes the place of what left the ring for it, and those between move up. */
	#place(index: number): void {
		const order = this.#order;
		const number = this.#ordered + index;
		const capacity = this.#values.length;
		const value = this.#values[number % capacity] ?? 0;
		const isFull = number >= capacity;
		const count = isFull ? capacity : number;
		const from = isFull ? firstNotBelow(order, count, this.#gone[index] ?? 0) : count;
		const to = firstNotBelow(order, count, value);
		if (to > from) {
			order.copyWithin(from, from + 1, to);
			order[to - 1] = value;
		} else {
			order.copyWithin(to + 1, to, from);
			order[to] = value;
		}
	}
}

const isOdd = (value: number): boolean => Number.isNaN(value) || Object.is(value, -0);

/** The index of the first value of so many in order that is not below another; their count where there is none. */
const firstNotBelow = (order: Float64Array, count: number, value: number): number => {
	let [low, high] = [0, count];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((order[middle] ?? 0) < value) low = middle + 1;
		else high = middle;
	}

	return low;
};
