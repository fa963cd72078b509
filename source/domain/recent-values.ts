/** A ring of the newest values. */

export class RecentValues {
	readonly #values: Float64Array;
	#count = 0;

	constructor(capacity: number) {
		this.#values = new Float64Array(capacity);
	}

	get count(): number {
		return Math.min(this.#count, this.#values.length);
	}

	add(value: number): void {
		this.#values[this.#count % this.#values.length] = value;
		this.#count += 1;
	}

	clear(): void {
		this.#count = 0;
	}

	sorted(): Float64Array {
		return this.#values.slice(0, this.count).toSorted();
	}
}

/** The nearest-rank percentile of sorted values. */
export const percentile = (sorted: Float64Array, share: number): number => sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? 0;
