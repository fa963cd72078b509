import {assert, integer, nat, property} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	formatPrice,
	lossyPrice,
	notional,
	notionalAtHalfUnits,
	parsePrice,
	parseQty,
	plainPrice,
	plainQty,
	stepDecimals,
	type InstrumentText,
	isOnTick,
	tickAbove,
	tickBelow,
} from '../../source/domain/instrument.js';
import {formatMoney, MONEY_DECIMALS, negateMoney} from '../../source/domain/money.js';
import {priceUnits, qtyLots} from '../../source/domain/units.js';
import {bitcoin, instrumentWith, nickel, shiba} from '../helpers/instruments.js';

test('steps are read into units of the last digit that carries information', () => {
	expect(bitcoin).toMatchObject({priceDecimals: 2, tickUnits: 1, qtyDecimals: 8, stepLots: 1000, minQtyLots: 1000});
	expect(nickel).toMatchObject({priceDecimals: 2, tickUnits: 5, stepLots: 100_000});
	expect(shiba).toMatchObject({priceDecimals: 8, tickUnits: 1, stepLots: 100_000_000});
	expect(instrumentWith({tickSize: '10.00'})).toMatchObject({priceDecimals: 0, tickUnits: 10});
	expect(instrumentWith({stepSize: '0.000000000001'})).toMatchObject({qtyDecimals: 12, stepLots: 1});
	expect(formatMoney(bitcoin.minNotional)).toBe('5');
});

test.each<[Partial<InstrumentText>, RegExp]>([
	[{tickSize: ''}, /tick size ""/],
	[{tickSize: '0.00000000'}, /tick size .* zero/],
	[{tickSize: '-0.01'}, /tick size/],
	[{tickSize: '1e-2'}, /tick size/],
	[{tickSize: '9007199254740993'}, /tick size .* too large/],
	[{stepSize: '0'}, /lot step .* zero/],
	[{stepSize: 'abc'}, /lot step/],
	[{minQty: 'x'}, /minimum quantity/],
	[{minNotional: '-1'}, /minimum notional/],
	[{tickSize: '0.00000000000000000001'}, /digits/],
])('an instrument with %o is refused by the name of the field', (changes, message) => {
	expect(() => instrumentWith(changes)).toThrow(message);
	expect(() => instrumentWith(changes)).toThrow(RangeError);
});

describe('a price is read where its units can name it, on the tick grid or off it', () => {
	test.each<[text: unknown, units: number | undefined]>([
		['0.05', 5],
		['100.00', 10_000],
		['100.05', 10_005],
		['100.050000', 10_005],
		['100.03', 10_003],
		['100.051', undefined],
		['0', undefined],
		['0.00', undefined],
		['-0.05', undefined],
		['', undefined],
		[100.05, undefined],
		[null, undefined],
		['1e2', undefined],
		['90071992547409.90', 9_007_199_254_740_990],
		['9007199254740993.00', undefined],
	])('%o', (text, units) => {
		expect(parsePrice(nickel, text)).toBe(units);
	});
});

test.each<[text: unknown, lots: number | bigint | undefined]>([
	['0', 0],
	['0.00000000', 0],
	['1.5', 150_000_000],
	['92233720368.54775807', 9_223_372_036_854_775_807n],
	['0.000000001', undefined],
	['-1', undefined],
	['', undefined],
	[' ', undefined],
	[1, undefined],
	[true, undefined],
])('the quantity %o is %s lots', (text, lots) => {
	expect(parseQty(bitcoin, text)).toBe(lots);
});

test('prices and quantities are read back from what is written of them', () => {
	assert(
		property(integer({min: 1, max: 2 ** 45}), nat(), (ticks, lots) => {
			const price = priceUnits(ticks);
			for (const instrument of [bitcoin, nickel, shiba]) {
				expect(parsePrice(instrument, formatPrice(instrument, price))).toBe(price);
				expect(parsePrice(instrument, plainPrice(instrument, price))).toBe(price);
				expect(plainPrice(instrument, price)).not.toMatch(/\.\d*0$|\.$|e/);
				expect(parseQty(instrument, plainQty(instrument, qtyLots(lots)))).toBe(lots);
			}
		}),
	);
});

test('a column has the same number of digits in every row', () => {
	expect(formatPrice(nickel, priceUnits(10_000))).toBe('100.00');
	expect(plainPrice(nickel, priceUnits(10_000))).toBe('100');
	expect(formatPrice(shiba, priceUnits(1_234))).toBe('0.00001234');
	expect(plainQty(bitcoin, 9_223_372_036_854_775_807n)).toBe('92233720368.54775807');
	expect([stepDecimals(bitcoin), stepDecimals(nickel), stepDecimals(shiba)]).toEqual([5, 3, 0]);
});

describe('where the venue can name finer prices than the tick', () => {
	const fine = instrumentWith({tickSize: '0.05', unitDecimals: 8});

	test('a tick is so many units, and a person still sees the digits of the tick', () => {
		expect(fine).toMatchObject({unitDecimals: 8, tickUnits: 5_000_000, priceDecimals: 2});
		expect(formatPrice(fine, priceUnits(10_000_000_000))).toBe('100.00');
		expect(formatPrice(fine, priceUnits(10_005_000_000))).toBe('100.05');
	});

	test('a price off the tick grid is read and shown with all of its digits', () => {
		expect(parsePrice(fine, '100.02500000')).toBe(10_002_500_000);
		expect(formatPrice(fine, priceUnits(10_002_500_000))).toBe('100.025');
		expect(formatPrice(fine, priceUnits(10_000_000_001))).toBe('100.00000001');
		expect(plainPrice(fine, priceUnits(10_002_500_000))).toBe('100.025');
		expect([isOnTick(fine, priceUnits(10_002_500_000)), isOnTick(fine, priceUnits(10_005_000_000))]).toEqual([false, true]);
	});

	test('the ticks around a price hold it between them, and a tick is its own', () => {
		assert(
			property(integer({min: 1, max: 2 ** 45}), (price) => {
				const [below, above] = [tickBelow(fine, price), tickAbove(fine, price)];
				expect(below <= price && price <= above).toBe(true);
				expect(above - below).toBe(price % fine.tickUnits === 0 ? 0 : fine.tickUnits);
				expect([below, above].every((one) => isOnTick(fine, one))).toBe(true);
			}),
		);
	});
});

test('price times quantity is exact, half a tick included', () => {
	expect(formatMoney(notional(nickel, priceUnits(10_005), 150_000_000n))).toBe('150.075');
	expect(formatMoney(notionalAtHalfUnits(bitcoin, 10_001, 1n))).toBe('0.00000050005');
	expect(formatMoney(notional(shiba, priceUnits(1_234), 9_223_372_036_854_775_807n))).toBe('1138164.1093478793345838');
	assert(
		property(integer({min: 1, max: 2 ** 45}), nat(), (halfUnits, lots) => {
			for (const instrument of [bitcoin, nickel, shiba]) {
				const value = notionalAtHalfUnits(instrument, halfUnits, BigInt(lots));
				const scale = 10n ** BigInt(instrument.unitDecimals + instrument.qtyDecimals);
				expect(value * 2n * scale).toBe(BigInt(halfUnits) * BigInt(lots) * 10n ** BigInt(MONEY_DECIMALS));
				expect(notionalAtHalfUnits(instrument, halfUnits, -BigInt(lots))).toBe(negateMoney(value));
			}
		}),
	);
});

test('a gauge sees a difference of prices in quote currency', () => {
	expect(lossyPrice(nickel, 12.5)).toBeCloseTo(0.125, 12);
});

describe('a price beyond 2^53 units', () => {
	const rupiah = instrumentWith({tickSize: '1.00', unitDecimals: 8});

	test('is exact where a double is, and read back to the digit', () => {
		assert(
			property(integer({min: 90_000_000, max: 4_000_000_000}), (price) => {
				const units = parsePrice(rupiah, `${price}.00000000`)!;
				expect(BigInt(units)).toBe(BigInt(price) * 100_000_000n);
				expect([plainPrice(rupiah, units), formatPrice(rupiah, units)]).toEqual([String(price), String(price)]);
				expect(isOnTick(rupiah, units)).toBe(true);
				expect([tickAbove(rupiah, units - 1e8), tickBelow(rupiah, units + 1e8)]).toEqual([units - 1e8, units + 1e8]);
			}),
		);
	});

	test('is written by its value, not by the shortest digits that name the double', () => {
		expect(plainPrice(rupiah, parsePrice(rupiah, '1000000000.00000032')!)).toBe('1000000000.00000032');
	});

	test('is out of reach where a double would be another price, or half of one', () => {
		expect(parsePrice(rupiah, '1000000000.00000001')).toBeUndefined();
		expect(parsePrice(rupiah, '1000000000.00000016')).toBeUndefined();
	});
});
