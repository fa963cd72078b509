/** Something done once each period, without drift: the n-th time is due at start + n × period. */

import type {Instant} from '../domain/units.js';

/** Runs something once after so many milliseconds; the answer cancels it. */
export type Schedule = (delayMs: number, run: () => void) => () => void;

export type Clock = () => Instant;

/** Timers may come this much early. */
const EARLY_MS = 1;
/** After a longer pause (a suspended machine) the missed periods are left out instead of made up for. */
const MAX_CATCH_UP = 10;

/** @returns what stops it. */
export const everyPeriod = (periodMs: number, clock: Clock, schedule: Schedule, run: () => void): (() => void) => {
	const ticker = new Ticker(periodMs, clock, schedule, run);
	ticker.arm();
	return () => {
		ticker.stop();
	};
};

class Ticker {
	readonly #periodMs: number;
	readonly #clock: Clock;
	readonly #schedule: Schedule;
	readonly #run: () => void;
	#dueMs: number;
	#stopped = false;
	#cancel: (() => void) | undefined;

	constructor(periodMs: number, clock: Clock, schedule: Schedule, run: () => void) {
		this.#periodMs = periodMs;
		this.#clock = clock;
		this.#schedule = schedule;
		this.#run = run;
		this.#dueMs = clock().monoMs + periodMs;
	}

	arm(): void {
		if (this.#stopped) return;
		this.#cancel = this.#schedule(Math.max(1, this.#dueMs - this.#clock().monoMs), () => {
			this.#tick();
		});
	}

	stop(): void {
		this.#stopped = true;
		this.#cancel?.();
	}

	#tick(): void {
		const due = this.#duePeriods();
		this.#dueMs += due * this.#periodMs;
		const times = due > MAX_CATCH_UP ? 1 : due;
		for (let time = 0; time < times && !this.#stopped; time += 1) this.#run();
		this.arm();
	}

	#duePeriods(): number {
		return Math.max(0, Math.floor((this.#clock().monoMs + EARLY_MS - this.#dueMs) / this.#periodMs) + 1);
	}
}
