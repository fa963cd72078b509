import {assert, constantFrom, property, string} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {binance} from '../../../source/venue/binance/index.js';

describe('where a request goes', () => {
	test.each([
		'https://data-api.binance.vision',
		'https://data-api.binance.vision/',
		'https://data-api.binance.vision/api',
		'https://data-api.binance.vision/api/v3',
		'https://data-api.binance.vision/api/v3/',
	])('%s', (base) => {
		expect(binance.rest.urlOf(base, binance.rest.snapshot('btcusdt', 1000))).toBe(
			'https://data-api.binance.vision/api/v3/depth?symbol=BTCUSDT&limit=1000',
		);
	});

	test('a base of its own keeps its path', () => {
		expect(binance.rest.urlOf('http://127.0.0.1:81/proxy', binance.rest.time())).toBe('http://127.0.0.1:81/proxy/api/v3/time');
	});

	test('no symbol can add a parameter of its own', () => {
		const base = 'http://127.0.0.1';
		assert(
			property(string(), constantFrom(1, 1000), (symbol, depth) => {
				if (!symbol.isWellFormed()) return;
				const url = new URL(binance.rest.urlOf(base, binance.rest.snapshot(symbol, depth)));
				expect([...url.searchParams.keys()]).toEqual(['symbol', 'limit']);
				expect(url.pathname).toBe('/api/v3/depth');
			}),
		);
	});

	test('the clock is asked for in microseconds', () => {
		expect(binance.rest.time()).toEqual({path: '/api/v3/time', headers: {'X-MBX-TIME-UNIT': 'MICROSECOND'}, weight: 1});
	});
});

test.each([
	[1, 5],
	[100, 5],
	[101, 25],
	[500, 25],
	[501, 50],
	[1000, 50],
	[1001, 250],
	[5000, 250],
])('a snapshot of %i levels weighs %i', (depth, weight) => {
	expect(binance.rest.snapshot('X', depth).weight).toBe(weight);
});

test('the venue reads market data only, over encrypted addresses', () => {
	expect(binance.rest.url).toMatch(/^https:\/\/data-api\./);
	expect(binance.market.url).toMatch(/^wss:\/\/data-stream\./);
	expect(binance.limits.weights).toEqual([{limit: 6000, intervalMs: 60_000}]);
});
