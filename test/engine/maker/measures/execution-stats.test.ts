import {describe, expect, test} from 'vitest';
import {unixMs} from '../../../../source/domain/units.js';
import {ExecutionStats} from '../../../../source/engine/maker/measures/execution-stats.js';
import type {OrderFill} from '../../../../source/engine/maker/types/order-report.js';
import {orderFill, orderReport} from '../../../helpers/order-reports.js';
import {moneyOf} from '../../../helpers/instruments.js';

const at = unixMs;

const fillOf = (orderId: number, qtyLots: number, leavesLots = 5): OrderFill => orderFill({orderId, qtyLots, leavesLots});

describe('orders', () => {
	test('are counted once however many fills they have, and filled by quantity of what was placed', () => {
		const stats = new ExecutionStats();
		for (const id of [1, 2, 3, 4]) stats.sent(id, 10);
		for (const report of [
			orderReport(1, {kind: 'accepted'}),
			orderReport(2, {kind: 'accepted'}),
			fillOf(1, 4),
			fillOf(1, 6, 0),
			fillOf(1, 9),
			orderReport(3, {kind: 'rejected', reason: 'would-take'}),
			orderReport(2, {kind: 'rejected', reason: 'nothing-to-replace'}),
			fillOf(99, 7),
		]) {
			stats.onReport(report);
		}
		for (const id of [4, 4, 5]) stats.onOptimisticFill(fillOf(id, 5));
		expect(stats.view(3)).toMatchObject({
			ordersAccepted: 2,
			ordersFilled: 1,
			ordersRejected: 1,
			ordersFilledAtBest: 1,
			quantityRatio: 0.5,
			ordersPerFill: 2,
			lateMoments: 3,
		});
	});

	test('that were never placed have no ratio', () => {
		expect(new ExecutionStats().view(0)).toMatchObject({
			quantityRatio: undefined,
			ordersPerFill: undefined,
			uptime: undefined,
			meanInventoryLots: undefined,
			atLimit: undefined,
			tStatistic: undefined,
		});
	});
});

test('uptime is the share of time with a settled book, for each side and for both; long pauses are neither', () => {
	const stats = new ExecutionStats();
	stats.onTouch(at(0), true, {bid: true, ask: true});
	stats.onTouch(at(1000), true, {bid: true, ask: true});
	stats.onTouch(at(2000), true, {bid: true, ask: false});
	stats.onTouch(at(3000), true, {bid: false, ask: true});
	stats.onTouch(at(4000), true, {bid: false, ask: false});
	stats.onTouch(at(5000), false, {bid: true, ask: true});
	stats.onTouch(at(7001), true, {bid: true, ask: true});
	expect(stats.view(0).uptime).toEqual({bid: 0.5, ask: 0.5, both: 0.25});
	stats.onTouch(at(9001), true, {bid: true, ask: true});
	expect(stats.view(0).uptime?.both).toBe(0.5);
});

test('drawdown is from the peak, the largest and the longest stay on record', () => {
	const stats = new ExecutionStats();
	for (const [ms, net] of [
		[0, '5'],
		[1000, '2'],
		[4000, '4'],
		[5000, '6'],
		[6000, '5'],
	] as const) {
		stats.onNet(moneyOf(net), at(ms));
	}
	expect(stats.view(0)).toMatchObject({peakNet: moneyOf('6'), maxDrawdown: moneyOf('3'), drawdown: moneyOf('1'), longestDrawdownMs: 4000});
	stats.forgetPeak(moneyOf('5'));
	expect(stats.view(0)).toMatchObject({peakNet: moneyOf('5'), maxDrawdown: moneyOf('3'), drawdown: 0n});
});

test('inventory is weighted by time, whatever its sign, and at the limit from the limit on', () => {
	const stats = new ExecutionStats();
	stats.onInventory(-10n, 20, at(0));
	stats.onInventory(20n, 20, at(3000));
	stats.onInventory(0n, 20, at(4000));
	expect(stats.view(0)).toMatchObject({meanInventoryLots: 12.5, atLimit: 0.25});
});

test('the t-statistic is of the net’s changes a minute', () => {
	const stats = new ExecutionStats();
	for (const [minute, net] of [
		[0, '0'],
		[0.5, '9'],
		[1, '1'],
		[2, '4'],
		[3, '6'],
	] as const) {
		stats.onNet(moneyOf(net), at(minute * 60_000));
	}
	// Changes of 1, 3 and 2: mean 2, standard deviation 1.
	expect(stats.view(0).tStatistic).toBeCloseTo(2 * Math.sqrt(3), 10);
});
