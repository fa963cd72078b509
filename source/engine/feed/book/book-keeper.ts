/**
 * The book that counts: the line that keeps it, since when it is believed, why it last was not, and the checks that a
 * book which looks right must pass. Which connection's line that is, its owner says.
 */

import type {Diff, Snapshot, Top} from '../../../domain/feed-event.js';
import type {Instant, MonotonicMs, UpdateId} from '../../../domain/units.js';
import type {FeedCondition} from '../feed-status.js';
import type {KeeperOptions} from '../keeper-options.js';
import {LiveSpan} from '../live-span.js';
import type {Connection} from '../link/connection.js';
import type {BookRequests} from '../rest/book-requests.js';
import type {Reason} from '../types/status.js';
import {FeedChecks} from './book-checks.js';
import {BookLine, type LineHandlers} from './book-line.js';
import {bufferedCount} from './book-sync.js';

/** Live for this long, and snapshot waits start short again. */
const SETTLED_AFTER_MS = 1000;

export class BookKeeper {
	readonly checks: FeedChecks;
	readonly counts = {gaps: 0, resyncs: 0};
	readonly #options: KeeperOptions;
	readonly #requests: BookRequests;
	readonly #live = new LiveSpan();
	#line: BookLine;
	#reason: Reason = 'start';

	/** What went wrong, in words, until the book is live again. */
	detail: string | undefined;

	constructor(options: KeeperOptions, requests: BookRequests) {
		this.#options = options;
		this.#requests = requests;
		this.checks = new FeedChecks(options);
		this.#line = new BookLine(
			options,
			this.handlersOf(() => this.#line),
		);
	}

	get line(): BookLine {
		return this.#line;
	}

	/** Why the feed last had to start over. */
	get reason(): Reason {
		return this.#reason;
	}

	/** Undefined until a book has been live. */
	depthAgeMs(now: MonotonicMs): number | undefined {
		return this.#live.ever ? this.#line.depthAgeMs(now) : undefined;
	}

	isFresh(now: MonotonicMs): boolean {
		return this.#line.isFresh(now) && this.#line.holdsTouch;
	}

	/** For how long the book has been believed, 0 while it is not. */
	liveForMs(now: MonotonicMs): number {
		return this.#live.ofMs(now);
	}

	/** For how long the book had been live on the connection that is lost now. */
	lostAfterMs(now: MonotonicMs): number {
		return this.#live.lostAfterMs(now, this.#line.sync.kind === 'live', this.#line.wantsRenewal(now));
	}

	/** Asked several times a step: one object, and nothing copied into it. */
	condition(connection: Connection, halt: string | undefined, at: Instant): FeedCondition {
		const line = this.#line;
		const {snapshotAttempt, nextSnapshotAt, restRefused} = this.#requests.condition(at);
		return {
			connection,
			sync: line.sync,
			replaying: line.isReplaying,
			everLive: this.#live.ever,
			fresh: connection.kind === 'open' && halt === undefined && this.isFresh(at.monoMs),
			halt,
			touchKnown: line.holdsTouch,
			tooOld: line.isTooOld,
			reason: this.#reason,
			detail: this.detail,
			snapshotAttempt,
			nextSnapshotAt,
			restRefused,
		};
	}

	/** Handlers fire for the line that keeps the book only; a successor's is silent until it takes over. */
	handlersOf(line: () => BookLine): LineHandlers {
		return {
			onApplied: (diff, now) => {
				if (line() === this.#line) this.#onApplied(diff, now);
			},
			onDistrust: (reason) => {
				if (line() === this.#line) this.#fall(reason);
			},
		};
	}

	/** The connection is open: its line waits for a snapshot. */
	open(now: MonotonicMs): void {
		this.#line.restart(this.#reason, now);
	}

	/** The connection is lost, and no other one has a book. */
	close(reason: Reason): void {
		const wasLive = this.#line.sync.kind === 'live';
		this.#line.stop();
		this.#reason = reason;
		this.#options.rest.cancel('snapshot');
		if (wasLive) this.#fall(reason);
		this.#live.forget();
	}

	/** Another connection's line keeps the book from now on; what was asked of REST before is not for it. */
	replace(line: BookLine): void {
		this.#line = line;
		this.#options.rest.cancel('snapshot');
		this.#options.rest.cancel('successor-snapshot');
	}

	/** The connection was lost, and another one's line has come in before its book could be compared. */
	judgePromoted(wasLive: boolean, reason: Reason, now: MonotonicMs): void {
		this.#line.forgetTooOld();
		if (wasLive && !this.#line.isFresh(now)) this.#fall(reason);
	}

	/** @param lateMs how long it was under way, 0 where that is not known. */
	onDiff(diff: Diff, now: MonotonicMs, lateMs: number): void {
		this.checks.onDiff(diff, now);
		this.#line.onDiff(diff, now, lateMs);
		this.settle(now);
	}

	onTop(top: Top, now: MonotonicMs): void {
		if (!this.#options.rules.topsCarryIds) return;
		this.checks.onTop(top);
		if (this.#line.isLive && this.#line.bookId === top.updateId) this.#checkTop(now);
	}

	/** A snapshot that a waiting line has not asked for is an audit's. */
	onSnapshot(snapshot: Snapshot, depth: number, sentAt: MonotonicMs, now: MonotonicMs): void {
		if (this.#line.sync.kind === 'buffering') this.#line.onSnapshot(snapshot, depth, sentAt, now);
		else this.checks.onSnapshot(snapshot, depth, sentAt, now);
	}

	onProbeSent(): void {
		this.#line.onAsking();
	}

	onProbe(probedId: UpdateId, sentAt: MonotonicMs, now: MonotonicMs): void {
		if (this.#line.onProbe(probedId, sentAt, now)) this.#options.rest.settle('probe');
	}

	/** Throws the book's standing away; the connection stays. */
	distrust(reason: Reason, now: MonotonicMs): void {
		this.#line.restart(reason, now);
		this.#fall(reason);
	}

	/** After whatever may have brought the book to life, or it and a running audit to one id. */
	settle(now: MonotonicMs): void {
		this.noteLive(now);
		this.#judgeAudit(now);
	}

	/** After whatever may have brought the book to life. */
	noteLive(now: MonotonicMs): void {
		if (!this.#line.isLive || this.#live.isOpen) return;
		this.#live.begin(now);
		this.detail = undefined;
		this.#options.rest.forgo('snapshot');
		// What cannot be asked for by REST is checked by what the stream says itself.
		if (this.#options.rules.snapshot === 'rest') this.checks.arm(now);
		this.#checkTop(now);
	}

	/**
	 * What the line needs now is asked for.
	 *
	 * @returns why the connection has to be replaced; undefined while it may stay.
	 */
	watchLine(now: MonotonicMs): Reason | undefined {
		const needs = this.#line.needs(now);
		if (needs.dead || needs.renewal) return needs.dead ? 'silent' : this.#reason;
		if (needs.probe) this.#requests.wantProbe();
		if (needs.snapshot) this.#requests.wantSnapshot('snapshot');
		if (needs.probe || (needs.snapshot && bufferedCount(this.#line.sync) === 0)) this.#options.onSilence();
		if (this.#live.ofMs(now) > SETTLED_AFTER_MS) this.#options.rest.settle('snapshot');
		if (!needs.probe && this.#line.isFresh(now)) this.#options.rest.settle('probe');
		return undefined;
	}

	/** Audits: when one is due, and what it finds. */
	watchChecks(now: MonotonicMs): void {
		if (!this.#line.isLive) return;
		const {holdsTouch} = this.#line;
		if (!holdsTouch && this.#options.rules.snapshot === 'stream') {
			this.distrust('audit', now);
			return;
		}

		if (!holdsTouch || this.#line.isNearEdge) this.checks.hurryAudit(now, !holdsTouch);
		if (this.checks.needsSnapshot(now)) this.#requests.wantSnapshot('snapshot');
		this.#judgeAudit(now);
	}

	#onApplied(diff: Diff, now: MonotonicMs): void {
		this.#checkTop(now);
		this.#options.onApplied(diff);
	}

	/** Beyond the known range the venue's top may be a level that no message has named yet. */
	#checkTop(now: MonotonicMs): void {
		if (!this.#line.isLive || !this.#line.holdsTouch || this.checks.agreesWithTop(this.#line)) return;
		this.#options.onNotice(`the venue's best bid and ask at u=${this.#line.bookId ?? 0} are others`, 'warning');
		this.distrust('audit', now);
	}

	#judgeAudit(now: MonotonicMs): void {
		const verdict = this.checks.verdict(this.#line, now);
		if (verdict.kind === 'different') {
			const {levels, different} = verdict.comparison;
			this.#options.onNotice(`audit: ${different} of ${levels} levels differ from a fresh snapshot`, 'warning');
			this.distrust('audit', now);
		} else if (verdict.kind === 'equal' && (verdict.shadow.depth >= this.#line.depth || !this.#line.holdsTouch)) {
			this.#line.adopt(verdict.shadow);
		}
	}

	/** The book is not believed any more. */
	#fall(reason: Reason): void {
		this.#reason = reason;
		this.#live.end();
		this.checks.disarm();
		this.#options.rest.cancel('probe');
		this.counts.resyncs += 1;
		if (reason === 'gap') this.counts.gaps += 1;
		this.#options.onDistrust(reason);
	}
}
