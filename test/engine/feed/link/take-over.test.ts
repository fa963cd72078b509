import {expect, test} from 'vitest';
import {OrderBook} from '../../../../source/domain/book/order-book.js';
import {monotonicMs, updateId} from '../../../../source/domain/units.js';
import {EVERYTHING} from '../../../../source/engine/feed/book/known-range.js';
import type {SuccessorState} from '../../../../source/engine/feed/link/successor.js';
import {takeOver, type TakeOver} from '../../../../source/engine/feed/link/take-over.js';
import {levels} from '../../../helpers/diffs.js';

type Standing = {readonly live: boolean; readonly fresh: boolean; readonly id: number; readonly qty?: number};

const lineOf = ({live, fresh, id, qty = 1}: Standing) => ({
	isLive: live,
	isFresh: () => fresh,
	bookId: updateId(id),
	known: EVERYTHING,
	book: OrderBook.of({bids: levels([[100, qty]]), asks: levels([[101, 4]])}),
});

const LIVE: Standing = {live: true, fresh: true, id: 7};
const LOST: Standing = {live: false, fresh: false, id: 7};
const STALE: Standing = {live: true, fresh: false, id: 7};

test.each<[first: Standing, state: SuccessorState, second: Partial<Standing>, agrees: boolean, answer: TakeOver]>([
	[LIVE, 'ready', {}, true, 'switch'],
	[LIVE, 'ready', {}, false, 'switch'],
	[LIVE, 'joined', {}, true, 'switch'],
	[STALE, 'ready', {}, true, 'switch'],
	[STALE, 'joined', {}, true, 'wait'],
	[LIVE, 'ready', {id: 8}, true, 'wait'],
	[LIVE, 'joined', {id: 6}, true, 'wait'],
	[LIVE, 'ready', {qty: 2}, true, 'books-differ'],
	[LIVE, 'joined', {qty: 2}, true, 'books-differ'],
	[LIVE, 'ready', {id: 8, qty: 2}, true, 'wait'],
	[LOST, 'ready', {}, true, 'fall-back'],
	[LOST, 'ready', {id: 9, qty: 2}, true, 'fall-back'],
	[LOST, 'ready', {}, false, 'second-is-wrong'],
	[LOST, 'joined', {}, true, 'wait'],
	[LOST, 'joined', {}, false, 'wait'],
	...(['dialing', 'syncing', 'failed'] as const).flatMap((state) =>
		[LIVE, LOST, STALE].map((first): [Standing, SuccessorState, Partial<Standing>, boolean, TakeOver] => [first, state, {}, true, 'wait']),
	),
])('%o beside one that is %s, %o, at peace with the top %s: %s', (first, state, second, agrees, answer) => {
	const successor = {line: lineOf({...LIVE, ...second}), state: () => state};
	expect(takeOver(lineOf(first), successor, () => agrees, monotonicMs(1000))).toBe(answer);
});
