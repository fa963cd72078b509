/** The checks that a book which looks right must pass: the venue's own top at the same id, and a fresh snapshot. */

import type {Diff, Snapshot, Top} from '../../../domain/feed-event.js';
import type {MonotonicMs} from '../../../domain/units.js';
import {BookAudit, type AuditVerdict} from './book-audit.js';
import type {BookLine, LineOptions} from './book-line.js';
import type {AuditPicture} from '../types/gauges.js';
import {TopCheck} from './top-check.js';

/** What the last finished audit found. */
type LastAudit = {
	readonly result: 'equal' | 'different' | 'inconclusive';
	readonly at: MonotonicMs;
	readonly levels: number;
	readonly different: number;
};

export class FeedChecks {
	readonly counts = {audits: 0, auditMismatches: 0, auditsInconclusive: 0, topChecks: 0, topMismatches: 0};
	readonly #audit: BookAudit;
	readonly #tops = new TopCheck();
	#last: LastAudit | undefined;

	constructor(options: LineOptions) {
		this.#audit = new BookAudit(options);
	}

	lastAudit(now: MonotonicMs): AuditPicture | undefined {
		const last = this.#last;
		return last && {result: last.result, ageMs: now - last.at, levels: last.levels, different: last.different};
	}

	/** The book has gone live. */
	arm(now: MonotonicMs): void {
		this.#audit.arm(now);
	}

	/** The book is not believed any more. */
	disarm(): void {
		this.#audit.disarm();
	}

	hurryAudit(now: MonotonicMs, urgent: boolean): void {
		this.#audit.hurry(now, urgent);
	}

	needsSnapshot(now: MonotonicMs): boolean {
		return this.#audit.needsSnapshot(now);
	}

	/** Call it before the line takes the same diff, so that a running audit misses nothing. */
	onDiff(diff: Diff, now: MonotonicMs): void {
		this.#audit.onDiff(diff, now);
	}

	onSnapshot(snapshot: Snapshot, depth: number, sentAt: MonotonicMs, now: MonotonicMs): void {
		this.#audit.onSnapshot(snapshot, depth, sentAt, now);
	}

	/** Prices are counted in other units now. */
	forgetTops(): void {
		this.#tops.forget();
	}

	onTop(top: Top): void {
		this.#tops.keep(top);
	}

	/** @returns false when the venue's top at the book's id is another one. */
	agreesWithTop(line: BookLine): boolean {
		const {book, bookId} = line;
		const agrees = bookId === undefined ? undefined : this.#tops.agrees(book, bookId);
		if (agrees !== undefined) this.counts.topChecks += 1;
		if (agrees === false) this.counts.topMismatches += 1;
		return agrees !== false;
	}

	verdict(line: BookLine, now: MonotonicMs): AuditVerdict {
		const verdict = this.#audit.verdict(line, now);
		if (verdict.kind === 'none') return verdict;
		this.counts.audits += 1;
		if (verdict.kind === 'different') this.counts.auditMismatches += 1;
		if (verdict.kind === 'inconclusive') this.counts.auditsInconclusive += 1;
		const compared = verdict.kind === 'inconclusive' ? {levels: 0, different: 0} : verdict.comparison;
		this.#last = {result: verdict.kind, at: now, levels: compared.levels, different: compared.different};
		return verdict;
	}
}
