/**
 * Before the recorder's thread: packs lines, and leaves whole stretches of them out where that thread does not keep up.
 * The engine never waits. Pure: what is packed is given to `post`.
 */

import {unixMs, type Instant} from '../domain/units.js';
import {inputTail, microsOf} from './log/record-text.js';
import {LinePacker, type PackedHead} from './log/packed-lines.js';
import type {WireInput} from '../session/wire.js';
import type {RecorderMessage} from './recorder-messages.js';

/** Lines that wait for the recorder's thread. */
const MAX_WAITING_BYTES = 67_108_864;
const BLOCK_BYTES = 65_536;
/** A block goes when it is this old, full or not. */
const BLOCK_MS = 100;
/** Lines are left out for no less than this, so that one hole stands for many. */
const LEAST_HOLE_MS = 1000;

type Missing = {readonly first: PackedHead; readonly last: PackedHead};

export class LineQueue {
	readonly #post: (message: RecorderMessage) => void;
	readonly #maxBytes: number;
	readonly #packer = new LinePacker(BLOCK_BYTES);
	/** By log. */
	readonly #missing = new Map<number, Missing>();
	#blockSinceMs = 0;
	#waitingBytes = 0;
	#droppingSinceMs: number | undefined;

	constructor(post: (message: RecorderMessage) => void, maxBytes = MAX_WAITING_BYTES) {
		this.#post = post;
		this.#maxBytes = maxBytes;
	}

	/** Whether lines are being left out. */
	get isDropping(): boolean {
		return this.#droppingSinceMs !== undefined;
	}

	input(log: number, n: number, input: WireInput, at: Instant): void {
		const head = headOf(log, n, at);
		if (!this.#takes(head, at)) return;
		if (input.kind === 'message') this.#packer.message(head, input.generation, input.data);
		else this.#packer.tail(head, inputTail(input));
		this.#postDue(at);
	}

	/** @param tail of a line of another kind. */
	line(log: number, n: number, tail: string, at: Instant): void {
		const head = headOf(log, n, at);
		if (!this.#takes(head, at)) return;
		this.#packer.tail(head, tail);
		this.#postDue(at);
	}

	/** The other thread has written so much of it down. */
	taken(bytes: number): void {
		this.#waitingBytes -= bytes;
	}

	/** Nothing comes after this: what is packed and what is missing goes, however much waits. */
	close(): void {
		if (this.isDropping) this.#tellHoles();
		else this.flush();
	}

	/** Everything that is packed goes now. */
	flush(): void {
		if (this.#packer.length === 0) return;
		const block = this.#packer.take();
		this.#waitingBytes += block.length;
		this.#post({kind: 'lines', block});
	}

	#postDue({monoMs}: Instant): void {
		if (this.#packer.length >= BLOCK_BYTES || monoMs - this.#blockSinceMs >= BLOCK_MS) {
			this.flush();
			this.#blockSinceMs = monoMs;
		}
	}

	#takes(head: PackedHead, {monoMs}: Instant): boolean {
		if (this.#droppingSinceMs === undefined) {
			if (this.#waitingBytes + this.#packer.length <= this.#maxBytes) return true;
			this.#droppingSinceMs = monoMs;
		} else if (monoMs - this.#droppingSinceMs >= LEAST_HOLE_MS && this.#waitingBytes <= this.#maxBytes / 2) {
			this.#tellHoles();
			return true;
		}

		const known = this.#missing.get(head.log);
		this.#missing.set(head.log, {first: known?.first ?? head, last: head});
		return false;
	}

	#tellHoles(): void {
		this.#droppingSinceMs = undefined;
		this.flush();
		for (const {first, last} of this.#missing.values()) {
			const [fromMs, toMs] = [unixMs(first.wallMicros / 1000), unixMs(last.wallMicros / 1000)];
			this.#post({kind: 'hole', head: last, hole: {reason: 'queue-full', firstN: first.n, lastN: last.n, fromMs, toMs}});
		}

		this.#missing.clear();
	}
}

const headOf = (log: number, n: number, at: Instant): PackedHead => ({
	log,
	n,
	monoMicros: microsOf(at.monoMs),
	wallMicros: microsOf(at.wallMs),
});
