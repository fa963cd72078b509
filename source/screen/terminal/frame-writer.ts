/**
 * Writes one picture at a time to a terminal that may accept only part of it. It never blocks: the rest is
 * retried, and no newer picture starts before it is out.
 */

import type {CellTerminal, Terminal, Unsubscribe} from './terminal.js';

/** Interval of retries: not noticeable, and cheap on a stopped terminal. */
const RETRY_MS = 4;
const RETRY_AT_REST_MS = 25;
/** Consecutive failed tries after which retries become slower. */
const TRIES = 100;

export type WriterWiring = {
	readonly terminal: CellTerminal;
	readonly after: Terminal['after'];
	/** All bytes are out. Called only if they could not be written at once. */
	readonly onOut: () => void;
	readonly onGone: () => void;
};

export class FrameWriter {
	readonly #wiring: WriterWiring;
	#rest: Uint8Array = new Uint8Array();
	#tries = 0;
	#gone = false;
	#cancel: Unsubscribe | undefined;

	constructor(wiring: WriterWiring) {
		this.#wiring = wiring;
	}

	/** Nothing is half-written. */
	get isIdle(): boolean {
		return this.#rest.length === 0;
	}

	get isGone(): boolean {
		return this.#gone;
	}

	/** Call only when idle; the bytes must not change until it is idle again. */
	send(bytes: Uint8Array): void {
		if (this.#gone) return;
		this.#rest = bytes;
		this.#push();
		if (!this.isIdle) this.#retryLater();
	}

	/** Resolves when all bytes are out or at the limit. @returns whether all are out. */
	async drain(limitMs: number): Promise<boolean> {
		for (let waitedMs = 0; !this.isIdle && waitedMs < limitMs; waitedMs += RETRY_MS) {
			await new Promise<void>((resolve) => {
				this.#wiring.after(RETRY_MS, resolve);
			});
			this.#push();
		}

		return this.isIdle && !this.#gone;
	}

	/** Discards the unwritten rest. */
	abandon(): void {
		this.#rest = new Uint8Array();
		this.#cancel?.();
	}

	#push(): void {
		while (!this.isIdle) {
			const taken = this.#wiring.terminal.write(this.#rest);
			if (taken === 'gone') return this.#lose();
			if (taken === 0) {
				this.#tries += 1;
				return;
			}

			this.#tries = 0;
			this.#rest = this.#rest.subarray(taken);
		}
	}

	#retryLater(): void {
		this.#cancel = this.#wiring.after(this.#tries < TRIES ? RETRY_MS : RETRY_AT_REST_MS, () => {
			if (this.isIdle) return;
			this.#push();
			if (!this.isIdle) this.#retryLater();
			else if (!this.#gone) this.#wiring.onOut();
		});
	}

	#lose(): void {
		this.#gone = true;
		this.abandon();
		this.#wiring.onGone();
	}
}
