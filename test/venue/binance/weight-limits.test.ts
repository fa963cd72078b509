import {describe, expect, test} from 'vitest';
import {binance} from '../../../source/venue/binance/index.js';

const body = (...rateLimits: readonly object[]): string => JSON.stringify({rateLimits, symbols: []});
const weight = (limit: unknown, interval: unknown, intervalNum: unknown) => ({
	rateLimitType: 'REQUEST_WEIGHT',
	interval,
	intervalNum,
	limit,
});

describe('what exchangeInfo grants', () => {
	test.each([
		[weight(6000, 'MINUTE', 1), {limit: 6000, intervalMs: 60_000}],
		[weight(1200, 'MINUTE', 1), {limit: 1200, intervalMs: 60_000}],
		[weight(300, 'SECOND', 10), {limit: 300, intervalMs: 10_000}],
		[weight(1_000_000, 'DAY', 1), {limit: 1_000_000, intervalMs: 86_400_000}],
		[weight(7, 'HOUR', 2), {limit: 7, intervalMs: 7_200_000}],
	])('%o is %o', (written, limit) => {
		expect(binance.rest.readWeightLimits(body({rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 1}, written))).toEqual({
			limits: [limit],
			problem: undefined,
		});
	});

	test('may be several things at once', () => {
		expect(binance.rest.readWeightLimits(body(weight(6000, 'MINUTE', 1), weight(200, 'SECOND', 1))).limits).toHaveLength(2);
	});

	test.each([
		[weight(0, 'MINUTE', 1), 'says 0 each 1 MINUTE'],
		[weight(-5, 'MINUTE', 1), 'says -5 each 1 MINUTE'],
		[weight(1e300, 'MINUTE', 1), 'says 1e+300 each 1 MINUTE'],
		[weight('6000', 'MINUTE', 1), 'says 6000 each 1 MINUTE'],
		[weight(6000, 'FORTNIGHT', 1), 'says 6000 each 1 FORTNIGHT'],
		[weight(6000, 'MINUTE', 0), 'says 6000 each 0 MINUTE'],
		[weight(6000, 'MINUTE', 1e12), 'says 6000 each'],
		[{rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 1}, 'names no REQUEST_WEIGHT'],
	])('%o is nonsense, and says so', (written, words) => {
		const {limits, problem} = binance.rest.readWeightLimits(body(written));
		expect(limits).toEqual([]);
		expect(problem).toContain(`exchangeInfo.rateLimits ${words}`);
	});

	test.each(['', '[]', '{}', '<html>', '{"rateLimits":{}}'])('%j has none', (text) => {
		expect(binance.rest.readWeightLimits(text)).toEqual({
			limits: [],
			problem: 'exchangeInfo.rateLimits has no list: the limit of weight stays what it was',
		});
	});
});

const MINUTE = 60_000;

test.each<[headers: Record<string, string>, used: readonly (readonly [used: number, intervalMs: number])[]]>([
	[{'x-mbx-used-weight-1m': '255'}, [[255, MINUTE]]],
	[{'x-mbx-used-weight': '12'}, [[12, MINUTE]]],
	[{'x-mbx-used-weight': '12', 'x-mbx-used-weight-1m': '13'}, [[13, MINUTE]]],
	[
		{'x-mbx-used-weight-1m': '7', 'x-mbx-used-weight-10s': '3'},
		[
			[7, MINUTE],
			[3, 10_000],
		],
	],
	[{'x-mbx-used-weight-1m': '0'}, [[0, MINUTE]]],
	[{'x-mbx-used-weight-1m': '1, 2'}, []],
	[{'x-mbx-used-weight-1m': '-1'}, []],
	[{'x-mbx-used-weight-1m': '1e9'}, []],
	[{'x-mbx-used-weight-1m': '99999999999'}, []],
	[{'x-mbx-used-weight-1x': '5'}, []],
	[{}, []],
])('%o tells a used weight of %o', (headers, used) => {
	expect(binance.rest.usedWeight(headers).map((one) => [one.used, one.intervalMs])).toEqual(used);
});
