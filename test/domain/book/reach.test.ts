import {array, assert, bigInt, constantFrom, integer, oneof, property, tuple} from 'fast-check';
import {expect, test} from 'vitest';
import {notional} from '../../../source/domain/instrument.js';
import {averageCost, reachOf} from '../../../source/domain/book/reach.js';
import {priceUnits, qtyLots} from '../../../source/domain/units.js';
import {btcusdt, lots, money, ticks} from '../../helpers/frames.js';

const level = (price: string, qty: string) => ({priceUnits: ticks(price), qtyLots: lots(qty)});

test('cost and average of a walk through two levels', () => {
	const reach = reachOf(btcusdt, [level('67234.16', '1.5'), level('67236.00', '0.5')]);
	expect(reach).toEqual({levels: 2, qtyLots: lots('2'), cost: money('134469.24')});
	expect(averageCost(btcusdt, reach)).toBe(money('67234.62'));
});

test('nothing costs nothing, and has no average', () => {
	const reach = reachOf(btcusdt, []);
	expect(reach).toEqual({levels: 0, qtyLots: 0, cost: 0n});
	expect(averageCost(btcusdt, reach)).toBeUndefined();
});

const qty = oneof(integer({min: 1, max: 1e9}).map(qtyLots), bigInt({min: 1n, max: 2n ** 70n}).map(qtyLots));

test('the cost is the sum of all notionals to the last digit, at any size and on both sides', () => {
	assert(
		property(
			integer({min: 3000, max: 1e12}),
			array(tuple(integer({min: 1, max: 1e5}), qty), {maxLength: 20}),
			constantFrom(1, -1),
			(best, steps, sign) => {
				let price = best;
				const levels = steps.map(([step, lotsThere]) => ({
					priceUnits: priceUnits(Math.max(1, (price += sign * (step % 100)))),
					qtyLots: lotsThere,
				}));
				const whole = levels.reduce((sum, one) => sum + notional(btcusdt, one.priceUnits, one.qtyLots), 0n);
				const reach = reachOf(btcusdt, levels);
				expect(reach.cost).toBe(whole);
				expect(BigInt(reach.qtyLots)).toBe(levels.reduce((sum, one) => sum + BigInt(one.qtyLots), 0n));
			},
		),
	);
});
