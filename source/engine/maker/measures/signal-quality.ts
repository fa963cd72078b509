/**
 * What the weighted mid is worth here, live: the squared correlation of (weighted mid − mid) with the change of the
 * mid over the next second. On books with a small tick it is near nothing, and the operator should see that
 * (measured on captured sessions: BTCUSDT 0.4 % over 100 ms, 0.04 % over a second).
 */

import {micropriceUnits, midHalfUnits, type Touch} from '../../../domain/book/metrics.js';
import type {MonotonicMs} from '../../../domain/units.js';

const SIGNAL_HORIZON_MS = 1000;
/** Pairs do not overlap, so that each says something new. */
const LEAST_PAIRS = 30;
/** Weight of a pair after this many more: e⁻¹. */
const MEMORY_PAIRS = 600;

export type SignalView = {
	readonly horizonMs: number;
	/** 0 … 1; undefined before enough was seen, or where nothing moved. */
	readonly rSquared: number | undefined;
	/** Change of the mid for each tick that the weighted mid was away from it. */
	readonly slope: number | undefined;
	readonly pairs: number;
};

export class SignalQuality {
	#open: {readonly until: number; readonly signal: number; readonly mid: number} | undefined;
	#mid: number | undefined;
	#pairs = 0;
	readonly #sums = {weight: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0};

	observe(touch: Touch, at: MonotonicMs): void {
		const mid = midHalfUnits(touch) / 2;
		if (this.#open !== undefined && at >= this.#open.until && this.#mid !== undefined) {
			this.#add(this.#open.signal, (at === this.#open.until ? mid : this.#mid) - this.#open.mid);
			this.#open = undefined;
		}

		this.#open ??= {until: at + SIGNAL_HORIZON_MS, signal: micropriceUnits(touch) - mid, mid};
		this.#mid = mid;
	}

	/** A pair across a hole is none. */
	interrupt(): void {
		this.#open = undefined;
		this.#mid = undefined;
	}

	get view(): SignalView {
		const {weight, x, y, xx, xy, yy} = this.#sums;
		const horizonMs = SIGNAL_HORIZON_MS;
		if (this.#pairs < LEAST_PAIRS) return {horizonMs, rSquared: undefined, slope: undefined, pairs: this.#pairs};
		const [sxx, sxy, syy] = [xx - (x * x) / weight, xy - (x * y) / weight, yy - (y * y) / weight];
		const flat = sxx <= 0 || syy <= 0;
		return {
			horizonMs,
			rSquared: flat ? undefined : Math.min((sxy * sxy) / (sxx * syy), 1),
			slope: sxx <= 0 ? undefined : sxy / sxx,
			pairs: this.#pairs,
		};
	}

	#add(x: number, y: number): void {
		const keep = 1 - 1 / MEMORY_PAIRS;
		const sums = this.#sums;
		this.#pairs += 1;
		sums.weight = sums.weight * keep + 1;
		sums.x = sums.x * keep + x;
		sums.y = sums.y * keep + y;
		sums.xx = sums.xx * keep + x * x;
		sums.xy = sums.xy * keep + x * y;
		sums.yy = sums.yy * keep + y * y;
	}
}
