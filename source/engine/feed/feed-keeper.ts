/**
 * Keeps one feed alive and one book right: the connection with its line, a second connection that takes over
 * without a gap, and the checks that a book which looks right must pass. It decides; the shell carries out.
 * Whatever comes back from an earlier generation is dropped.
 */

import type {Diff, Snapshot, StreamSnapshot, Top} from '../../domain/feed-event.js';
import type {Instant, MonotonicMs, UpdateId} from '../../domain/units.js';
import {BookLine, type LineHandlers} from './book/book-line.js';
import {bufferedCount} from './book/book-sync.js';
import {DIAL_DEADLINE_MS, HEALTHY_AFTER_MS} from './link/connection.js';
import {FeedChecks} from './book/book-checks.js';
import {FeedLink} from './link/feed-link.js';
import {feedStatus} from './feed-status.js';
import type {RestCall, RestFailure} from './types/rest-call.js';
import {HandOver} from './link/hand-over.js';
import type {KeeperOptions} from './keeper-options.js';
import {LiveSpan} from './live-span.js';
import {BookRequests} from './rest/book-requests.js';
import type {FeedStatus, Reason} from './types/status.js';
import type {Successor} from './link/successor.js';
import {takeOver} from './link/take-over.js';

/** Live for this long, and snapshot waits start short again. */
const SETTLED_AFTER_MS = 1000;

export class FeedKeeper {
	readonly #options: KeeperOptions;
	readonly #checks: FeedChecks;
	readonly #handOver: HandOver;
	readonly #link: FeedLink;
	readonly #requests: BookRequests;
	#line: BookLine;
	readonly #live = new LiveSpan();
	/** Why the feed last had to start over. */
	#reason: Reason = 'start';
	#detail: string | undefined;

	/** Why the venue does not trade the symbol, in words; undefined while it does. */
	halt: string | undefined;
	readonly counts = {gaps: 0, resyncs: 0, connections: 0, snapshots: 0, rotations: 0};

	constructor(options: KeeperOptions) {
		this.#options = options;
		this.#checks = new FeedChecks(options);
		this.#requests = new BookRequests(options);
		this.#link = new FeedLink({...options, dials: options.limits.dials});
		this.#line = new BookLine(
			options,
			this.#handlersOf(() => this.#line),
		);
		this.#handOver = new HandOver({
			...options,
			handlers: (line) => this.#handlersOf(line),
			dial: (now) => this.#link.dialAnother(now),
			hangUp: (generation) => this.#hangUp(generation),
			wantSnapshot: () => this.#requests.wantSnapshot('successor-snapshot'),
			onFailed: (why) => options.onNotice(`the second connection failed (${why}); the first one stays`, 'warning'),
		});
	}

	get line(): BookLine {
		return this.#line;
	}

	get checks(): FeedChecks {
		return this.#checks;
	}

	/** Tries to connect without one success so far. */
	get failedFirstDials(): number {
		return this.#link.failedFirstDials;
	}

	depthAgeMs(now: MonotonicMs): number | undefined {
		return this.#live.ever ? this.#line.depthAgeMs(now) : undefined;
	}

	isFresh(now: MonotonicMs): boolean {
		return this.#link.openSince !== undefined && this.halt === undefined && this.#line.isFresh(now) && this.#line.holdsTouch;
	}

	accepts(generation: number): boolean {
		return this.#link.owns(generation) || this.#handOver.owns(generation);
	}

	start(now: MonotonicMs): void {
		this.#link.start(now);
	}

	onOpened(generation: number, now: MonotonicMs): void {
		this.counts.connections += 1;
		// While nobody listened the venue may have halted, or made other rules.
		if (this.counts.connections > 1) this.#options.onSilence();
		if (this.#handOver.owns(generation)) this.#handOver.successor?.onOpened(now);
		if (!this.#link.onOpened(generation, now)) return;
		this.#line.restart(this.#reason, now);
	}

	onLost(generation: number, code: number, detail: string, now: MonotonicMs): void {
		this.#link.heed(code, now);
		if (!this.#link.owns(generation)) {
			this.#handOver.fail(now, detail);
			return;
		}

		this.#detail = detail;
		this.#afterLoss('disconnect', now);
	}

	/** The venue is about to cut: have another connection ready before it does. */
	onShutdown(generation: number, now: MonotonicMs): void {
		if (this.#link.owns(generation)) this.#handOver.request(now);
		else this.#handOver.requestNext(now);
	}

	/** @param lateMs how long it was under way, 0 where that is not known. */
	onDiff(generation: number, diff: Diff, now: MonotonicMs, lateMs: number): void {
		if (this.#link.owns(generation)) {
			this.#checks.onDiff(diff, now);
			this.#line.onDiff(diff, now, lateMs);
			this.#noteLive(now);
			this.#judgeAudit(now);
		} else this.#handOver.successor?.line.onDiff(diff, now, lateMs);
		this.#tryHandOver(now);
	}

	/** @param lateMs how long it was under way, 0 where that is not known. */
	onStreamSnapshot(generation: number, snapshot: StreamSnapshot, now: MonotonicMs, lateMs: number): void {
		this.counts.snapshots += 1;
		const line = this.#link.owns(generation) ? this.#line : this.#handOver.successor?.line;
		line?.onStreamSnapshot(snapshot, now, lateMs);
		this.#noteLive(now);
		this.#tryHandOver(now);
	}

	onTop(generation: number, top: Top, now: MonotonicMs): void {
		if (!this.#link.owns(generation)) return;
		if (!this.#options.rules.topsCarryIds) return;
		this.#checks.onTop(top);
		if (this.#line.isLive && this.#line.bookId === top.updateId) this.#checkTop(now);
	}

	onSnapshot(call: RestCall, snapshot: Snapshot, sentAt: MonotonicMs, now: MonotonicMs): void {
		this.counts.snapshots += 1;
		const depth = 'depth' in call ? call.depth : 0;
		if (call.kind === 'successor-snapshot') this.#handOver.successor?.line.onSnapshot(snapshot, depth, sentAt, now);
		else if (this.#line.sync.kind === 'buffering') this.#line.onSnapshot(snapshot, depth, sentAt, now);
		else this.#checks.onSnapshot(snapshot, depth, sentAt, now);
		this.#noteLive(now);
		this.#judgeAudit(now);
		this.#tryHandOver(now);
	}

	onSnapshotFailed(failure: RestFailure): void {
		this.#detail = failure.message;
	}

	onProbeSent(): void {
		this.#line.onAsking();
	}

	onProbe(probedId: UpdateId, sentAt: MonotonicMs, now: MonotonicMs): void {
		if (this.#line.onProbe(probedId, sentAt, now)) this.#options.rest.settle('probe');
	}

	/** Throws the book's standing away; the connection stays. */
	distrust(reason: Reason, now: MonotonicMs): void {
		if (this.#link.openSince === undefined) return;
		this.#line.restart(reason, now);
		this.#fall(reason);
	}

	/** After a sleep, and on another grid: nothing that was built or asked for before may become the book. */
	startOver(reason: 'suspend' | 'audit', now: MonotonicMs): void {
		this.#dropWork(reason, now);
		this.distrust(reason, now);
	}

	/** What is under way may not become the book. */
	#dropWork(reason: Reason, now: MonotonicMs): void {
		this.#options.rest.spoil('snapshot');
		this.#options.rest.spoil('successor-snapshot');
		this.#handOver.restart(reason, now);
	}

	/** Prices or quantities mean something else now: the last known book must not be shown in the new units. */
	changeUnits(now: MonotonicMs): void {
		this.#checks.forgetTops();
		if (this.#line.sync.kind === 'live') {
			this.#options.onNotice('prices or quantities are counted in other units now: the book is loaded anew', 'info');
			this.startOver('audit', now);
		} else {
			// Nothing was believed, so the reason why not stays what it is.
			this.#dropWork(this.#reason, now);
			if (this.#link.openSince !== undefined) this.#line.restart(this.#reason, now);
		}

		this.#line.forgetBook();
	}

	/** A part of the depth could not be read: whose book it belongs to, starts over. */
	onBadDepth(generation: number, now: MonotonicMs): void {
		if (this.#link.owns(generation)) this.distrust('bad-event', now);
		else this.#handOver.restart('bad-event', now);
	}

	/** The operator wants a fresh book now. */
	resyncNow(now: MonotonicMs): void {
		if (this.#line.sync.kind === 'live' || this.#line.sync.kind === 'joining') this.distrust('operator', now);
		this.#options.rest.hurry('snapshot', now);
		this.#link.hurry(now);
	}

	/** Deadlines: dials, snapshots, silence, hand-over. */
	onTime(now: MonotonicMs): void {
		if (this.#link.onTime(now)) {
			this.#detail = `no answer within ${DIAL_DEADLINE_MS / 1000} s`;
			this.#abandon('disconnect', now);
		}

		const {openSince} = this.#link;
		if (openSince === undefined) return;
		this.#watchLine(now);
		this.#watchChecks(now);
		this.#watchHandOver(openSince, now);
	}

	status(at: Instant): Omit<FeedStatus, 'sinceMs'> {
		return feedStatus(
			{
				connection: this.#link.connection,
				...this.#line.condition,
				...this.#requests.condition(at),
				everLive: this.#live.ever,
				fresh: this.isFresh(at.monoMs),
				halt: this.halt,
				reason: this.#reason,
				detail: this.#detail,
			},
			at,
		);
	}

	/** A line speaks only while it is the one that counts. */
	#handlersOf(line: () => BookLine): LineHandlers {
		return {
			onApplied: (diff, now) => {
				if (line() === this.#line) this.#onApplied(diff, now);
			},
			onDistrust: (reason) => {
				if (line() === this.#line) this.#fall(reason);
			},
		};
	}

	#onApplied(diff: Diff, now: MonotonicMs): void {
		this.#checkTop(now);
		this.#options.onApplied(diff);
	}

	/** Beyond the known range the venue's top may be a level that no message has named yet. */
	#checkTop(now: MonotonicMs): void {
		if (!this.#line.isLive || !this.#line.holdsTouch || this.#checks.agreesWithTop(this.#line)) return;
		this.#options.onNotice(`the venue's best bid and ask at u=${this.#line.bookId ?? 0} are others`, 'warning');
		this.distrust('audit', now);
	}

	#noteLive(now: MonotonicMs): void {
		if (!this.#line.isLive || this.#live.isOpen) return;
		this.#live.begin(now);
		this.#detail = undefined;
		this.#options.rest.forgo('snapshot');
		// What cannot be asked for by REST is checked by what the stream says itself.
		if (this.#options.rules.snapshot === 'rest') this.#checks.arm(now);
		this.#checkTop(now);
	}

	/** The book is not believed any more. */
	#fall(reason: Reason): void {
		this.#reason = reason;
		this.#live.end();
		this.#checks.disarm();
		this.#options.rest.cancel('probe');
		this.counts.resyncs += 1;
		if (reason === 'gap') this.counts.gaps += 1;
		this.#options.onDistrust(reason);
	}

	/** Ends the connection ourselves. */
	#abandon(reason: Reason, now: MonotonicMs): void {
		this.#link.hangUp();
		this.#afterLoss(reason, now);
	}

	#afterLoss(reason: Reason, now: MonotonicMs): void {
		const {successor} = this.#handOver;
		if (successor === undefined) this.#drop(reason, now);
		else this.#promote(successor, reason, now);
	}

	#drop(reason: Reason, now: MonotonicMs): void {
		const wasLive = this.#line.sync.kind === 'live';
		this.#link.lose(reason, this.#live.lostAfterMs(now, wasLive, this.#line.wantsRenewal(now)), now);
		this.#handOver.withdraw();
		this.#line.stop();
		this.#reason = reason;
		this.#options.rest.cancel('snapshot');
		if (wasLive) this.#fall(reason);
		this.#live.forget();
	}

	#watchLine(now: MonotonicMs): void {
		const needs = this.#line.needs(now);
		if (needs.dead || needs.renewal) {
			this.#abandon(needs.dead ? 'silent' : this.#reason, now);
			return;
		}

		if (needs.probe) this.#requests.wantProbe();
		if (needs.snapshot) this.#requests.wantSnapshot('snapshot');
		if (needs.probe || (needs.snapshot && bufferedCount(this.#line.sync) === 0)) this.#options.onSilence();
		if (this.#live.ofMs(now) > SETTLED_AFTER_MS) this.#options.rest.settle('snapshot');
		if (!needs.probe && this.#line.isFresh(now)) this.#options.rest.settle('probe');
	}

	#watchChecks(now: MonotonicMs): void {
		if (!this.#line.isLive) return;
		const {holdsTouch} = this.#line;
		if (!holdsTouch && this.#options.rules.snapshot === 'stream') {
			this.distrust('audit', now);
			return;
		}

		if (!holdsTouch || this.#line.isNearEdge) this.#checks.hurryAudit(now, !holdsTouch);
		if (this.#checks.needsSnapshot(now)) this.#requests.wantSnapshot('snapshot');
		this.#judgeAudit(now);
	}

	#judgeAudit(now: MonotonicMs): void {
		const verdict = this.#checks.verdict(this.#line, now);
		if (verdict.kind === 'different') {
			const {levels, different} = verdict.comparison;
			this.#options.onNotice(`audit: ${different} of ${levels} levels differ from a fresh snapshot`, 'warning');
			this.distrust('audit', now);
		} else if (verdict.kind === 'equal' && (verdict.shadow.depth >= this.#line.depth || !this.#line.holdsTouch)) {
			this.#line.adopt(verdict.shadow);
		}
	}

	#watchHandOver(openSince: MonotonicMs, now: MonotonicMs): void {
		const healthy = this.#live.ofMs(now) > HEALTHY_AFTER_MS;
		if (healthy && now - openSince > (this.#options.limits.rotateAfterMs ?? Infinity)) this.#handOver.request(now);
		this.#handOver.watch(now);
		this.#tryHandOver(now);
	}

	#hangUp(generation: number): void {
		this.#options.effect({kind: 'disconnect', generation});
		this.#options.rest.cancel('successor-snapshot');
	}

	#tryHandOver(now: MonotonicMs): void {
		const {successor} = this.#handOver;
		if (successor === undefined) return;
		switch (takeOver(this.#line, successor, () => this.#checks.agreesWithTop(successor.line), now)) {
			case 'wait':
				break;
			case 'switch':
				successor.line.followOn(this.#line);
				this.#switchTo(successor);
				break;
			case 'fall-back':
				this.#switchTo(successor);
				this.#noteLive(now);
				break;
			case 'second-is-wrong':
				this.#handOver.restart('audit', now);
				break;
			case 'books-differ':
				this.#handOver.fail(now, 'its book is another one');
				this.distrust('audit', now);
				break;
		}
	}

	#switchTo(successor: Successor): void {
		this.#link.hangUp();
		this.#takeOver(successor);
		this.counts.rotations += 1;
		this.#options.onNotice(`second connection took over at u=${this.#line.bookId ?? 0}, nothing lost`, 'info');
	}

	/** The first connection went before the second was ready. */
	#promote(successor: Successor, reason: Reason, now: MonotonicMs): void {
		const wasLive = this.#line.sync.kind === 'live';
		this.#takeOver(successor);
		this.#line.forgetTooOld();
		if (wasLive && !this.#line.isFresh(now)) this.#fall(reason);
	}

	#takeOver(successor: Successor): void {
		this.#link.replace(successor.connection);
		this.#line = successor.line;
		this.#handOver.complete();
		this.#options.rest.cancel('snapshot');
		this.#options.rest.cancel('successor-snapshot');
	}
}
