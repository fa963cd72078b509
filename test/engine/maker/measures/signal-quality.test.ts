import {expect, test} from 'vitest';
import type {Touch} from '../../../../source/domain/book/metrics.js';
import {monotonicMs, priceUnits, qtyLots} from '../../../../source/domain/units.js';
import {seededRandom} from '../../../../source/domain/prng.js';
import {SignalQuality} from '../../../../source/engine/maker/measures/signal-quality.js';

const touch = (bid: number, bidLots: number, askLots: number): Touch => ({
	bid: {priceUnits: priceUnits(bid), qtyLots: qtyLots(bidLots)},
	ask: {priceUnits: priceUnits(bid + 1), qtyLots: qtyLots(askLots)},
});

/** @param follows whether the next move follows the queues or is random. */
const measured = (follows: boolean, seconds: number): SignalQuality => {
	const quality = new SignalQuality();
	const random = seededRandom(3);
	let price = 10_000;
	for (let second = 0; second <= seconds; second += 1) {
		const heavyBid = random() < 0.5;
		quality.observe(touch(price, heavyBid ? 90 : 10, heavyBid ? 10 : 90), monotonicMs(second * 1000));
		price += (follows ? heavyBid : random() < 0.5) ? 1 : -1;
	}

	return quality;
};

test('queues that tell the next move are worth all of it, and the slope is ticks a tick', () => {
	const {rSquared, slope, pairs} = measured(true, 200).view;
	expect(rSquared).toBeCloseTo(1, 9);
	// The weighted mid is 0.4 ticks from the mid, the move is one tick.
	expect(slope).toBeCloseTo(2.5, 9);
	expect(pairs).toBe(200);
});

test('queues that tell nothing are worth nothing', () => {
	expect(measured(false, 2000).view.rSquared).toBeLessThan(0.02);
});

test('little is no measurement, and a pair across a hole is none', () => {
	expect(measured(true, 29).view).toMatchObject({rSquared: undefined, slope: undefined, pairs: 29});
	const quality = new SignalQuality();
	quality.observe(touch(100, 1, 2), monotonicMs(0));
	quality.interrupt();
	quality.observe(touch(200, 1, 2), monotonicMs(1500));
	expect(quality.view.pairs).toBe(0);
});

test('the move is to the mid that stood when the second was over', () => {
	const quality = new SignalQuality();
	for (let pair = 0; pair < 40; pair += 1) {
		const at = pair * 10_000;
		const up = pair % 2 === 0;
		quality.observe(touch(100, up ? 90 : 10, up ? 10 : 90), monotonicMs(at));
		quality.observe(touch(up ? 101 : 99, 5, 5), monotonicMs(at + 900));
		// Long after the second; must not count.
		quality.observe(touch(300, 5, 5), monotonicMs(at + 5000));
		quality.interrupt();
	}

	expect(quality.view.slope).toBeCloseTo(2.5, 9);
});
