/** What the optimistic exchange shares with the first one, and what it decides by itself. */

import {describe, expect, test} from 'vitest';
import {unixMs} from '../../../../source/domain/units.js';
import {Bench, market} from '../../../helpers/paper-bench.js';

const lotsOf = (bench: Bench) => [bench.fills, bench.bestFills].map((fills) => fills.map(({qtyLots}) => qtyLots));
const bestKinds = (bench: Bench) => bench.heard.filter(({isOptimistic}) => isOptimistic).map(({report}) => report.kind);

test('an order there is accepted, filled and withdrawn with reports of its own, under numbers that both draw from', () => {
	const bench = new Bench();
	bench.send('bid', 100, 10, 1000);
	bench.depth({...market, bids: [[100, 5]]}, 1100);
	bench.trade('sell', 100, 12, 1200);
	bench.exchange.cancel(1, unixMs(1300));
	bench.until(2000);
	expect(lotsOf(bench)).toEqual([[7], [7]]);
	expect(bestKinds(bench)).toEqual(['accepted', 'filled', 'cancelled']);
	const numbers = bench.heard.map(({report}) => report.executionId);
	expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
	expect(new Set(numbers).size).toBe(numbers.length);
});

describe('follows the first one, so that both have the same orders', () => {
	test('what is filled whole there stays, and is replaced all the same while the first one is not filled', () => {
		const bench = new Bench();
		bench.depth(market, 900);
		bench.send('bid', 100, 10, 1000);
		bench.depth({...market, bids: [[100, 30]]}, 1050);
		bench.depth({...market, bids: [[100, 2]]}, 1100);
		bench.trade('sell', 100, 2, 1150);
		bench.depth({...market, bids: [[100, 20]]}, 1160);
		bench.send('bid', 99, 10, 1200, 1);
		bench.trade('sell', 98, 30, 1400);
		bench.until(3000);
		expect(bench.fills.map(({orderId}) => orderId)).toEqual([2]);
		expect(bench.bestFills.map(({orderId}) => orderId).at(-1)).toBe(2);
	});

	test('an order that the first one fills whole is over there too, filled or not', () => {
		const bench = new Bench({rule: {model: 'touch', power: 1}});
		bench.send('bid', 100, 10, 1000);
		bench.trade('sell', 100, 1, 1100);
		bench.trade('sell', 100, 500, 1200);
		bench.until(2000);
		expect(lotsOf(bench)).toEqual([[10], []]);
		expect(bestKinds(bench)).toEqual(['accepted', 'cancelled']);
	});

	test('a cut takes off as much as the first one took, though more is filled there', () => {
		const bench = new Bench();
		bench.send('bid', 100, 10, 1000);
		bench.depth({...market, bids: [[100, 60]]}, 1100);
		bench.depth({...market, bids: [[100, 40]]}, 1110);
		bench.trade('sell', 100, 12, 1150);
		bench.until(1190);
		bench.exchange.reduce(1, 8, unixMs(1200));
		bench.trade('sell', 99, 50, 1400);
		bench.until(3000);
		expect(lotsOf(bench)).toEqual([[8], [2, 6]]);
	});

	test('a refused order never was there', () => {
		const bench = new Bench();
		bench.send('bid', 102, 10, 1000);
		bench.depth({bids: [[100, 30]], asks: [[102, 40]]}, 1005);
		bench.trade('sell', 90, 500, 1200);
		bench.until(2000);
		expect(bench.bestFills).toEqual([]);
	});
});

test('its place is known until the order is over for the strategy', () => {
	const bench = new Bench({responseLatencyMs: 700});
	bench.send('bid', 100, 10, 1000);
	bench.depth(market, 1050);
	bench.until(1500);
	expect(bench.working(1500)).toMatchObject([{aheadLots: 30, bestAheadLots: 30}]);
	bench.exchange.cancel(1, unixMs(1500));
	bench.until(1800);
	expect(bench.working(1800)).toMatchObject([{phase: 'leaving', bestAheadLots: 30}]);
	bench.until(2300);
	expect([bench.working(2300), bench.exchange.optimistic.aheadOf(1)]).toEqual([[], 0]);
});
