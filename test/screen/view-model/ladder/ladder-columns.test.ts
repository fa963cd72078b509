import {assert, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {ladderColumns, type LadderColumns} from '../../../../source/screen/view-model/ladder/ladder-columns.js';

const widthOf = ({own, change, stacked, pulled, cumulative, bar, size, traded, price, indent}: LadderColumns): number =>
	indent +
	price +
	1 +
	2 * ([own, change, stacked, pulled, cumulative, size, traded].reduce((sum, width) => sum + (width === 0 ? 0 : width + 1), 0) + bar);

test.each([
	[118, {stacked: 6, pulled: 6, queue: true, cumulative: 8, traded: 5}],
	[91, {change: 6, stacked: 0, cumulative: 8, traded: 5}],
	[78, {change: 5, cumulative: 7, traded: 4}],
	[61, {change: 5, cumulative: 0, traded: 4, bar: 3}],
	[46, {change: 5, traded: 0, bar: 0, own: 4}],
	[34, {change: 0, own: 4}],
	[24, {change: 0, own: 0, size: 6}],
])('%i cells have %o', (inner, columns) => {
	expect(ladderColumns(inner, 8)).toMatchObject(columns);
});

test('columns never need more than there is, and more room never means fewer of them', () => {
	assert(
		property(integer({min: 9, max: 250}), integer({min: 8, max: 14}), (inner, price) => {
			const columns = ladderColumns(inner, price);
			if (inner > price) expect(widthOf(columns)).toBeLessThanOrEqual(Math.max(inner, price + 1));
			const wider = ladderColumns(inner + 1, price);
			const count = (one: LadderColumns) =>
				[one.own, one.change + one.stacked, one.cumulative, one.size, one.traded].filter((width) => width > 0).length;
			expect(count(wider)).toBeGreaterThanOrEqual(count(columns));
		}),
	);
});
