import {assert, constantFrom, double, integer, property} from 'fast-check';
import {expect, test} from 'vitest';
import {backoffMs, CONNECT_BACKOFF, SNAPSHOT_BACKOFF} from '../../../../source/engine/feed/link/backoff.js';
import {seededRandom} from '../../../../source/domain/prng.js';

const policy = constantFrom(CONNECT_BACKOFF, SNAPSHOT_BACKOFF);
const uniform = double({min: 0, max: 1, maxExcluded: true, noNaN: true});

test.each([
	[1, 0, 250],
	[1, 0.999, 499.75],
	[2, 0, 500],
	[3, 0.5, 1500],
	[6, 0, 8000],
	[7, 0, 15_000],
	[8, 0, 15_000],
	[1e9, 0, 15_000],
])('connection try %i with luck %f waits %f ms', (attempt, random, wait) => {
	expect(backoffMs(CONNECT_BACKOFF, attempt, random)).toBeCloseTo(wait, 6);
});

test('a wait lies between half and all of its step, never beyond the cap', () => {
	assert(
		property(policy, integer({min: 1, max: 2 ** 31}), uniform, (one, attempt, random) => {
			const wait = backoffMs(one, attempt, random);
			expect(wait).toBeGreaterThanOrEqual(one.firstMs / 2);
			expect(wait).toBeLessThanOrEqual(one.capMs);
			const step = Math.min(one.firstMs * 2 ** Math.min(attempt - 1, 40), one.capMs);
			expect(wait).toBeGreaterThanOrEqual(step / 2);
			expect(wait).toBeLessThan(step + 1e-9);
		}),
	);
});

test('with the same luck a later try never waits less', () => {
	assert(
		property(policy, integer({min: 1, max: 60}), uniform, (one, attempt, random) => {
			expect(backoffMs(one, attempt + 1, random)).toBeGreaterThanOrEqual(backoffMs(one, attempt, random));
		}),
	);
});

test('luck is uniform in [0, 1) and the same again for the same seed', () => {
	assert(
		property(integer(), (seed) => {
			const [one, other] = [seededRandom(seed), seededRandom(seed)];
			for (let count = 0; count < 50; count += 1) {
				const value = one();
				expect(value >= 0 && value < 1).toBe(true);
				expect(other()).toBe(value);
			}
		}),
	);
	const random = seededRandom(7);
	const mean = Array.from({length: 10_000}, random).reduce((sum, value) => sum + value, 0) / 10_000;
	expect(mean).toBeCloseTo(0.5, 1);
});
