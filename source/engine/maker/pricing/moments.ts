/** Count, mean and standard error of a series, one value at a time (Welford; with weights West 1979). */

import type {OwnLots} from '../../../domain/own-lots.js';

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

/**
 * The mean weighted by quantity, Σwx ÷ Σw: a fill of ten counts as ten fills of one. Its standard error is that of a
 * ratio of sums, √(n ÷ (n − 1) · Σw²(x − mean)²) ÷ Σw (Cochran 1977, 6.4), which with equal weights is the plain one.
 */
export class WeightedMoments {
	#count = 0;
	/** Σw and Σw². */
	#weight = 0;
	#weightSquares = 0;
	#mean = 0;
	/** Σw²(x − mean) and Σw²(x − mean)² around the present mean. */
	#offSum = 0;
	#offSquares = 0;

	/** @param size positive; a weight is as near to it as a float comes. */
	add(value: number, size: OwnLots): void {
		const weight = Number(size);
		this.#count += 1;
		this.#weight += weight;
		const before = this.#mean;
		this.#mean += ((value - before) * weight) / this.#weight;
		const moved = this.#mean - before;
		// Sums around the old mean become sums around the new one.
		this.#offSquares += -2 * moved * this.#offSum + moved * moved * this.#weightSquares;
		this.#offSum -= moved * this.#weightSquares;
		const off = value - this.#mean;
		this.#weightSquares += weight * weight;
		this.#offSum += weight * weight * off;
		this.#offSquares += weight * weight * off * off;
	}

	get moments(): Moments {
		const count = this.#count;
		const spread = Math.sqrt((Math.max(this.#offSquares, 0) * count) / (count - 1));
		return {count, mean: this.#mean, standardError: count < 2 ? undefined : spread / this.#weight};
	}
}
