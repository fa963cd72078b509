import {array, assert, constantFrom, integer, nat, oneof, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {unixMs, type Aggressor, type Side, type UnixMs} from '../../../../source/domain/units.js';
import {OrderLink} from '../../../../source/engine/maker/orders/order-link.js';
import type {OrderReport} from '../../../../source/engine/maker/types/order-report.js';
import {seededRandom} from '../../../../source/domain/prng.js';
import {Bench, market} from '../../../helpers/paper-bench.js';

const at: UnixMs = unixMs(1000);

test('nothing is settled before the hold-back has passed', () => {
	const bench = new Bench();
	bench.send('bid', 100, 10, 1000);
	bench.trade('sell', 99, 10, 1050);
	expect(bench.until(1299)).toMatchObject([{kind: 'accepted', orderId: 1, side: 'bid', atMs: 1010}]);
	expect(bench.until(1300).map(({kind}) => kind)).toEqual(['filled']);
});

test('a late trade is taken where it belongs: before the depth that already shows it', () => {
	const bench = new Bench({rule: {model: 'queue-optimistic', power: 1}});
	bench.send('bid', 100, 10, 1000);
	bench.depth({...market, bids: [[100, 10]]}, 1100);
	bench.trade('sell', 100, 20, 1090);
	bench.until(2000);
	// The 20 that vanished were traded: counted once, so 10 are still ahead.
	expect(bench.working(2000)[0]).toMatchObject({aheadLots: 10});
	expect(bench.exchange.lateMoments).toBe(0);
	bench.trade('sell', 100, 20, 1095);
	expect(bench.exchange.lateMoments).toBe(1);
});

describe('latency', () => {
	test.each([
		[true, 5, 10],
		[true, 80, 80],
		[true, undefined, 10],
		[false, 80, 10],
	])('measured %s, half a round trip %s ms: an order is %i ms under way', (measured, half, wanted) => {
		const bench = new Bench({measured});
		bench.exchange.setMeasuredLatency(half);
		expect(bench.exchange.orderLatencyMs).toBe(wanted);
		bench.send('bid', 100, 10, 1000);
		expect(bench.until(5000)).toContainEqual(expect.objectContaining({kind: 'accepted', orderId: 1, side: 'bid', atMs: 1000 + wanted}));
	});

	test('an order is not there before it arrives', () => {
		const bench = new Bench();
		bench.send('bid', 100, 10, 1000);
		bench.trade('sell', 90, 500, 1009);
		bench.until(2000);
		expect(bench.fills).toEqual([]);
	});

	test('what stands at its price when it arrives is ahead of it', () => {
		const bench = new Bench();
		bench.send('bid', 100, 10, 1000);
		bench.depth({...market, bids: [[100, 70]]}, 1005);
		bench.depth({...market, bids: [[100, 300]]}, 1020);
		bench.until(2000);
		expect(bench.working(2000)[0]).toMatchObject({aheadLots: 70, behindLots: 230});
	});

	test('one that would take when it arrives is refused', () => {
		const bench = new Bench();
		bench.send('bid', 102, 10, 1000);
		bench.depth({bids: [[100, 30]], asks: [[102, 40]]}, 1005);
		expect(bench.until(2000)).toMatchObject([{kind: 'rejected', reason: 'would-take', orderId: 1, side: 'bid', atMs: 1010}]);
	});

	test('until a cancel arrives the order can be filled', () => {
		const bench = new Bench();
		const id = bench.send('bid', 100, 10, 1000);
		bench.exchange.cancel(id, unixMs(1100));
		expect(bench.exchange.openLots('bid')).toBe(10);
		bench.trade('sell', 99, 5, 1109);
		bench.until(2000);
		expect(bench.fills).toHaveLength(1);
		const other = new Bench();
		other.exchange.cancel(other.send('bid', 100, 10, 1000), unixMs(1100));
		other.trade('sell', 99, 5, 1111);
		other.until(2000);
		expect(other.fills).toEqual([]);
		expect(other.exchange.openLots('bid')).toBe(0);
	});

	test('the strategy hears of a fill one latency after it', () => {
		const bench = new Bench({holdBackMs: 0, responseLatencyMs: 40});
		bench.send('bid', 100, 10, 1000);
		bench.trade('sell', 99, 10, 1100);
		expect(bench.until(1139)).toMatchObject([{kind: 'accepted', orderId: 1, side: 'bid', atMs: 1010}]);
		expect(bench.until(1140).map(({kind}) => kind)).toEqual(['filled']);
	});
});

describe('replacing', () => {
	test('puts the new order at the back, and the old one is gone in the same moment', () => {
		const bench = new Bench();
		const id = bench.send('bid', 100, 10, 1000);
		bench.send('bid', 99, 10, 1100, id);
		bench.trade('sell', 99, 5, 1150);
		bench.until(2000);
		expect(bench.fills).toEqual([]);
		expect(bench.working(2000)).toMatchObject([{priceUnits: 99, aheadLots: 45}]);
	});

	test('does not happen when the old one was filled meanwhile', () => {
		const bench = new Bench();
		const id = bench.send('bid', 100, 10, 1000);
		bench.send('bid', 99, 10, 1100, id);
		bench.trade('sell', 99, 10, 1105);
		bench.trade('sell', 90, 500, 1200);
		bench.until(2000);
		expect(bench.fills.map(({orderId}) => orderId)).toEqual([1]);
		expect(bench.reports.at(-1)).toMatchObject({kind: 'rejected', orderId: 2, reason: 'nothing-to-replace'});
	});

	test('a smaller size keeps the place', () => {
		const bench = new Bench();
		const id = bench.send('bid', 100, 10, 1000);
		bench.trade('sell', 100, 25, 1050);
		bench.exchange.reduce(id, 4, unixMs(1100));
		bench.until(2000);
		expect(bench.working(2000)[0]).toMatchObject({leavesLots: 4, aheadLots: 5});
	});
});

test('one print never fills twice: the later order at the price gets what is left', () => {
	const bench = new Bench();
	bench.send('bid', 101, 10, 1000);
	bench.send('bid', 101, 10, 1000);
	bench.trade('sell', 101, 14, 1100);
	bench.until(2000);
	expect(bench.fills.map(({orderId, qtyLots}) => [orderId, qtyLots])).toEqual([
		[1, 10],
		[2, 4],
	]);
});

test("the other side's best at our price fills us without a print, and says so", () => {
	const bench = new Bench();
	bench.send('bid', 100, 10, 1000);
	bench.depth({bids: [[98, 1]], asks: [[100, 5]]}, 1100);
	bench.until(2000);
	expect(bench.fills).toMatchObject([{cause: 'no-print', qtyLots: 10, priceUnits: 100}]);
});

test('the optimistic rule runs beside: those who cancelled all stood ahead', () => {
	const bench = new Bench();
	bench.send('bid', 100, 10, 1000);
	bench.depth({...market, bids: [[100, 40]]}, 1020);
	bench.depth({...market, bids: [[100, 12]]}, 1120);
	bench.until(1500);
	expect(bench.working(1500)[0]).toMatchObject({aheadLots: 12, bestAheadLots: 2});
	bench.trade('sell', 100, 7, 1600);
	bench.until(2000);
	expect(bench.fills).toEqual([]);
	expect(bench.bestFills).toMatchObject([{qtyLots: 5}]);
});

test('at a hole in the feed what is known counts, and then every order is gone', () => {
	const bench = new Bench();
	bench.send('bid', 100, 10, 1000);
	bench.send('ask', 103, 10, 1000);
	bench.trade('sell', 99, 5, 1100);
	const reports = bench.hole(1150);
	expect(reports.filter((report) => report.kind === 'filled')).toMatchObject([{orderId: 1}]);
	expect(reports.at(-1)).toMatchObject({kind: 'cancelled', orderId: 2});
	expect(bench.exchange.working(at)).toEqual([]);
	expect([bench.exchange.openLots('bid'), bench.exchange.openLots('ask')]).toEqual([0, 0]);
});

test('a size beyond 2^53 lots fills to its last lot, cut by cut', () => {
	const bench = new Bench();
	const lots = 2n ** 60n + 1n;
	const id = bench.send('bid', 101, lots, 1000);
	bench.exchange.reduce(id, lots - 3n, unixMs(1050));
	bench.trade('sell', 101, 1000, 1100);
	bench.until(1500);
	expect(bench.working(1500)).toMatchObject([{leavesLots: lots - 1003n}]);
	bench.trade('sell', 100, 2n ** 62n, 1600);
	bench.until(2000);
	expect(bench.fills.map(({qtyLots}) => BigInt(qtyLots))).toEqual([1000n, lots - 1003n]);
});

describe('several own orders', () => {
	test('meet a print in order of price, then of age: the first one at the best price first', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		bench.send('bid', 102, 10, 1000);
		bench.send('bid', 102, 10, 1001);
		bench.trade('sell', 101, 25, 1100);
		bench.until(2000);
		expect(bench.fills.map(({orderId, qtyLots, cause}) => [orderId, qtyLots, cause])).toEqual([
			[2, 10, 'through'],
			[3, 10, 'through'],
			[1, 5, 'print'],
		]);
	});

	test('on the ask the lowest is the best', () => {
		const bench = new Bench();
		bench.send('ask', 102, 10, 1000);
		bench.send('ask', 101, 10, 1000);
		bench.trade('buy', 102, 15, 1100);
		bench.until(2000);
		expect(bench.fills.map(({orderId, qtyLots, cause}) => [orderId, qtyLots, cause])).toEqual([
			[2, 10, 'through'],
			[1, 5, 'print'],
		]);
	});

	test('a print meets the side that it hits, and nobody beyond its price', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		bench.send('bid', 100, 10, 1000);
		bench.send('ask', 102, 10, 1000);
		bench.trade('buy', 101, 50, 1100);
		bench.trade('sell', 101, 4, 1100);
		bench.until(2000);
		expect(bench.fills.map(({orderId, qtyLots}) => [orderId, qtyLots])).toEqual([[1, 4]]);
	});

	test('a print through them is eaten by the best one first: the next one gets the rest, and no more', () => {
		const bench = new Bench();
		bench.send('bid', 102, 10, 1000);
		bench.send('bid', 101, 10, 1000);
		bench.trade('sell', 99, 14, 1100);
		bench.until(2000);
		expect(bench.fills.map(({orderId, qtyLots}) => [orderId, qtyLots])).toEqual([
			[1, 10],
			[2, 4],
		]);
		expect(bench.working(2000)).toMatchObject([{id: 2, leavesLots: 6, aheadLots: 0}]);
	});

	test('inside a wide spread a small print at the old best fills what it was worth, and the next event no more', () => {
		const bench = new Bench();
		bench.send('bid', 101, 2000, 1000);
		bench.trade('sell', 100, 1, 1100);
		bench.depth(
			{
				...market,
				bids: [
					[100, 29],
					[99, 50],
				],
			},
			1150,
		);
		bench.until(2000);
		expect(bench.fills.map(({qtyLots, cause}) => [qtyLots, cause])).toEqual([[1, 'through']]);
	});

	test('the prints of one taker order add up', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		for (const [price, qty] of [
			[100, 3],
			[100, 2],
			[99, 4],
		] as const) {
			bench.trade('sell', price, qty, 1100);
		}
		bench.until(2000);
		expect(bench.fills.map(({qtyLots}) => qtyLots)).toEqual([3, 2, 4]);
	});

	test('what a print went through goes with its level, in one event', () => {
		const bench = new Bench();
		bench.send('bid', 100, 40, 1000);
		bench.depth(
			{
				...market,
				bids: [
					[100, 30],
					[99, 50],
				],
			},
			1050,
		);
		bench.trade('sell', 99, 5, 1100);
		bench.depth({...market, bids: [[99, 45]]}, 1150);
		bench.until(2000);
		expect(bench.fills.map(({qtyLots, cause, atMs}) => [qtyLots, cause, atMs])).toEqual([
			[5, 'through', 1100],
			[35, 'through', 1150],
		]);
	});

	test('a trade while an order is on its way is not its trade, and counts at the level it comes to', () => {
		const bench = new Bench({rule: {model: 'queue-optimistic', power: 1}});
		bench.send('bid', 100, 10, 1000);
		bench.trade('sell', 100, 12, 1005);
		bench.depth({...market, bids: [[100, 18]]}, 1020);
		bench.until(2000);
		expect(bench.fills).toEqual([]);
		// Of the 30 shown when it was sent, 12 were traded before it arrived; nobody cancelled.
		expect(bench.working(2000)[0]).toMatchObject({aheadLots: 18});
	});

	test('one that is cut is cut at the optimistic exchange too', () => {
		const bench = new Bench();
		const id = bench.send('bid', 100, 10, 1000);
		bench.exchange.reduce(id, 4, unixMs(1100));
		bench.trade('sell', 99, 50, 1200);
		bench.until(2000);
		expect([bench.bestFills, bench.fills].map((fills) => fills.map(({qtyLots}) => qtyLots))).toEqual([[4], [4]]);
	});

	test('a cut counts what was filled on its way, and may leave nothing', () => {
		const bench = new Bench();
		const id = bench.send('bid', 101, 10, 1000);
		bench.until(1300);
		bench.exchange.reduce(id, 4, unixMs(1300));
		bench.trade('sell', 101, 6, 1305);
		bench.trade('sell', 101, 6, 1400);
		bench.until(2000);
		expect(bench.fills.map(({qtyLots}) => qtyLots)).toEqual([6]);
		expect(bench.reports.at(-1)).toMatchObject({kind: 'cancelled', orderId: id, atMs: 1310});
	});

	test('what the other side reaches is filled at once, all of it, whichever it is', () => {
		const bench = new Bench();
		bench.send('bid', 100, 10, 1000);
		bench.send('bid', 99, 10, 1000);
		bench.send('bid', 98, 10, 1000);
		bench.depth({bids: [[97, 1]], asks: [[99, 5]]}, 1100);
		bench.until(2000);
		expect(bench.fills.map(({orderId}) => orderId)).toEqual([1, 2]);
	});
});

describe('the way of messages', () => {
	test('a cancel has a latency of its own, and is not there before its order', () => {
		const bench = new Bench({entryLatencyMs: 100, cancelLatencyMs: 5});
		const id = bench.send('bid', 101, 10, 1000);
		bench.exchange.cancel(id, unixMs(1010));
		bench.until(5000);
		expect(bench.reports.map(({kind, atMs}) => [kind, atMs])).toEqual([
			['accepted', 1100],
			['cancelled', 1100],
		]);
		const other = bench.send('bid', 101, 10, 5000);
		bench.exchange.cancel(other, unixMs(5200));
		bench.until(9000);
		expect(bench.reports.at(-1)).toMatchObject({kind: 'cancelled', atMs: 5205});
	});

	test('an order is not there before the cancels that were sent before it', () => {
		const bench = new Bench({entryLatencyMs: 10, cancelLatencyMs: 200});
		bench.exchange.cancel(bench.send('bid', 101, 10, 1000), unixMs(1100));
		bench.send('ask', 101, 10, 1110);
		bench.until(5000);
		expect(bench.reports.map(({kind, orderId, atMs}) => [kind, orderId, atMs])).toEqual([
			['accepted', 1, 1010],
			['cancelled', 1, 1300],
			['accepted', 2, 1300],
		]);
	});

	test('jitter makes each longer, never shorter, the same for the same seed; orders keep their order', () => {
		const arrivals = (seed: number): readonly number[] => {
			const link = new OrderLink({entryLatencyMs: 50, cancelLatencyMs: 20, jitterMs: undefined, measured: false}, seededRandom(seed));
			return Array.from({length: 50}, (_, n) => link.entryAt(unixMs(n)));
		};
		const times = arrivals(1);
		expect(arrivals(1)).toEqual(times);
		expect(arrivals(2)).not.toEqual(times);
		for (const [n, arrival] of times.entries()) {
			expect(arrival).toBeGreaterThanOrEqual(n + 50);
			expect(arrival).toBeLessThanOrEqual(n + 60);
			expect(arrival).toBeGreaterThanOrEqual(times[n - 1] ?? 0);
		}
	});
});

const step = oneof(
	record({
		do: constantFrom('trade'),
		aggressor: constantFrom<Aggressor>('buy', 'sell'),
		price: integer({min: 97, max: 106}),
		qty: integer({min: 1, max: 60}),
		late: nat(240),
	}),
	record({
		do: constantFrom('depth'),
		bid: integer({min: 98, max: 101}),
		spread: integer({min: 1, max: 4}),
		qty: integer({min: 1, max: 80}),
		late: constantFrom(0),
	}),
	record({
		do: constantFrom('send'),
		side: constantFrom<Side>('bid', 'ask'),
		price: integer({min: 97, max: 106}),
		qty: integer({min: 1, max: 20}),
		late: constantFrom(0),
	}),
	record({do: constantFrom('cancel'), id: integer({min: 1, max: 20}), late: constantFrom(0)}),
);

test('whatever comes in whatever order: no order is filled beyond its size, never at another price, and the same twice', () => {
	assert(
		property(
			array(step, {minLength: 30, maxLength: 80}),
			constantFrom('queue-conservative', 'queue-prob', 'touch', 'trade-through'),
			(steps, model) => {
				const run = (): readonly OrderReport[] => {
					const bench = new Bench({rule: {model, power: 2}});
					const sizes = new Map<number, {lots: number; price: number}>();
					let now = 1000;
					for (const one of steps) {
						now += 20;
						if (one.do === 'trade') bench.trade(one.aggressor, one.price, one.qty, now - one.late);
						else if (one.do === 'depth') bench.depth({bids: [[one.bid, one.qty]], asks: [[one.bid + one.spread, one.qty]]}, now);
						else if (one.do === 'send') sizes.set(bench.send(one.side, one.price, one.qty, now), {lots: one.qty, price: one.price});
						else bench.exchange.cancel(one.id, unixMs(now));
						bench.until(now);
					}

					bench.until(now + 1000);
					for (const fills of [bench.fills, bench.bestFills]) {
						const filled = new Map<number, number>();
						for (const report of fills) {
							filled.set(report.orderId, (filled.get(report.orderId) ?? 0) + Number(report.qtyLots));
							expect(report.priceUnits).toBe(sizes.get(report.orderId)?.price);
							expect(report.qtyLots).toBeGreaterThan(0);
						}

						for (const [id, lots] of filled) expect(lots).toBeLessThanOrEqual(sizes.get(id)?.lots ?? 0);
					}

					return bench.reports;
				};
				expect(run()).toEqual(run());
			},
		),
		{numRuns: 150},
	);
});
