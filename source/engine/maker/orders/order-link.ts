/**
 * The way of own messages to the exchange: how long each is under way. Orders arrive in the order in which they were
 * sent, and after every cancel sent before them; a cancel may overtake what it does not concern.
 */

import type {UnixMs} from '../../../domain/units.js';
import type {Random} from '../../../domain/prng.js';

export type LinkSettings = {
	/** From sending until the exchange acts. */
	readonly entryLatencyMs: number;
	/** The same of a cancel, and of a cut. */
	readonly cancelLatencyMs: number;
	/** Each message takes up to this much longer, at random; undefined is a fifth of its latency. */
	readonly jitterMs: number | undefined;
	/** A measured round trip may make both latencies longer. */
	readonly measured: boolean;
};

const JITTER_SHARE = 0.2;

export class OrderLink {
	readonly #settings: LinkSettings;
	readonly #random: Random;
	#measuredMs = 0;
	#lastArrival = -Infinity;

	constructor(settings: LinkSettings, random: Random) {
		this.#settings = settings;
		this.#random = random;
	}

	/** Half a measured round trip makes messages slower than the setting, never faster. */
	setMeasured(ms: number | undefined): void {
		this.#measuredMs = this.#settings.measured ? (ms ?? 0) : 0;
	}

	/** Without jitter: the setting, or half a measured round trip where that is longer. */
	get entryLatencyMs(): number {
		return Math.max(this.#settings.entryLatencyMs, this.#measuredMs);
	}

	get cancelLatencyMs(): number {
		return Math.max(this.#settings.cancelLatencyMs, this.#measuredMs);
	}

	/** @param now on the exchange's clock. @returns when an order that is sent now arrives. */
	entryAt(now: UnixMs): number {
		return this.#arrive(Math.max(this.#after(now, this.entryLatencyMs), this.#lastArrival));
	}

	cancelAt(now: UnixMs): number {
		return this.#arrive(this.#after(now, this.cancelLatencyMs));
	}

	/** Nothing is under way any more. */
	clear(): void {
		this.#lastArrival = -Infinity;
	}

	#arrive(at: number): number {
		this.#lastArrival = Math.max(this.#lastArrival, at);
		return at;
	}

	#after(now: number, latencyMs: number): number {
		const jitter = this.#settings.jitterMs ?? latencyMs * JITTER_SHARE;
		return now + latencyMs + (jitter === 0 ? 0 : this.#random() * jitter);
	}
}
