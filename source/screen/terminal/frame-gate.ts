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
	#heard = false;
	/** Of those that are not answered yet, and were not given up. */
	#askedAtMs: number[] = [];
	#firstAskedAtMs: number | undefined;
	#roundTripMs = 0;
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

	/** From the end of a picture to its answer, the last time; 0 where there was none. */
	get roundTripMs(): number {
		return this.#roundTripMs;
	}

	/** It was asked so long ago, and never answered. */
	isMute(nowMs: number, limitMs: number): boolean {
		return !this.#heard && this.#firstAskedAtMs !== undefined && nowMs - this.#firstAskedAtMs > limitMs;
	}

	/** Milliseconds until a picture may go: 0 for now. An answer may make it sooner. */
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

	/** Whoever had the terminal meanwhile has read what it answered. */
	forgive(): void {
		this.#askedAtMs = [];
	}

	answered(nowMs: number): void {
		this.#heard = true;
		const askedAtMs = this.#askedAtMs.shift();
		if (askedAtMs !== undefined) this.#roundTripMs = nowMs - askedAtMs;
	}
}
