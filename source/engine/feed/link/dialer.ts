/** Hands out connection generations, never the same twice, and keeps to the limit of dials for all of them together. */

import {monotonicMs, type MonotonicMs} from '../../../domain/units.js';
import type {DialLimits} from '../../../domain/venue-limits.js';
import {earliestDial, remember, type DialHistory} from './connection.js';

export class Dialer {
	readonly #limits: DialLimits;
	readonly #connect: (generation: number) => void;
	#generation = 0;
	#history: DialHistory = [];
	#heldUntil = monotonicMs(0);

	/** @param connect carries a dial out. */
	constructor(limits: DialLimits, connect: (generation: number) => void) {
		this.#limits = limits;
		this.#connect = connect;
	}

	/** A close code by which the venue refuses us forbids every dial for a while. */
	heed(closeCode: number, now: MonotonicMs): void {
		const {policyCloseCode, policyWaitMs} = this.#limits;
		if (closeCode === policyCloseCode) this.#heldUntil = monotonicMs(now + policyWaitMs);
	}

	/** The earliest moment at which one more dial keeps to the limits. */
	earliest(now: MonotonicMs): MonotonicMs {
		return monotonicMs(Math.max(earliestDial(this.#history, now, this.#limits), this.#heldUntil));
	}

	/** @returns the generation of the connection that is being made. */
	dial(now: MonotonicMs): number {
		this.#generation += 1;
		this.#history = remember(this.#history, now, this.#limits);
		this.#connect(this.#generation);
		return this.#generation;
	}
}
