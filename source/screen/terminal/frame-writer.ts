/**
 * One picture at a time to a terminal that may take part of it, or nothing, for now. It never waits: what the
 * terminal has no room for is kept and tried again, and until it is out no newer picture is begun.
 */

import type {CellTerminal, Terminal, Unsubscribe} from './terminal.js';

/** Soon enough that nobody sees it, rarely enough that a terminal at rest costs nothing. */
const RETRY_MS = 4;
const RETRY_AT_REST_MS = 25;
/** So many tries in vain make a terminal at rest. */
const TRIES = 100;

export type WriterWiring = {
	readonly terminal: CellTerminal;
	readonly after: Terminal['after'];
	/** All of it is out. Called only for what could not be written at once. */
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

	/** Nothing is half-written, so the next picture may be made. */
	get isIdle(): boolean {
		return this.#rest.length === 0;
	}

	get isGone(): boolean {
		return this.#gone;
	}

	/** Only when idle; the bytes must stay as they are until it is idle again. */
	send(bytes: Uint8Array): void {
		if (this.#gone) return;
		this.#rest = bytes;
		this.#push();
		if (!this.isIdle) this.#retryLater();
	}

	/** Resolves when all is out or the time is up. @returns whether all is out. */
	async drain(limitMs: number): Promise<boolean> {
		for (let waitedMs = 0; !this.isIdle && waitedMs < limitMs; waitedMs += RETRY_MS) {
			await new Promise<void>((resolve) => {
				this.#wiring.after(RETRY_MS, resolve);
			});
			this.#push();
		}

		return this.isIdle && !this.#gone;
	}

	/** Forgets what is half-written. */
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
