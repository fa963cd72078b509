import {array, assert, constantFrom, integer, property, tuple} from 'fast-check';
import {expect, test} from 'vitest';
import {groupLevels, groupPrice} from '../../../source/domain/book/group-levels.js';
import {OrderBook} from '../../../source/domain/book/order-book.js';
import {priceUnits, type Side} from '../../../source/domain/units.js';
import {levels, type Pair} from '../../helpers/diffs.js';

const bookOf = (bids: readonly Pair[], asks: readonly Pair[]): OrderBook => {
	const book = new OrderBook();
	book.apply({bids: levels(bids), asks: levels(asks)});
	return book;
};

test.each<[side: Side, price: number, group: number, row: number]>([
	['bid', 1009, 10, 1000],
	['bid', 1010, 10, 1010],
	['ask', 1001, 10, 1010],
	['ask', 1010, 10, 1010],
	['bid', 7, 1, 7],
	['ask', 7, 1, 7],
	['bid', 7, 100, 0],
	['ask', 7, 100, 100],
])('a %s at %i in groups of %i stands in row %i', (side, price, group, row) => {
	expect(groupPrice(side, priceUnits(price), group)).toBe(row);
});

test('rows are best first, empty ones are left out, and those out of reach are not shown', () => {
	const book = bookOf(
		[
			[1009, 1],
			[1000, 2],
			[985, 4],
			[960, 8],
		],
		[
			[1011, 1],
			[1020, 2],
			[1055, 4],
		],
	);
	expect(groupLevels(book, 'bid', 10, 3)).toEqual(
		levels([
			[1000, 3],
			[980, 4],
		]),
	);
	expect(groupLevels(book, 'bid', 10, 5)).toEqual(
		levels([
			[1000, 3],
			[980, 4],
			[960, 8],
		]),
	);
	expect(groupLevels(book, 'ask', 10, 3)).toEqual(levels([[1020, 3]]));
	expect(groupLevels(book, 'ask', 10, 5)).toEqual(
		levels([
			[1020, 3],
			[1060, 4],
		]),
	);
	expect(groupLevels(book, 'ask', 10, 0)).toEqual([]);
	expect(groupLevels(bookOf([], []), 'ask', 10, 5)).toEqual([]);
});

test('quantities beyond 2^53 are summed exactly', () => {
	const big = 9_223_372_036_854_775_807n;
	expect(
		groupLevels(
			bookOf(
				[
					[9, big],
					[8, 1],
				],
				[],
			),
			'bid',
			5,
			1,
		),
	).toEqual(levels([[5, big + 1n]]));
});

const sum = (found: readonly {readonly qtyLots: number | bigint}[]): number => found.reduce((all, level) => all + Number(level.qtyLots), 0);
const side = array(tuple(integer({min: 1, max: 300}), integer({min: 1, max: 1_000_000})), {maxLength: 30});

test('grouping keeps every quantity within reach and never makes the market look narrower', () => {
	assert(
		property(side, side, constantFrom(1, 2, 5, 10, 50), integer({min: 1, max: 400}), (bids, asks, group, rows) => {
			const book = bookOf(
				bids,
				asks.map(([price, qty]) => [price + 300, qty]),
			);
			for (const one of ['bid', 'ask'] as const) {
				const grouped = groupLevels(book, one, group, rows);
				const best = one === 'bid' ? book.bestBid() : book.bestAsk();
				if (best === undefined) {
					expect(grouped).toEqual([]);
					continue;
				}

				const sign = one === 'bid' ? 1 : -1;
				const prices = grouped.map((level) => level.priceUnits);
				expect(sign * (best.priceUnits - (prices[0] ?? Number.NaN))).toBeGreaterThanOrEqual(0);
				expect(prices).toEqual(prices.toSorted((a, b) => sign * (b - a)));
				expect(new Set(prices).size).toBe(prices.length);
				expect(prices.every((price) => price % group === 0)).toBe(true);
				const last = groupPrice(one, best.priceUnits, group) - sign * (rows - 1) * group;
				const within = book.levelsTo(one, priceUnits(last));
				expect(sum(grouped)).toBe(sum(within));
				if (rows === 400) expect(sum(grouped)).toBe(sum(book.top(one, 1000)));
			}
		}),
	);
});
