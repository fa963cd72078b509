/** Short notation for levels, diffs and snapshots. */

import type {Diff, Level, ListedDiff, Snapshot, Trade} from '../../source/domain/feed-event.js';
import {
	monotonicMs,
	priceUnits,
	qtyLots,
	unixMs,
	updateId,
	type Aggressor,
	type Instant,
	type PriceUnits,
	type QtyLots,
	type Side,
} from '../../source/domain/units.js';
import {OrderBook} from '../../source/domain/book/order-book.js';
import type {BufferedDiff} from '../../source/engine/feed/book/book-sync.js';

/** Price in ticks, quantity in lots. */
export type Pair = readonly [price: number, qty: number | bigint];
export type Sides = {readonly bids?: readonly Pair[]; readonly asks?: readonly Pair[]};

export const levels = (pairs: readonly Pair[] = []): Level[] =>
	pairs.map(([price, qty]) => ({priceUnits: priceUnits(price), qtyLots: qtyLots(qty)}));

export const diff = (firstId: number, lastId: number, sides: Sides = {}): ListedDiff => ({
	kind: 'diff',
	firstId: updateId(firstId),
	lastId: updateId(lastId),
	bids: levels(sides.bids),
	asks: levels(sides.asks),
});

export const held = (change: Diff, receivedAt = 0): BufferedDiff => ({
	diff: change,
	receivedAt: monotonicMs(receivedAt),
	lateMs: 0,
});

export const snapshotAt = (lastId: number, sides: Sides = {}): Snapshot => ({
	lastId: updateId(lastId),
	bids: levels(sides.bids),
	asks: levels(sides.asks),
});

/** Noon, so that minutes start at round numbers. */
export const NOON = Date.UTC(2026, 10, 20, 12, 0, 0);

/** A time on both clocks, `monoMs` after noon. */
export const instant = (monoMs: number, wallMs: number = NOON + monoMs): Instant => ({
	monoMs: monotonicMs(monoMs),
	wallMs: unixMs(wallMs),
});

/** One side as `[price, quantity]`, best first. */
export const pairsOf = (book: OrderBook, side: Side): readonly (readonly [PriceUnits, QtyLots])[] =>
	book.top(side, Number.MAX_SAFE_INTEGER).map((level) => [level.priceUnits, level.qtyLots] as const);

/** A trade `id` milliseconds after noon. */
export const trade = (id: number, aggressor: Aggressor, price: number, qty: number | bigint): Trade => ({
	kind: 'trade',
	id,
	priceUnits: priceUnits(price),
	qtyLots: qtyLots(qty),
	aggressor,
	tradeAtMs: unixMs(NOON + id),
	eventAtMs: unixMs(NOON + id),
});

export const bookOf = (sides: Sides): OrderBook => {
	const book = new OrderBook();
	book.apply({bids: levels(sides.bids), asks: levels(sides.asks)});
	return book;
};
