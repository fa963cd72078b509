/**
 * One stream of diffs and the book it keeps: the sync machine with its book, the range its snapshot vouches for,
 * and whether the stream is alive. It knows no socket and sends nothing: it says what it needs.
 */

import type {BookRules} from '../../../domain/book-rules.js';
import type {Diff, Snapshot, StreamSnapshot} from '../../../domain/feed-event.js';
import type {OrderBook} from '../../../domain/book/order-book.js';
import {monotonicMs, type MonotonicMs, type UpdateId} from '../../../domain/units.js';
import {IDLE, onDiff, onSnapshot, onStreamSnapshot, startBuffering, type BookSync, type BufferedDiff} from './book-sync.js';
import {KnownBook} from './known-book.js';
import type {KnownRange} from './known-range.js';
import {bornAt, judge, provenQuiet, sawDepth, sawProbe, type Liveness} from './liveness.js';
import {NO_NEEDS, SnapshotWait, type LineNeeds} from './snapshot-wait.js';
import type {Reason} from '../types/status.js';

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

export class BookLine {
	readonly #options: LineOptions;
	readonly #handlers: LineHandlers;
	readonly #knownBook = new KnownBook();
	readonly #wait: SnapshotWait;
	#sync: BookSync = IDLE;
	#liveness: Liveness = bornAt(monotonicMs(0));
	#replaying = false;
	#tooOld = false;
	/** Where the book stood when the venue was last asked for its id. */
	#askedAtId: UpdateId | undefined;

	constructor(options: LineOptions, handlers: LineHandlers) {
		this.#options = options;
		this.#handlers = handlers;
		this.#wait = new SnapshotWait(options.rules, options.staleAfterMs);
	}

	get sync(): BookSync {
		return this.#sync;
	}

	/** The last known book while the line is not live. */
	get book(): OrderBook {
		return this.#knownBook.book;
	}

	get bookId(): UpdateId | undefined {
		return this.#knownBook.id;
	}

	get known(): KnownRange {
		return this.#knownBook.known;
	}

	/** Both best prices lie within what is known; a one-sided book has no touch to leave it. */
	get holdsTouch(): boolean {
		return this.#knownBook.holdsTouch;
	}

	/** It is time to look again how far the book is known. */
	get isNearEdge(): boolean {
		return this.#knownBook.isNearEdge;
	}

	/** Levels a side that the snapshot was asked for. */
	get depth(): number {
		return this.#knownBook.depth;
	}

	/** Between a snapshot and the newest of the diffs that waited for it. */
	get isReplaying(): boolean {
		return this.#replaying;
	}

	/** The book is about to be distrusted for another reason than a snapshot that was too old. */
	forgetTooOld(): void {
		this.#tooOld = false;
	}

	/** The last snapshot did not reach up to the stream. */
	get isTooOld(): boolean {
		return this.#tooOld;
	}

	/** In sequence, and all diffs that waited for the snapshot are applied. */
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
		if (this.#sync.kind === 'idle') this.#wait.open(now);
		this.#sync = startBuffering(reason);
		this.#tooOld = false;
		this.#wait.begin(now);
	}

	/** The instrument's units have changed: the last known book must not be read in the new ones. */
	forgetBook(): void {
		this.#knownBook.forget();
	}

	/** The socket is gone. */
	stop(): void {
		this.#sync = IDLE;
		this.#tooOld = false;
		this.#wait.close();
	}

	/** @param lateMs how long it was under way, as far as that is known. */
	onDiff(diff: Diff, now: MonotonicMs, lateMs = 0): void {
		this.#wait.onDiff(now);
		this.#meet({diff, receivedAt: now, lateMs}, now);
	}

	/** @param depth levels a side that were asked for. */
	onSnapshot(snapshot: Snapshot, depth: number, sentAt: MonotonicMs, now: MonotonicMs): void {
		const join = onSnapshot(this.#sync, snapshot, this.#options.rules);
		if (join.kind === 'too-old') this.#tooOld = true;
		if (join.kind !== 'joined') return;
		this.#tooOld = false;
		this.#sync = join.sync;
		this.#knownBook.load(join.book, snapshot, depth);
		this.#wait.begin(now);
		// What was known of the stream belongs to the book before: its ids may mean nothing any more.
		this.#liveness = {...bornAt(now), quietUntil: this.#liveness.quietUntil};
		if (join.replay.length === 0 && this.#wait.provesQuiet(snapshot.lastId)) this.#goLive(provenQuiet(sentAt, now));
		this.#replay(join.replay, now);
	}

	/** The stream itself says what the book is. A book that stood before is another one: nothing goes on from it. */
	onStreamSnapshot(snapshot: StreamSnapshot, now: MonotonicMs, lateMs = 0): void {
		if (this.#sync.kind === 'idle') return;
		this.#wait.onStreamSnapshot();
		if (this.#sync.kind !== 'buffering') this.#giveUp('id-regress', now);
		const join = onStreamSnapshot(this.#sync, snapshot, this.#options.rules);
		if (join.kind === 'wrong') {
			this.#giveUp(join.reason, now);
			return;
		}

		this.#sync = join.sync;
		this.#knownBook.loadFromStream(join.book, snapshot);
		this.#liveness = sawDepth(bornAt(now), now, snapshot.lastId, lateMs);
	}

	/** The venue is asked in this moment where its book stands: an answer from before our book at it is a cache's. */
	onAsking(): void {
		this.#askedAtId = this.#knownBook.id;
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
		this.#knownBook.adopt(other.#knownBook);
	}

	/**
	 * A live line stands at the same id with the same levels: what it has seen of the stream holds for this book too,
	 * which has so far been joined only.
	 */
	followOn(other: BookLine): void {
		this.#goLive(other.#liveness);
	}

	/** What it needs now. Called with every step. */
	needs(now: MonotonicMs): LineNeeds {
		switch (this.#sync.kind) {
			case 'idle':
				return NO_NEEDS;
			case 'buffering':
				return this.#wait.needs(this.#sync.buffer.length, now);
			case 'joining':
				return this.#joiningNeeds(now);
			case 'live':
				return this.#liveNeeds(now);
		}
	}

	/** Only another connection brings another snapshot. */
	wantsRenewal(now: MonotonicMs): boolean {
		return this.#sync.kind === 'buffering' && this.#wait.wantsRenewal(now);
	}

	/** A joined book is proven by something else than a diff of its own. */
	#goLive(liveness: Liveness): void {
		if (this.#sync.kind !== 'joining') return;
		this.#sync = {kind: 'live', reason: this.#sync.reason, bookId: this.#sync.bookId, oldInARow: 0};
		this.#liveness = liveness;
	}

	/** A joined book without a diff is asked for again: two equal ids prove a quiet market. */
	#joiningNeeds(now: MonotonicMs): LineNeeds {
		if (this.#wait.isSilent) return {...NO_NEEDS, dead: true};
		if (!this.#wait.isOver(now) || this.#sync.kind !== 'joining') return NO_NEEDS;
		this.#sync = startBuffering(this.#sync.reason);
		this.#wait.begin(now);
		return {...NO_NEEDS, snapshot: true};
	}

	#liveNeeds(now: MonotonicMs): LineNeeds {
		const {probe, dead} = judge(this.#liveness, now, this.#options.staleAfterMs);
		return {...NO_NEEDS, probe, dead};
	}

	#meet(held: BufferedDiff, now: MonotonicMs): void {
		const context = {rules: this.#options.rules, now, freshForMs: this.#options.staleAfterMs};
		const {sync, step} = onDiff(this.#sync, this.#knownBook.book, held, context);
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
				this.#wait.begin(now);
				this.#handlers.onDistrust(step.reason);
		}
	}

	#applied(held: BufferedDiff, now: MonotonicMs): void {
		const {lastId} = held.diff;
		this.#knownBook.id = lastId;
		this.#liveness = sawDepth(this.#liveness, held.receivedAt, lastId, held.lateMs);
		if (this.#knownBook.isHalfKnown) this.#giveUp('audit', now);
		else this.#handlers.onApplied(held.diff, now);
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
}
