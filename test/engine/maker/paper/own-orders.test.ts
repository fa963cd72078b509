import {describe, expect, test} from 'vitest';
import {priceUnits, unixMs, type Side} from '../../../../source/domain/units.js';
import {orderFill, orderReport} from '../../../helpers/order-reports.js';
import {OwnOrders} from '../../../../source/engine/maker/paper/own-orders.js';

const RESPONSE_MS = 5;

const ordersOf = (...sides: readonly Side[]): OwnOrders => {
	const orders = new OwnOrders(RESPONSE_MS);
	for (const side of sides) add(orders, side);
	return orders;
};

const add = (orders: OwnOrders, side: Side, taker?: true): number =>
	orders.add({
		request: {side, level: 0, priceUnits: priceUnits(100), qtyLots: 10, ...(taker === undefined ? {} : {taker})},
		shown: 30,
		offers: [],
		sentAtMs: unixMs(990),
		acceptAt: 1010,
	});

const orderOf = (orders: OwnOrders, id: number) => {
	const order = orders.find(id);
	if (order === undefined) throw new RangeError(`no order ${id}`);
	return order;
};

const working = (orders: OwnOrders, now: number) => orders.working(unixMs(now));

const fill = (orders: OwnOrders, id: number, lots: number, atMs: number, leavesLots = 1) =>
	orders.report(orderFill({orderId: id, qtyLots: lots, leavesLots, atMs: unixMs(atMs)}));

test('orders have numbers of their own, oldest first', () => {
	const orders = ordersOf('bid', 'ask', 'bid');
	expect(orders.all.map(({id, request}) => [id, request.side])).toEqual([
		[1, 'bid'],
		[2, 'ask'],
		[3, 'bid'],
	]);
	expect([orders.find(2)?.request.side, orders.find(4), orders.find(undefined)]).toEqual(['ask', undefined, undefined]);
});

describe('what the strategy knows', () => {
	test('is told one latency after it happened, once, and ended orders are forgotten then', () => {
		const orders = ordersOf('bid');
		orders.report(orderReport(1, {kind: 'accepted'}, 1010));
		orders.report(orderReport(1, {kind: 'cancelled'}, 1020));
		expect(orders.tell(1014)).toEqual([]);
		expect(orders.tell(1015)).toMatchObject([{kind: 'accepted'}]);
		expect([orders.all.length, orders.isEmpty]).toEqual([1, false]);
		expect(new OwnOrders(RESPONSE_MS).isEmpty).toBe(true);
		expect(orders.tell(1024)).toEqual([]);
		expect(orders.tell(1025)).toMatchObject([{kind: 'cancelled'}]);
		expect([orders.all.length, orders.isEmpty, orders.tell(5000)]).toEqual([0, true, []]);
	});

	test('of fills counts what is left, and what is left of a cut', () => {
		const orders = ordersOf('bid');
		fill(orders, 1, 3, 1020);
		expect(orders.openLots('bid')).toBe(10);
		orders.tell(1025);
		expect([orders.openLots('bid'), orders.openLots('ask'), orders.isEmpty]).toEqual([7, 0, false]);
		orders.report(orderReport(1, {kind: 'reduced', leavesLots: 4}, 1030));
		orders.tell(1035);
		expect(orders.openLots('bid')).toBe(4);
	});

	test.each(['cancelled', 'expired', 'rejected'] as const)(
		'forgets an order that is %s, and keeps one of which nothing is known',
		(kind) => {
			const orders = ordersOf('bid', 'bid');
			orders.report(orderReport(1, kind === 'rejected' ? {kind, reason: 'refused'} : {kind}, 1000));
			orders.report(orderReport(2, {kind: 'unknown'}, 1000));
			orders.tell(1005);
			expect(orders.all.map(({id}) => id)).toEqual([2]);
			expect(orders.openLots('bid')).toBe(10);
		},
	);

	test('of an order that is forgotten changes nothing', () => {
		const orders = ordersOf('bid');
		fill(orders, 7, 3, 1020);
		expect(orders.tell(1025)).toHaveLength(1);
		expect(orders.openLots('bid')).toBe(10);
	});
});

describe('a working order', () => {
	test('is on its way in until it is there, or said to be', () => {
		const orders = ordersOf('bid');
		expect(working(orders, 1009)).toMatchObject([{phase: 'entering', placedAtMs: 990}]);
		expect(working(orders, 1010)).toMatchObject([{phase: 'resting'}]);
		orders.report(orderReport(1, {kind: 'accepted'}, 1000));
		orders.tell(1005);
		expect(working(orders, 1006)).toMatchObject([{phase: 'resting'}]);
	});

	test('is busy until the answer to its last message is back', () => {
		const orders = ordersOf('bid');
		expect([1014, 1015].map((now) => working(orders, now)[0]?.busy)).toEqual([true, false]);
		orders.reduceAt(1, 4, 1100);
		expect([1104, 1105].map((now) => working(orders, now)[0]?.busy)).toEqual([true, false]);
	});

	test('has left what a cut that is under way will leave, fills that were told meanwhile included', () => {
		const orders = ordersOf('bid');
		orders.reduceAt(1, 6, 1100);
		expect(working(orders, 1050)).toMatchObject([{leavesLots: 6}]);
		fill(orders, 1, 2, 1040);
		orders.tell(1050);
		expect(working(orders, 1050)).toMatchObject([{leavesLots: 4}]);
		fill(orders, 1, 6, 1060);
		orders.tell(1070);
		expect(working(orders, 1070)).toMatchObject([{leavesLots: 0}]);
	});

	test('on its way out is leaving; one that takes is none', () => {
		const orders = ordersOf('bid', 'bid');
		add(orders, 'bid', true);
		orders.cancelAt(1, 1100);
		expect(working(orders, 1050).map(({id, phase}) => [id, phase])).toEqual([
			[1, 'leaving'],
			[2, 'resting'],
		]);
		expect([orders.openLots('bid'), orders.leavingLots('bid'), orders.leavingLots('ask')]).toEqual([30, 20, 0]);
		orders.cancelAt(2, 1100);
		expect(orders.leavingLots('bid')).toBe(30);
		expect(ordersOf('ask', 'ask', 'ask').leavingLots('ask')).toBe(0);
	});

	test('that is filled whole is over, whatever else is told of it', () => {
		const orders = ordersOf('bid', 'ask');
		fill(orders, 1, 10, 1020, 0);
		orders.tell(1025);
		expect(working(orders, 1030).map(({id}) => id)).toEqual([2]);
	});
});

describe('a cancel', () => {
	test('is not there before its order, and the first one counts', () => {
		const orders = ordersOf('bid', 'bid');
		orders.cancelAt(1, 1000);
		orders.cancelAt(2, 1100);
		orders.cancelAt(2, 1050);
		expect([orderOf(orders, 1).cancelAt, orderOf(orders, 2).cancelAt]).toEqual([1010, 1100]);
	});

	test('or a cut of an order that is not there is nothing', () => {
		const orders = ordersOf('bid');
		orders.cancelAt(9, 1000);
		orders.reduceAt(9, 1, 1000);
		expect(orderOf(orders, 1)).toMatchObject({cancelAt: undefined, reduction: undefined});
	});
});

describe('a cut', () => {
	test('is to what is filled and so much more, not before its order, and never more than one before it', () => {
		const orders = ordersOf('bid');
		fill(orders, 1, 2, 1000);
		orders.tell(1005);
		orders.reduceAt(1, 5, 1000);
		expect(orderOf(orders, 1).reduction).toEqual({at: 1010, totalLots: 7});
		orders.reduceAt(1, 6, 1050);
		expect(orderOf(orders, 1).reduction).toEqual({at: 1050, totalLots: 7});
	});

	test('is never to more than the order has', () => {
		const orders = ordersOf('bid');
		orders.reduceAt(1, 50, 1050);
		expect(orderOf(orders, 1).reduction).toEqual({at: 1050, totalLots: 10});
	});
});

test('cleared, nothing is known and nothing will be told', () => {
	const orders = ordersOf('bid');
	fill(orders, 1, 3, 1020);
	orders.clear();
	expect([orders.all, orders.isEmpty, orders.tell(9999), orders.openLots('bid')]).toEqual([[], true, [], 0]);
	expect(add(orders, 'ask')).toBe(2);
});
