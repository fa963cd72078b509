import {expect, test} from 'vitest';
import type {Top} from '../../../../source/domain/feed-event.js';
import {OrderBook} from '../../../../source/domain/book/order-book.js';
import {updateId} from '../../../../source/domain/units.js';
import {MAX_KEPT_TOPS, TopCheck} from '../../../../source/engine/feed/book/top-check.js';
import {levels} from '../../../helpers/diffs.js';

const top = (id: number, bid: readonly [number, number] = [100, 1], ask: readonly [number, number] = [101, 2]): Top => ({
	kind: 'top',
	updateId: updateId(id),
	bid: levels([bid])[0]!,
	ask: levels([ask])[0]!,
});

const book = OrderBook.of({
	bids: levels([
		[100, 1],
		[99, 5],
	]),
	asks: levels([[101, 2]]),
});

test('a book that stands at an id is compared with the top of that id, price and quantity', () => {
	const check = new TopCheck();
	for (const [id, bid] of [
		[1, [100, 1]],
		[2, [100, 2]],
		[3, [99, 1]],
	] as const) {
		check.keep(top(id, bid));
	}
	expect(check.agrees(book, updateId(1))).toBe(true);
	expect(check.agrees(book, updateId(2))).toBe(false);
	expect(check.agrees(book, updateId(3))).toBe(false);
});

test('without a top of that id there is no verdict, and a verdict is given once but by the newest', () => {
	const check = new TopCheck();
	check.keep(top(7));
	check.keep(top(9));
	expect(check.agrees(book, updateId(6))).toBeUndefined();
	expect(check.agrees(book, updateId(7))).toBe(true);
	expect(check.agrees(book, updateId(7))).toBeUndefined();
	expect(check.agrees(book, updateId(9))).toBe(true);
	expect(check.agrees(book, updateId(9))).toBe(true);
});

test('a one-sided book does not agree with a two-sided top', () => {
	const check = new TopCheck();
	check.keep(top(1));
	expect(check.agrees(OrderBook.of({bids: levels([[100, 1]]), asks: []}), updateId(1))).toBe(false);
});

test('only the newest tops are kept', () => {
	const check = new TopCheck();
	for (let id = 1; id <= MAX_KEPT_TOPS + 1; id += 1) check.keep(top(id));
	expect(check.agrees(book, updateId(1))).toBeUndefined();
	expect(check.agrees(book, updateId(2))).toBe(true);
});

test('when ids start again, tops of the old count are forgotten', () => {
	const check = new TopCheck();
	for (const id of [8, 9, 10, 2]) check.keep(top(id));
	expect([8, 9, 10].map((id) => check.agrees(book, updateId(id)))).toEqual([undefined, undefined, undefined]);
	expect(check.agrees(book, updateId(2))).toBe(true);
});
