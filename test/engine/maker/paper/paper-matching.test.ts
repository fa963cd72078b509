import {describe, expect, test} from 'vitest';
import {unixMs} from '../../../../source/domain/units.js';
import {Bench, market} from '../../../helpers/paper-bench.js';

describe('the best there is when an order comes', () => {
	test('is that of the book it was sent against, while no event has been settled', () => {
		const bench = new Bench();
		bench.send('bid', 102, 10, 1000);
		bench.send('bid', 103, 10, 1000);
		bench.send('ask', 101, 10, 1000);
		bench.send('ask', 100, 10, 1000);
		bench.until(2000);
		expect(bench.ends.map(([id, how]) => [id, how])).toEqual([
			[2, 'would-take'],
			[4, 'would-take'],
		]);
	});

	test('is not that of a newer book: what happened before is measured by what stood then', () => {
		const bench = new Bench();
		bench.depth(market, 1000);
		bench.send('bid', 101, 10, 1000);
		bench.until(1300);
		bench.trade('sell', 101, 4, 1310);
		bench.depth({bids: [[98, 10]], asks: [[105, 10]]}, 1320);
		bench.send('bid', 97, 10, 1330);
		bench.until(2000);
		expect(bench.fills).toMatchObject([{qtyLots: 4, midHalfUnits: 203}]);
	});

	test('on one side only stays that, and there is no mid then', () => {
		const bench = new Bench();
		bench.depth({asks: [[103, 40]]}, 1000);
		bench.send('bid', 101, 10, 1000);
		bench.until(1300);
		bench.lookAt(market);
		bench.send('bid', 97, 10, 1305);
		bench.trade('sell', 101, 4, 1310);
		bench.until(2000);
		expect(bench.fills.map(({midHalfUnits}) => midHalfUnits)).toEqual([undefined]);
		expect(bench.touches).toMatchObject([{at: 1000, mid: undefined}]);
	});

	test('an ask that would take when it comes is refused, at the price too', () => {
		const bench = new Bench();
		bench.send('ask', 101, 10, 1000);
		bench.send('ask', 102, 10, 1000);
		bench.depth({bids: [[101, 5]], asks: [[104, 5]]}, 1005);
		bench.until(2000);
		expect(bench.ends).toEqual([[1, 'would-take', 1010]]);
	});
});

test('own messages are acted on when they are due, to the millisecond', () => {
	const bench = new Bench();
	bench.send('bid', 101, 10, 1000);
	expect(bench.until(1259)).toEqual([]);
	expect(bench.until(1260)).toMatchObject([{kind: 'accepted', atMs: 1010}]);
});

test('who measures hears of prints, fills and the touch, with the mid of that moment', () => {
	const bench = new Bench();
	bench.depth(market, 1000);
	bench.send('bid', 101, 10, 1000);
	bench.trade('sell', 101, 10, 1100);
	bench.until(2000);
	expect(bench.seen.trades).toMatchObject([{tradeAtMs: 1100}]);
	expect(bench.seen.fills).toMatchObject([{midHalfUnits: 203, liquidity: 'maker', cause: 'print', sentAtMs: 1000, atMs: 1100}]);
	expect(bench.touches).toEqual([{at: 1000, mid: 203, bid: false, ask: false}]);
});

describe('an own order stands at the best price', () => {
	test.each([
		['at the best bid', 'bid', 100, true],
		['inside the spread', 'bid', 101, true],
		['behind the best bid', 'bid', 99, false],
		['at the best ask', 'ask', 103, true],
		['inside the spread, asked', 'ask', 102, true],
		['behind the best ask', 'ask', 104, false],
	] as const)('%s', (_where, side, price, stands) => {
		const bench = new Bench();
		bench.depth(market, 1000);
		bench.send(side, price, 10, 1000);
		// In flight, then active, then gone.
		bench.depth(market, 1005);
		bench.depth(market, 1100);
		bench.exchange.cancel(1, unixMs(1150));
		bench.depth(market, 1200);
		bench.until(2000);
		const none = {bid: false, ask: false};
		expect(bench.touches.map(({bid, ask}) => ({bid, ask}))).toEqual([none, none, {...none, [side]: stands}, none]);
	});

	test('not where there is no best price', () => {
		const bench = new Bench();
		bench.send('bid', 99, 10, 1000);
		bench.depth({asks: [[103, 40]]}, 1100);
		bench.depth({asks: [[103, 40]]}, 1200);
		bench.until(2000);
		expect(bench.touches.at(-1)).toMatchObject({bid: false, ask: false});
	});
});

describe('one print', () => {
	test('that is used up to its last lot gives the next order nothing', () => {
		const bench = new Bench();
		for (const price of [102, 101]) bench.send('bid', price, 10, 1000);
		bench.trade('sell', 100, 10, 1100);
		bench.until(2000);
		expect(bench.filled).toEqual([[1, 10]]);
	});

	test('is not lessened by an order that is still on its way, nor by one that came after it', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		bench.until(1300);
		bench.send('bid', 102, 10, 1300);
		bench.trade('sell', 101, 10, 1305);
		bench.until(2000);
		expect(bench.filled).toEqual([[1, 10]]);
		const late = new Bench();
		late.send('bid', 101, 10, 1000);
		late.send('bid', 102, 10, 1100);
		late.until(1500);
		late.trade('sell', 101, 10, 1109);
		late.until(2000);
		expect(late.filled).toEqual([[1, 10]]);
	});

	test.each([
		[1009, []],
		[1010, [[1, 10]]],
	])('that comes too late for its place, made at %i, meets an order that was there at 1010 already: %j', (madeAt, filled) => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		bench.until(1500);
		bench.trade('sell', 101, 10, madeAt);
		bench.until(2000);
		expect(bench.filled).toEqual(filled);
	});

	test('of one lot that touches fills all of all that it touches, in the model that says so', () => {
		const bench = new Bench({rule: {model: 'touch', power: 1}});
		for (const price of [102, 101]) bench.send('bid', price, 10, 1000);
		bench.trade('sell', 101, 1, 1100);
		bench.until(2000);
		expect(bench.filled).toEqual([
			[1, 10],
			[2, 10],
		]);
	});
});

describe('a depth event', () => {
	test('reaches nobody who is gone, though it is not told yet', () => {
		const bench = new Bench();
		bench.send('bid', 100, 10, 1000);
		bench.exchange.cancel(1, unixMs(1100));
		bench.depth({bids: [[98, 1]], asks: [[100, 5]]}, 1200);
		bench.until(2000);
		expect([bench.fills, bench.seen.fills]).toEqual([[], []]);
		expect(bench.ends).toEqual([[1, 'cancelled', 1110]]);
	});

	test('that was there before the order leaves it where it was put', () => {
		const bench = new Bench();
		bench.depth({...market, bids: [[100, 12]]}, 1000);
		bench.send('bid', 100, 10, 1000);
		bench.until(1250);
		bench.until(2000);
		expect(bench.working(2000)).toMatchObject([{aheadLots: 12, behindLots: 0}]);
	});

	test.each([
		[1009, 30],
		[1010, 12],
	])('that comes too late for its place, sent at %i, counts from the order’s coming on: %i ahead', (sentAt, ahead) => {
		const bench = new Bench();
		bench.send('bid', 100, 10, 1000);
		bench.until(1500);
		bench.depth({...market, bids: [[100, 12]]}, sentAt);
		bench.until(2000);
		expect(bench.working(2000)).toMatchObject([{aheadLots: ahead}]);
	});

	test('fills a single lot that the other side reaches', () => {
		const bench = new Bench();
		bench.send('bid', 100, 1, 1000);
		bench.depth({bids: [[98, 1]], asks: [[100, 5]]}, 1100);
		bench.until(2000);
		expect(bench.fills).toMatchObject([{qtyLots: 1, cause: 'no-print'}]);
	});
});

describe('a cut', () => {
	test('is told, and a second one counts from the first', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		bench.exchange.reduce(1, 6, unixMs(1100));
		bench.until(1500);
		expect(bench.reports.at(-1)).toMatchObject({kind: 'reduced', orderId: 1, leavesLots: 6, atMs: 1110});
		bench.exchange.reduce(1, 4, unixMs(1500));
		bench.until(2000);
		expect(bench.reports.at(-1)).toMatchObject({kind: 'reduced', orderId: 1, leavesLots: 4, atMs: 1510});
	});

	test('to what there is takes nothing', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		bench.exchange.reduce(1, 10, unixMs(1100));
		bench.until(2000);
		expect(bench.working(2000)).toMatchObject([{leavesLots: 10}]);
	});

	test('that comes with the cancel is nothing beside it', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		bench.exchange.reduce(1, 4, unixMs(1000));
		bench.exchange.cancel(1, unixMs(1000));
		bench.until(2000);
		expect(bench.reports.map(({kind}) => kind)).toEqual(['accepted', 'cancelled']);
	});
});

describe('an order in place of another', () => {
	test('of which a single lot was left comes in', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000);
		bench.trade('sell', 101, 9, 1050);
		bench.send('bid', 100, 10, 1100, 1);
		bench.until(2000);
		expect(bench.ends).toEqual([[1, 'cancelled', 1110]]);
		expect(bench.working(2000)).toMatchObject([{id: 2, priceUnits: 100}]);
	});

	test('that is not known does not', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 1000, 99);
		bench.until(2000);
		expect(bench.ends).toEqual([[1, 'nothing-to-replace', 1010]]);
	});
});

describe('an order that takes', () => {
	test('gets what is offered when it comes, piece by piece, and says whether that was all', () => {
		const bench = new Bench();
		bench.take('bid', 104, 60, 1000);
		bench.take('bid', 104, 60, 1000);
		bench.until(2000);
		expect(bench.reports.filter(({kind}) => kind === 'accepted')).toHaveLength(2);
		expect(bench.fills.map(({orderId, priceUnits, qtyLots, liquidity, cause}) => [orderId, priceUnits, qtyLots, liquidity, cause])).toEqual(
			[
				[1, 103, 40, 'taker', 'taken'],
				[1, 104, 20, 'taker', 'taken'],
				[2, 104, 40, 'taker', 'taken'],
			],
		);
		expect(bench.ends).toEqual([
			[1, 'filled', 1010],
			[2, 'expired', 1010],
		]);
	});

	test('but for one lot has expired', () => {
		const bench = new Bench();
		bench.take('bid', 103, 41, 1000);
		bench.until(2000);
		expect(bench.ends).toEqual([[1, 'expired', 1010]]);
	});

	test('finds what the last event before it shows, not what it was sent against', () => {
		const bench = new Bench();
		bench.send('bid', 101, 10, 990);
		bench.take('bid', 104, 60, 1000);
		bench.depth(
			{
				...market,
				asks: [
					[103, 7],
					[105, 9],
				],
			},
			1005,
		);
		bench.depth({...market, asks: [[103, 70]]}, 1020);
		bench.until(2000);
		expect(bench.filled).toEqual([[2, 7]]);
	});
});

describe('begun anew with another instrument', () => {
	test('fills come in whole steps of it', () => {
		const bench = new Bench();
		bench.exchange.reset(10);
		bench.send('bid', 101, 25, 1000);
		bench.trade('sell', 101, 19, 1100);
		bench.until(2000);
		expect(bench.filled).toEqual([[1, 10]]);
		bench.exchange.setStep(5);
		bench.trade('sell', 101, 9, 2050);
		bench.until(2500);
		expect(bench.filled).toEqual([
			[1, 10],
			[1, 5],
		]);
		bench.exchange.setStep(7);
		bench.hole(2500);
		bench.reports.length = 0;
		bench.send('bid', 101, 25, 2500);
		bench.trade('sell', 101, 19, 2600);
		bench.until(3500);
		expect(bench.filled).toEqual([[2, 14]]);
	});

	test.each<[string, (bench: Bench) => void]>([
		['at once', (bench) => bench.exchange.reset(1)],
		['after a hole in the feed', (bench) => void bench.hole(1400)],
	])('nothing of before is known: orders, prices, what was taken, what is under way (%s)', (_when, begin) => {
		const bench = new Bench({cancelLatencyMs: 5000});
		bench.depth(market, 1000);
		bench.take('bid', 103, 25, 1000);
		bench.send('bid', 101, 10, 1000);
		bench.until(1300);
		bench.exchange.cancel(2, unixMs(1300));
		begin(bench);
		expect(bench.working(1400)).toEqual([]);
		bench.lookAt({bids: [[200, 5]], asks: [[203, 5]]});
		const id = bench.send('bid', 202, 10, 1400);
		bench.until(1800);
		expect(bench.reports.at(-1)).toMatchObject({kind: 'accepted', orderId: id, side: 'bid', atMs: 1410});
		bench.exchange.reset(1);
		bench.lookAt(market);
		bench.take('bid', 103, 40, 1800);
		bench.until(2500);
		expect(bench.fills.at(-1)).toMatchObject({priceUnits: 103, qtyLots: 40});
	});

	test('what waited to be settled is forgotten', () => {
		const bench = new Bench();
		bench.trade('sell', 90, 500, 1200);
		bench.exchange.reset(1);
		bench.send('bid', 101, 10, 1000);
		bench.until(2000);
		expect(bench.fills).toEqual([]);
	});
});

test('at a hole in the feed nobody ends twice, and what is told later than the feed has been heard counts', () => {
	const bench = new Bench();
	bench.send('bid', 101, 10, 1000);
	bench.trade('sell', 101, 10, 1100);
	expect(bench.hole(1050).map(({kind}) => kind)).toEqual(['accepted', 'filled']);
});

test('what is on its way when the feed has a hole never comes', () => {
	const bench = new Bench();
	bench.send('bid', 101, 10, 1000);
	expect(bench.exchange.isEmpty).toBe(false);
	expect(bench.hole(1005)).toMatchObject([{kind: 'cancelled', orderId: 1, side: 'bid', atMs: 1005}]);
	expect(bench.exchange.isEmpty).toBe(true);
});
