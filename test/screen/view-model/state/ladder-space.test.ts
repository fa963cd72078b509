import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {ladderHeight, spaceOf} from '../../../../source/screen/view-model/state/ladder-space.js';

const anyPanel = fc.record({width: fc.integer({min: 26, max: 140}), height: fc.integer({min: 3, max: 90})});

test('every row within the borders is given to something, trusted or not', () => {
	fc.assert(
		fc.property(anyPanel, fc.boolean(), (panel, trusted) => {
			const {head, totals, priceRows, middleRows} = spaceOf(panel, trusted);
			expect(Number(head) + Number(totals) + priceRows + middleRows).toBe(panel.height - 2);
		}),
	);
});

test('sums stand below twenty rows, where there is width for their words', () => {
	const totals = (width: number, height: number): boolean => spaceOf({width, height}, true).totals;
	expect([totals(44, 22), totals(43, 22), totals(44, 21)]).toEqual([true, false, false]);
});

test('the banner of a book that is not to be trusted has three rows where ten prices are left, else one', () => {
	for (let height = 3; height < 60; height += 1) {
		const {priceRows, middleRows} = spaceOf({width: 61, height}, false);
		expect([1, 3]).toContain(middleRows);
		if (middleRows === 3) expect(priceRows).toBeGreaterThanOrEqual(10);
		expect(spaceOf({width: 61, height}, true).middleRows).toBe(1);
	}
});

test('so many levels have exactly their rows, and the head and the sums that belong around so many', () => {
	fc.assert(
		fc.property(fc.integer({min: 1, max: 99}), fc.integer({min: 26, max: 140}), (levels, width) => {
			const height = ladderHeight(levels, width);
			expect(spaceOf({width, height}, true).priceRows).toBe(2 * levels);
			expect(spaceOf({width, height: height + 1}, true).priceRows).toBeGreaterThan(2 * levels);
		}),
	);
});
