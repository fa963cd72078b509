import {assert, integer, nat, property} from 'fast-check';
import {expect, test} from 'vitest';
import {affordableDepth} from '../../../../source/engine/feed/rest/snapshot-depth.js';
import {binance} from '../../../../source/venue/binance/index.js';

const {snapshots} = binance.limits;

test.each([
	[5000, 0, 5000],
	[5000, 900, 5000],
	[5000, 901, 1000],
	[5000, 2400, 1000],
	[5000, 2401, 100],
	[1000, 901, 1000],
	[1000, 5900, 100],
	[20, 0, 20],
	[20, 5900, 20],
])('who wants %i levels with %i of 6000 used asks for %i', (wanted, used, depth) => {
	expect(affordableDepth(wanted, {used, limit: 6000}, snapshots)).toBe(depth);
});

test('never more than wanted, and never more for having used more', () => {
	assert(
		property(integer({min: 1, max: 5000}), nat(7000), nat(1000), (wanted, used, more) => {
			const depth = affordableDepth(wanted, {used, limit: 6000}, snapshots);
			expect(depth >= 1 && depth <= wanted).toBe(true);
			expect(affordableDepth(wanted, {used: used + more, limit: 6000}, snapshots)).toBeLessThanOrEqual(depth);
		}),
	);
});
