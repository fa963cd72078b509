/**
 * What time it is at the exchange, told by the exchange: the newest event time seen, carried on by the monotonic
 * clock. Of all events the least delayed one counts, so the estimate is never ahead of the exchange by more than
 * its clock, and behind it by the shortest way of a message.
 */

import {unixMs, type MonotonicMs, type UnixMs} from '../../domain/units.js';

/** Two of these are remembered, so that one event with a wrong time is forgotten again. */
const WINDOW_MS = 30_000;

export class ExchangeClock {
	#offset: number | undefined;
	#older: number | undefined;
	#windowEnd = -Infinity;

	/** @param fallback the local wall clock, for feeds without event times. */
	now(at: MonotonicMs, fallback: UnixMs): UnixMs {
		const offset = this.#best();
		return offset === undefined ? fallback : unixMs(at + offset);
	}

	observe(eventAtMs: UnixMs, at: MonotonicMs): void {
		if (at >= this.#windowEnd) {
			this.#older = this.#offset;
			this.#offset = undefined;
			this.#windowEnd = at + WINDOW_MS;
		}

		this.#offset = Math.max(this.#offset ?? -Infinity, eventAtMs - at);
	}

	#best(): number | undefined {
		if (this.#offset === undefined || this.#older === undefined) return this.#offset ?? this.#older;
		return Math.max(this.#offset, this.#older);
	}
}
