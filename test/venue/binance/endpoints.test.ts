import {assert, constantFrom, property, string} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {binance} from '../../../source/venue/binance/index.js';

describe('where the socket goes', () => {
	const combined = '/stream?streams=btcusdt@depth@100ms/btcusdt@trade/btcusdt@bookTicker&timeUnit=MICROSECOND';
	test.each([
		['wss://data-stream.binance.vision', `wss://data-stream.binance.vision${combined}`],
		['wss://data-stream.binance.vision/', `wss://data-stream.binance.vision${combined}`],
		['wss://stream.binance.com:9443/stream', `wss://stream.binance.com:9443${combined}`],
		['wss://stream.binance.com:9443/stream///', `wss://stream.binance.com:9443${combined}`],
		['ws://127.0.0.1:8080/feed', `ws://127.0.0.1:8080/feed${combined}`],
		['ws://127.0.0.1:8080/stream', `ws://127.0.0.1:8080${combined}`],
	])('%s gives the combined stream', (base, url) => {
		expect(binance.socketPlan(base, 'BTCUSDT')).toEqual({url, hello: []});
	});

	test.each(['wss://stream.binance.com:9443/ws', 'wss://stream.binance.com:9443/ws/'])(
		'%s gives the bare socket, subscribed by one message',
		(base) => {
			const plan = binance.socketPlan(base, 'BtcUsdt');
			expect(plan.url).toBe('wss://stream.binance.com:9443/ws?timeUnit=MICROSECOND');
			expect(plan.hello.map((text): unknown => JSON.parse(text))).toEqual([
				{method: 'SUBSCRIBE', params: ['btcusdt@depth@100ms', 'btcusdt@trade', 'btcusdt@bookTicker'], id: 1},
			]);
		},
	);

	test('a symbol in another script is left as it is, and put into the URL encoded', () => {
		const {url} = binance.socketPlan('wss://x.example', '这是测试币456');
		expect(url).toBe(
			`wss://x.example/stream?streams=${encodeURIComponent('这是测试币456')}@depth@100ms/${encodeURIComponent('这是测试币456')}@trade/${encodeURIComponent('这是测试币456')}@bookTicker&timeUnit=MICROSECOND`,
		);
		expect(new URL(url).searchParams.get('streams')).toBe('这是测试币456@depth@100ms/这是测试币456@trade/这是测试币456@bookTicker');
	});
});

describe('where a request goes', () => {
	test.each([
		'https://data-api.binance.vision',
		'https://data-api.binance.vision/',
		'https://data-api.binance.vision/api',
		'https://data-api.binance.vision/api/v3',
		'https://data-api.binance.vision/api/v3/',
	])('%s', (base) => {
		expect(binance.restUrl(base, binance.snapshotRequest('btcusdt', 1000))).toBe(
			'https://data-api.binance.vision/api/v3/depth?symbol=BTCUSDT&limit=1000',
		);
	});

	test('a base of its own keeps its path', () => {
		expect(binance.restUrl('http://127.0.0.1:81/proxy', binance.timeRequest())).toBe('http://127.0.0.1:81/proxy/api/v3/time');
	});

	test('no symbol can add a parameter of its own', () => {
		const base = 'http://127.0.0.1';
		assert(
			property(string(), constantFrom(1, 1000), (symbol, depth) => {
				if (!symbol.isWellFormed()) return;
				const url = new URL(binance.restUrl(base, binance.snapshotRequest(symbol, depth)));
				expect([...url.searchParams.keys()]).toEqual(['symbol', 'limit']);
				expect(url.pathname).toBe('/api/v3/depth');
			}),
		);
	});

	test('the clock is asked for in microseconds', () => {
		expect(binance.timeRequest()).toEqual({path: '/api/v3/time', headers: {'X-MBX-TIME-UNIT': 'MICROSECOND'}, weight: 1});
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
	expect(binance.snapshotRequest('X', depth).weight).toBe(weight);
});

test('the venue reads market data only, over encrypted addresses', () => {
	expect(binance.endpoints.restUrl).toMatch(/^https:\/\/data-api\./);
	expect(binance.endpoints.wsUrl).toMatch(/^wss:\/\/data-stream\./);
	expect(binance.weightLimits).toEqual([{limit: 6000, intervalMs: 60_000}]);
});
