import {Decimal} from 'decimal.js';
import {array, assert, bigInt, constant, integer, nat, oneof, property, tuple} from 'fast-check';
import {expect, test} from 'vitest';
import {
	imbalance,
	micropriceUnits,
	midHalfUnits,
	plainMicroprice,
	plainMid,
	spreadUnits,
	touchOf,
	type Touch,
} from '../../../source/domain/book/metrics.js';
import {OrderBook} from '../../../source/domain/book/order-book.js';
import {priceUnits, qtyLots} from '../../../source/domain/units.js';
import {levels, type Pair} from '../../helpers/diffs.js';
import {bitcoin, nickel, shiba} from '../../helpers/instruments.js';

const touch = (bid: Pair, ask: Pair): Touch => ({
	bid: {priceUnits: priceUnits(bid[0]), qtyLots: qtyLots(bid[1])},
	ask: {priceUnits: priceUnits(ask[0]), qtyLots: qtyLots(ask[1])},
});

test.each<[bids: readonly Pair[], asks: readonly Pair[]]>([
	[[], []],
	[[[10, 1]], []],
	[[], [[10, 1]]],
])('a book with bids %j and asks %j has no touch and no imbalance', (bids, asks) => {
	const book = OrderBook.of({bids: levels(bids), asks: levels(asks)});
	expect(touchOf(book)).toBeUndefined();
	expect(imbalance(book, 5)).toBeUndefined();
});

test.each([
	[touch([10_000, 300], [10_003, 100]), 3, 20_003, '100.015', '100.0225', 10_002.25],
	[touch([10_000, 1], [10_001, 1]), 1, 20_001, '100.005', '100.005', 10_000.5],
	[touch([10_000, 1], [10_002, 1]), 2, 20_002, '100.01', '100.01', 10_001],
	[touch([10_000, 1], [10_001, 2]), 1, 20_001, '100.005', '100.0033333333333333333333333', 10_000 + 1 / 3],
	[touch([10_000, 2], [10_001, 1]), 1, 20_001, '100.005', '100.0066666666666666666666667', 10_000 + 2 / 3],
	[touch([1, 1], [3, 9_223_372_036_854_775_807n]), 2, 4, '0.02', '0.01000000000000000000216840434', 1],
])('the numbers of %o', (given, spread, half, mid, micro, microTicks) => {
	expect(spreadUnits(given)).toBe(spread);
	expect(midHalfUnits(given)).toBe(half);
	expect(plainMid(bitcoin, given)).toBe(mid);
	expect(plainMicroprice(bitcoin, given)).toBe(micro);
	expect(micropriceUnits(given)).toBeCloseTo(microTicks, 9);
});

test('the microprice leans to the ask when bids are heavier: each price counts with the other side', () => {
	expect(micropriceUnits(touch([100, 900], [110, 100]))).toBe(109);
	expect(micropriceUnits(touch([100, 100], [110, 900]))).toBe(101);
});

/** 28 significant digits of a fraction, half to even, in integer arithmetic. */
const roundedFraction = (top: bigint, bottom: bigint): {readonly digits: bigint; readonly shift: number} => {
	let shift = 0;
	while ((top * 10n ** BigInt(shift)) / bottom < 10n ** 27n) shift += 1;
	while ((top * 10n ** BigInt(Math.max(shift, 0))) / (bottom * 10n ** BigInt(Math.max(-shift, 0))) >= 10n ** 28n) shift -= 1;
	const scaledTop = top * 10n ** BigInt(Math.max(shift, 0));
	const scaledBottom = bottom * 10n ** BigInt(Math.max(-shift, 0));
	const floor = scaledTop / scaledBottom;
	const twice = 2n * (scaledTop % scaledBottom);
	const up = twice > scaledBottom || (twice === scaledBottom && floor % 2n === 1n);
	return {digits: up ? floor + 1n : floor, shift};
};

const isText = (text: string, {digits, shift}: {readonly digits: bigint; readonly shift: number}): boolean => {
	const [whole = '', fraction = ''] = text.split('.');
	const read = BigInt(whole + fraction);
	const places = BigInt(Math.max(shift - fraction.length, 0));
	const reach = BigInt(Math.max(fraction.length - shift, 0));
	return read * 10n ** places === digits * 10n ** reach;
};

test('the microprice is the exact fraction rounded half to even to 28 digits', () => {
	const qty = oneof(bigInt({min: 1n, max: 1000n}), bigInt({min: 1n, max: 9_223_372_036_854_775_807n}));
	const bidPrice = oneof(
		nat(1000).map((n) => n + 1),
		integer({min: 1, max: 2 ** 40}),
	);
	assert(
		property(bidPrice, nat(1000), qty, qty, (bid, gap, bidQty, askQty) => {
			const ask = bid + gap + 1;
			for (const instrument of [bitcoin, nickel, shiba]) {
				const top = BigInt(bid) * askQty + BigInt(ask) * bidQty;
				const bottom = (bidQty + askQty) * 10n ** BigInt(instrument.unitDecimals);
				const text = plainMicroprice(instrument, touch([bid, bidQty], [ask, askQty]));
				expect(text).toMatch(/^\d+(\.\d*[1-9])?$/);
				expect(isText(text, roundedFraction(top, bottom)), text).toBe(true);
			}
		}),
		{numRuns: 200},
	);
});

test('it is what decimal.js makes of it, from any origin and at any size', () => {
	const Quotient = Decimal.clone({precision: 28, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -40, toExpPos: 60});
	const Exact = Decimal.clone({precision: 300});
	const qty = bigInt({min: 1n, max: 10n ** 24n});
	const origin = oneof(constant(0n), bigInt({min: 1n, max: 10n ** 32n}));
	assert(
		property(integer({min: 1, max: 2 ** 50}), nat(10_000), qty, qty, origin, (bid, gap, bidQty, askQty, originUnits) => {
			const instrument = {...bitcoin, originUnits};
			const price = (units: number) => new Exact(String(originUnits + BigInt(units)));
			const [bids, asks] = [new Exact(String(bidQty)), new Exact(String(askQty))];
			const weighted = asks.times(price(bid)).plus(bids.times(price(bid + gap)));
			const divisor = bids.plus(asks).times(new Exact(10).pow(instrument.unitDecimals));
			expect(plainMicroprice(instrument, touch([bid, bidQty], [bid + gap, askQty]))).toBe(
				new Quotient(weighted).dividedBy(divisor).toFixed(),
			);
		}),
		{numRuns: 300},
	);
});

// One tick plus b/2^28 of another: 29 significant digits that end in 5.
test.each([
	[1, '0.00000001000000003725290298461914062'],
	[3, '0.00000001000000011175870895385742188'],
	[268_435_455, '0.00000001999999996274709701538085938'],
	[12_345_677, '0.00000001045991230756044387817382812'],
])('a tie at the 28th digit (%i ÷ 2^28) goes to the even neighbour', (bidQty, text) => {
	expect(plainMicroprice(shiba, touch([1, bidQty], [2, 2 ** 28 - bidQty]))).toBe(text);
});

test('the mid is exact between any two prices', () => {
	assert(
		property(integer({min: 1, max: 2 ** 40}), nat(1000), (bid, gap) => {
			for (const instrument of [bitcoin, nickel, shiba]) {
				const text = plainMid(instrument, touch([bid, 1], [bid + gap, 1]));
				const [whole = '', fraction = ''] = text.split('.');
				const halves = BigInt(2 * bid + gap) * 5n;
				expect(BigInt(whole + fraction.padEnd(instrument.unitDecimals + 1, '0'))).toBe(halves);
			}
		}),
	);
});

test.each<[bids: readonly Pair[], asks: readonly Pair[], depth: number, share: number]>([
	[[[10, 3]], [[11, 1]], 1, 0.5],
	[[[10, 1]], [[11, 3]], 1, -0.5],
	[
		[
			[10, 1],
			[9, 5],
		],
		[
			[11, 3],
			[12, 1],
		],
		2,
		0.2,
	],
	[
		[
			[10, 1],
			[9, 5],
		],
		[
			[11, 3],
			[12, 1],
		],
		1,
		-0.5,
	],
	[
		[
			[10, 1],
			[9, 5],
		],
		[[11, 3]],
		20,
		1 / 3,
	],
])('bids %j, asks %j over %i levels lean by %f', (bids, asks, depth, share) => {
	expect(imbalance(OrderBook.of({bids: levels(bids), asks: levels(asks)}), depth)).toBeCloseTo(share, 12);
});

const below = (list: readonly number[]): Pair[] => list.map((qty, index) => [100 - index, qty]);
const above = (list: readonly number[]): Pair[] => list.map((qty, index) => [101 + index, qty]);

test('imbalance lies between −1 and 1 and changes its sign with the sides', () => {
	const qtys = array(
		nat(1_000_000).map((n) => n + 1),
		{minLength: 1, maxLength: 8},
	);
	assert(
		property(tuple(qtys, qtys), integer({min: 1, max: 10}), ([bids, asks], depth) => {
			const one = imbalance(OrderBook.of({bids: levels(below(bids)), asks: levels(above(asks))}), depth) ?? Number.NaN;
			const other = imbalance(OrderBook.of({bids: levels(below(asks)), asks: levels(above(bids))}), depth) ?? Number.NaN;
			expect(Math.abs(one)).toBeLessThan(1);
			expect(one).toBeCloseTo(-other, 12);
		}),
	);
});
