/** Count, mean and standard error of a series, one value at a time (Welford). */

export type Moments = {readonly count: number; readonly mean: number; readonly standardError: number | undefined};

export class RunningMoments {
	#count = 0;
	#mean = 0;
	#squares = 0;

	add(value: number): void {
		this.#count += 1;
		const off = value - this.#mean;
		this.#mean += off / this.#count;
		this.#squares += off * (value - this.#mean);
	}

	get deviation(): number | undefined {
		return this.#count < 2 ? undefined : Math.sqrt(this.#squares / (this.#count - 1));
	}

	get moments(): Moments {
		const deviation = this.deviation;
		return {count: this.#count, mean: this.#mean, standardError: deviation === undefined ? undefined : deviation / Math.sqrt(this.#count)};
	}
}
