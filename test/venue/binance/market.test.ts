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
		expect(binance.market.plan(base, 'BTCUSDT')).toEqual({url, hello: []});
	});

	test.each(['wss://stream.binance.com:9443/ws', 'wss://stream.binance.com:9443/ws/'])(
		'%s gives the bare socket, subscribed by one message',
		(base) => {
			const plan = binance.market.plan(base, 'BtcUsdt');
			expect(plan.url).toBe('wss://stream.binance.com:9443/ws?timeUnit=MICROSECOND');
			expect(plan.hello.map((text): unknown => JSON.parse(text))).toEqual([
				{method: 'SUBSCRIBE', params: ['btcusdt@depth@100ms', 'btcusdt@trade', 'btcusdt@bookTicker'], id: 1},
			]);
		},
	);

	test('a symbol in another script is left as it is, and put into the URL encoded', () => {
		const {url} = binance.market.plan('wss://x.example', '这是测试币456');
		expect(url).toBe(
			`wss://x.example/stream?streams=${encodeURIComponent('这是测试币456')}@depth@100ms/${encodeURIComponent('这是测试币456')}@trade/${encodeURIComponent('这是测试币456')}@bookTicker&timeUnit=MICROSECOND`,
		);
		expect(new URL(url).searchParams.get('streams')).toBe('这是测试币456@depth@100ms/这是测试币456@trade/这是测试币456@bookTicker');
	});
});
