import {array, assert, double, integer, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {monotonicMs, unixMs} from '../../../../source/domain/units.js';
import {addSample, clockOffset, sampleClock, type ClockSample} from '../../../../source/engine/feed/meters/clock-offset.js';
import {instant, NOON} from '../../../helpers/diffs.js';

const sample = (takenAt: number, offsetMs: number, roundTripMs: number): ClockSample => ({
	takenAt: monotonicMs(takenAt),
	offsetMs,
	roundTripMs,
});

test('an even round trip tells the offset exactly', () => {
	// The venue is 1000 ms ahead; 20 ms each way.
	const taken = sampleClock(instant(0), instant(40), unixMs(NOON + 20 + 1000));
	expect(taken).toEqual({takenAt: 40, offsetMs: 1000, roundTripMs: 40});
	expect(clockOffset([taken], monotonicMs(40))).toEqual({offsetMs: 1000, errorMs: 20});
});

test('the true offset lies within the error, however uneven the way and however far the clocks are apart', () => {
	const way = double({min: 0, max: 500, noNaN: true});
	assert(
		property(integer({min: -1_000_000, max: 1_000_000}), way, way, (offset, there, back) => {
			const taken = sampleClock(instant(0), instant(there + back), unixMs(NOON + there + offset));
			const found = clockOffset([taken], taken.takenAt);
			expect(Math.abs((found?.offsetMs ?? Number.NaN) - offset)).toBeLessThanOrEqual((found?.errorMs ?? 0) + 1e-3);
		}),
	);
});

test('a step of the wall clock during the question does not change how long it took', () => {
	const taken = sampleClock(instant(0), instant(40, NOON + 3_600_040), unixMs(NOON + 20));
	expect(taken.roundTripMs).toBe(40);
});

test('the shortest round trip is believed, until its age makes it worse than a newer one', () => {
	const samples = [sample(0, 5, 2), sample(100, 9, 20)];
	expect(clockOffset(samples, monotonicMs(100))).toMatchObject({offsetMs: 5});
	expect(clockOffset(samples, monotonicMs(100))?.errorMs).toBeCloseTo(1 + 100 * 15e-6, 12);
	// A difference of 9 ms takes 600 s of drift at 15 ppm.
	expect(clockOffset([sample(0, 5, 2), sample(700_000, 9, 20)], monotonicMs(700_000))).toMatchObject({offsetMs: 9});
});

test('nothing measured, nothing known', () => {
	expect(clockOffset([], monotonicMs(1))).toBeUndefined();
});

test('samples are kept for ten minutes and are never many', () => {
	const gaps = array(integer({min: 0, max: 300_000}), {maxLength: 60});
	assert(
		property(gaps, (all) => {
			let samples: readonly ClockSample[] = [];
			let now = 0;
			for (const gap of all) {
				now += gap;
				samples = addSample(samples, sample(now, 0, 1));
				expect(samples.length).toBeLessThanOrEqual(16);
				expect(samples.every((one) => now - one.takenAt < 600_000)).toBe(true);
				expect(samples.at(-1)?.takenAt).toBe(now);
			}
		}),
	);
});

test('the error that is shown is the smallest there is', () => {
	const samples = array(
		record({takenAt: integer({min: 0, max: 500_000}).map(monotonicMs), offsetMs: integer(), roundTripMs: integer({min: 0, max: 1000})}),
		{minLength: 1, maxLength: 16},
	);
	assert(
		property(samples, (all) => {
			const errors = all.map((one) => one.roundTripMs / 2 + (500_000 - one.takenAt) * 15e-6);
			expect(clockOffset(all, monotonicMs(500_000))?.errorMs).toBe(Math.min(...errors));
		}),
	);
});
