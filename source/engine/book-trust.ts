/** Whether the book may be believed: ladder, quotes and lines all ask this one predicate. */

import {touchOf} from '../domain/book/metrics.js';
import {isCrossed} from '../domain/book/order-book.js';
import type {Instant, UnixMs} from '../domain/units.js';
import type {FeedKeeper} from './feed/feed-keeper.js';
import type {Obstacle} from './maker/types/quotes.js';

export class BookTrust {
	readonly #keeper: FeedKeeper;
	#epoch = 1;
	#wasTrusted = false;
	#lastAtMs: UnixMs | undefined;

	constructor(keeper: FeedKeeper) {
		this.#keeper = keeper;
	}

	/** Live, fresh, both sides, uncrossed. */
	holds(at: Instant): boolean {
		const {book} = this.#keeper.line;
		return this.#keeper.isFresh(at.monoMs) && touchOf(book) !== undefined && !isCrossed(book);
	}

	/** Grows at every loss of trust: what stood on the book before does not stand on the one after it. */
	get epoch(): number {
		return this.#epoch;
	}

	/** Undefined until the end of the first step in which it held. */
	get lastAtMs(): UnixMs | undefined {
		return this.#lastAtMs;
	}

	/** @param trusted as {@link holds} says it now, or false where the trust is lost in this moment. */
	note(trusted: boolean): void {
		if (this.#wasTrusted && !trusted) this.#epoch += 1;
		this.#wasTrusted = trusted;
	}

	/** At the end of a step. */
	noteStep(trusted: boolean, at: Instant): void {
		this.note(trusted);
		if (trusted) this.#lastAtMs = at.wallMs;
	}

	/** Why a book that is not trusted allows no quotes. */
	obstacle(at: Instant): Obstacle {
		const oneSided = this.#keeper.isFresh(at.monoMs) && touchOf(this.#keeper.line.book) === undefined;
		return oneSided ? 'one-sided-book' : 'book-not-trusted';
	}
}
