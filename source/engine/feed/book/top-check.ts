/**
 * The venue's own best bid and ask carry the book's update id: whenever the local book stands at that id, the two
 * must agree, price and quantity. They may come before or after the diff that covers them.
 */

import type {Level, Top} from '../../../domain/feed-event.js';
import type {BookView} from '../../../domain/book/order-book.js';
import type {UpdateId} from '../../../domain/units.js';

/** Tops kept until the book reaches their id: some seconds of a busy market. */
export const MAX_KEPT_TOPS = 512;

export class TopCheck {
	/** By id. All of them belong to one count of ids: when the venue starts again, they are dropped. */
	readonly #tops = new Map<UpdateId, Top>();
	/** Is asked more than once: a book that is loaded again at its id must still agree with it. */
	#newest: Top | undefined;

	/** Tops of one connection, in its order. */
	keep(top: Top): void {
		if (this.#newest !== undefined && top.updateId < this.#newest.updateId) this.#tops.clear();
		this.#newest = top;
		this.#tops.set(top.updateId, top);
		if (this.#tops.size <= MAX_KEPT_TOPS) return;
		const oldest = this.#tops.keys().next();
		if (oldest.done !== true) this.#tops.delete(oldest.value);
	}

	/** Prices are counted in other units now. */
	forget(): void {
		this.#tops.clear();
		this.#newest = undefined;
	}

	/** @returns whether the book agrees with the venue's top at this id; undefined where none is known. */
	agrees(book: BookView, bookId: UpdateId): boolean | undefined {
		const top = this.#newest?.updateId === bookId ? this.#newest : this.#tops.get(bookId);
		if (top === undefined) return undefined;
		this.#tops.delete(bookId);
		return sameLevel(book.bestBid(), top.bid) && sameLevel(book.bestAsk(), top.ask);
	}
}

const sameLevel = (ours: Level | undefined, theirs: Level): boolean =>
	ours?.priceUnits === theirs.priceUnits && ours.qtyLots === theirs.qtyLots;
