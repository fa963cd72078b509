/**
 * One stream of diffs and the book it keeps: the sync machine with its book, the range its snapshot vouches for,
 * and whether the stream is alive. It knows no socket and sends nothing: it says what it needs.
 */

import type {BookRules} from '../../../domain/book-rules.js';
import type {Diff, Snapshot, StreamSnapshot} from '../../../domain/feed-event.js';
import {OrderBook} from '../../../domain/book/order-book.js';
import {monotonicMs, type MonotonicMs, type UpdateId} from '../../../domain/units.js';
import {IDLE, onDiff, onSnapshot, onStreamSnapshot, startBuffering, type BookSync, type BufferedDiff} from './book-sync.js';
import {EVERYTHING, holdsTouch, isNearEdge, knownRange, type KnownRange} from './known-range.js';
import {bornAt, DEAD_AFTER_LIMITS, judge, provenQuiet, sawDepth, sawProbe, type Liveness} from './liveness.js';
import type {Reason} from '../types/status.js';

/** Without a diff to chain to, a snapshot is asked for after this long all the same. */
const SNAPSHOT_WITHOUT_DIFF_MS = 1000;
/** A snapshot that comes on the stream has come by then. */
const STREAM_SNAPSHOT_WITHIN_MS = 10_000;
/** A snapshot moved on this often while no diff came: the stream is dead. */
const MAX_SILENT_MOVES = 2;

export type LineOptions = {
	readonly rules: BookRules;
	readonly staleAfterMs: number;
};

export type LineHandlers = {
	/** After every diff that was applied, while the book stands exactly there. */
	readonly onApplied: (diff: Diff, now: MonotonicMs) => void;
	/** The moment the book stops being believed. */
	readonly onDistrust: (reason: Reason) => void;
};

export type LineNeeds = {
	readonly snapshot: boolean;
	readonly probe: boolean;
	/** The stream is dead. */
	readonly dead: boolean;
	/** Only another connection brings another snapshot. */
	readonly renewal: boolean;
};
const NOTHING: LineNeeds = {snapshot: false, probe: false, dead: false, renewal: false};

export class BookLine {
	readonly #options: LineOptions;
	readonly #handlers: LineHandlers;
	#sync: BookSync = IDLE;
	#book = new OrderBook();
	#bookId: UpdateId | undefined;
	#known = EVERYTHING;
	#depth = 0;
	#liveness: Liveness = bornAt(monotonicMs(0));
	#replaying = false;
	#tooOld = false;
	#silentMoves = 0;
	#joinedId: UpdateId | undefined;
	#waitingSince = monotonicMs(0);
	#lastDiffAt = monotonicMs(0);
	/** Where the book stood when the venue was last asked for its id. */
	#askedAtId: UpdateId | undefined;
	/** The snapshot under this book had one side only. */
	#bornHalf = false;
	/** This connection's stream has brought its snapshot, and since when it could. */
	#streamSpent = false;
	#streamSince = monotonicMs(0);

	constructor(options: LineOptions, handlers: LineHandlers) {
		this.#options = options;
		this.#handlers = handlers;
	}

	get sync(): BookSync {
		return this.#sync;
	}

	/** The last known book while the line is not live. */
	get book(): OrderBook {
		return this.#book;
	}

	get bookId(): UpdateId | undefined {
		return this.#bookId;
	}

	get known(): KnownRange {
		return this.#known;
	}

	/** Both best prices lie within what is known; a one-sided book has no touch to leave it. */
	get holdsTouch(): boolean {
		return this.#isHalf || holdsTouch(this.#known, this.#book.bestUnits('bid'), this.#book.bestUnits('ask'));
	}

	/** It is time to look again how far the book is known. */
	get isNearEdge(): boolean {
		return isNearEdge(this.#known, this.#book.bestUnits('bid'), this.#book.bestUnits('ask'));
	}

	/** Levels a side that the snapshot was asked for. */
	get depth(): number {
		return this.#depth;
	}

	/** Between a snapshot and the newest of the diffs that waited for it. */
	get isReplaying(): boolean {
		return this.#replaying;
	}

	/** The trust that goes now goes for another reason than the last snapshot's. */
	forgetTooOld(): void {
		this.#tooOld = false;
	}

	/** What its state is told by. */
	get condition() {
		return {sync: this.#sync, replaying: this.#replaying, touchKnown: this.holdsTouch, tooOld: this.#tooOld};
	}

	/** In sequence, and nothing half done. */
	get isLive(): boolean {
		return this.#sync.kind === 'live' && !this.#replaying;
	}

	/** A book stands at `bookId`, proven by the stream or, as yet, only by its snapshot. */
	get isJoined(): boolean {
		return (this.#sync.kind === 'live' || this.#sync.kind === 'joining') && !this.#replaying;
	}

	isFresh(now: MonotonicMs): boolean {
		return this.isLive && judge(this.#liveness, now, this.#options.staleAfterMs).fresh;
	}

	depthAgeMs(now: MonotonicMs): number {
		return now - this.#liveness.depthAt;
	}

	/** Throws the book's standing away and waits for a snapshot. */
	restart(reason: Reason, now: MonotonicMs): void {
		if (this.#sync.kind === 'idle') this.#streamSince = now;
		this.#sync = startBuffering(reason);
		this.#tooOld = false;
		this.#waitingSince = now;
	}

	/** What it shows means something else now. */
	forgetBook(): void {
		this.#book = new OrderBook();
		this.#bookId = undefined;
		this.#known = EVERYTHING;
	}

	/** The socket is gone. */
	stop(): void {
		this.#sync = IDLE;
		this.#tooOld = false;
		this.#joinedId = undefined;
		this.#silentMoves = 0;
		this.#streamSpent = false;
	}

	/** @param lateMs how long it was under way, as far as that is known. */
	onDiff(diff: Diff, now: MonotonicMs, lateMs = 0): void {
		// Whatever it is worth: the stream spoke, so equal snapshots prove no quiet market.
		this.#joinedId = undefined;
		this.#silentMoves = 0;
		this.#lastDiffAt = now;
		this.#meet({diff, receivedAt: now, lateMs}, now);
	}

	/** @param depth levels a side that were asked for. */
	onSnapshot(snapshot: Snapshot, depth: number, sentAt: MonotonicMs, now: MonotonicMs): void {
		const join = onSnapshot(this.#sync, snapshot, this.#options.rules);
		if (join.kind === 'too-old') this.#tooOld = true;
		if (join.kind !== 'joined') return;
		this.#tooOld = false;
		this.#sync = join.sync;
		this.#book = join.book;
		this.#bookId = snapshot.lastId;
		this.#known = knownRange(snapshot, depth);
		this.#depth = depth;
		this.#bornHalf = this.#isHalf;
		this.#waitingSince = now;
		// What was known of the stream belongs to the book before: its ids may mean nothing any more.
		this.#liveness = {...bornAt(now), quietUntil: this.#liveness.quietUntil};
		if (join.replay.length === 0) this.#compareSilence(snapshot.lastId, sentAt, now);
		this.#replay(join.replay, now);
	}

	/** The stream itself says what the book is. A book that stood before is another one: nothing goes on from it. */
	onStreamSnapshot(snapshot: StreamSnapshot, now: MonotonicMs, lateMs = 0): void {
		if (this.#sync.kind === 'idle') return;
		this.#streamSpent = true;
		if (this.#sync.kind !== 'buffering') this.#giveUp('id-regress', now);
		const join = onStreamSnapshot(this.#sync, snapshot, this.#options.rules);
		if (join.kind === 'wrong') {
			this.#giveUp(join.reason, now);
			return;
		}

		this.#sync = join.sync;
		this.#book = join.book;
		this.#bookId = snapshot.lastId;
		this.#known = snapshot.depth === undefined ? EVERYTHING : knownRange(snapshot, snapshot.depth);
		this.#depth = snapshot.depth ?? Infinity;
		this.#bornHalf = false;
		this.#liveness = sawDepth(bornAt(now), now, snapshot.lastId, lateMs);
	}

	/** The venue is asked in this moment where its book stands: an answer from before our book at it is a cache's. */
	onAsking(): void {
		this.#askedAtId = this.#bookId;
	}

	/** @returns whether the answer says anything. */
	onProbe(probedId: UpdateId, sentAt: MonotonicMs, now: MonotonicMs): boolean {
		if (this.#sync.kind !== 'live') return false;
		const {bookId} = this.#sync;
		const probe = {probedId, askedAtId: this.#askedAtId ?? bookId, bookId, sentAt};
		const before = this.#liveness;
		this.#liveness = sawProbe(before, probe, now, this.#options.staleAfterMs);
		return this.#liveness !== before;
	}

	/** Takes over a newer snapshot's book that stands at the same id. */
	adopt(other: BookLine): void {
		this.#book = other.book;
		this.#known = other.known;
		this.#depth = other.depth;
		this.#bornHalf = other.#bornHalf;
	}

	/**
	 * A live line stands at the same id with the same levels: what it has seen of the stream holds for this book too,
	 * which has so far been joined only.
	 */
	followOn(other: BookLine): void {
		if (this.#sync.kind !== 'joining') return;
		this.#sync = {kind: 'live', reason: this.#sync.reason, bookId: this.#sync.bookId, oldInARow: 0};
		this.#liveness = other.#liveness;
	}

	/** What it needs now. Called with every step. */
	needs(now: MonotonicMs): LineNeeds {
		switch (this.#sync.kind) {
			case 'idle':
				return NOTHING;
			case 'buffering':
				return this.wantsRenewal(now) ? {...NOTHING, renewal: true} : this.#bufferingNeeds(this.#sync.buffer.length, now);
			case 'joining':
				return this.#joiningNeeds(now);
			case 'live':
				return this.#liveNeeds(now);
		}
	}

	/**
	 * Only another connection brings another snapshot. Its deadline counts from when the connection opened: what makes
	 * the line start over meanwhile puts nothing off.
	 */
	wantsRenewal(now: MonotonicMs): boolean {
		if (this.#options.rules.snapshot !== 'stream' || this.#sync.kind !== 'buffering') return false;
		// Not in the step that gave the book up: what was wrong with it is told first.
		return (this.#streamSpent && now > this.#waitingSince) || now - this.#streamSince > STREAM_SNAPSHOT_WITHIN_MS;
	}

	/** One side at least is empty. */
	get #isHalf(): boolean {
		return Number.isNaN(this.#book.bestUnits('bid') + this.#book.bestUnits('ask'));
	}

	#bufferingNeeds(held: number, now: MonotonicMs): LineNeeds {
		if (this.#options.rules.snapshot === 'stream') return NOTHING;
		// Diffs that no snapshot fits, and none since: they may be of another epoch, on a stream that is dead.
		const dead = held > 0 && now - this.#lastDiffAt > this.#options.staleAfterMs * DEAD_AFTER_LIMITS;
		if (dead) return {...NOTHING, dead};
		const due = held > 0 || now - this.#waitingSince >= SNAPSHOT_WITHOUT_DIFF_MS;
		return due ? {...NOTHING, snapshot: true} : NOTHING;
	}

	/** A joined book without a diff is asked for again: two equal ids prove a quiet market. */
	#joiningNeeds(now: MonotonicMs): LineNeeds {
		if (this.#silentMoves >= MAX_SILENT_MOVES) return {...NOTHING, dead: true};
		if (now - this.#waitingSince < this.#options.staleAfterMs || this.#sync.kind !== 'joining') return NOTHING;
		this.#sync = startBuffering(this.#sync.reason);
		this.#waitingSince = now;
		return {...NOTHING, snapshot: true};
	}

	#liveNeeds(now: MonotonicMs): LineNeeds {
		const {probe, dead} = judge(this.#liveness, now, this.#options.staleAfterMs);
		return {...NOTHING, probe, dead};
	}

	#meet(held: BufferedDiff, now: MonotonicMs): void {
		const context = {rules: this.#options.rules, now, freshForMs: this.#options.staleAfterMs};
		const {sync, step} = onDiff(this.#sync, this.#book, held, context);
		this.#sync = sync;
		switch (step.kind) {
			case 'held':
			case 'ignored':
				return;
			case 'applied':
				this.#applied(held, now);
				return;
			case 'snapshot-too-old':
				this.#tooOld = true;
				return;
			case 'distrusted':
				this.#tooOld = false;
				this.#waitingSince = now;
				this.#handlers.onDistrust(step.reason);
		}
	}

	#applied(held: BufferedDiff, now: MonotonicMs): void {
		const {lastId} = held.diff;
		this.#bookId = lastId;
		this.#liveness = sawDepth(this.#liveness, held.receivedAt, lastId, held.lateMs);
		if (this.#bornHalf && !this.#isHalf) this.#startWhole(now);
		else this.#handlers.onApplied(held.diff, now);
	}

	/** A side that the snapshot had not has levels now: perhaps it had them all along, so ask for all of them. */
	#startWhole(now: MonotonicMs): void {
		this.#bornHalf = false;
		this.#giveUp('audit', now);
	}

	/** Gives the book up. */
	#giveUp(reason: Reason, now: MonotonicMs): void {
		this.restart(reason, now);
		this.#handlers.onDistrust(reason);
	}

	/** What waited for the snapshot, one by one; only the last one makes the book live. */
	#replay(replay: readonly BufferedDiff[], now: MonotonicMs): void {
		for (const [index, held] of replay.entries()) {
			this.#replaying = index < replay.length - 1;
			this.#meet(held, now);
		}

		this.#replaying = false;
	}

	/** Two snapshots with the same id and no diff between them prove a quiet market; moving ones a dead stream. */
	#compareSilence(lastId: UpdateId, sentAt: MonotonicMs, now: MonotonicMs): void {
		if (this.#joinedId === lastId && this.#sync.kind === 'joining') {
			this.#sync = {kind: 'live', reason: this.#sync.reason, bookId: lastId, oldInARow: 0};
			this.#liveness = provenQuiet(sentAt, now);
			return;
		}

		if (this.#joinedId !== undefined) this.#silentMoves += 1;
		this.#joinedId = lastId;
	}
}
