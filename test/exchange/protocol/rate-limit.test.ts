import {describe, expect, test} from 'vitest';
import {RateLimit, RAW_REQUESTS_PER_FIVE_MINUTES, WEIGHT_PER_MINUTE} from '../../../source/exchange/protocol/rate-limit.js';

/** Twenty seconds into a minute that starts a five-minute window. */
const NOW = 1_772_000_100_000 + 20_000;
const MINUTE = 60_000;

test('weight adds up, and the limit itself may be used', () => {
	const limit = new RateLimit();
	expect(limit.charge(5, NOW)).toEqual({kind: 'allowed', usedWeight: 5});
	expect(limit.charge(WEIGHT_PER_MINUTE - 5, NOW + 1)).toEqual({kind: 'allowed', usedWeight: WEIGHT_PER_MINUTE});
	expect(limit.charge(1, NOW + 2)).toMatchObject({kind: 'limited', usedWeight: WEIGHT_PER_MINUTE + 1});
});

test('a minute is one of the wall clock: whoever is refused waits for its end, in whole seconds', () => {
	const limit = new RateLimit();
	limit.charge(WEIGHT_PER_MINUTE, NOW);
	expect(limit.charge(1, NOW)).toMatchObject({untilMs: NOW + 40_000, retryAfterS: 40});
	expect(limit.charge(1, NOW + 38_001)).toMatchObject({retryAfterS: 2});
	expect(limit.charge(1, NOW + 39_999)).toMatchObject({kind: 'limited', retryAfterS: 1});
	expect(limit.charge(7, NOW + 40_000)).toEqual({kind: 'allowed', usedWeight: 7});
});

describe('who goes on regardless', () => {
	const exhaust = () => {
		const limit = new RateLimit();
		limit.charge(WEIGHT_PER_MINUTE, NOW);
		for (let refused = 1; refused <= 20; refused += 1) expect(limit.charge(1, NOW).kind).toBe('limited');
		return limit;
	};

	test('is banned at the twenty-first refusal of a minute, for two of them', () => {
		const limit = exhaust();
		expect(limit.charge(1, NOW + 500)).toMatchObject({kind: 'banned', untilMs: NOW + 500 + 2 * MINUTE, retryAfterS: 120});
		expect(limit.charge(1, NOW + MINUTE)).toMatchObject({kind: 'banned', untilMs: NOW + 500 + 2 * MINUTE, retryAfterS: 61});
		expect(limit.charge(1, NOW + 499 + 2 * MINUTE).kind).toBe('banned');
		expect(limit.charge(1, NOW + 500 + 2 * MINUTE).kind).toBe('allowed');
	});

	test('refusals of a minute before are forgiven', () => {
		const limit = exhaust();
		limit.charge(WEIGHT_PER_MINUTE, NOW + MINUTE);
		expect(limit.charge(1, NOW + MINUTE).kind).toBe('limited');
	});

	test('what is asked for during a ban counts too', () => {
		const limit = exhaust();
		limit.charge(1, NOW);
		expect(limit.charge(100, NOW + MINUTE).usedWeight).toBe(100);
		expect(limit.charge(100, NOW + MINUTE).usedWeight).toBe(200);
	});
});

test('raw requests are counted in five minutes, as exchangeInfo says', () => {
	const limit = new RateLimit();
	for (let count = 1; count < RAW_REQUESTS_PER_FIVE_MINUTES; count += 1) limit.charge(0, NOW);
	expect(limit.charge(0, NOW).kind).toBe('allowed');
	expect(limit.charge(0, NOW)).toMatchObject({kind: 'limited', usedWeight: 0, untilMs: NOW - 20_000 + 5 * MINUTE});
	expect(limit.charge(0, NOW - 20_000 + 5 * MINUTE).kind).toBe('allowed');
});
