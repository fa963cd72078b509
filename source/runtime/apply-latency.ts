/** From a message's bytes to an engine that has taken it in, sampled: looking at the clock each time would be a part of what is measured. */

import {RecentValues} from '../domain/recent-values.js';
import {latencyOf} from '../engine/feed/meters/meters.js';
import type {Latency} from '../engine/feed/types/gauges.js';
import type {ClockPort} from './node/ports.js';

const SAMPLED_EVERY = 7;
const SAMPLES = 256;

export class ApplyLatency {
	readonly #clock: Pick<ClockPort, 'now'>;
	readonly #values = new RecentValues(SAMPLES);
	#messages = 0;

	constructor(clock: Pick<ClockPort, 'now'>) {
		this.#clock = clock;
	}

	/** Of the newest samples; undefined before the first. */
	get latency(): Latency | undefined {
		return latencyOf(this.#values);
	}

	/** Runs what takes one message in, one time in {@link SAMPLED_EVERY} between two looks at the clock. */
	measure(apply: () => void): void {
		this.#messages += 1;
		if (this.#messages % SAMPLED_EVERY !== 0) {
			apply();
			return;
		}

		const receivedAt = this.#clock.now().monoMs;
		apply();
		this.#values.add(this.#clock.now().monoMs - receivedAt);
	}
}
