import {assert, bigInt, constantFrom, property} from 'fast-check';
import {expect, test} from 'vitest';
import {
	formatPrice,
	parsePrice,
	plainHalfUnits,
	plainPrice,
	sameUnits,
	wholeUnits,
	type Instrument,
} from '../../source/domain/instrument.js';
import {fromOrigin, isFarFrom, originFor} from '../../source/domain/price-origin.js';
import {instrumentWith} from '../helpers/instruments.js';

const fine = instrumentWith({tickSize: '0.00000001'});
const countedFor = (units: bigint): Instrument => ({...fine, originUnits: originFor(fine.tickUnits, units)});
const text = (units: bigint): string => `${units / 100_000_000n}.${String(units % 100_000_000n).padStart(8, '0')}`;

const price = bigInt({min: 1n, max: 10n ** 24n});
const away = bigInt({min: -(2n ** 50n), max: 2n ** 50n});

test('an origin is zero as long as zero will do', () => {
	expect(originFor(1, 2 ** 52)).toBe(0n);
	expect(originFor(1, 1n)).toBe(0n);
	expect(originFor(1, 2n ** 52n + 1n)).toBeGreaterThan(0n);
});

test('of any market, all that stands near to it is within reach, counted exactly and above nothing', () => {
	assert(
		property(price, away, constantFrom(1, 5, 1000, 2_500_000), (market, distance, tick) => {
			const origin = originFor(tick, market);
			expect(isFarFrom(origin, market)).toBe(false);
			expect(origin % BigInt(tick)).toBe(0n);
			const near = market + distance;
			if (near <= 0n || (origin === 0n && near > 2n ** 52n)) return;
			const units = fromOrigin(origin, near)!;
			expect(Number.isSafeInteger(2 * units)).toBe(true);
			expect(units).toBeGreaterThan(0);
			expect(origin + BigInt(units)).toBe(near);
		}),
	);
});

test('what is out of reach is refused, never rounded', () => {
	assert(
		property(price, price, (market, other) => {
			const origin = originFor(1, market);
			const units = fromOrigin(origin, other);
			if (units !== undefined) expect(origin + BigInt(units)).toBe(other);
			else expect(other < origin || other - origin > 2n ** 52n || other === origin).toBe(true);
		}),
	);
});

test('a price is written as it was read, and so is a mid', () => {
	assert(
		property(bigInt({min: 1n, max: 10n ** 19n}), away, (market, distance) => {
			const instrument = countedFor(market);
			const [bid, ask] = [market, market + (distance < 0n ? -distance : distance)].map((units) => parsePrice(instrument, text(units)));
			if (bid === undefined || ask === undefined) return;
			expect(formatPrice(instrument, bid)).toBe(text(market));
			expect(BigInt(wholeUnits(instrument, bid))).toBe(market);
			expect(Number(plainPrice(instrument, bid))).toBe(Number(text(market)));
			const [whole, digits = ''] = plainHalfUnits(instrument, bid + ask).split('.');
			expect(BigInt(`${whole}${digits.padEnd(9, '0')}`)).toBe(
				(BigInt(wholeUnits(instrument, bid)) + BigInt(wholeUnits(instrument, ask))) * 5n,
			);
		}),
	);
});

test('prices of another origin are other prices', () => {
	expect(sameUnits(fine, countedFor(10n ** 17n))).toBe(false);
});
