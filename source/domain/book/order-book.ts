/** An L2 book: absolute quantities by price, each side a grid of price units near the touch. */

import {LevelColumns, type Level, type LevelSource} from './level-columns.js';
import {BookSide} from './book-side.js';
import {RemoteLevels, type RemoteLevel, type RemoteSides} from './remote-levels.js';
import type {PriceUnits, QtyLots, Side} from '../units.js';

/** What may be read of a book. */
export type BookView = {
	bestBid(): Level | undefined;
	bestAsk(): Level | undefined;
	/** The best price without an object for it; NaN for an empty side. */
	bestUnits(side: Side): number;
	/** The best `count` levels of a side, best first. */
	top(side: Side, count: number): readonly Level[];
	/** Every level from the best one to the given price, that price included, best first. */
	levelsTo(side: Side, price: PriceUnits): readonly Level[];
	/** {@link BookView.top} into columns that are there already, without an object for each level. */
	topInto(side: Side, count: number, out: LevelColumns): void;
	qtyAt(side: Side, price: PriceUnits): QtyLots;
	/** With the remote ones. */
	levelCount(side: Side): number;
	/** Levels out of reach of the instrument's origin, best first: in no other list. */
	remote(side: Side): readonly RemoteLevel[];
	/** Levels let go of on both sides because they were too many and too far from the touch. */
	readonly evicted: number;
	/** The level furthest from the touch, of those within reach. */
	worst(side: Side): Level | undefined;
};

type BookLevels<Levels> = {readonly bids: Levels; readonly asks: Levels; readonly remote?: RemoteSides};

const NONE: readonly RemoteLevel[] = [];

export class OrderBook implements BookView {
	readonly #bids = new BookSide(1);
	readonly #asks = new BookSide(-1);
	readonly #remote = {bid: new RemoteLevels('bid'), ask: new RemoteLevels('ask')};

	/** A book of a snapshot's levels, best first. */
	static of(levels: BookLevels<readonly Level[]>): OrderBook {
		const book = new OrderBook();
		book.apply(levels);
		return book;
	}

	/** Sets every named level to its absolute quantity; of a level named twice the later word counts. */
	apply(change: BookLevels<LevelSource>): void {
		this.#bids.apply(change.bids);
		this.#asks.apply(change.asks);
		if (change.remote === undefined) return;
		this.#remote.bid.apply(change.remote.bids);
		this.#remote.ask.apply(change.remote.asks);
	}

	get evicted(): number {
		return this.#bids.evicted + this.#asks.evicted + this.#remote.bid.evicted + this.#remote.ask.evicted;
	}

	bestBid(): Level | undefined {
		return this.#bids.best();
	}

	bestAsk(): Level | undefined {
		return this.#asks.best();
	}

	bestUnits(side: Side): number {
		return this.#side(side).bestUnits();
	}

	top(side: Side, count: number): readonly Level[] {
		const levels = new LevelColumns();
		this.topInto(side, count, levels);
		return [...levels];
	}

	topInto(side: Side, count: number, out: LevelColumns): void {
		this.#side(side).readBest(count, out);
	}

	levelsTo(side: Side, price: PriceUnits): readonly Level[] {
		const levels = new LevelColumns();
		this.#side(side).readTo(price, levels);
		return [...levels];
	}

	qtyAt(side: Side, price: PriceUnits): QtyLots {
		return this.#side(side).qtyAt(price);
	}

	levelCount(side: Side): number {
		return this.#side(side).size + this.#remote[side].count;
	}

	remote(side: Side): readonly RemoteLevel[] {
		return this.#remote[side].count === 0 ? NONE : this.#remote[side].levels();
	}

	worst(side: Side): Level | undefined {
		return this.#side(side).worst();
	}

	#side(side: Side): BookSide {
		return side === 'bid' ? this.#bids : this.#asks;
	}
}

/** A book whose best bid is not below its best ask is wrong; one with an empty side is neither. */
export const isCrossed = (book: BookView): boolean => book.bestUnits('bid') >= book.bestUnits('ask');
