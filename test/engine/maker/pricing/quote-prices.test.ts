import {assert, bigInt, boolean, constantFrom, integer, nat, oneof, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {notional, plainPrice, type Instrument} from '../../../../source/domain/instrument.js';
import {formatMoney, money, negateMoney, ZERO_MONEY, type Money} from '../../../../source/domain/money.js';
import type {Touch} from '../../../../source/domain/book/metrics.js';
import {priceUnits, qtyLots} from '../../../../source/domain/units.js';
import {tickMoney} from '../../../../source/engine/maker/settings/price-money.js';
import type {MakerParameters} from '../../../../source/engine/maker/settings/parameters.js';
import {quoteFor, sameQuoting, skewOf} from '../../../../source/engine/maker/pricing/quote-prices.js';
import {bitcoin, instrumentWith, moneyOf, nickel, plain} from '../../../helpers/instruments.js';
import {makerParameters} from '../../../helpers/maker.js';

const UNIT = 100_000_000;

const touch = (bid: number, ask: number): Touch => ({
	bid: {priceUnits: priceUnits(bid), qtyLots: qtyLots(UNIT)},
	ask: {priceUnits: priceUnits(ask), qtyLots: qtyLots(UNIT)},
});

const prices = (instrument: Instrument, held: MakerParameters, units: number, at: Touch): readonly (string | undefined)[] => {
	const {bid, ask} = quoteFor(instrument, held, BigInt(Math.round(units * UNIT)), at);
	return [bid, ask].map((side) => side && plainPrice(instrument, side.priceUnits));
};

describe('the example of the contract: fair 100.05, half-spread 0.05, 0.02 for each unit held', () => {
	test.each([
		[0, '100', '100.1'],
		[1, '99.98', '100.08'],
		[-1, '100.02', '100.12'],
		[2, '99.96', '100.06'],
		[-2, '100.04', '100.14'],
	])('holding %i: %s / %s', (units, bid, ask) => {
		expect(prices(plain, makerParameters(), units, touch(10_003, 10_007))).toEqual([bid, ask]);
	});

	test('the skew and the reservation price are told exactly', () => {
		const quoting = quoteFor(plain, makerParameters({manualSkew: moneyOf('-0.005')}), BigInt(UNIT / 4), touch(10_003, 10_007));
		expect(formatMoney(quoting.skew)).toBe('0');
		expect(formatMoney(quoting.reservation)).toBe('100.05');
		const more = quoteFor(plain, makerParameters(), 33_333_333n, touch(10_003, 10_008));
		expect(more.midHalfUnits).toBe(20_011);
		expect(formatMoney(more.skew)).toBe('0.0066666666');
		expect(formatMoney(more.reservation)).toBe('100.0483333334');
	});
});

describe('rounding goes outward, never tighter', () => {
	test.each<[instrument: Instrument, half: string, bid: string, ask: string]>([
		[plain, '0.05', '99.99', '100.1'],
		[plain, '0.046', '99.99', '100.1'],
		[plain, '0.045', '100', '100.09'],
		[plain, '0.044', '100', '100.09'],
	])('%#: a half-spread of %s around 100.045', (instrument, half, bid, ask) => {
		expect(prices(instrument, makerParameters({halfSpread: moneyOf(half)}), 0, touch(10_003, 10_006))).toEqual([bid, ask]);
	});

	test('on a grid of five', () => {
		// 100.025 ± 0.05 on ticks of 0.05.
		expect(prices(nickel, makerParameters(), 0, touch(10_000, 10_005))).toEqual(['99.95', '100.1']);
	});
});

describe('post only', () => {
	test('a bid that skew lifts to the ask stays one tick below it, and says so', () => {
		const quoting = quoteFor(plain, makerParameters(), BigInt(-9 * UNIT), touch(10_003, 10_007));
		expect(quoting.bid?.priceUnits).toBe(10_006);
		expect([quoting.bidClamped, quoting.askClamped]).toEqual([true, false]);
	});

	test('an ask that skew lowers to the bid stays one tick above it', () => {
		const quoting = quoteFor(plain, makerParameters(), BigInt(9 * UNIT), touch(10_003, 10_007));
		expect(quoting.ask?.priceUnits).toBe(10_004);
		expect([quoting.bidClamped, quoting.askClamped]).toEqual([false, true]);
	});

	test('in a market one tick wide both sides join the touch', () => {
		const quoting = quoteFor(plain, makerParameters({halfSpread: moneyOf('0.005')}), 0n, touch(10_003, 10_004));
		expect([quoting.bid?.priceUnits, quoting.ask?.priceUnits]).toEqual([10_003, 10_004]);
		expect([quoting.bidClamped, quoting.askClamped]).toEqual([false, false]);
	});
});

describe('without a half-spread the two quotes do not meet', () => {
	test.each([
		['flat: both step back', 0, 10_004, 10_006],
		['long: the bid steps back', 1, 10_004, 10_005],
		['short: the ask steps back', -1, 10_005, 10_006],
	])('%s', (_name, units, bid, ask) => {
		const held = makerParameters({halfSpread: ZERO_MONEY, inventorySkew: ZERO_MONEY});
		const quoting = quoteFor(plain, held, BigInt(units * UNIT), touch(10_000, 10_010));
		expect([quoting.bid?.priceUnits, quoting.ask?.priceUnits]).toEqual([bid, ask]);
	});
});

describe('the room that the limit leaves', () => {
	test.each([
		[0, 1, 1, undefined, undefined],
		[9, 1, 1, undefined, undefined],
		[9.25, 0.75, 1, undefined, undefined],
		[10, undefined, 1, 'max-inventory', undefined],
		[12, undefined, 1, 'max-inventory', undefined],
		[-9.25, 1, 0.75, undefined, undefined],
		[-10, 1, undefined, undefined, 'max-inventory'],
		[-30, 1, undefined, undefined, 'max-inventory'],
	])('holding %d of 10: bid for %s, ask for %s', (units, bid, ask, bidOff, askOff) => {
		const quoting = quoteFor(plain, makerParameters(), BigInt(units * UNIT), touch(10_003, 10_007));
		expect([quoting.bid?.qtyLots, quoting.ask?.qtyLots]).toEqual([bid, ask].map((size) => size && size * UNIT));
		expect([quoting.bidOff, quoting.askOff]).toEqual([bidOff, askOff]);
	});

	test('is cut down to whole lot steps', () => {
		const quoting = quoteFor(nickel, makerParameters({orderLots: 10_250_000}), 0n, touch(10_000, 10_005));
		expect([quoting.bid?.qtyLots, quoting.ask?.qtyLots]).toEqual([10_200_000, 10_200_000]);
		const nothing = quoteFor(nickel, makerParameters({orderLots: 99_999}), 0n, touch(10_000, 10_005));
		expect(nothing).toMatchObject({bid: undefined, ask: undefined});
	});
});

describe('below the minimum there is no order, and none is rounded up to it', () => {
	test('of quantity', () => {
		const instrument = instrumentWith({minQty: '0.5', stepSize: '0.1', minNotional: '0'});
		const quoting = quoteFor(instrument, makerParameters({orderLots: 0.4 * UNIT}), 0n, touch(10_003, 10_007));
		expect(quoting).toMatchObject({bid: undefined, ask: undefined, bidOff: 'below-minimum', askOff: 'below-minimum'});
	});

	test('of notional, at the very price of the side', () => {
		// 0.05 × 100.00 is exactly 5.00; the bid's notional is below it.
		const quoting = quoteFor(bitcoin, makerParameters({orderLots: 0.05 * UNIT, inventorySkew: ZERO_MONEY}), 0n, touch(9998, 10_002));
		expect(quoting).toMatchObject({bid: undefined, bidOff: 'below-minimum', ask: {priceUnits: 10_005}, askOff: undefined});
	});

	test('a price that is not positive is no price', () => {
		const quoting = quoteFor(plain, makerParameters({halfSpread: moneyOf('1')}), 0n, touch(3, 5));
		expect(quoting).toMatchObject({bid: undefined, bidOff: 'price-not-positive', ask: {priceUnits: 104}});
	});
});

const ticksOf = (instrument: Instrument, tenths: number): Money => money((tickMoney(instrument) * BigInt(tenths)) / 10n);

/** Skews of at most 18 digits, so that inventory × skew is exact. */
const scene = record({
	instrument: constantFrom(plain, bitcoin, nickel),
	bid: integer({min: 1000, max: 1_000_000}),
	spread: integer({min: 1, max: 40}),
	halfSpread: oneof(constantFrom(0, 5, 10), nat(300)),
	inventorySkew: nat(200),
	manual: integer({min: -200, max: 200}),
	orderLots: integer({min: 1, max: 5 * UNIT}),
	maxInventoryLots: integer({min: 1, max: 100 * UNIT}),
	inventory: bigInt({min: -100n * BigInt(UNIT), max: 100n * BigInt(UNIT)}),
});

/** Half-spread and skews of the inputs. */
const heldIn = (
	{instrument, halfSpread, inventorySkew, manual}: {instrument: Instrument; halfSpread: number; inventorySkew: number; manual: number},
	changes: Partial<MakerParameters>,
) =>
	makerParameters({
		halfSpread: ticksOf(instrument, halfSpread),
		inventorySkew: ticksOf(instrument, inventorySkew),
		manualSkew: ticksOf(instrument, manual),
		...changes,
	});

test('whatever the numbers: no quote crosses the market or the other quote, and neither can break the limit', () => {
	let quoted = 0;
	assert(
		property(scene, ({bid, spread, inventory, ...given}) => {
			const {instrument, orderLots, maxInventoryLots} = given;
			const held = heldIn(given, {orderLots, maxInventoryLots});
			const quoting = quoteFor(instrument, held, inventory, touch(bid, bid + spread));
			const limit = BigInt(held.maxInventoryLots);
			if (quoting.bid !== undefined) {
				expect(quoting.bid.priceUnits).toBeLessThan(bid + spread);
				expect(inventory + BigInt(quoting.bid.qtyLots) <= limit).toBe(true);
			}

			if (quoting.ask !== undefined) {
				expect(quoting.ask.priceUnits).toBeGreaterThan(bid);
				expect(inventory - BigInt(quoting.ask.qtyLots) >= -limit).toBe(true);
			}

			for (const side of [quoting.bid, quoting.ask]) {
				if (side === undefined) continue;
				quoted += 1;
				expect(side.qtyLots).toBeLessThanOrEqual(held.orderLots);
				expect(BigInt(side.qtyLots) % BigInt(instrument.stepLots)).toBe(0n);
				expect(side.qtyLots).toBeGreaterThanOrEqual(Math.max(instrument.minQtyLots, 1));
				expect(notional(instrument, side.priceUnits, BigInt(side.qtyLots)) >= instrument.minNotional).toBe(true);
			}

			if (quoting.bid !== undefined && quoting.ask !== undefined) {
				expect(quoting.bid.priceUnits).toBeLessThan(quoting.ask.priceUnits);
			}
		}),
		{numRuns: 500},
	);
	expect(quoted).toBeGreaterThan(100);
});

test('the quotes of a short are the mirror image of the quotes of a long', () => {
	assert(
		property(scene, ({bid, spread, inventory, ...given}) => {
			const {instrument} = given;
			const held = heldIn(given, {maxInventoryLots: 1000 * UNIT});
			// The mirror image about the mid must lie on the tick grid.
			const {tickUnits} = instrument;
			const market = touch((bid + 100_000) * tickUnits, (bid + 100_000 + spread) * tickUnits);
			const sum = (2 * (bid + 100_000) + spread) * tickUnits;
			const long = quoteFor(instrument, held, inventory, market);
			const short = quoteFor(instrument, {...held, manualSkew: negateMoney(held.manualSkew)}, -inventory, market);
			const mirrored = (ticks: number | undefined): number | undefined => ticks && sum - ticks;
			expect(mirrored(short.bid?.priceUnits)).toBe(long.ask?.priceUnits);
			expect(mirrored(short.ask?.priceUnits)).toBe(long.bid?.priceUnits);
			expect(short.skew + long.skew).toBe(0n);
			expect([short.bidClamped, short.askClamped]).toEqual([long.askClamped, long.bidClamped]);
		}),
		{numRuns: 300},
	);
});

test('who holds more quotes no higher, on either side', () => {
	assert(
		property(scene, bigInt({min: 0n, max: 10n ** 9n}), boolean(), ({bid, spread, inventory, ...given}, more, exact) => {
			const {instrument} = given;
			const skew = ticksOf(instrument, given.inventorySkew);
			const held = heldIn(given, {
				inventorySkew: exact ? skew : money(skew + 7n),
				maxInventoryLots: 10_000 * UNIT,
			});
			const market = touch(bid + 100_000, bid + 100_000 + spread);
			const less = quoteFor(instrument, held, inventory, market);
			const fuller = quoteFor(instrument, held, inventory + more, market);
			expect(fuller.bid?.priceUnits ?? Number.NaN).toBeLessThanOrEqual(less.bid?.priceUnits ?? Number.NaN);
			expect(fuller.ask?.priceUnits ?? Number.NaN).toBeLessThanOrEqual(less.ask?.priceUnits ?? Number.NaN);
		}),
		{numRuns: 300},
	);
});

test('skew is inventory times its price, plus what the operator adds', () => {
	expect(formatMoney(skewOf(plain, makerParameters(), BigInt(3 * UNIT)))).toBe('0.06');
	expect(formatMoney(skewOf(plain, makerParameters(), BigInt(-3 * UNIT)))).toBe('-0.06');
	expect(formatMoney(skewOf(plain, makerParameters({manualSkew: moneyOf('0.01')}), BigInt(-3 * UNIT)))).toBe('-0.05');
});

test('two quotings are the same when a quote line would be', () => {
	const one = quoteFor(plain, makerParameters(), 0n, touch(10_003, 10_007));
	expect(sameQuoting(one, {...one})).toBe(true);
	expect(sameQuoting(one, quoteFor(plain, makerParameters(), 1n, touch(10_003, 10_007)))).toBe(false);
	expect(sameQuoting(one, quoteFor(plain, makerParameters(), 0n, touch(10_003, 10_009)))).toBe(false);
	expect(sameQuoting(one, quoteFor(plain, makerParameters({orderLots: 5}), 0n, touch(10_003, 10_007)))).toBe(false);
	expect(sameQuoting({kind: 'off'}, {kind: 'off'})).toBe(true);
	expect(sameQuoting({kind: 'off'}, one)).toBe(false);
	const pulled = {kind: 'pulled', reason: 'operator', sinceMs: 1 as never} as const;
	expect(sameQuoting(pulled, {...pulled, sinceMs: 2 as never})).toBe(true);
	expect(sameQuoting(pulled, {...pulled, reason: 'book-not-trusted'})).toBe(false);
});
