import {expect, test} from 'vitest';
import {monotonicMs} from '../../../../source/domain/units.js';
import {SeenReports} from '../../../../source/engine/maker/orders/seen-reports.js';
import {UnknownOrders} from '../../../../source/engine/maker/orders/unknown-orders.js';
import {orderFill, orderReport} from '../../../helpers/order-reports.js';

const at = monotonicMs;

test('an order is unknown from the first such report until any other one of it', () => {
	const unknown = new UnknownOrders();
	expect([unknown.count, unknown.oldestMs(at(5)), unknown.blocked]).toEqual([0, undefined, {}]);
	expect(unknown.onReport(orderReport(1, {kind: 'unknown'}), at(10))).toBe('lost');
	expect(unknown.onReport(orderReport(1, {kind: 'unknown'}), at(20))).toBeUndefined();
	expect(unknown.onReport({...orderReport(2, {kind: 'unknown'}), side: 'ask'}, at(30))).toBe('lost');
	expect([unknown.count, unknown.oldestMs(at(50)), unknown.blocked]).toEqual([2, 40, {bid: 'order-unknown', ask: 'order-unknown'}]);
	expect(unknown.onReport(orderFill({orderId: 3}), at(60))).toBeUndefined();
	expect(unknown.onReport(orderFill({orderId: 1}), at(60))).toBe('found');
	expect([unknown.count, unknown.oldestMs(at(60)), unknown.blocked]).toEqual([1, 30, {ask: 'order-unknown'}]);
});

test('no more are remembered than a thousand', () => {
	const unknown = new UnknownOrders();
	for (let id = 1; id <= 1001; id += 1) unknown.onReport(orderReport(id, {kind: 'unknown'}), at(id));
	expect(unknown.count).toBe(1000);
});

test('a report is new once, and the oldest of ten thousand is forgotten', () => {
	const seen = new SeenReports();
	const reports = Array.from({length: 10_001}, (_, index) => orderFill({executionId: index}));
	expect(reports.every((report) => seen.take(report))).toBe(true);
	expect([reports[1]!, reports[10_000]!, reports[0]!].map((report) => seen.take(report))).toEqual([false, false, true]);
});
