import {array, assert, constantFrom, integer, nat, oneof, property, string, tuple} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {monotonicMs, unixMs} from '../../../../source/domain/units.js';
import {
	allowedAt,
	createRestBudget,
	holdUntil,
	learn,
	refuse,
	retryAfterMs,
	spend,
	united,
	usedAt,
	withLimits,
	type RestBudget,
} from '../../../../source/engine/feed/rest/rest-budget.js';
import {instant, NOON} from '../../../helpers/diffs.js';
import {binance} from '../../../../source/venue/binance/index.js';

const {refusals} = binance.limits;

const PER_MINUTE = [{limit: 6000, intervalMs: 60_000}];
const perMinute = (used: number) => [{used, intervalMs: 60_000}];
const fresh = createRestBudget(PER_MINUTE);
const DAY_MS = 86_400_000;

describe('weight', () => {
	test('is counted within the wall clock minute and forgotten with it', () => {
		const budget = spend(spend(fresh, 250, unixMs(NOON)), 50, unixMs(NOON + 59_999));
		expect(usedAt(budget, unixMs(NOON + 59_999)).used).toBe(300);
		expect(usedAt(budget, unixMs(NOON + 60_000)).used).toBe(0);
		expect(usedAt(spend(budget, 5, unixMs(NOON + 60_000)), unixMs(NOON + 60_001)).used).toBe(5);
	});

	test("the venue's own count wins where it is higher, because others share the address", () => {
		const budget = spend(fresh, 100, unixMs(NOON));
		expect(usedAt(learn(budget, perMinute(2900), unixMs(NOON + 1)), unixMs(NOON + 2)).used).toBe(2900);
		expect(usedAt(learn(budget, perMinute(20), unixMs(NOON + 1)), unixMs(NOON + 2)).used).toBe(100);
		expect(learn(budget, [], unixMs(NOON + 1))).toEqual(budget);
		expect(usedAt(learn(budget, perMinute(7), unixMs(NOON + 60_000)), unixMs(NOON + 60_001)).used).toBe(7);
	});

	test.each([
		[0, 50, 0],
		[2950, 50, 0],
		[2951, 50, 59_000],
		[5900, 1, 59_000],
		[2999, 1, 0],
	])('with %i used a request of %i may go after %i ms', (used, weight, wait) => {
		const now = instant(1000);
		expect(allowedAt(learn(fresh, perMinute(used), now.wallMs), weight, now)).toBe(now.monoMs + wait);
	});

	test('of several intervals each is kept, and the use of the fullest is reported', () => {
		const budget = spend(createRestBudget([...PER_MINUTE, {limit: 100, intervalMs: 1000}]), 45, unixMs(NOON));
		expect(usedAt(budget, unixMs(NOON))).toEqual({used: 45, limit: 100});
		expect(allowedAt(budget, 6, instant(0))).toBe(instant(0).monoMs + 1000);
		expect(allowedAt(budget, 5, instant(0))).toBe(instant(0).monoMs);
		expect(usedAt(budget, unixMs(NOON + 1000))).toEqual({used: 45, limit: 6000});
	});

	test('other limits hold from the moment they are known, with what has been used', () => {
		const budget = withLimits(spend(fresh, 590, unixMs(NOON)), [{limit: 1200, intervalMs: 60_000}]);
		expect(allowedAt(budget, 10, instant(0))).toBe(instant(0).monoMs);
		expect(allowedAt(budget, 11, instant(0))).toBe(instant(0).monoMs + 60_000);
	});

	test('a request above our share of a small limit is sent alone, and does not wait without end', () => {
		const budget = createRestBudget([{limit: 30, intervalMs: 60_000}]);
		expect(allowedAt(budget, 20, instant(0))).toBe(instant(0).monoMs);
		expect(allowedAt(spend(budget, 20, unixMs(NOON)), 20, instant(0))).toBe(instant(0).monoMs + 60_000);
	});

	test('we never spend more than half of what the venue grants in a minute', () => {
		const request = tuple(constantFrom(1, 5, 20, 50, 250), integer({min: 0, max: 4000}));
		assert(
			property(array(request, {maxLength: 200}), (requests) => {
				let budget: RestBudget = fresh;
				let mono = 0;
				const spent = new Map<number, number>();
				for (const [weight, pause] of requests) {
					mono = allowedAt(budget, weight, instant(mono + pause));
					const {wallMs} = instant(mono);
					budget = spend(budget, weight, wallMs);
					const minute = Math.floor(wallMs / 60_000);
					spent.set(minute, (spent.get(minute) ?? 0) + weight);
				}

				for (const weight of spent.values()) expect(weight).toBeLessThanOrEqual(3000);
			}),
			{numRuns: 50},
		);
	});
});

describe('a refusal silences everything', () => {
	test.each<[status: number, asked: number | undefined, wait: number]>([
		[429, undefined, 60_000],
		[418, undefined, 120_000],
		[403, undefined, 300_000],
		[400, undefined, 1000],
		[429, 37_000, 37_000],
		[429, 0, 1000],
		[418, 118_000, 118_000],
		[418, 1, 1000],
		[418, 4e9, 3 * DAY_MS],
		[429, Number.POSITIVE_INFINITY, 3 * DAY_MS],
	])('HTTP %i that asks for %s ms: %i ms', (status, asked, wait) => {
		const budget = refuse(fresh, {status, retryAfterMs: asked}, refusals, monotonicMs(5000));
		expect(budget.notBefore).toBe(5000 + wait);
		expect(allowedAt(budget, 1, instant(5000))).toBe(5000 + wait);
		expect(allowedAt(budget, 1, instant(5000 + wait))).toBe(5000 + wait);
	});

	test('a shorter one afterwards does not shorten it', () => {
		const banned = refuse(fresh, {status: 418, retryAfterMs: 120_000}, refusals, monotonicMs(0));
		expect(refuse(banned, {status: 429, retryAfterMs: 1000}, refusals, monotonicMs(10)).notBefore).toBe(120_000);
	});

	test('whatever is asked, the wait is a second to three days', () => {
		assert(
			property(nat(600), oneof(integer(), constantFrom(undefined, -1e300, 1e300)), nat(), (status, asked, now) => {
				const wait = refuse(fresh, {status, retryAfterMs: asked}, refusals, monotonicMs(now)).notBefore - now;
				expect(wait >= 1000 && wait <= 3 * DAY_MS).toBe(true);
			}),
		);
	});
});

describe('Retry-After', () => {
	const wall = unixMs(Date.UTC(1994, 10, 6, 8, 49, 0));
	test.each<[header: string | undefined, wait: number | undefined]>([
		[undefined, undefined],
		['37', 37_000],
		[' 37 ', 37_000],
		['0', 0],
		['4000000', 4e9],
		['999999999999', 999_999_999_999_000],
		['99999999999999999999', undefined],
		['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
		['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
		['Sun Nov  6 08:49:37 1994', 37_000],
		['Sun, 06 Nov 1994 08:48:00 GMT', 0],
		['Sun, 99 Nov 1994 99:99:99 GMT', undefined],
		['-5', undefined],
		['1.5', undefined],
		['4e6', undefined],
		['37 seconds', undefined],
		['soon 12', undefined],
		['soon', undefined],
		['', undefined],
		[' ', undefined],
		['NaN', undefined],
		['1994-11-06', undefined],
	])('%j asks for %s ms', (header, wait) => {
		expect(retryAfterMs(header, wall, Date.parse)).toBe(wait);
	});

	test('is never negative and never no number, whatever it says', () => {
		assert(
			property(oneof(string(), nat().map(String), constantFrom('Mon, x', 'Sun, 06 Nov 1994 08:49:37 GMT')), (header) => {
				const wait = retryAfterMs(header, wall, Date.parse);
				if (wait !== undefined) expect(Number.isFinite(wait) && wait >= 0).toBe(true);
			}),
		);
	});
});

describe('used in two hands at once', () => {
	const limits = [
		{limit: 1000, intervalMs: 60_000},
		{limit: 50, intervalMs: 1000},
	];
	const base = spend(createRestBudget(limits), 10, unixMs(500));
	const usedOf = ({windows}: RestBudget) => windows.map(({used, index}) => [used, index]);

	test('it is less by what both used', () => {
		expect(usedOf(united(base, spend(base, 3, unixMs(700)), spend(base, 4, unixMs(800))))).toEqual([
			[17, 0],
			[17, 0],
		]);
	});

	test('of each interval only what was used of the newest counts', () => {
		const late = spend(base, 3, unixMs(1700));
		const early = spend(base, 4, unixMs(800));
		for (const [one, other] of [
			[late, early],
			[early, late],
		] as const) {
			expect(usedOf(united(base, one, other))).toEqual([
				[17, 0],
				[3, 1],
			]);
		}
	});

	test('of two silences the longer one is kept', () => {
		const held = holdUntil(base, monotonicMs(900));
		expect(united(base, held, base).notBefore).toBe(900);
		expect(united(base, base, held).notBefore).toBe(900);
	});

	test('what only one of them limits is kept as it is', () => {
		const one = withLimits(spend(base, 5, unixMs(600)), [{limit: 9, intervalMs: 10}]);
		expect(united(base, one, base).windows).toEqual(one.windows);
	});
});
