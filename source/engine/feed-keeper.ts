/**
 * Keeps one feed alive and one book right: connection, sync machine, liveness and REST requests, in one owned
 * object that the engine steps. It decides; the shell carries out. Whatever comes back from an earlier
 * generation is dropped.
 */

import type {Diff, SequenceRule, Snapshot} from '../domain/feed-event.js';
import {OrderBook} from '../domain/order-book.js';
import {monotonicMs, type Instant, type MonotonicMs, type UnixMs, type UpdateId} from '../domain/units.js';
import {IDLE, onDiff, onSnapshot, startBuffering, type BookSync, type BufferedDiff} from './book-sync.js';
import {
	dial,
	DIAL_DEADLINE_MS,
	earliestDial,
	generationOf,
	HEALTHY_AFTER_MS,
	lose,
	POLICY_WAIT_MS,
	remember,
	ROTATE_AFTER_MS,
	type Connection,
	type DialHistory,
} from './connection.js';
import {feedStatus} from './feed-status.js';
import type {Effect, RestFailure} from './inputs.js';
import {EVERYTHING, knownRange, type KnownRange} from './known-range.js';
import {bornAt, judge, sawDepth, sawProbe, type Liveness} from './liveness.js';
import type {Random} from './prng.js';
import type {RestDesk} from './rest-desk.js';
import {affordableDepth} from './snapshot-depth.js';
import type {FeedStatus, Reason} from './status.js';

/** Without a diff to chain to, a snapshot is asked for after this long all the same. */
const SNAPSHOT_WITHOUT_DIFF_MS = 1000;
/** Live for this long, and snapshot waits start short again. */
const SETTLED_AFTER_MS = 1000;
/** A snapshot moved on this often while no diff came: the stream is dead. */
const MAX_SILENT_MOVES = 2;
const POLICY_CLOSE_CODE = 1008;

export type KeeperOptions = {
	readonly rule: SequenceRule;
	readonly staleAfterMs: number;
	readonly snapshotDepth: number;
	readonly random: Random;
	readonly rest: RestDesk;
	readonly wallNow: () => UnixMs;
	readonly effect: (effect: Effect) => void;
	/** Called after every diff that was applied, while the book stands exactly there. */
	readonly onApplied: (updateId: UpdateId) => void;
	/** Called the moment the book stops being believed. */
	readonly onDistrust: (reason: Reason) => void;
};

export class FeedKeeper {
	readonly #options: KeeperOptions;
	#connection: Connection = {kind: 'closed'};
	#dials: DialHistory = [];
	#sync: BookSync = IDLE;
	#book = new OrderBook();
	#bookId: UpdateId | undefined;
	#known = EVERYTHING;
	#liveness: Liveness = bornAt(monotonicMs(0));
	#liveSince: MonotonicMs | undefined;
	#everLive = false;
	#replaying = false;
	#trading = true;
	#tooOld = false;
	#silentMoves = 0;
	#joinedId: UpdateId | undefined;
	#waitingSince = monotonicMs(0);
	/** Why the feed last had to start over. */
	#reason: Reason = 'start';
	#detail: string | undefined;
	#openedOnce = false;

	readonly counts = {gaps: 0, resyncs: 0, connections: 0, snapshots: 0, rotations: 0};

	constructor(options: KeeperOptions) {
		this.#options = options;
	}

	get book(): OrderBook {
		return this.#book;
	}

	get bookId(): UpdateId | undefined {
		return this.#bookId;
	}

	get knownRange(): KnownRange {
		return this.#known;
	}

	/** Between a snapshot and the newest of the diffs that waited for it. */
	get isReplaying(): boolean {
		return this.#replaying;
	}

	/** Tries to connect so far without one success; 0 after the first. */
	get failedFirstDials(): number {
		return this.#openedOnce || this.#connection.kind !== 'waiting' ? 0 : this.#connection.attempt;
	}

	liveSince(): MonotonicMs | undefined {
		return this.#liveSince;
	}

	depthAgeMs(now: MonotonicMs): number | undefined {
		return this.#everLive ? now - this.#liveness.depthAt : undefined;
	}

	/** Live, fresh, and nothing half done. */
	isFresh(now: MonotonicMs): boolean {
		const live = this.#connection.kind === 'open' && this.#sync.kind === 'live' && !this.#replaying;
		return live && this.#trading && judge(this.#liveness, now, this.#options.staleAfterMs).fresh;
	}

	accepts(generation: number): boolean {
		return this.#connection.kind !== 'closed' && this.#connection.generation === generation;
	}

	start(now: MonotonicMs): void {
		if (this.#connection.kind === 'closed') this.#dial(now);
	}

	setTrading(trading: boolean): void {
		this.#trading = trading;
	}

	onOpened(now: MonotonicMs): void {
		if (this.#connection.kind !== 'dialing') return;
		this.#connection = {...this.#connection, kind: 'open', since: now};
		this.#openedOnce = true;
		this.counts.connections += 1;
		this.#startSync(this.#reason, now);
	}

	onLost(code: number, detail: string, now: MonotonicMs): void {
		this.#detail = detail;
		this.#drop('disconnect', now, code === POLICY_CLOSE_CODE ? POLICY_WAIT_MS : 0);
	}

	/** The venue is about to cut: leave on our own terms. */
	onShutdown(now: MonotonicMs): void {
		this.#leave('server-shutdown', now);
	}

	onDiff(diff: Diff, now: MonotonicMs): void {
		this.#meet({diff, receivedAt: now}, now);
	}

	/** @param depth levels a side that were asked for. */
	onSnapshot(snapshot: Snapshot, depth: number, sentAt: MonotonicMs, now: MonotonicMs): void {
		this.counts.snapshots += 1;
		const join = onSnapshot(this.#sync, snapshot, this.#options.rule);
		if (join.kind === 'too-old') this.#wantSnapshotAgain();
		if (join.kind !== 'joined') return;
		this.#tooOld = false;
		this.#sync = join.sync;
		this.#book = join.book;
		this.#bookId = snapshot.lastId;
		this.#known = knownRange(snapshot, depth);
		this.#waitingSince = now;
		if (join.replay.length === 0) this.#compareSilence(snapshot.lastId, sentAt, now);
		this.#replay(join.replay, now);
	}

	onSnapshotFailed(failure: RestFailure): void {
		this.#detail = failure.message;
		if (this.#sync.kind === 'buffering') this.#wantSnapshotAgain(false);
	}

	onProbe(probedId: UpdateId, sentAt: MonotonicMs, now: MonotonicMs): void {
		if (this.#sync.kind !== 'live') return;
		this.#liveness = sawProbe(this.#liveness, probedId, this.#sync.bookId, sentAt, now);
		this.#options.rest.settle('probe');
	}

	/** Throws the book's standing away; the connection stays. */
	distrust(reason: Reason, now: MonotonicMs): void {
		if (this.#connection.kind !== 'open') return;
		this.#startSync(reason, now);
		this.#fall(reason);
	}

	/** The operator wants a fresh book now. */
	resyncNow(now: MonotonicMs): void {
		if (this.#sync.kind === 'live' || this.#sync.kind === 'joining') this.distrust('operator', now);
		this.#options.rest.hurry('snapshot', now);
		if (this.#connection.kind === 'waiting') {
			this.#connection = {...this.#connection, until: earliestDial(this.#dials, now)};
		}
	}

	/** Deadlines: dials, snapshots, silence, rotation. */
	onTime(now: MonotonicMs): void {
		switch (this.#connection.kind) {
			case 'closed':
				return;
			case 'waiting':
				if (now >= this.#connection.until) this.#dial(now);
				return;
			case 'dialing':
				if (now - this.#connection.since > DIAL_DEADLINE_MS) {
					this.#detail = `no answer within ${DIAL_DEADLINE_MS / 1000} s`;
					this.#abandon('disconnect', now);
				}

				return;
			case 'open':
				this.#watchOpen(this.#connection.since, now);
		}
	}

	status(at: Instant): Omit<FeedStatus, 'sinceMs'> {
		const {rest} = this.#options;
		const condition = {
			connection: this.#connection,
			sync: this.#sync,
			replaying: this.#replaying,
			everLive: this.#everLive,
			fresh: this.isFresh(at.monoMs),
			trading: this.#trading,
			tooOld: this.#tooOld,
			reason: this.#reason,
			detail: this.#detail,
			snapshotAttempt: rest.attempt('snapshot'),
			nextSnapshotAt: rest.nextTry('snapshot', at),
			restRefused: rest.isRefused(at.monoMs),
		};
		return feedStatus(condition, at);
	}

	#dial(now: MonotonicMs): void {
		this.#connection = dial(this.#connection, now);
		this.#dials = remember(this.#dials, now);
		this.#options.effect({kind: 'connect', generation: generationOf(this.#connection)});
	}

	#startSync(reason: Reason, now: MonotonicMs): void {
		this.#reason = reason;
		this.#sync = startBuffering(reason);
		this.#afterDistrust(now);
	}

	#afterDistrust(now: MonotonicMs): void {
		this.#liveSince = undefined;
		this.#tooOld = false;
		this.#waitingSince = now;
		this.#options.rest.cancel('probe');
	}

	#fall(reason: Reason): void {
		this.counts.resyncs += 1;
		if (reason === 'gap') this.counts.gaps += 1;
		this.#options.onDistrust(reason);
	}

	/** Nothing is wrong with the venue: the next connection need not wait. */
	#leave(reason: Reason, now: MonotonicMs): void {
		this.#abandon(reason, now);
		if (this.#connection.kind === 'waiting') {
			this.#connection = {...this.#connection, until: earliestDial(this.#dials, now)};
		}
	}

	/** Ends the connection ourselves. */
	#abandon(reason: Reason, now: MonotonicMs): void {
		this.#options.effect({kind: 'disconnect', generation: generationOf(this.#connection)});
		this.#drop(reason, now, 0);
	}

	#drop(reason: Reason, now: MonotonicMs, atLeastMs: number): void {
		const wasLive = this.#sync.kind === 'live';
		const liveForMs = this.#liveSince === undefined ? 0 : now - this.#liveSince;
		this.#connection = lose(this.#connection, {
			now,
			reason,
			liveForMs: wasLive ? liveForMs : 0,
			random: this.#options.random(),
			atLeastMs,
			history: this.#dials,
		});
		this.#reason = reason;
		this.#sync = IDLE;
		this.#joinedId = undefined;
		this.#silentMoves = 0;
		this.#options.rest.cancel('snapshot');
		this.#afterDistrust(now);
		if (wasLive) this.#fall(reason);
	}

	#meet(held: BufferedDiff, now: MonotonicMs): void {
		const context = {rule: this.#options.rule, now, freshForMs: this.#options.staleAfterMs};
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
				this.#wantSnapshotAgain();
				return;
			case 'distrusted':
				this.#reason = step.reason;
				this.#afterDistrust(now);
				this.#fall(step.reason);
		}
	}

	#applied(held: BufferedDiff, now: MonotonicMs): void {
		this.#bookId = held.diff.lastId;
		this.#liveness = sawDepth(this.#liveness, held.receivedAt, held.diff.lastId);
		this.#silentMoves = 0;
		this.#joinedId = undefined;
		if (this.#sync.kind === 'live' && !this.#replaying) this.#goLive(now);
		this.#options.onApplied(held.diff.lastId);
	}

	#goLive(now: MonotonicMs): void {
		if (this.#liveSince !== undefined) return;
		this.#liveSince = now;
		this.#everLive = true;
		this.#detail = undefined;
		this.#options.rest.forgo('snapshot');
	}

	/** What waited for the snapshot, one by one; only the last one makes the book live. */
	#replay(replay: readonly BufferedDiff[], now: MonotonicMs): void {
		const liveness = bornAt(now);
		this.#liveness = {...liveness, quietUntil: this.#liveness.quietUntil};
		for (const [index, held] of replay.entries()) {
			this.#replaying = index < replay.length - 1;
			this.#meet(held, now);
		}

		this.#replaying = false;
	}

	/** Two snapshots with the same id and no diff between them prove a quiet market; moving ones a dead stream. */
	#compareSilence(lastId: UpdateId, sentAt: MonotonicMs, now: MonotonicMs): void {
		if (this.#joinedId === lastId) {
			this.#sync = {kind: 'live', reason: this.#reason, bookId: lastId, oldInARow: 0};
			this.#liveness = sawProbe(bornAt(sentAt), lastId, lastId, sentAt, now);
			this.#goLive(now);
			return;
		}

		if (this.#joinedId !== undefined) this.#silentMoves += 1;
		this.#joinedId = lastId;
	}

	#wantSnapshotAgain(tooOld = true): void {
		const {rest, snapshotDepth} = this.#options;
		this.#tooOld = tooOld || this.#tooOld;
		rest.want({kind: 'snapshot', depth: affordableDepth(snapshotDepth, rest.weight(this.#options.wallNow()))});
	}

	#watchOpen(openSince: MonotonicMs, now: MonotonicMs): void {
		switch (this.#sync.kind) {
			case 'idle':
				return;
			case 'buffering':
				this.#watchBuffering(this.#sync.buffer.length, now);
				return;
			case 'joining':
				this.#watchJoining(now);
				return;
			case 'live':
				this.#watchLive(openSince, now);
		}
	}

	#watchBuffering(held: number, now: MonotonicMs): void {
		const due = held > 0 || now - this.#waitingSince >= SNAPSHOT_WITHOUT_DIFF_MS;
		if (due && !this.#options.rest.isBusy('snapshot')) this.#wantSnapshotAgain(false);
	}

	#watchJoining(now: MonotonicMs): void {
		if (this.#silentMoves >= MAX_SILENT_MOVES) {
			this.#abandon('silent', now);
			return;
		}

		if (now - this.#waitingSince < this.#options.staleAfterMs) return;
		this.#sync = startBuffering(this.#reason);
		this.#waitingSince = now;
		this.#wantSnapshotAgain(false);
	}

	#watchLive(openSince: MonotonicMs, now: MonotonicMs): void {
		const verdict = judge(this.#liveness, now, this.#options.staleAfterMs);
		if (verdict.dead) {
			this.#abandon('silent', now);
			return;
		}

		if (verdict.probe) this.#options.rest.want({kind: 'probe', depth: 1});
		if (this.#liveSince !== undefined && now - this.#liveSince > SETTLED_AFTER_MS) this.#options.rest.settle('snapshot');
		const healthy = this.#liveSince !== undefined && now - this.#liveSince > HEALTHY_AFTER_MS;
		if (healthy && now - openSince > ROTATE_AFTER_MS) {
			this.counts.rotations += 1;
			this.#detail = 'planned rotation before the 24 h cut';
			this.#leave('disconnect', now);
		}
	}
}

