import {describe, expect, test} from 'vitest';
import type {Diff, Level, Snapshot} from '../../../source/domain/feed-event.js';
import {isCrossed, OrderBook} from '../../../source/domain/book/order-book.js';
import {updateId} from '../../../source/domain/units.js';
import {createMarket, type Market, type MarketEvent} from '../../../source/exchange/market/market.js';

/** More levels than any side has. */
const WHOLE = 100_000;
const START = 1_772_000_000_000.25;

const start = (seed: number, symbol = 'BTCUSDT', speed = 1): Market => createMarket({symbol, seed, speed, startMs: START, farOrders: 50});

const run = (market: Market, seconds: number, stepMs = 100): MarketEvent[] => {
	const events: MarketEvent[] = [];
	const startMs = market.nowMs;
	for (let at = stepMs; at <= seconds * 1000; at += stepMs) events.push(...market.advance(startMs + at));
	return events;
};

const diffsOf = (events: readonly MarketEvent[], speedMs: 100 | 1000): Diff[] =>
	events.flatMap((event) => (event.kind === 'depth' && event.speedMs === speedMs ? [event.diff] : []));

const levelsOf = (book: OrderBook): {bids: readonly Level[]; asks: readonly Level[]} => ({
	bids: book.top('bid', WHOLE),
	asks: book.top('ask', WHOLE),
});

const bookOf = (snapshot: Snapshot) => ({bids: snapshot.bids, asks: snapshot.asks});

describe.each([100, 1000] as const)('the %d ms depth stream', (speedMs) => {
	test.each([1, 2, 3])('applied to a snapshot gives the true book at every id, seed %d', (seed) => {
		const market = start(seed);
		run(market, 1);
		const snapshot = market.snapshot(WHOLE);
		const book = OrderBook.of(snapshot);
		let id = snapshot.lastId;
		for (let second = 0; second < 4; second += 1) {
			for (const diff of diffsOf(run(market, 1), speedMs)) {
				expect(diff.firstId).toBeLessThanOrEqual(id + 1);
				book.apply(diff);
				id = diff.lastId;
				expect(levelsOf(book)).toEqual(market.bookAt(id));
				expect(isCrossed(book)).toBe(false);
			}
		}

		expect(id).toBeGreaterThan(snapshot.lastId + 200);
	});

	test('leaves no id out and says no id twice', () => {
		const diffs = diffsOf(run(start(4), 10), speedMs);
		expect(diffs.length).toBeGreaterThan(8);
		for (const [index, diff] of diffs.slice(1).entries()) {
			expect(diff.firstId).toBe((diffs[index]?.lastId ?? 0) + 1);
			expect(diff.lastId).toBeGreaterThanOrEqual(diff.firstId);
		}
	});
});

test('the same seed gives the same market however the time is cut', () => {
	const coarse = start(7);
	const fine = start(7);
	const events = run(coarse, 5, 1000);
	expect(run(fine, 5, 1)).toEqual(events);
	expect(fine.snapshot(WHOLE)).toEqual(coarse.snapshot(WHOLE));
	expect(events.filter((event) => event.kind === 'trade').length).toBeGreaterThan(10);
});

test('another seed gives another market', () => {
	expect(run(start(1), 1)).not.toEqual(run(start(2), 1));
});

test('speed does the same in less time', () => {
	const usual = start(5);
	const fast = start(5, 'BTCUSDT', 10);
	run(usual, 10);
	run(fast, 1);
	expect(fast.snapshot(WHOLE)).toEqual(usual.snapshot(WHOLE));
});

test('a copy of the book may be old, and follows on to the present', () => {
	const market = start(9);
	run(market, 3);
	const old = market.snapshot(WHOLE, 1000);
	expect(old.lastId).toBeLessThan(market.updateId);
	expect(bookOf(old)).toEqual(market.bookAt(old.lastId));
	const book = OrderBook.of(old);
	const since = market.depthSince(old.lastId);
	expect(since).toMatchObject({firstId: old.lastId + 1, lastId: market.updateId});
	if (since !== undefined) book.apply(since);
	expect(levelsOf(book)).toEqual(bookOf(market.snapshot(WHOLE)));
	expect(market.snapshot(3, 1000).bids).toEqual(old.bids.slice(0, 3));
});

test('ids to come and ids long past have no book', () => {
	const market = start(9);
	expect(market.bookAt(market.updateId)).toEqual(bookOf(market.snapshot(WHOLE)));
	expect(market.bookAt(updateId(market.updateId + 1))).toBeUndefined();
	expect(market.bookAt(updateId(5))).toBeUndefined();
	expect(market.depthSince(updateId(5))).toBeUndefined();
});

test('when ids restart, streams and copies go on together from 1', () => {
	const market = start(3);
	run(market, 1);
	market.restartIds();
	const snapshot = market.snapshot(WHOLE);
	expect(snapshot.lastId).toBe(0);
	const [first] = diffsOf(run(market, 1), 100);
	expect(first?.firstId).toBe(1);
	expect(market.bookAt(updateId(0))).toEqual(bookOf(snapshot));
});

test('nothing happens in skipped time', () => {
	const market = start(3);
	run(market, 1);
	const before = market.snapshot(WHOLE);
	market.skip(market.nowMs + 5000);
	expect(market.snapshot(WHOLE)).toEqual(before);
	const events = market.advance(START + 6200);
	expect(diffsOf(events, 100).map((diff) => diff.eventAtMs)).toEqual([START + 6100, START + 6200]);
});

test('best prices are told whenever they change, with the id of the book they are of', () => {
	const market = start(6);
	let tops = 0;
	for (let at = 10; at <= 2000; at += 10) {
		for (const event of market.advance(START + at)) {
			if (event.kind !== 'top') continue;
			tops += 1;
			const book = market.bookAt(event.updateId);
			expect([book?.bids[0], book?.asks[0]]).toEqual([event.bid, event.ask]);
		}
	}

	expect(tops).toBeGreaterThan(20);
});

test('aggregates join the trades of one order at one price, and lose none', () => {
	const events = run(start(8), 20);
	const trades = events.filter((event) => event.kind === 'trade');
	const aggregates = events.filter((event) => event.kind === 'aggregate-trade');
	expect(aggregates.some((aggregate) => aggregate.lastTradeId > aggregate.firstTradeId)).toBe(true);
	let nextTrade = trades[0]?.id;
	for (const aggregate of aggregates) {
		expect(aggregate.firstTradeId).toBe(nextTrade);
		nextTrade = aggregate.lastTradeId + 1;
		const parts = trades.filter((trade) => trade.id >= aggregate.firstTradeId && trade.id <= aggregate.lastTradeId);
		expect(parts.reduce((sum, trade) => sum + Number(trade.qtyLots), 0)).toBe(aggregate.quantity);
		expect(new Set(parts.map((trade) => `${trade.priceUnits} ${trade.aggressor}`)).size).toBe(1);
	}

	expect(nextTrade).toBe((trades.at(-1)?.id ?? 0) + 1);
});
