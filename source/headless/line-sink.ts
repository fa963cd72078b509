/**
 * Where the lines of `mm-tui stream` go. A reader that pauses shortly misses nothing; one that stays slow gets
 * the newest book, what happened as far as it fits, and the count of what did not.
 */

import {renderLine, type Line} from './ndjson.js';
import type {LineType} from './stream-settings.js';
import {OutputQueue, type TextTarget} from './output-queue.js';

/** Beyond this, only the newest book and stats line wait, until the reader has caught up. Characters. */
const CONFLATE_BEYOND = 1_048_576;
/** Beyond this, the oldest of the other lines go too. Characters. */
const DROP_BEYOND = 8_388_608;

export type LineSinkBounds = {readonly conflateBeyond: number; readonly dropBeyond: number};

export type Losses = {readonly dropped: number; readonly conflated: number};

/** Of these a newer line makes an older one worthless. */
const CONFLATED: ReadonlySet<LineType> = new Set(['book', 'stats']);

export class LineSink {
	readonly #queue: OutputQueue<Line>;
	readonly #bounds: LineSinkBounds;
	readonly #onLoss: () => void;
	#sequence = 0;
	#conflating = false;
	#lossTold = false;
	#dropped = 0;
	#conflated = 0;

	/** @param onLoss is called at the first line that a slow reader does not get, and again after it had caught up. */
	constructor(target: TextTarget, onLoss: () => void, bounds: LineSinkBounds = {conflateBeyond: CONFLATE_BEYOND, dropBeyond: DROP_BEYOND}) {
		this.#bounds = bounds;
		this.#onLoss = onLoss;
		// `seq` is given here, at the moment of writing: it has no holes, and `losses` tells what is missing.
		this.#queue = new OutputQueue(target, (line) => renderLine(line, (this.#sequence += 1)));
		this.#queue.onEmptied(() => {
			this.#conflating = false;
			this.#lossTold = false;
		});
	}

	/** Since the start. */
	get losses(): Losses {
		return {dropped: this.#dropped, conflated: this.#conflated};
	}

	get isEmpty(): boolean {
		return this.#queue.isEmpty;
	}

	push(line: Line): void {
		if (this.#conflating && CONFLATED.has(line.type)) this.#removeOlder(line.type);
		this.#queue.push(line, line.tail.length);
		if (!this.#conflating && this.#queue.size > this.#bounds.conflateBeyond) this.#startConflating();
		if (this.#queue.size > this.#bounds.dropBeyond) this.#dropOldest();
	}

	#removeOlder(type: LineType): void {
		const index = this.#queue.findLastIndex((line) => line.type === type);
		if (index < 0) return;
		this.#queue.removeAt(index);
		this.#countLoss(0, 1);
	}

	#startConflating(): void {
		this.#conflating = true;
		const newest = new Set([...CONFLATED].map((type) => this.#queue.findLastIndex((line) => line.type === type)));
		this.#countLoss(
			0,
			this.#queue.filter((line, index) => !CONFLATED.has(line.type) || newest.has(index)),
		);
	}

	/** Down to half of the bound at once, so that it is not done again for the next line. */
	#dropOldest(): void {
		let excess = this.#queue.size - this.#bounds.dropBeyond / 2;
		const dropped = this.#queue.filter((line) => {
			if (excess <= 0 || CONFLATED.has(line.type)) return true;
			excess -= line.tail.length;
			return false;
		});
		this.#countLoss(dropped, 0);
	}

	#countLoss(dropped: number, conflated: number): void {
		this.#dropped += dropped;
		this.#conflated += conflated;
		if (this.#lossTold || dropped + conflated === 0) return;
		this.#lossTold = true;
		this.#onLoss();
	}
}
