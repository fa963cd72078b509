import {array, assert, integer, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {money} from '../../../../source/domain/money.js';
import {monotonicMs} from '../../../../source/domain/units.js';
import {LossWindow} from '../../../../source/engine/maker/risk/loss-window.js';

test('it is the fall from the best net of the window, up to the samples that are taken as one', () => {
	assert(
		property(array(record({after: integer({min: 0, max: 400}), net: integer({min: -50, max: 50})}), {maxLength: 80}), (samples) => {
			const window = new LossWindow();
			const seen: {at: number; net: bigint}[] = [];
			let now = 0;
			for (const {after, net} of samples) {
				now += after;
				const lost = window.lostWithin(money(BigInt(net)), monotonicMs(now), 1000);
				seen.push({at: now, net: BigInt(net)});
				const best = (from: number) =>
					seen.filter(({at}) => at >= from).reduce((most, one) => (one.net > most ? one.net : most), BigInt(net));
				// A sample within a hundredth of the window after another may be skipped if it is worse.
				expect(lost >= best(now - 990) - BigInt(net)).toBe(true);
				expect(lost <= best(now - 1000) - BigInt(net)).toBe(true);
			}
		}),
	);
});

test('begun anew, nothing is remembered', () => {
	const window = new LossWindow();
	window.lostWithin(money(100n), monotonicMs(0), 1000);
	expect(window.lostWithin(money(40n), monotonicMs(1), 1000)).toBe(60n);
	window.clear();
	expect(window.lostWithin(money(40n), monotonicMs(2), 1000)).toBe(0n);
});
