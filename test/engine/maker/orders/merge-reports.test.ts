import {expect, test} from 'vitest';
import {mergeReports} from '../../../../source/engine/maker/orders/merge-reports.js';
import {orderFill} from '../../../helpers/order-reports.js';

const numbered = (...numbers: readonly number[]) => numbers.map((executionId) => orderFill({executionId}));

test('what two gateways report is taken in the order in which it happened, and whose it is stays known', () => {
	const merged = mergeReports(numbered(2, 5, 9), numbered(1, 3, 11));
	expect(merged.map(({report, isOptimistic}) => [report.executionId, isOptimistic])).toEqual([
		[1, true],
		[2, false],
		[3, true],
		[5, false],
		[9, false],
		[11, true],
	]);
	expect(mergeReports([], [])).toEqual([]);
});
