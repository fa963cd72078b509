/**
 * Keeps one feed alive: the connection whose line keeps the book, and a second connection that takes over without a
 * gap. It decides; the shell carries out. Whatever comes back from an earlier generation is dropped.
 */

import type {Diff, Snapshot, StreamSnapshot, Top} from '../../domain/feed-event.js';
import type {Instant, MonotonicMs, UpdateId} from '../../domain/units.js';
import type {FeedChecks} from './book/book-checks.js';
import {BookKeeper} from './book/book-keeper.js';
import type {BookLine} from './book/book-line.js';
import {DIAL_DEADLINE_MS, HEALTHY_AFTER_MS} from './link/connection.js';
import {FeedLink} from './link/feed-link.js';
import {feedStatus} from './feed-status.js';
import type {RestCall, RestFailure} from './types/rest-call.js';
import {HandOver} from './link/hand-over.js';
import type {KeeperOptions} from './keeper-options.js';
import {BookRequests} from './rest/book-requests.js';
import type {FeedStatus, Reason} from './types/status.js';
import type {Successor} from './link/successor.js';
import {takeOver} from './link/take-over.js';

export class FeedKeeper {
	readonly #options: KeeperOptions;
	readonly #book: BookKeeper;
	readonly #handOver: HandOver;
	readonly #link: FeedLink;
	#connections = 0;
	#snapshots = 0;
	#rotations = 0;

	/** Why the venue does not trade the symbol, in words; undefined while it does. */
	halt: string | undefined;

	constructor(options: KeeperOptions) {
		this.#options = options;
		const requests = new BookRequests(options);
		this.#book = new BookKeeper(options, requests);
		this.#link = new FeedLink({...options, dials: options.limits.dials});
		this.#handOver = new HandOver({
			...options,
			handlers: (line) => this.#book.handlersOf(line),
			dial: (now) => this.#link.dialAnother(now),
			hangUp: (generation) => this.#hangUp(generation),
			wantSnapshot: () => requests.wantSnapshot('successor-snapshot'),
			onFailed: (why) => options.onNotice(`the second connection failed (${why}); the first one stays`, 'warning'),
		});
	}

	get line(): BookLine {
		return this.#book.line;
	}

	get checks(): FeedChecks {
		return this.#book.checks;
	}

	get counts() {
		const {gaps, resyncs} = this.#book.counts;
		return {gaps, resyncs, connections: this.#connections, snapshots: this.#snapshots, rotations: this.#rotations};
	}

	/** Tries to connect without one success so far. */
	get failedFirstDials(): number {
		return this.#link.failedFirstDials;
	}

	depthAgeMs(now: MonotonicMs): number | undefined {
		return this.#book.depthAgeMs(now);
	}

	isFresh(now: MonotonicMs): boolean {
		return this.#link.openSince !== undefined && this.halt === undefined && this.#book.isFresh(now);
	}

	accepts(generation: number): boolean {
		return this.#link.owns(generation) || this.#handOver.owns(generation);
	}

	start(now: MonotonicMs): void {
		this.#link.start(now);
	}

	onOpened(generation: number, now: MonotonicMs): void {
		this.#connections += 1;
		// While there was no connection the venue may have halted the symbol or changed its rules.
		if (this.#connections > 1) this.#options.onSilence();
		if (this.#handOver.owns(generation)) this.#handOver.successor?.onOpened(now);
		if (!this.#link.onOpened(generation, now)) return;
		this.#book.open(now);
	}

	onLost(generation: number, code: number, detail: string, now: MonotonicMs): void {
		this.#link.heed(code, now);
		if (!this.#link.owns(generation)) {
			this.#handOver.fail(now, detail);
			return;
		}

		this.#book.detail = detail;
		this.#afterLoss('disconnect', now);
	}

	/** The venue is about to cut: have another connection ready before it does. */
	onShutdown(generation: number, now: MonotonicMs): void {
		if (this.#link.owns(generation)) this.#handOver.request(now);
		else this.#handOver.requestNext(now);
	}

	/** @param lateMs how long it was under way, 0 where that is not known. */
	onDiff(generation: number, diff: Diff, now: MonotonicMs, lateMs: number): void {
		if (this.#link.owns(generation)) this.#book.onDiff(diff, now, lateMs);
		else this.#handOver.successor?.line.onDiff(diff, now, lateMs);
		this.#tryHandOver(now);
	}

	/** @param lateMs how long it was under way, 0 where that is not known. */
	onStreamSnapshot(generation: number, snapshot: StreamSnapshot, now: MonotonicMs, lateMs: number): void {
		this.#snapshots += 1;
		const line = this.#link.owns(generation) ? this.#book.line : this.#handOver.successor?.line;
		line?.onStreamSnapshot(snapshot, now, lateMs);
		this.#book.noteLive(now);
		this.#tryHandOver(now);
	}

	onTop(generation: number, top: Top, now: MonotonicMs): void {
		if (this.#link.owns(generation)) this.#book.onTop(top, now);
	}

	onSnapshot(call: RestCall, snapshot: Snapshot, sentAt: MonotonicMs, now: MonotonicMs): void {
		this.#snapshots += 1;
		const depth = 'depth' in call ? call.depth : 0;
		if (call.kind === 'successor-snapshot') this.#handOver.successor?.line.onSnapshot(snapshot, depth, sentAt, now);
		else this.#book.onSnapshot(snapshot, depth, sentAt, now);
		this.#book.settle(now);
		this.#tryHandOver(now);
	}

	onSnapshotFailed(failure: RestFailure): void {
		this.#book.detail = failure.message;
	}

	onProbeSent(): void {
		this.#book.onProbeSent();
	}

	onProbe(probedId: UpdateId, sentAt: MonotonicMs, now: MonotonicMs): void {
		this.#book.onProbe(probedId, sentAt, now);
	}

	/** Throws the book's standing away; the connection stays. */
	distrust(reason: Reason, now: MonotonicMs): void {
		if (this.#link.openSince !== undefined) this.#book.distrust(reason, now);
	}

	/** After a sleep, and on another grid: nothing that was built or asked for before may become the book. */
	startOver(reason: 'suspend' | 'audit', now: MonotonicMs): void {
		this.#dropWork(reason, now);
		this.distrust(reason, now);
	}

	/** Answers under way, and the second connection's book, are from before and must not become the book. */
	#dropWork(reason: Reason, now: MonotonicMs): void {
		this.#options.rest.spoil('snapshot');
		this.#options.rest.spoil('successor-snapshot');
		this.#handOver.restart(reason, now);
	}

	/** Prices or quantities mean something else now: the last known book must not be shown in the new units. */
	changeUnits(now: MonotonicMs): void {
		this.checks.forgetTops();
		if (this.line.sync.kind === 'live') {
			this.#options.onNotice('prices or quantities are counted in other units now: the book is loaded anew', 'info');
			this.startOver('audit', now);
		} else {
			// Nothing was believed, so the reason why not stays what it is.
			this.#dropWork(this.#book.reason, now);
			if (this.#link.openSince !== undefined) this.line.restart(this.#book.reason, now);
		}

		this.line.forgetBook();
	}

	/** A depth message could not be read: the book of its connection starts over. */
	onBadDepth(generation: number, now: MonotonicMs): void {
		if (this.#link.owns(generation)) this.distrust('bad-event', now);
		else this.#handOver.restart('bad-event', now);
	}

	/** The operator wants a fresh book now. */
	resyncNow(now: MonotonicMs): void {
		if (this.line.sync.kind === 'live' || this.line.sync.kind === 'joining') this.distrust('operator', now);
		this.#options.rest.hurry('snapshot', now);
		this.#link.hurry(now);
	}

	/** Deadlines: dials, snapshots, silence, hand-over. */
	onTime(now: MonotonicMs): void {
		if (this.#link.onTime(now)) {
			this.#book.detail = `no answer within ${DIAL_DEADLINE_MS / 1000} s`;
			this.#abandon('disconnect', now);
		}

		const {openSince} = this.#link;
		if (openSince === undefined) return;
		const ending = this.#book.watchLine(now);
		if (ending !== undefined) this.#abandon(ending, now);
		this.#book.watchChecks(now);
		this.#watchHandOver(openSince, now);
	}

	status(at: Instant): Omit<FeedStatus, 'sinceMs'> {
		return feedStatus(this.#book.condition(this.#link.connection, this.halt, at), at);
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
		this.#link.lose(reason, this.#book.lostAfterMs(now), now);
		this.#handOver.withdraw();
		this.#book.close(reason);
	}

	#watchHandOver(openSince: MonotonicMs, now: MonotonicMs): void {
		const healthy = this.#book.liveForMs(now) > HEALTHY_AFTER_MS;
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
		switch (takeOver(this.line, successor, () => this.checks.agreesWithTop(successor.line), now)) {
			case 'wait':
				break;
			case 'switch':
				successor.line.followOn(this.line);
				this.#switchTo(successor);
				break;
			case 'fall-back':
				this.#switchTo(successor);
				this.#book.noteLive(now);
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
		this.#rotations += 1;
		this.#options.onNotice(`second connection took over at u=${this.line.bookId ?? 0}, nothing lost`, 'info');
	}

	/** The first connection went before the second was ready. */
	#promote(successor: Successor, reason: Reason, now: MonotonicMs): void {
		const wasLive = this.line.sync.kind === 'live';
		this.#takeOver(successor);
		this.#book.judgePromoted(wasLive, reason, now);
	}

	#takeOver(successor: Successor): void {
		this.#link.replace(successor.connection);
		this.#book.replace(successor.line);
		this.#handOver.complete();
	}
}
