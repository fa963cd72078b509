/**
 * Waits for the end of the terminal's input to us. Answers arrive in order, so the answer to a final query that
 * every terminal knows comes after all others and after mouse reports; then the shell may read.
 */

import type {Terminal} from '../terminal/terminal.js';

/** Primary device attributes (DA1). */
export const LAST_QUESTION = '\u{1B}[c';

/** How long a connection may be held up. */
export const HELD_MS = 1500;
/** Allowance for load on both sides. */
const BUSY_MS = 500;
const MAX_ROUND_TRIP_MS = 2000;

/** Longest wait for the final answer: 2 s plus the measured round trip, of which at most 2 s count. */
export const lastAnswerLimitMs = (roundTripMs: number): number => HELD_MS + BUSY_MS + Math.min(roundTripMs, MAX_ROUND_TRIP_MS);

export class LastAnswer {
	readonly #after: Terminal['after'];
	#resolve: (() => void) | undefined;

	constructor(after: Terminal['after']) {
		this.#after = after;
	}

	/** Call before sending the query. @returns resolves at the answer or after the limit. */
	async wait(limitMs: number): Promise<void> {
		await new Promise<void>((resolve) => {
			const cancel = this.#after(limitMs, resolve);
			this.#resolve = () => {
				cancel();
				resolve();
			};
		});
		this.#resolve = undefined;
	}

	heard(): void {
		this.#resolve?.();
	}
}
