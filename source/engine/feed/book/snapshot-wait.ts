/**
 * The wait of a line that has no proven book: for a snapshot below its diffs, for a diff above its snapshot, for the
 * snapshot that the stream brings. It says what would end the wait, and whether the stream is dead.
 */

import type {BookRules} from '../../../domain/book-rules.js';
import {monotonicMs, type MonotonicMs, type UpdateId} from '../../../domain/units.js';
import {DEAD_AFTER_LIMITS} from './liveness.js';

/** Without a diff to chain to, a snapshot is asked for after this long all the same. */
const SNAPSHOT_WITHOUT_DIFF_MS = 1000;
/** A snapshot that comes on the stream has come by then. */
const STREAM_SNAPSHOT_WITHIN_MS = 10_000;
/** A snapshot moved on this often while no diff came: the stream is dead. */
const MAX_SILENT_MOVES = 2;

export type LineNeeds = {
	readonly snapshot: boolean;
	readonly probe: boolean;
	/** The stream is dead. */
	readonly dead: boolean;
	/** Only another connection brings another snapshot. */
	readonly renewal: boolean;
};
export const NO_NEEDS: LineNeeds = {snapshot: false, probe: false, dead: false, renewal: false};

export class SnapshotWait {
	readonly #rules: BookRules;
	readonly #staleAfterMs: number;
	#since = monotonicMs(0);
	#lastDiffAt = monotonicMs(0);
	/** The id of the snapshot that was joined last, while no diff has come after it. */
	#joinedId: UpdateId | undefined;
	#silentMoves = 0;
	/** This connection's stream has brought its snapshot. */
	#streamSpent = false;
	/** When this connection opened. */
	#streamSince = monotonicMs(0);

	constructor(rules: BookRules, staleAfterMs: number) {
		this.#rules = rules;
		this.#staleAfterMs = staleAfterMs;
	}

	/** The connection has opened: from now on the stream can bring its snapshot. */
	open(now: MonotonicMs): void {
		this.#streamSince = now;
	}

	/** The socket is gone. */
	close(): void {
		this.#joinedId = undefined;
		this.#silentMoves = 0;
		this.#streamSpent = false;
	}

	begin(now: MonotonicMs): void {
		this.#since = now;
	}

	/** Whatever the diff is worth: the stream spoke, so equal snapshots prove no quiet market. */
	onDiff(now: MonotonicMs): void {
		this.#joinedId = undefined;
		this.#silentMoves = 0;
		this.#lastDiffAt = now;
	}

	onStreamSnapshot(): void {
		this.#streamSpent = true;
	}

	/**
	 * A snapshot was joined to which no diff has been added.
	 *
	 * @returns whether it has the id of the one before it, which proves a quiet market; snapshots that move on without
	 * a diff speak for a dead stream.
	 */
	provesQuiet(lastId: UpdateId): boolean {
		if (this.#joinedId === lastId) return true;
		if (this.#joinedId !== undefined) this.#silentMoves += 1;
		this.#joinedId = lastId;
		return false;
	}

	/** A joined book to which no diff comes: it is time for another snapshot. */
	isOver(now: MonotonicMs): boolean {
		return now - this.#since >= this.#staleAfterMs;
	}

	/** Snapshots move on, and no diff comes. */
	get isSilent(): boolean {
		return this.#silentMoves >= MAX_SILENT_MOVES;
	}

	/** @param held how many diffs wait for a snapshot. */
	needs(held: number, now: MonotonicMs): LineNeeds {
		if (this.#rules.snapshot === 'stream') return {...NO_NEEDS, renewal: this.wantsRenewal(now)};
		// Diffs that no snapshot fits, and none since: they may be of another epoch, on a stream that is dead.
		const dead = held > 0 && now - this.#lastDiffAt > this.#staleAfterMs * DEAD_AFTER_LIMITS;
		if (dead) return {...NO_NEEDS, dead};
		return {...NO_NEEDS, snapshot: held > 0 || now - this.#since >= SNAPSHOT_WITHOUT_DIFF_MS};
	}

	/**
	 * Only another connection brings another snapshot. Its deadline counts from when the connection opened: what makes
	 * the line start over meanwhile puts nothing off.
	 */
	wantsRenewal(now: MonotonicMs): boolean {
		if (this.#rules.snapshot !== 'stream') return false;
		// Not in the step that gave the book up: what was wrong with it is told first.
		return (this.#streamSpent && now > this.#since) || now - this.#streamSince > STREAM_SNAPSHOT_WITHIN_MS;
	}
}
