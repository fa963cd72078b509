/** Latency percentiles, message rates and volatility, over short windows of bounded size. */

import type {RecentValues} from '../../../domain/recent-values.js';
import type {MonotonicMs} from '../../../domain/units.js';
import type {Latency} from '../types/gauges.js';

export const latencyOf = (values: RecentValues): Latency | undefined =>
	values.count === 0 ? undefined : {p50Ms: values.percentile(0.5), p99Ms: values.percentile(0.99), samples: values.count};

const RATE_WINDOW_MS = 1000;
const RATE_BUCKET_MS = 100;
const RATE_BUCKETS = RATE_WINDOW_MS / RATE_BUCKET_MS;

/** Counts events of the last second in tenths of it. */
export class RateMeter {
	readonly #counts = new Uint32Array(RATE_BUCKETS);
	#bucket = 0;

	add(now: MonotonicMs): void {
		this.#moveTo(now);
		const slot = this.#bucket % RATE_BUCKETS;
		this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
	}

	perSecond(now: MonotonicMs): number {
		this.#moveTo(now);
		return this.#counts.reduce((sum, count) => sum + count, 0);
	}

	#moveTo(now: MonotonicMs): void {
		const bucket = Math.floor(now / RATE_BUCKET_MS);
		if (bucket - this.#bucket >= RATE_BUCKETS) this.#counts.fill(0);
		else for (let next = this.#bucket + 1; next <= bucket; next += 1) this.#counts[next % RATE_BUCKETS] = 0;
		this.#bucket = Math.max(bucket, this.#bucket);
	}
}

const SAMPLE_EVERY_MS = 1000;
const MEMORY_MS = 60_000;

/**
 * Standard deviation of the mid's change over one second, as an exponentially weighted mean over about a
 * minute: `V ← V·e^(−Δt/θ) + Δm²`, `σ² = V ÷ (θ·(1 − e^(−T/θ)))`, sampled once a second, because per update
 * the bid-ask bounce would be counted too.
 */
export class VolatilityMeter {
	#last: {at: MonotonicMs; mid: number} | undefined;
	#variance = 0;
	#observedMs = 0;

	sample(mid: number, now: MonotonicMs): void {
		if (this.#last === undefined) {
			this.#last = {at: now, mid};
			return;
		}

		const elapsed = now - this.#last.at;
		if (elapsed < SAMPLE_EVERY_MS) return;
		const change = mid - this.#last.mid;
		this.#variance = this.#variance * Math.exp(-elapsed / MEMORY_MS) + change * change;
		this.#observedMs += elapsed;
		this.#last = {at: now, mid};
	}

	/** A hole in the feed is no price change: start the next difference anew. */
	interrupt(): void {
		this.#last = undefined;
	}

	/** In the mid's units per √second; undefined before ten seconds were seen. */
	perRootSecond(): number | undefined {
		if (this.#observedMs < 10 * SAMPLE_EVERY_MS) return undefined;
		const weightMs = MEMORY_MS * (1 - Math.exp(-this.#observedMs / MEMORY_MS));
		return Math.sqrt((this.#variance * 1000) / weightMs);
	}
}
