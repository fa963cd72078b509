import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {priceUnits, type Side} from '../../../source/domain/units.js';
import {lots} from '../../../source/exchange/listing/lots.js';
import {RestingSide} from '../../../source/exchange/matching/resting-side.js';

const join = (side: RestingSide, id: number, price: number, quantity: number): void =>
	side.openAt(priceUnits(price)).join({id, side: 'bid', priceUnits: priceUnits(price), remaining: lots(quantity)});

const filled = (which: Side, prices: readonly number[]): RestingSide => {
	const side = new RestingSide(which);
	for (const [index, price] of prices.entries()) join(side, index + 1, price, (index + 1) * 10);
	return side;
};

const PRICES = [100, 103, 99, 101, 103, 95];

test.each([
	['bid', [103, 101, 100, 99, 95]],
	['ask', [95, 99, 100, 101, 103]],
] as const)('the %s side has its best price first', (which, order) => {
	const side = filled(which, PRICES);
	expect(side.levelCount).toBe(5);
	expect(side.bestPrice()).toBe(order[0]);
	expect(side.best()?.priceUnits).toBe(order[0]);
	expect(side.levels(99).map((level) => level.priceUnits)).toEqual(order);
	expect(side.levels(2).map((level) => level.priceUnits)).toEqual(order.slice(0, 2));
	expect(side.levels(0)).toEqual([]);
	expect(side.totalAt(priceUnits(103))).toBe(70);
	expect(side.totalAt(priceUnits(102))).toBe(0);
	expect(side.queueAt(priceUnits(102))).toBeUndefined();
});

test.each([
	['bid', 100, true, false],
	['ask', 100, false, true],
] as const)('on the %s side, of prices around %d the higher is better: %s', (which, price, higher, lower) => {
	const side = new RestingSide(which);
	expect(side.isAtOrBetter(priceUnits(price), priceUnits(price))).toBe(true);
	expect(side.isAtOrBetter(priceUnits(price + 1), priceUnits(price))).toBe(higher);
	expect(side.isAtOrBetter(priceUnits(price - 1), priceUnits(price))).toBe(lower);
});

test.each([
	['bid', 100, [2, 5, 4]],
	['bid', 103, []],
	['bid', 94, [2, 5, 4, 1, 3, 6]],
	['ask', 100, [6, 3]],
	['ask', 95, []],
] as const)('the orders of the %s side that rest strictly better than %d, best level first', (which, price, ids) => {
	expect(filled(which, PRICES).ordersBetterThan(priceUnits(price))).toEqual(ids);
});

test('a level goes when its last order does, and not before', () => {
	const side = filled('bid', [100, 101]);
	const queue = side.queueAt(priceUnits(101));
	if (queue === undefined) throw new Error('no level');
	side.closeIfEmpty(queue);
	expect(side.levelCount).toBe(2);
	const order = queue.first();
	if (order === undefined) throw new Error('no order');
	queue.take(order, lots(19));
	side.closeIfEmpty(queue);
	expect(side.bestPrice()).toBe(101);
	queue.take(order, lots(1));
	side.closeIfEmpty(queue);
	expect([side.levelCount, side.bestPrice(), side.queueAt(priceUnits(101))]).toEqual([1, 100, undefined]);
	expect(side.openAt(priceUnits(100))).toBe(side.queueAt(priceUnits(100)));
});

test('an empty side has no best price', () => {
	const side = new RestingSide('ask');
	expect([side.bestPrice(), side.best(), side.levels(5), side.levelCount]).toEqual([undefined, undefined, [], 0]);
});

test('whatever opens and closes, the levels are those that are open, in order', () => {
	const price = fc.integer({min: 1, max: 12});
	fc.assert(
		fc.property(fc.constantFrom<Side>('bid', 'ask'), fc.array(fc.record({price, opens: fc.boolean()}), {maxLength: 60}), (which, steps) => {
			const side = new RestingSide(which);
			const open = new Set<number>();
			for (const [index, step] of steps.entries()) {
				const queue = side.queueAt(priceUnits(step.price));
				const order = queue?.first();
				if (step.opens) {
					join(side, index, step.price, 5);
					open.add(step.price);
				} else if (queue !== undefined && order !== undefined) {
					for (let first = queue.first(); first !== undefined; first = queue.first()) queue.take(first, first.remaining);
					side.closeIfEmpty(queue);
					open.delete(step.price);
				}

				const sorted = [...open].toSorted((a, b) => (which === 'bid' ? b - a : a - b));
				expect(side.levels(99).map((level) => level.priceUnits)).toEqual(sorted);
				expect(side.bestPrice()).toBe(sorted[0]);
			}
		}),
	);
});
