/**
 * A second connection that is to take over from the first, make before break: it dials, syncs a book of its own,
 * and is ready when that book is live.
 */

import {monotonicMs, type MonotonicMs} from '../../../domain/units.js';
import {BookLine, type LineHandlers, type LineOptions} from '../book/book-line.js';
import {DIAL_DEADLINE_MS, type Connection} from './connection.js';
import type {Reason} from '../types/status.js';

/** Not ready after this long: let it go and try again later. */
const READY_WITHIN_MS = 60_000;

export type SuccessorState =
	| 'dialing'
	| 'syncing'
	/** Its book stands at an id, and no diff has yet shown that its stream continues it. */
	| 'joined'
	| 'ready'
	| 'failed';

export class Successor {
	readonly generation: number;
	readonly line: BookLine;
	readonly #since: MonotonicMs;
	#openSince: MonotonicMs | undefined;

	constructor(generation: number, options: LineOptions, handlers: (line: () => BookLine) => LineHandlers, now: MonotonicMs) {
		this.generation = generation;
		this.#since = now;
		this.line = new BookLine(
			options,
			handlers(() => this.line),
		);
	}

	onOpened(now: MonotonicMs): void {
		this.#openSince = now;
		this.line.restart('server-shutdown', now);
	}

	/** The book starts over on the same connection. */
	restart(reason: Reason, now: MonotonicMs): void {
		if (this.#openSince !== undefined) this.line.restart(reason, now);
	}

	state(now: MonotonicMs): SuccessorState {
		if (now - this.#since > (this.#openSince === undefined ? DIAL_DEADLINE_MS : READY_WITHIN_MS)) return 'failed';
		if (this.#openSince === undefined) return 'dialing';
		if (this.line.isFresh(now)) return 'ready';
		return this.line.sync.kind === 'joining' && this.line.isJoined ? 'joined' : 'syncing';
	}

	/** The state in which it takes the first connection's place. */
	get connection(): Connection {
		const {generation} = this;
		return this.#openSince === undefined
			? {kind: 'dialing', generation, attempt: 1, since: this.#since}
			: {kind: 'open', generation, attempt: 1, since: this.#openSince};
	}
}

/** After a failed hand-over, wait this long before the next one. */
const HAND_OVER_RETRY_MS = 30_000;

export const retryHandOverAt = (now: MonotonicMs): MonotonicMs => monotonicMs(now + HAND_OVER_RETRY_MS);
