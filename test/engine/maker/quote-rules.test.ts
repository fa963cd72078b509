import {assert, bigInt, integer, nat, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Touch} from '../../../source/domain/book/metrics.js';
import {money} from '../../../source/domain/money.js';
import {priceUnits, qtyLots} from '../../../source/domain/units.js';
import type {QuotingState} from '../../../source/engine/maker/types/quotes.js';
import {minSpreadUnits, quoteFor} from '../../../source/engine/maker/pricing/quote-prices.js';
import {tickMoney} from '../../../source/engine/maker/settings/price-money.js';
import type {QuoteRules} from '../../../source/engine/maker/pricing/quote-sizes.js';
import {instrumentWith, moneyOf, plain} from '../../helpers/instruments.js';
import {makerParameters} from '../../helpers/maker.js';

const UNIT = 100_000_000;
const market: Touch = {
	bid: {priceUnits: priceUnits(10_003), qtyLots: qtyLots(UNIT)},
	ask: {priceUnits: priceUnits(10_007), qtyLots: qtyLots(UNIT)},
};

const rules = (change: Partial<QuoteRules> = {}): QuoteRules => ({
	reduceOnly: false,
	blocked: {},
	referenceHalfUnits: 20_010,
	collarBp: 200,
	maxOrderLots: undefined,
	maxOrderNotional: undefined,
	maxGrossNotional: undefined,
	widening: 1,
	...change,
});

const ticks = (quotes: QuotingState['bids']): readonly number[] => quotes.map((quote) => quote.priceUnits);
const sizes = (quotes: QuotingState['bids']): readonly number[] => quotes.map((quote) => Number(quote.qtyLots) / UNIT);

describe('levels', () => {
	const held = makerParameters({levels: 3, levelSpacing: moneyOf('0.02'), levelStepLots: UNIT / 2});

	test('lie behind the first one, each larger by the step', () => {
		const quoting = quoteFor(plain, held, 0n, market);
		expect([ticks(quoting.bids), ticks(quoting.asks)]).toEqual([
			[10_000, 9998, 9996],
			[10_010, 10_012, 10_014],
		]);
		expect(sizes(quoting.bids)).toEqual([1, 1.5, 2]);
		expect(quoting.bid).toEqual(quoting.bids[0]);
	});

	test('share the room that the limit leaves, nearest first', () => {
		const quoting = quoteFor(plain, held, BigInt(8 * UNIT), market);
		expect(sizes(quoting.bids)).toEqual([1, 1]);
		expect(sizes(quoting.asks)).toEqual([1, 1.5, 2]);
	});
});

describe('inventory', () => {
	test('beyond the target skews, at the target does not', () => {
		const held = makerParameters({targetLots: BigInt(2 * UNIT)});
		expect(quoteFor(plain, held, BigInt(2 * UNIT), market).skew).toBe(0n);
		expect(quoteFor(plain, held, 0n, market).skew).toBe(moneyOf('-0.04'));
	});

	test('shrinks the side that would add to it, and only that', () => {
		const quoting = quoteFor(plain, makerParameters({sizeSkew: 2}), BigInt(5 * UNIT), market);
		expect(sizes(quoting.bids)[0]).toBeCloseTo(Math.exp(-1), 6);
		expect(sizes(quoting.asks)).toEqual([1]);
	});
});

test.each<[held: bigint, bid: number, ask: number]>([
	[0n, 9999, 10_011],
	[1n, 9998, 10_010],
	[-1n, 10_000, 10_012],
])('a least spread of 0.12 with %s held moves the side that adds: %i / %i', (held, bid, ask) => {
	const quoting = quoteFor(plain, makerParameters({minSpread: moneyOf('0.12'), inventorySkew: moneyOf('0')}), held, market);
	expect([quoting.bid?.priceUnits, quoting.ask?.priceUnits]).toEqual([bid, ask]);
});

describe('what the venue takes as one order', () => {
	test.each([
		[{maxQty: '0.7'}, 0.7],
		[{maxNotional: '50.5'}, 0.5],
		[{maxQty: '0', maxNotional: '0', maxTakerQty: '0.1'}, 1],
	])('%o: quotes of %d at most', (change, most) => {
		const instrument = instrumentWith({stepSize: '0.01', minQty: '0', minNotional: '0', ...change});
		expect(sizes(quoteFor(instrument, makerParameters({levels: 1}), 0n, market).bids)).toEqual([most]);
	});
});

test('sizes of a coin worth next to nothing are exact beyond 2^53 lots', () => {
	const orderLots = 90_000_000_000_000_000_001n;
	const held = makerParameters({
		inventorySkew: moneyOf('0'),
		orderLots,
		maxInventoryLots: 3n * orderLots,
		levels: 2,
		levelStepLots: 7n * 10n ** 17n,
	});
	const {bids, asks} = quoteFor(plain, held, 2n * orderLots - 5n, market);
	expect(bids.map(({qtyLots: lots}) => lots)).toEqual([orderLots, 5]);
	expect(asks.map(({qtyLots: lots}) => lots)).toEqual([orderLots, orderLots + 7n * 10n ** 17n]);
});

describe('the price band', () => {
	test('buys nothing at its ceiling and above', () => {
		expect(quoteFor(plain, makerParameters({priceCeiling: moneyOf('100')}), 0n, market)).toMatchObject({
			bid: undefined,
			bidOff: 'price-band',
			askOff: undefined,
		});
		expect(quoteFor(plain, makerParameters({priceCeiling: moneyOf('100.01')}), 0n, market).bidOff).toBeUndefined();
	});

	test('sells nothing at its floor and below', () => {
		expect(quoteFor(plain, makerParameters({priceFloor: moneyOf('100.1')}), 0n, market)).toMatchObject({
			ask: undefined,
			askOff: 'price-band',
		});
	});
});

describe('the risk layer', () => {
	test('blocks a side, and the reason is told', () => {
		expect(quoteFor(plain, makerParameters(), 0n, market, {rules: rules({blocked: {ask: 'one-sided-fills'}})})).toMatchObject({
			ask: undefined,
			askOff: 'one-sided-fills',
			bidOff: undefined,
		});
	});

	test('when reducing only leaves what there is to reduce', () => {
		const quoting = quoteFor(plain, makerParameters(), BigInt(UNIT / 4), market, {rules: rules({reduceOnly: true})});
		expect(quoting).toMatchObject({bid: undefined, bidOff: 'reduce-only', ask: {qtyLots: UNIT / 4}});
		expect(quoteFor(plain, makerParameters(), 0n, market, {rules: rules({reduceOnly: true})})).toMatchObject({
			bidOff: 'reduce-only',
			askOff: 'reduce-only',
		});
	});

	test('refuses orders that are too large, by quantity or worth', () => {
		expect(quoteFor(plain, makerParameters(), 0n, market, {rules: rules({maxOrderLots: UNIT - 1})}).bidOff).toBe('order-limit');
		const quoting = quoteFor(plain, makerParameters(), 0n, market, {rules: rules({maxOrderNotional: moneyOf('100.05')})});
		expect([quoting.bidOff, quoting.askOff]).toEqual([undefined, 'order-limit']);
	});

	test('keeps all orders together under the gross limit, nearest first', () => {
		const quoting = quoteFor(plain, makerParameters({levels: 2}), 0n, market, {rules: rules({maxGrossNotional: moneyOf('301')})});
		expect([quoting.bids.length, quoting.asks.length]).toEqual([2, 1]);
		expect(quoteFor(plain, makerParameters(), 0n, market, {rules: rules({maxGrossNotional: moneyOf('1')})})).toMatchObject({
			bidOff: 'gross-limit',
			askOff: 'gross-limit',
		});
	});

	test('refuses prices far from the slow mean of the mid', () => {
		const quoting = quoteFor(plain, makerParameters(), 0n, market, {rules: rules({collarBp: 5, referenceHalfUnits: 20_016})});
		expect([quoting.bidOff, quoting.askOff]).toEqual(['price-collar', undefined]);
	});

	test('widens the half-spread', () => {
		expect(quoteFor(plain, makerParameters(), 0n, market, {rules: rules({widening: 1.4})}).halfSpread).toBe(moneyOf('0.07'));
	});
});

test('a model and a fair value from elsewhere are quoted as they are', () => {
	const quoting = quoteFor(plain, makerParameters({model: 'glft'}), 0n, market, {
		fair: {kind: 'weighted', value: moneyOf('100.06')},
		shape: {skew: moneyOf('0.013'), halfSpread: moneyOf('0.04')},
	});
	expect(quoting).toMatchObject({
		bid: {priceUnits: 10_000},
		ask: {priceUnits: 10_009},
		fairValue: 'weighted',
		model: 'glft',
		fair: moneyOf('100.06'),
		reservation: moneyOf('100.047'),
	});
});

const tenth = (count: number) => money((tickMoney(plain) * BigInt(count)) / 10n);
const sum = (quotes: QuotingState['bids']): bigint => quotes.reduce((all, quote) => all + BigInt(quote.qtyLots), 0n);

const scene = record({
	bid: integer({min: 500, max: 100_000}),
	spread: integer({min: 1, max: 30}),
	half: nat(200),
	skew: nat(300),
	minSpread: nat(60),
	levels: integer({min: 1, max: 5}),
	spacing: nat(50),
	held: bigInt({min: -2_000_000_000n, max: 2_000_000_000n}),
	target: bigInt({min: -500_000_000n, max: 500_000_000n}),
});

test('ask − bid never falls below the least spread, no level crosses the market or the next one, and the worst case is within the limit', () => {
	assert(
		property(scene, ({bid, spread, half, skew, minSpread, levels, spacing, held, target}) => {
			const parameters = makerParameters({
				halfSpread: tenth(half),
				inventorySkew: tenth(skew),
				minSpread: tenth(minSpread),
				levels,
				levelSpacing: tenth(spacing),
				targetLots: target,
				levelStepLots: 7,
			});
			const touch: Touch = {
				bid: {priceUnits: priceUnits(bid), qtyLots: qtyLots(1)},
				ask: {priceUnits: priceUnits(bid + spread), qtyLots: qtyLots(1)},
			};
			const quoting = quoteFor(plain, parameters, held, touch);
			const [bids, asks] = [ticks(quoting.bids), ticks(quoting.asks)];
			if (bids[0] !== undefined && asks[0] !== undefined) {
				expect(asks[0] - bids[0]).toBeGreaterThanOrEqual(minSpreadUnits(plain, parameters));
			}
			for (const price of bids) expect(price).toBeLessThan(bid + spread);
			for (const price of asks) expect(price).toBeGreaterThan(bid);
			expect(bids.toSorted((a, b) => b - a)).toEqual(bids);
			expect(new Set(bids).size).toBe(bids.length);
			expect(asks.toSorted((a, b) => a - b)).toEqual(asks);
			const limit = BigInt(parameters.maxInventoryLots);
			if (bids.length > 0) expect(held + sum(quoting.bids) <= limit).toBe(true);
			if (asks.length > 0) expect(held - sum(quoting.asks) >= -limit).toBe(true);
		}),
		{numRuns: 500},
	);
});
