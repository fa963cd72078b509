/** The machine's clock and timers. */

import type {ExchangeClock, ExchangeTimers} from './ports.js';

/**
 * A larger difference between wall clock and monotonic clock means that the wall clock was set, or that the
 * machine slept.
 */
const CLOCK_STEP_MS = 5;

/** `Date.now()` with its missing fraction of a millisecond taken from the monotonic clock. */
export const createNodeClock = (): ExchangeClock => {
	let offsetMs = Date.now() - performance.now();
	return {
		wallMs() {
			const measured = Date.now() - performance.now();
			if (Math.abs(measured - offsetMs) > CLOCK_STEP_MS) offsetMs = measured;
			return offsetMs + performance.now();
		},
		monoMs: () => performance.now(),
	};
};

export const nodeTimers: ExchangeTimers = {
	every(periodMs, run) {
		const timer = setInterval(run, periodMs);
		return () => clearInterval(timer);
	},
	after(delayMs, run) {
		const timer = setTimeout(run, delayMs);
		return () => clearTimeout(timer);
	},
};
