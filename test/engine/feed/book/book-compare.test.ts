import {expect, test} from 'vitest';
import {OrderBook} from '../../../../source/domain/book/order-book.js';
import {priceUnits} from '../../../../source/domain/units.js';
import {compareBooks} from '../../../../source/engine/feed/book/book-compare.js';
import {EVERYTHING, type KnownRange} from '../../../../source/engine/feed/book/known-range.js';
import {levels, type Sides} from '../../../helpers/diffs.js';

const vouched = (sides: Sides, known: KnownRange = EVERYTHING) => ({
	book: OrderBook.of({bids: levels(sides.bids), asks: levels(sides.asks)}),
	known,
});

const range = (from: number, to: number): KnownRange => ({fromUnits: priceUnits(from), toUnits: priceUnits(to)});

const SIDES: Sides = {
	bids: [
		[100, 1],
		[99, 2],
		[97, 3],
	],
	asks: [
		[101, 4],
		[105, 5],
	],
};

test('equal books differ nowhere, and every level of either side counts', () => {
	expect(compareBooks(vouched(SIDES), vouched(SIDES))).toEqual({levels: 5, different: 0, nearest: undefined});
});

test.each([
	[
		'another quantity',
		{
			...SIDES,
			bids: [
				[100, 1],
				[99, 7],
				[97, 3],
			],
		},
		{side: 'bid', priceUnits: 99, ours: 2, theirs: 7},
	],
	['a level that only we hold', {...SIDES, asks: [[101, 4]]}, {side: 'ask', priceUnits: 105, ours: 5, theirs: 0}],
	[
		'a level that only they hold',
		{
			...SIDES,
			asks: [
				[101, 4],
				[103, 1],
				[105, 5],
			],
		},
		{side: 'ask', priceUnits: 103, ours: 0, theirs: 1},
	],
] as const)('%s is found', (_name, theirs, nearest) => {
	expect(compareBooks(vouched(SIDES), vouched(theirs))).toMatchObject({different: 1, nearest});
});

test('of several differences the one nearest to the touch is named', () => {
	const theirs = {
		...SIDES,
		bids: [
			[100, 9],
			[99, 9],
			[97, 9],
		],
	} as const;
	expect(compareBooks(vouched(SIDES), vouched(theirs))).toMatchObject({different: 3, nearest: {priceUnits: 100}});
});

test('beyond what either snapshot vouches for nothing is compared', () => {
	const theirs = {
		bids: [
			[100, 1],
			[99, 2],
		],
		asks: [
			[101, 4],
			[105, 9],
		],
	} as const;
	expect(compareBooks(vouched(SIDES, range(99, 101)), vouched(theirs))).toEqual({levels: 3, different: 0, nearest: undefined});
	expect(compareBooks(vouched(SIDES), vouched(theirs, range(99, 101)))).toEqual({levels: 3, different: 0, nearest: undefined});
});

test('two empty books have nothing to compare', () => {
	expect(compareBooks(vouched({}), vouched({}))).toEqual({levels: 0, different: 0, nearest: undefined});
});
