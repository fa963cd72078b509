/**
 * When the next picture may go, so that none lies in a buffer on the way and gets old there. Where the terminal
 * itself answers, at most two pictures are under way that it has not answered; where something in between would
 * answer for it (tmux, screen), so many bytes a second.
 */

import type {CellTerminal} from './terminal.js';

/** Asks the terminal whether it is well; it answers when it has drawn what came before. */
export const STATUS_REQUEST = '\u{1B}[5n';

const MAX_UNANSWERED = 2;
/** A terminal that never answered in this time does not know the question. */
const FIRST_ANSWER_MS = 1000;
/** One that did answer has lost a question, or stands still. */
const LOST_ANSWER_MS = 5000;
/** What a modest line carries. */
const BYTES_PER_MS = 32;
/** A key's answer waits for no debt, but for a moment in which others may come. */
const URGENT_MS = 16;

export class FrameGate {
	#asks: boolean;
	#unanswered = 0;
	#heard = false;
	#sentAtMs = -Infinity;
	/** When the bytes sent are paid for. */
	#paidAtMs = -Infinity;

	constructor(pacing: CellTerminal['pacing']) {
		this.#asks = pacing === 'answers';
	}

	/** Each picture shall end with {@link STATUS_REQUEST}. */
	get asks(): boolean {
		return this.#asks;
	}

	/** Answers that still come, unless the terminal gives none. */
	get unanswered(): number {
		return this.#heard || this.#asks ? this.#unanswered : 0;
	}

	/** Milliseconds until a picture may go: 0 for now. An answer may make it sooner. */
	waitMs(nowMs: number, isUrgent: boolean): number {
		if (!this.#asks) return Math.max(0, isUrgent ? this.#sentAtMs + URGENT_MS - nowMs : this.#paidAtMs - nowMs);
		if (this.#unanswered < MAX_UNANSWERED) return 0;
		const waitMs = this.#sentAtMs + (this.#heard ? LOST_ANSWER_MS : FIRST_ANSWER_MS) - nowMs;
		if (waitMs > 0) return waitMs;
		this.#unanswered = 0;
		this.#asks = this.#heard;
		return 0;
	}

	sent(bytes: number, nowMs: number): void {
		this.#sentAtMs = nowMs;
		this.#paidAtMs = Math.max(this.#paidAtMs, nowMs) + bytes / BYTES_PER_MS;
		if (this.#asks) this.#unanswered += 1;
	}

	/** Whoever had the terminal meanwhile has read what it answered. */
	forgive(): void {
		this.#unanswered = 0;
	}

	answered(): void {
		this.#heard = true;
		this.#unanswered = Math.max(0, this.#unanswered - 1);
	}
}
