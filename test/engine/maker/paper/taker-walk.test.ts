import {array, assert, constantFrom, integer, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {priceUnits} from '../../../../source/domain/units.js';
import {offersFor, TakenLiquidity} from '../../../../source/engine/maker/paper/taker-walk.js';
import {takerLimit} from '../../../../source/engine/maker/pricing/taker-limit.js';
import {bookOf} from '../../../helpers/diffs.js';
import {plain} from '../../../helpers/instruments.js';

const offers = (...pairs: readonly (readonly [number, number])[]) => pairs.map(([price, lots]) => ({priceUnits: priceUnits(price), lots}));
const taken = (pieces: ReadonlyArray<{readonly priceUnits: number; readonly lots: number | bigint}>) =>
	pieces.map(({priceUnits: price, lots}) => [price, lots]);

test.each([
	['bid', 10_000, 50, 10_050],
	['bid', 10_001, 1, 10_002],
	['ask', 10_000, 50, 9950],
	['ask', 10_001, 1, 10_000],
	['ask', 1, 9999, 1],
] as const)('a %s at best %i with %i bp to spare accepts %i', (side, best, bp, limit) => {
	expect(takerLimit(plain, side, priceUnits(best), bp)).toBe(limit);
});

test('only levels of the other side within the limit are on offer, best first', () => {
	const book = bookOf({
		bids: [
			[100, 5],
			[98, 7],
			[99, 6],
		],
		asks: [
			[102, 1],
			[103, 2],
		],
	});
	expect(taken(offersFor(book, 'ask', priceUnits(99)))).toEqual([
		[100, 5],
		[99, 6],
	]);
	expect(taken(offersFor(book, 'bid', priceUnits(102)))).toEqual([[102, 1]]);
	expect(offersFor(book, 'bid', priceUnits(101))).toEqual([]);
});

describe('a walk', () => {
	test('takes level after level until it has enough', () => {
		expect(taken(new TakenLiquidity().walk('bid', offers([101, 30], [102, 30], [103, 30]), 70, 10))).toEqual([
			[101, 30],
			[102, 30],
			[103, 10],
		]);
	});

	test('takes whole steps; an odd remainder goes where there is enough of it', () => {
		expect(taken(new TakenLiquidity().walk('bid', offers([101, 37], [102, 100]), 45, 10))).toEqual([
			[101, 30],
			[102, 15],
		]);
	});

	test('takes nothing twice, until the level has changed', () => {
		const liquidity = new TakenLiquidity();
		expect(taken(liquidity.walk('ask', offers([100, 50]), 30, 1))).toEqual([[100, 30]]);
		expect(taken(liquidity.walk('ask', offers([100, 50]), 30, 1))).toEqual([[100, 20]]);
		expect(liquidity.walk('ask', offers([100, 50]), 30, 1)).toEqual([]);
		expect(taken(liquidity.walk('ask', offers([100, 49]), 30, 1))).toEqual([[100, 30]]);
		liquidity.clear();
		expect(taken(liquidity.walk('ask', offers([100, 49]), 49, 1))).toEqual([[100, 49]]);
	});

	test('what was taken of one side leaves the other alone', () => {
		const liquidity = new TakenLiquidity();
		liquidity.walk('ask', offers([100, 50]), 50, 1);
		expect(taken(liquidity.walk('bid', offers([100, 50]), 50, 1))).toEqual([[100, 50]]);
	});

	test('never gets more than was shown, nor more than it wants', () => {
		const someOffers = array(record({price: integer({min: 1, max: 20}), lots: integer({min: 1, max: 500})}), {maxLength: 8});
		assert(
			property(
				array(record({levels: someOffers, lots: integer({min: 1, max: 900}), step: constantFrom(1, 10)}), {maxLength: 6}),
				(walks) => {
					const liquidity = new TakenLiquidity();
					const used = new Map<string, number>();
					for (const {levels, lots, step} of walks) {
						const shown = offers(...new Map(levels.map((level) => [level.price, level.lots])).entries());
						const pieces = liquidity.walk('bid', shown, lots, step);
						expect(pieces.reduce((sum, piece) => sum + Number(piece.lots), 0)).toBeLessThanOrEqual(lots);
						for (const key of used.keys()) if (!shown.some((offer) => key === `${offer.priceUnits}:${offer.lots}`)) used.delete(key);
						for (const piece of pieces) {
							const level = shown.find((offer) => offer.priceUnits === piece.priceUnits);
							const key = `${piece.priceUnits}:${level?.lots}`;
							used.set(key, (used.get(key) ?? 0) + Number(piece.lots));
							expect(used.get(key)).toBeLessThanOrEqual(level?.lots ?? 0);
						}
					}
				},
			),
		);
	});
});
