import {describe, expect, test} from 'vitest';
import {formatMoney} from '../../../../source/domain/money.js';
import type {Touch} from '../../../../source/domain/book/metrics.js';
import {priceUnits, qtyLots} from '../../../../source/domain/units.js';
import {fairValue} from '../../../../source/engine/maker/pricing/fair-value.js';
import {microAdjustments, MicroPrice} from '../../../../source/engine/maker/pricing/micro-price.js';
import {seededRandom} from '../../../../source/domain/prng.js';
import {plain} from '../../../helpers/instruments.js';

const touch = (bid: number, bidQty: number, ask: number, askQty: number): Touch => ({
	bid: {priceUnits: priceUnits(bid), qtyLots: qtyLots(bidQty)},
	ask: {priceUnits: priceUnits(ask), qtyLots: qtyLots(askQty)},
});

test.each([
	['mid', 10_000, 30, 10_002, 10, '100.01'],
	// A larger bid moves the price towards the ask.
	['weighted', 10_000, 30, 10_002, 10, '100.015'],
	['weighted', 10_000, 10, 10_002, 30, '100.005'],
	['weighted', 10_000, 1, 10_001, 2, '100.00333333333333333333333333'],
	['micro', 10_000, 30, 10_002, 10, '100.015'],
] as const)('%s of %i × %i | %i × %i is %s', (kind, bid, bidQty, ask, askQty, value) => {
	expect(formatMoney(fairValue(kind, plain, touch(bid, bidQty, ask, askQty)).value)).toBe(value);
});

test('until it has learned, the micro-price is called what it is', () => {
	expect(fairValue('micro', plain, touch(10_000, 3, 10_002, 1)).kind).toBe('weighted');
	expect(fairValue('micro', plain, touch(10_000, 3, 10_002, 1), 0.25)).toMatchObject({kind: 'micro'});
	expect(formatMoney(fairValue('micro', plain, touch(10_000, 3, 10_002, 1), 0.25).value)).toBe('100.0125');
});

describe('the micro-price', () => {
	test('of a chain that can be solved by hand', () => {
		// Two mirrored states: half of the time no move, else ∓½ tick to either state alike. Then G1 = ∓½ and B = ½
		// everywhere, and later terms cancel.
		const found = microAdjustments({
			still: [
				[50, 0],
				[0, 50],
			],
			moved: [
				[25, 25],
				[25, 25],
			],
			change: [-25, 25],
		});
		expect(found[0]).toBeCloseTo(-0.5, 12);
		expect(found[1]).toBeCloseTo(0.5, 12);
	});

	test('of three states: the first move is worth a fifth of a tick, six moves 0.166656', () => {
		// Half of the time no move. From the heavy side a move leads to the other state twice as often as back, so
		// each further move loses a fifth of what the first one gained.
		const found = microAdjustments({
			still: [
				[50, 0, 0],
				[0, 50, 0],
				[0, 0, 50],
			],
			moved: [
				[10, 20, 20],
				[25, 0, 25],
				[20, 20, 10],
			],
			change: [-10, 0, 10],
		});
		expect(found.map((value) => Number(value.toFixed(12)))).toEqual([-0.166656, 0, 0.166656]);
	});

	test('learns which way an unbalanced book moves, symmetrically', () => {
		const random = seededRandom(3);
		const micro = new MicroPrice();
		let bid = 10_000;
		for (let step = 0; step < 20_000; step += 1) {
			const share = 0.05 + 0.9 * random();
			micro.observe(touch(bid, Math.round(share * 1000), bid + 1, Math.round((1 - share) * 1000)));
			// The larger the bid, the more likely the next move is up.
			if (random() < 0.2) bid += random() < share ? 1 : -1;
		}

		expect(micro.moves).toBeGreaterThan(1000);
		const [low, middle, high] = [0.1, 0.5, 0.9].map(
			(share) => micro.adjustment(touch(bid, share * 1000, bid + 1, (1 - share) * 1000)) ?? Number.NaN,
		);
		expect(low).toBeLessThan(-0.1);
		expect(high).toBeGreaterThan(0.1);
		expect(Math.abs(middle ?? 1)).toBeLessThan(Math.abs(high ?? 0));
		expect(micro.adjustment(touch(bid, 150, bid + 1, 850))).toBeCloseTo(-(micro.adjustment(touch(bid, 850, bid + 1, 150)) ?? 0), 1);
	});

	test('says nothing of wide markets, nor before it has seen enough', () => {
		expect(new MicroPrice().adjustment(touch(10_000, 1, 10_001, 1))).toBeUndefined();
		expect(new MicroPrice().adjustment(touch(10_000, 1, 10_009, 1))).toBeUndefined();
	});
});
