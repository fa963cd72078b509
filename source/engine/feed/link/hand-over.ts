/** When a second connection is wanted, and what becomes of it until it takes over or is let go. */

import type {MonotonicMs} from '../../../domain/units.js';
import type {BookLine, LineHandlers, LineOptions} from '../book/book-line.js';
import type {Reason} from '../types/status.js';
import {retryHandOverAt, Successor} from './successor.js';

export type HandOverOptions = LineOptions & {
	readonly handlers: (line: () => BookLine) => LineHandlers;
	/** Dials and returns the connection's generation; undefined while one more dial would be too many. */
	readonly dial: (now: MonotonicMs) => number | undefined;
	readonly hangUp: (generation: number) => void;
	readonly wantSnapshot: () => void;
	readonly onFailed: (why: string) => void;
};

export class HandOver {
	readonly #options: HandOverOptions;
	#successor: Successor | undefined;
	#dueAt: MonotonicMs | undefined;
	/** When the venue announced that it will cut the second connection as well. */
	#nextDueAt: MonotonicMs | undefined;

	constructor(options: HandOverOptions) {
		this.#options = options;
	}

	/** The connection that is to take over. */
	get successor(): Successor | undefined {
		return this.#successor;
	}

	owns(generation: number): boolean {
		return this.#successor?.generation === generation;
	}

	/** Asks for one as soon as possible; asking again changes nothing. */
	request(now: MonotonicMs): void {
		this.#dueAt ??= now;
	}

	/** The connection that was to be replaced is gone. */
	withdraw(): void {
		this.#dueAt = undefined;
	}

	/** The venue will cut the second connection itself: another one must follow it. */
	requestNext(now: MonotonicMs): void {
		if (this.#successor !== undefined) this.#nextDueAt ??= now;
	}

	/** The second connection's book starts over, for example after a sleep or a change of units. */
	restart(reason: Reason, now: MonotonicMs): void {
		this.#successor?.restart(reason, now);
	}

	/** Starts one when it is due, feeds it, gives it up when it takes too long. */
	watch(now: MonotonicMs): void {
		const successor = this.#successor;
		if (successor === undefined) this.#startIfDue(now);
		else if (successor.state(now) === 'failed') this.fail(now, 'not ready in time');
		else this.#feed(successor, now);
	}

	/** The first connection stays; another attempt follows later. */
	fail(now: MonotonicMs, why: string): void {
		if (this.#successor === undefined) return;
		this.#options.hangUp(this.#successor.generation);
		this.#successor = undefined;
		this.#dueAt = retryHandOverAt(now);
		this.#nextDueAt = undefined;
		this.#options.onFailed(why);
	}

	/** It has taken over and is the first connection now. */
	complete(): void {
		this.#successor = undefined;
		this.#dueAt = this.#nextDueAt;
		this.#nextDueAt = undefined;
	}

	#feed(successor: Successor, now: MonotonicMs): void {
		const {snapshot, renewal} = successor.line.needs(now);
		if (renewal) this.fail(now, 'its stream brought no snapshot that holds');
		else if (snapshot) this.#options.wantSnapshot();
	}

	#startIfDue(now: MonotonicMs): void {
		if (this.#dueAt === undefined || now < this.#dueAt) return;
		const generation = this.#options.dial(now);
		if (generation !== undefined) this.#successor = new Successor(generation, this.#options, this.#options.handlers, now);
	}
}
