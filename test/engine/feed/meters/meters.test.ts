import {array, assert, double, integer, nat, property, tuple} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {monotonicMs} from '../../../../source/domain/units.js';
import {latencyOf, RateMeter, VolatilityMeter} from '../../../../source/engine/feed/meters/meters.js';
import {RecentValues} from '../../../../source/domain/recent-values.js';

const at = monotonicMs;

test('latency percentiles stand on the newest samples only', () => {
	const values = new RecentValues(4);
	expect(latencyOf(values)).toBeUndefined();
	for (const value of [900, 900, 3, 1, 2, 4]) values.add(value);
	expect(latencyOf(values)).toEqual({p50Ms: 2, p99Ms: 4, samples: 4});
	values.clear();
	expect(latencyOf(values)).toBeUndefined();
});

describe('the rate', () => {
	test('is the number of events of about the last second', () => {
		const meter = new RateMeter();
		for (let now = 5000; now < 6000; now += 50) meter.add(at(now));
		expect(meter.perSecond(at(5999))).toBe(20);
		expect(meter.perSecond(at(6499))).toBe(10);
		expect(meter.perSecond(at(7000))).toBe(0);
		expect(meter.perSecond(at(1e9))).toBe(0);
	});

	test('counts every event of the last 900 ms and none older than a second', () => {
		assert(
			property(array(nat(300), {maxLength: 60}), nat(1500), (gaps, later) => {
				const meter = new RateMeter();
				const times: number[] = [];
				let now = 10_000;
				for (const gap of gaps) {
					now += gap;
					times.push(now);
					meter.add(at(now));
				}

				const end = now + later;
				const rate = meter.perSecond(at(end));
				expect(rate).toBeGreaterThanOrEqual(times.filter((time) => end - time < 900).length);
				expect(rate).toBeLessThanOrEqual(times.filter((time) => end - time < 1000).length);
			}),
		);
	});
});

describe('volatility', () => {
	test('is not reported before ten seconds of data', () => {
		const meter = new VolatilityMeter();
		for (let second = 0; second < 10; second += 1) {
			meter.sample(100 + second, at(second * 1000));
			expect(meter.perRootSecond()).toBeUndefined();
		}

		meter.sample(110, at(10_000));
		expect(meter.perRootSecond()).toBeDefined();
	});

	test('of a price that moves one tick each second is one tick per root second', () => {
		const meter = new VolatilityMeter();
		for (let second = 0; second <= 600; second += 1) meter.sample(100 + (second % 2), at(second * 1000));
		// The sum is a geometric series of one-second steps, the weight an integral; they differ by half a step.
		expect(meter.perRootSecond()).toBeCloseTo(1, 1);
	});

	test('of a price that stands still is nothing', () => {
		const meter = new VolatilityMeter();
		for (let second = 0; second <= 60; second += 1) meter.sample(100, at(second * 1000));
		expect(meter.perRootSecond()).toBe(0);
	});

	test('looks once a second: what happens between is the bounce between bid and ask', () => {
		const calm = new VolatilityMeter();
		const bouncing = new VolatilityMeter();
		for (let now = 0; now <= 30_000; now += 100) {
			if (now % 1000 === 0) calm.sample(100, at(now));
			bouncing.sample(now % 1000 === 0 ? 100 : 100 + (now % 300), at(now));
		}

		expect(bouncing.perRootSecond()).toBe(calm.perRootSecond());
	});

	test('counts no change across a hole', () => {
		const meter = new VolatilityMeter();
		for (let second = 0; second <= 20; second += 1) meter.sample(100, at(second * 1000));
		meter.interrupt();
		for (let second = 100; second <= 120; second += 1) meter.sample(5000, at(second * 1000));
		expect(meter.perRootSecond()).toBe(0);
	});

	test('is what the formula says of all changes at once', () => {
		const steps = array(tuple(integer({min: 1000, max: 5000}), double({min: -50, max: 50, noNaN: true})), {minLength: 10, maxLength: 60});
		assert(
			property(steps, (all) => {
				const meter = new VolatilityMeter();
				meter.sample(1000, at(0));
				let now = 0;
				let mid = 1000;
				const changes: {at: number; squared: number}[] = [];
				for (const [elapsed, change] of all) {
					now += elapsed;
					mid += change;
					meter.sample(mid, at(now));
					changes.push({at: now, squared: change * change});
				}

				const sum = changes.reduce((total, one) => total + one.squared * Math.exp((one.at - now) / 60_000), 0);
				const seconds = 60 * (1 - Math.exp(-now / 60_000));
				expect(meter.perRootSecond()).toBeCloseTo(Math.sqrt(sum / seconds), 6);
			}),
		);
	});
});
