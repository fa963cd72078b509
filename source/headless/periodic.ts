/** Something done once each period, without drift: the n-th time is due at start + n × period. */

import type {Instant} from '../domain/units.js';

/** Runs something once after so many milliseconds; the answer cancels it. */
export type Schedule = (delayMs: number, run: () => void) => () => void;

export type Clock = () => Instant;

/** Timers may come this much early. */
const EARLY_MS = 1;
/** After a longer pause (a suspended machine) the missed periods are left out instead of made up for. */
const MAX_CATCH_UP = 10;

/** Counts periods on the monotonic clock of whoever asks. */
export class Periods {
	readonly #periodMs: number;
	#dueMs: number;

	constructor(periodMs: number, startMs: number) {
		this.#periodMs = periodMs;
		this.#dueMs = startMs + periodMs;
	}

	/** When the next one ends. */
	get dueMs(): number {
		return this.#dueMs;
	}

	/** How many have ended since it was asked last; one after a long pause. */
	ended(nowMs: number): number {
		const ended = Math.max(0, Math.floor((nowMs + EARLY_MS - this.#dueMs) / this.#periodMs) + 1);
		this.#dueMs += ended * this.#periodMs;
		return ended > MAX_CATCH_UP ? 1 : ended;
	}
}

export type Timers = {readonly clock: Clock; readonly schedule: Schedule};

/** Runs something at the end of each period. @returns what stops it. */
export const everyPeriod = (periodMs: number, startMs: number, {clock, schedule}: Timers, run: () => void): (() => void) => {
	const periods = new Periods(periodMs, startMs);
	let cancel = (): void => {};
	const arm = (): void => {
		cancel = schedule(Math.max(1, periods.dueMs - clock().monoMs), () => {
			if (periods.ended(clock().monoMs) > 0) run();
			arm();
		});
	};
	arm();
	return () => cancel();
};
