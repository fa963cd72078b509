/**
 * Decides when the next picture may be sent, so that none grows old in a buffer on the way. If the terminal
 * answers status requests, at most two pictures are unanswered; if a multiplexer would answer for it (tmux,
 * screen), a byte rate applies.
 */

import type {CellTerminal} from './terminal.js';

/** DSR 5: the terminal answers after it has processed everything before. */
export const STATUS_REQUEST = '\u{1B}[5n';

const MAX_UNANSWERED = 2;
/** A terminal without a first answer in this time does not know the request. */
const FIRST_ANSWER_MS = 1000;
/** After earlier answers, a missing one means a lost request or a stopped terminal. */
const LOST_ANSWER_MS = 5000;
/** Rate for terminals that do not answer, fit for a slow connection. */
const BYTES_PER_MS = 32;
/** A picture caused by a key ignores the byte rate, but waits this long to merge with others. */
const URGENT_MS = 16;

export class FrameGate {
	#asks: boolean;
	#heard = false;
	/** Send times of the unanswered requests that are still waited for. */
	#askedAtMs: number[] = [];
	#firstAskedAtMs: number | undefined;
	#roundTripMs = 0;
	#sentAtMs = -Infinity;
	/** Time at which the byte rate has worked off all bytes sent. */
	#paidAtMs = -Infinity;

	constructor(pacing: CellTerminal['pacing']) {
		this.#asks = pacing === 'answers';
	}

	/** Whether each picture should end with {@link STATUS_REQUEST}. */
	get asks(): boolean {
		return this.#asks;
	}

	/** Last measured time from the end of a picture to its answer; 0 if none. */
	get roundTripMs(): number {
		return this.#roundTripMs;
	}

	/** Whether a request is older than the limit and no answer ever came. */
	isMute(nowMs: number, limitMs: number): boolean {
		return !this.#heard && this.#firstAskedAtMs !== undefined && nowMs - this.#firstAskedAtMs > limitMs;
	}

	/** Milliseconds until a picture may be sent, 0 for now. An answer may shorten it. */
	waitMs(nowMs: number, isUrgent: boolean): number {
		if (!this.#asks) return Math.max(0, isUrgent ? this.#sentAtMs + URGENT_MS - nowMs : this.#paidAtMs - nowMs);
		if (this.#askedAtMs.length < MAX_UNANSWERED) return 0;
		const waitMs = this.#sentAtMs + (this.#heard ? LOST_ANSWER_MS : FIRST_ANSWER_MS) - nowMs;
		if (waitMs > 0) return waitMs;
		this.#askedAtMs = [];
		this.#asks = this.#heard;
		return 0;
	}

	sent(bytes: number, nowMs: number): void {
		this.#sentAtMs = nowMs;
		this.#paidAtMs = Math.max(this.#paidAtMs, nowMs) + bytes / BYTES_PER_MS;
		if (!this.#asks) return;
		this.#askedAtMs.push(nowMs);
		this.#firstAskedAtMs ??= nowMs;
	}

	/** Drops outstanding requests: another program had the terminal and read their answers. */
	forgive(): void {
		this.#askedAtMs = [];
	}

	answered(nowMs: number): void {
		this.#heard = true;
		const askedAtMs = this.#askedAtMs.shift();
		if (askedAtMs !== undefined) this.#roundTripMs = nowMs - askedAtMs;
	}
}
