/** Hands out connection generations, never the same twice, and keeps to the limit of dials for all of them together. */

import {monotonicMs, type MonotonicMs} from '../../../domain/units.js';
import {earliestDial, POLICY_WAIT_MS, remember, type DialHistory} from './connection.js';

export const POLICY_CLOSE_CODE = 1008;

export class Dialer {
	readonly #connect: (generation: number) => void;
	#generation = 0;
	#history: DialHistory = [];
	#heldUntil = monotonicMs(0);

	/** @param connect carries a dial out. */
	constructor(connect: (generation: number) => void) {
		this.#connect = connect;
	}

	get history(): DialHistory {
		return this.#history;
	}

	/** A close for bad manners: no dial for a while, whatever it would be for. */
	heed(closeCode: number, now: MonotonicMs): void {
		if (closeCode === POLICY_CLOSE_CODE) this.#heldUntil = monotonicMs(now + POLICY_WAIT_MS);
	}

	/** The earliest moment at which one more dial is good manners. */
	earliest(now: MonotonicMs): MonotonicMs {
		return monotonicMs(Math.max(earliestDial(this.#history, now), this.#heldUntil));
	}

	/** @returns the generation of the connection that is being made. */
	dial(now: MonotonicMs): number {
		this.#generation += 1;
		this.#history = remember(this.#history, now);
		this.#connect(this.#generation);
		return this.#generation;
	}
}
