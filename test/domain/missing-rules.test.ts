import {assert, integer, property} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Instrument} from '../../source/domain/instrument.js';
import {withGridOf} from '../../source/domain/missing-rules.js';
import {OrderBook} from '../../source/domain/book/order-book.js';
import {levels} from '../helpers/diffs.js';
import {instrumentWith} from '../helpers/instruments.js';

const lacking: Instrument = {...instrumentWith({tickSize: '0.00000001'}), missingRules: ['no-tick-size']};

/** Twenty prices per side around 50,000 spacings. */
const bookOf = (spacing: number, odd: readonly number[] = []): OrderBook => {
	const side = (sign: 1 | -1) => Array.from({length: 20}, (_none, away) => [(50_000 + sign * (away + 1)) * spacing, 1] as const);
	return OrderBook.of({bids: levels([...side(-1), ...odd.map((price) => [price, 1] as const)]), asks: levels(side(1))});
};

describe('the grid of prices whose tick is missing', () => {
	test('is the power of ten that they are multiples of', () => {
		assert(
			property(integer({min: 0, max: 9}), (zeros) => {
				expect(withGridOf(lacking, bookOf(10 ** zeros))).toMatchObject({
					tickUnits: 10 ** zeros,
					priceDecimals: Math.max(0, 8 - zeros),
					missingRules: ['no-tick-size'],
				});
			}),
		);
	});

	test('is not made finer by one odd price, nor found in a few', () => {
		expect(withGridOf(lacking, bookOf(1_000_000, [40_000 * 1_000_000 + 1]))).toMatchObject({tickUnits: 1_000_000, priceDecimals: 2});
		const few = OrderBook.of({bids: levels([[5_000_000_000, 1]]), asks: levels([[6_000_000_000, 1]])});
		expect(withGridOf(lacking, few)).toBe(lacking);
	});
});
