/**
 * The end of what a terminal still sends us. Answers come in order, so the answer to a last question, which every
 * terminal knows, comes behind all others and behind what the mouse did: after it the shell may read.
 */

import type {Terminal} from '../terminal/terminal.js';

/** Asks what the terminal is (primary device attributes). */
export const LAST_QUESTION = '\u{1B}[c';

/** So long the line may be held … */
export const HELD_MS = 1500;
/** … and so long all is late on both sides because they are busy. */
const BUSY_MS = 500;
const MAX_ROUND_TRIP_MS = 2000;

/** What is waited at most for the last answer: 2 s, and the round trip that was measured, of which 2 s count. */
export const lastAnswerLimitMs = (roundTripMs: number): number => HELD_MS + BUSY_MS + Math.min(roundTripMs, MAX_ROUND_TRIP_MS);

export class LastAnswer {
	readonly #after: Terminal['after'];
	#resolve: (() => void) | undefined;

	constructor(after: Terminal['after']) {
		this.#after = after;
	}

	/** Before the question is sent. @returns resolves at the answer, or when the time is up. */
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
