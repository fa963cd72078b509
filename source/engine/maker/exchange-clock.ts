/**
 * What time it is at the exchange, from both sides.
 *
 * `heardTo` is what the feed has told: the newest event time seen, carried on by the monotonic clock. Of all events
 * the least delayed one counts, so it is behind the exchange by the shortest way of a message and never ahead of it.
 * Up to there the market is known.
 *
 * `sendingAt` is no earlier than the exchange's own time: the local clock plus the measured offset plus the doubt
 * about it. From there own messages are on their way. With the feed's time in its place an order would be at the
 * exchange before it was sent, by the age of the feed.
 */

import {unixMs, type Instant, type MonotonicMs, type UnixMs} from '../../domain/units.js';
import type {ClockOffset} from '../../domain/clock-offset.js';

/** Two of these are remembered, so that one event with a wrong time is forgotten again. */
const WINDOW_MS = 30_000;
/** Venues tell their time in whole milliseconds, rounded down. */
const GRAIN_MS = 1;
/** Before the offset is measured the feed may be this old: the most that the risk layer lets quotes stand on. */
export const UNMEASURED_AGE_MS = 1000;

export class ExchangeClock {
	#newest: number | undefined;
	#older: number | undefined;
	#windowEnd = -Infinity;
	#offset: ClockOffset | undefined;

	/** The offset is measured: without it own messages count as slower by {@link UNMEASURED_AGE_MS}. */
	get isMeasured(): boolean {
		return this.#offset !== undefined;
	}

	setOffset(offset: ClockOffset | undefined): void {
		this.#offset = offset;
	}

	/** The local clock where the feed tells no times. */
	heardTo({monoMs, wallMs}: Instant): UnixMs {
		const best = this.#best();
		return best === undefined ? wallMs : unixMs(monoMs + best);
	}

	sendingAt(at: Instant): UnixMs {
		const heard = this.heardTo(at);
		if (this.#offset === undefined) return unixMs(heard + UNMEASURED_AGE_MS);
		const {offsetMs, errorMs} = this.#offset;
		return unixMs(Math.max(at.wallMs + offsetMs + errorMs + GRAIN_MS, heard));
	}

	observe(eventAtMs: UnixMs, at: MonotonicMs): void {
		if (at >= this.#windowEnd) {
			this.#older = this.#newest;
			this.#newest = undefined;
			this.#windowEnd = at + WINDOW_MS;
		}

		this.#newest = Math.max(this.#newest ?? -Infinity, eventAtMs - at);
	}

	#best(): number | undefined {
		if (this.#newest === undefined || this.#older === undefined) return this.#newest ?? this.#older;
		return Math.max(this.#newest, this.#older);
	}
}
