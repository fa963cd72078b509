/** The machine's own clock and timers. */

import type {ExchangeClock, ExchangeTimers} from './ports.js';

/** Beyond this the wall clock was set, or the machine slept. */
const CLOCK_STEP_MS = 5;

/** Follows `Date.now()`, with the fraction that it lacks taken from the monotonic clock. */
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
