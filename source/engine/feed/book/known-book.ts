/** A book, the id at which it stands, and how far the snapshot under it vouches for its levels. */

import type {Snapshot, StreamSnapshot} from '../../../domain/feed-event.js';
import {OrderBook} from '../../../domain/book/order-book.js';
import type {UpdateId} from '../../../domain/units.js';
import {EVERYTHING, holdsTouch, isNearEdge, knownRange, type KnownRange} from './known-range.js';

export class KnownBook {
	#book = new OrderBook();
	#known = EVERYTHING;
	#depth = 0;
	/** The snapshot under this book had one side only. */
	#bornHalf = false;

	/** Undefined before the first snapshot. */
	id: UpdateId | undefined;

	get book(): OrderBook {
		return this.#book;
	}

	get known(): KnownRange {
		return this.#known;
	}

	/** Levels a side that the snapshot was allowed to name. */
	get depth(): number {
		return this.#depth;
	}

	/** Both best prices lie within what is known; a one-sided book has no touch to leave it. */
	get holdsTouch(): boolean {
		return this.#isHalf || holdsTouch(this.#known, this.#book.bestUnits('bid'), this.#book.bestUnits('ask'));
	}

	/** It is time to look again how far the book is known. */
	get isNearEdge(): boolean {
		return isNearEdge(this.#known, this.#book.bestUnits('bid'), this.#book.bestUnits('ask'));
	}

	/** A side that the snapshot had not has levels now: perhaps it had them all along. */
	get isHalfKnown(): boolean {
		return this.#bornHalf && !this.#isHalf;
	}

	/** A REST snapshot is the book now. @param depth levels a side that were asked for. */
	load(book: OrderBook, snapshot: Snapshot, depth: number): void {
		this.#take(book, snapshot, depth);
		this.#bornHalf = this.#isHalf;
	}

	/** The stream's own snapshot is the book now: a side that is empty in it is empty. */
	loadFromStream(book: OrderBook, snapshot: StreamSnapshot): void {
		this.#take(book, snapshot, snapshot.depth ?? Infinity);
		this.#bornHalf = false;
	}

	/** Takes over a newer snapshot's book that stands at the same id. */
	adopt(other: KnownBook): void {
		this.#book = other.#book;
		this.#known = other.#known;
		this.#depth = other.#depth;
		this.#bornHalf = other.#bornHalf;
	}

	forget(): void {
		this.#book = new OrderBook();
		this.#known = EVERYTHING;
		this.id = undefined;
	}

	#take(book: OrderBook, snapshot: Snapshot | StreamSnapshot, depth: number): void {
		this.#book = book;
		this.#known = knownRange(snapshot, depth);
		this.#depth = depth;
		this.id = snapshot.lastId;
	}

	/** One side at least is empty. */
	get #isHalf(): boolean {
		return Number.isNaN(this.#book.bestUnits('bid') + this.#book.bestUnits('ask'));
	}
}
