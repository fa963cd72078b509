/**
 * The book checks itself while it runs: a shadow line follows the same diffs from a fresh snapshot, and when both
 * stand at the same update id every level that both vouch for must be equal. An equal shadow may then become the
 * book, which renews the range that is known.
 */

import type {Diff, Snapshot} from '../../../domain/feed-event.js';
import {type MonotonicMs, monotonicMs} from '../../../domain/units.js';
import {compareBooks, type Comparison} from './book-compare.js';
import {BookLine, type LineOptions} from './book-line.js';

export const AUDIT_EVERY_MS = 60_000;
/** The first audit comes soon: an error in the snapshot would stay in the book until the next one. */
export const FIRST_AUDIT_AFTER_MS = 5000;
/** Least distance of two audits while the touch is near the edge of the known range. */
const AUDIT_SPACING_MS = 5000;
/** The same while the touch is outside the known range, where the book is not trusted. */
const URGENT_SPACING_MS = 1000;
/** The ids did not meet for this long: no verdict. */
const GIVE_UP_AFTER_MS = 15_000;

export type AuditVerdict =
	| {readonly kind: 'none'}
	| {readonly kind: 'equal' | 'different'; readonly comparison: Comparison; readonly shadow: BookLine}
	| {readonly kind: 'inconclusive'};

const NONE: AuditVerdict = {kind: 'none'};

export class BookAudit {
	readonly #options: LineOptions;
	#shadow: BookLine | undefined;
	#startedAt = monotonicMs(0);
	#dueAt: MonotonicMs | undefined;

	constructor(options: LineOptions) {
		this.#options = options;
	}

	get isRunning(): boolean {
		return this.#shadow !== undefined;
	}

	/** The audited line has gone live. */
	arm(now: MonotonicMs): void {
		this.#dueAt = monotonicMs(now + FIRST_AUDIT_AFTER_MS);
	}

	/** The audited line is not believed any more: there is nothing to check. */
	disarm(): void {
		this.#shadow = undefined;
		this.#dueAt = undefined;
	}

	/**
	 * Brings the next audit forward.
	 *
	 * @param urgent the touch has left what is known; otherwise it nears the edge.
	 */
	hurry(now: MonotonicMs, urgent: boolean): void {
		if (this.#dueAt === undefined) return;
		const spacingMs = urgent ? URGENT_SPACING_MS : AUDIT_SPACING_MS;
		this.#dueAt = monotonicMs(Math.min(this.#dueAt, Math.max(now, this.#startedAt + spacingMs)));
	}

	/** Starts, stops, and says whether a snapshot is needed. */
	needsSnapshot(now: MonotonicMs): boolean {
		if (this.#shadow === undefined) this.#startIfDue(now);
		return this.#shadow !== undefined && this.#shadow.needs(now).snapshot;
	}

	/** Told before the audited line is, so that the shadow misses nothing. */
	onDiff(diff: Diff, now: MonotonicMs): void {
		this.#shadow?.onDiff(diff, now);
	}

	onSnapshot(snapshot: Snapshot, depth: number, sentAt: MonotonicMs, now: MonotonicMs): void {
		this.#shadow?.onSnapshot(snapshot, depth, sentAt, now);
	}

	/** Compares as soon as both stand at one id. */
	verdict(line: BookLine, now: MonotonicMs): AuditVerdict {
		const shadow = this.#shadow;
		if (shadow === undefined || !line.isLive) return NONE;
		if (shadow.isJoined && shadow.bookId === line.bookId) {
			this.#shadow = undefined;
			const comparison = compareBooks(line, shadow);
			return {kind: comparison.different === 0 ? 'equal' : 'different', comparison, shadow};
		}

		if (now - this.#startedAt <= GIVE_UP_AFTER_MS) return NONE;
		this.#shadow = undefined;
		return {kind: 'inconclusive'};
	}

	#startIfDue(now: MonotonicMs): void {
		if (this.#dueAt === undefined || now < this.#dueAt) return;
		this.#startedAt = now;
		this.#dueAt = monotonicMs(now + AUDIT_EVERY_MS);
		this.#shadow = new BookLine(this.#options, {onApplied: () => {}, onDistrust: () => {}});
		this.#shadow.restart('audit', now);
	}
}
