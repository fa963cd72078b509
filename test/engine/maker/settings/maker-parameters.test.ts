import {assert, constantFrom, integer, property} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {notional, notionalAtHalfUnits, plainQty, priceMoney, type Instrument} from '../../../../source/domain/instrument.js';
import {formatMoney, lossyMoney} from '../../../../source/domain/money.js';
import {priceUnits} from '../../../../source/domain/units.js';
import type {MakerSettings} from '../../../../source/engine/maker/settings/maker-settings.js';
import {chooseParameters, sizeProblem} from '../../../../source/engine/maker/settings/maker-parameters.js';
import {floorToStep, tickMoney} from '../../../../source/engine/maker/settings/price-money.js';
import {bitcoin, instrumentWith, moneyOf, nickel, plain, shiba} from '../../../helpers/instruments.js';

const nothing: MakerSettings = {inventory: '0', makerFeeRate: 100_000n};
const free: MakerSettings = {...nothing, makerFeeRate: 0n};

const shown = (instrument: Instrument, settings: MakerSettings, mid: number): readonly string[] => {
	const chosen = chooseParameters(instrument, settings, 2 * mid);
	return [
		formatMoney(chosen.halfSpread),
		formatMoney(chosen.step),
		plainQty(instrument, BigInt(chosen.orderLots)),
		plainQty(instrument, BigInt(chosen.maxInventoryLots)),
	];
};

test.each<[name: string, instrument: Instrument, mid: number, numbers: readonly string[]]>([
	['a price of 67234.15', bitcoin, 6_723_415, ['73.96', '0.67', '0.007', '0.175']],
	['a price of 100.00 in steps of 0.05', nickel, 10_000, ['0.15', '0.05', '5', '125']],
	['a price of 0.00001234', shiba, 1234, ['0.00000002', '0.00000001', '8000000', '200000000']],
	['no least notional', plain, 10_000, ['0.11', '0.01', '0.000001', '0.000025']],
])('without a word from the operator, for %s: half-spread, step, size and limit', (_name, instrument, mid, numbers) => {
	expect(shown(instrument, nothing, mid)).toEqual(numbers);
});

test('what the operator gives is taken as it is, sizes down to the lot step', () => {
	const settings: MakerSettings = {
		...nothing,
		halfSpread: moneyOf('0.033'),
		inventorySkew: moneyOf('0'),
		orderSize: '0.123456789',
		maxInventory: '1.00000999',
	};
	const chosen = chooseParameters(bitcoin, {...settings, orderSize: '0.12345678'}, 2 * 6_723_415);
	expect(formatMoney(chosen.halfSpread)).toBe('0.033');
	expect(chosen.inventorySkew).toBe(0n);
	expect([chosen.orderLots, chosen.maxInventoryLots]).toEqual([12_345_000, 100_000_000]);
	expect(chosen.manualSkew).toBe(0n);
	expect(chosen.makerFeeRate).toBe(100_000n);
});

test.each<[given: NonNullable<MakerSettings['inventorySkew']>, perUnit: string]>([
	[moneyOf('80.5'), '80.5'],
	[{unit: 'bp', value: moneyOf('2')}, '13.44683'],
	[{unit: 'ticks', value: moneyOf('1.5')}, '0.015'],
	[{unit: 'bp', value: moneyOf('0')}, '0'],
])('a skew per unit of inventory of %o is %s in quote currency', (inventorySkew, perUnit) => {
	expect(formatMoney(chooseParameters(bitcoin, {...nothing, inventorySkew}, 2 * 6_723_415).inventorySkew)).toBe(perUnit);
});

describe('a size that cannot be worked with is refused by name', () => {
	test.each<[changes: Partial<MakerSettings>, problem: RegExp | undefined]>([
		[{}, undefined],
		[{orderSize: '0.00000001', maxInventory: '22517998.13685248'}, undefined],
		[{orderSize: '0.000000001'}, /order-size 0\.000000001 has more than the 8 decimals of BTCUSDT/],
		[{maxInventory: '99999999999'}, undefined],
		[
			{maxInventory: '10000000000000001'},
			/max-inventory 10000000000000001 is more than any venue counts: at most 10000000000000000 of BTCUSDT/,
		],
		[{inventory: '-99999999999999999'}, /^inventory -99999999999999999 is more/],
		[{quoting: {target: '0.0000000001'}}, /^inventory-target/],
		[{quoting: {levelStep: '1000000000000000000'}}, /^level-step/],
	])('%o', (changes, problem) => {
		const found = sizeProblem(bitcoin, {...nothing, ...changes});
		if (problem === undefined) expect(found).toBeUndefined();
		else expect(found).toMatch(problem);
	});

	test('a coin of which millions are nothing may be held by the hundred millions of millions of lots', () => {
		expect(sizeProblem(shiba, {...nothing, orderSize: '1000000000', maxInventory: '5000000000'})).toBeUndefined();
	});
});

describe('the defaults are sensible at any price', () => {
	const anyInstrument = constantFrom(bitcoin, nickel, shiba, plain, instrumentWith({stepSize: '1', minQty: '1', minNotional: '10'}));

	test('an order is one that the venue takes, in whole steps, and several of them fit under the limit', () => {
		assert(
			property(anyInstrument, integer({min: 1, max: 20_000_000}), (instrument, mid) => {
				const chosen = chooseParameters(instrument, nothing, 2 * mid);
				expect(chosen.orderLots).toBeGreaterThanOrEqual(Math.max(instrument.minQtyLots, instrument.stepLots));
				expect(notional(instrument, priceUnits(mid), BigInt(chosen.orderLots)) >= instrument.minNotional).toBe(true);
				expect(BigInt(chosen.maxInventoryLots)).toBe(25n * BigInt(chosen.orderLots));
				// Whole steps down to the last lot: nothing was rounded through a float.
				expect([chosen.orderLots, chosen.maxInventoryLots].map((lots) => BigInt(lots) % BigInt(instrument.stepLots))).toEqual([0n, 0n]);
			}),
			{numRuns: 300},
		);
	});

	test('without a fee spread and step are whole ticks, a basis point rounded up and a tenth of one', () => {
		assert(
			property(anyInstrument, integer({min: 1, max: 20_000_000}), (instrument, mid) => {
				const {halfSpread, step} = chooseParameters(instrument, free, 2 * mid);
				const tick = tickMoney(instrument);
				const ticks = mid / instrument.tickUnits;
				expect(step % tick).toBe(0n);
				expect(Math.abs(Number(step / tick) - ticks * 1e-5)).toBeLessThanOrEqual(ticks * 1e-5 < 0.5 ? 1 : 0.5001);
				if (ticks * 1e-4 <= 0.5) expect(halfSpread).toBe(tick / 4n);
				else {
					expect(halfSpread % tick).toBe(0n);
					expect(Number(halfSpread / tick)).toBe(Math.ceil(ticks / 10_000));
				}
			}),
		);
	});

	test.each([
		[100_000n, 11],
		[75_000n, 8.5],
		[0n, 1],
		[-5000n, 0.5],
		[-20_000n, 0.5],
	])('at a maker fee of %i e-8 the half-spread is %d basis points: the fee and one more, half of one at least', (makerFeeRate, bp) => {
		const {halfSpread} = chooseParameters(bitcoin, {...nothing, makerFeeRate}, 2 * 6_723_415);
		expect(Math.abs(lossyMoney(halfSpread) - (67_234.15 * bp) / 10_000)).toBeLessThanOrEqual(0.01);
	});

	test.each([
		['1 bp', 0n, '6.72', '1.68'],
		['half of one', -5000n, '3.36', '0.84'],
		['two', 0n, '13.44', '1.68085375'],
		['five', 0n, '33.6', '3.36'],
		['eleven at a fee of ten', 100_000n, '73.96', '3.362925'],
		['one at a fee of ten', 100_000n, '6.72', '1.68'],
	])(
		'a half-spread of %s is kept to within a quarter of a point or a tenth of itself, and within half of what the fee leaves',
		(_name, makerFeeRate, half, tolerance) => {
			const chosen = chooseParameters(bitcoin, {...nothing, makerFeeRate, halfSpread: moneyOf(half)}, 2 * 6_723_415);
			expect(formatMoney(chosen.refreshTolerance)).toBe(tolerance);
		},
	);

	test('a full inventory skews by about three basis points', () => {
		assert(
			property(anyInstrument, integer({min: 1000, max: 20_000_000}), (instrument, ticks) => {
				const mid = ticks * instrument.tickUnits;
				const chosen = chooseParameters(instrument, nothing, 2 * mid);
				const full = (lossyMoney(chosen.inventorySkew) * Number(chosen.maxInventoryLots)) / 10 ** instrument.qtyDecimals;
				expect(full / lossyMoney(priceMoney(instrument, 2 * mid))).toBeCloseTo(3e-4, 6);
			}),
		);
	});
});

test('twice a price is money per base unit', () => {
	expect(formatMoney(priceMoney(nickel, 20_005))).toBe('100.025');
	expect(formatMoney(tickMoney(nickel))).toBe('0.05');
	expect(priceMoney(bitcoin, 20_001)).toBe(notionalAtHalfUnits(bitcoin, 20_001, 100_000_000n));
});

test.each([
	[999, 0],
	[1000, 1000],
	[1999, 1000],
	[0, 0],
])('%i lots are %i in whole steps of a thousand', (lots, floored) => {
	expect(floorToStep(bitcoin, lots)).toBe(floored);
});

test('where the least quantity is no whole number of steps, an order has the next one', () => {
	const odd = instrumentWith({stepSize: '0.1', minQty: '0.25', minNotional: '5'});
	expect(plainQty(odd, BigInt(chooseParameters(odd, nothing, 2 * 100_000_000).orderLots))).toBe('0.3');
});
