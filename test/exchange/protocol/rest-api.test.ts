import {describe, expect, test} from 'vitest';
import {FaultsInForce} from '../../../source/exchange/faults/faults-in-force.js';
import {createMarket} from '../../../source/exchange/market/market.js';
import type {MarketView} from '../../../source/exchange/protocol/methods/public-method.js';
import {answerRest, requestWeight, type RestRequest} from '../../../source/exchange/protocol/rest-api.js';
import {RestFront} from '../../../source/exchange/protocol/rest-front.js';

const NOW = 1_772_000_030_500.75;
const markets = ['BTCUSDT', 'ETHBTC', '这是测试币456'].map((symbol) => createMarket({symbol, seed: 1, startMs: NOW - 20_000}));
for (const market of markets) market.advance(NOW);

const view: MarketView = {
	nowMs: NOW,
	instruments: markets.map((market) => market.instrument),
	market: (symbol) => markets.find((market) => market.instrument.symbol === symbol),
	snapshot: (market, limit) => market.snapshot(limit),
};

const request = (url: string, timeUnit?: string): RestRequest => {
	const [path = '', search = ''] = url.split('?');
	return {method: 'GET', path, query: new URLSearchParams(search), timeUnit};
};

const get = (url: string, timeUnit?: string) => {
	const {status, headers, body} = answerRest(request(url, timeUnit), view);
	return {status, type: headers['content-type'], body: JSON.parse(body)};
};

const prices = (levels: [string, string][]) => levels.map(([price]) => Number(price));
const count = (klines: number[][]) => klines.reduce((sum, kline) => sum + (kline[8] ?? 0), 0);

const openDesk = () => {
	const faults = new FaultsInForce();
	const desk = new RestFront(faults);
	const ask = (url: string, nowMs = NOW) => {
		const {response, delayMs} = desk.answer(request(url), {...view, nowMs}, nowMs - NOW);
		return {...response, delayMs};
	};

	return {faults, ask};
};

describe('errors', () => {
	test.each([
		['/api/v3/depth', -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."],
		['/api/v3/depth?symbol=', -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."],
		['/api/v3/depth?symbol=NOPE', -1121, 'Invalid symbol.'],
		['/api/v3/depth?symbol=btcusdt', -1100, "Illegal characters found in parameter 'symbol'; legal range is '^[A-Z0-9-_.]{1,20}$'."],
		['/api/v3/depth?symbol=BTCUSDT&limit=x', -1100, "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'."],
		['/api/v3/depth?symbol=BTCUSDT&limit=0', -1130, "Data sent for parameter 'limit' is not valid."],
		['/api/v3/klines?symbol=BTCUSDT', -1102, "Mandatory parameter 'interval' was not sent, was empty/null, or malformed."],
		['/api/v3/klines?symbol=BTCUSDT&interval=1x', -1120, 'Invalid interval.'],
		['/api/v3/exchangeInfo?symbol=NOPE', -1121, 'Invalid symbol.'],
		['/api/v3/exchangeInfo?symbols=["BTCUSDT","NOPE"]', -1121, 'Invalid symbol.'],
		[
			'/api/v3/exchangeInfo?symbols=[BTC',
			-1100,
			"Illegal characters found in parameter 'symbols'; legal range is '[\"^[A-Z0-9-_.]{1,20}$\"]'.",
		],
		['/api/v3/trades?symbol=NOPE', -1121, 'Invalid symbol.'],
	])('%s', (url, code, msg) => {
		expect(get(url)).toEqual({status: 400, type: 'application/json;charset=UTF-8', body: {code, msg}});
	});

	test('a time unit that is none', () => {
		expect(get('/api/v3/time', 'NANOSECOND')).toMatchObject({status: 400, body: {code: -1194}});
	});

	test.each(['/', '/api/v1/ping', '/api/v3/nothing'])('%s is not there', (url) => {
		expect(answerRest(request(url), view).status).toBe(404);
	});

	test('only GET is there', () => {
		expect(answerRest({...request('/api/v3/ping'), method: 'POST'}, view).status).toBe(404);
	});
});

describe('answers', () => {
	test.each([
		['/api/v3/ping', undefined, {}],
		['/api/v3/time', undefined, {serverTime: 1_772_000_030_500}],
		['/api/v3/time', 'microsecond', {serverTime: 1_772_000_030_500_750}],
	])('%s with time unit %s', (url, timeUnit, body) => {
		expect(get(url, timeUnit)).toEqual({status: 200, type: 'application/json;charset=UTF-8', body});
	});

	test('depth: best first, eight decimals, as many as wanted', () => {
		const {body} = get('/api/v3/depth?symbol=BTCUSDT&limit=7');
		expect(body.lastUpdateId).toBe(markets[0]?.updateId);
		expect([body.bids.length, body.asks.length]).toEqual([7, 7]);
		for (const [price, quantity] of [...body.bids, ...body.asks]) {
			expect(price).toMatch(/^\d+\.\d{8}$/);
			expect(quantity).toMatch(/^\d+\.\d{8}$/);
		}

		expect(prices(body.bids)).toEqual(prices(body.bids).toSorted((a, b) => b - a));
		expect(prices(body.asks)).toEqual(prices(body.asks).toSorted((a, b) => a - b));
		expect(get('/api/v3/depth?symbol=BTCUSDT').body.bids).toHaveLength(100);
		expect(get('/api/v3/depth?symbol=BTCUSDT&limit=99999').status).toBe(200);
	});

	test('exchangeInfo: all, one, several, one in another script', () => {
		const symbols = (url: string) => get(url).body.symbols.map((info: {symbol: string}) => info.symbol);
		expect(symbols('/api/v3/exchangeInfo')).toEqual(['BTCUSDT', 'ETHBTC', '这是测试币456']);
		expect(symbols('/api/v3/exchangeInfo?symbol=ETHBTC')).toEqual(['ETHBTC']);
		expect(symbols('/api/v3/exchangeInfo?symbols=["ETHBTC","BTCUSDT"]')).toEqual(['ETHBTC', 'BTCUSDT']);
		expect(symbols(`/api/v3/exchangeInfo?symbol=${encodeURIComponent('这是测试币456')}`)).toEqual(['这是测试币456']);
		expect(get('/api/v3/exchangeInfo?symbol=BTCUSDT').body.symbols[0]).toMatchObject({
			status: 'TRADING',
			baseAsset: 'BTC',
			quoteAsset: 'USDT',
			filters: expect.arrayContaining([
				expect.objectContaining({filterType: 'PRICE_FILTER', tickSize: '0.01000000'}),
				expect.objectContaining({filterType: 'LOT_SIZE', stepSize: '0.00001000', minQty: '0.00001000'}),
				expect.objectContaining({filterType: 'NOTIONAL', minNotional: '5.00000000'}),
			]),
		});
	});

	test('trades: oldest first, the last ones, ids in a row', () => {
		const {body} = get('/api/v3/trades?symbol=BTCUSDT&limit=5');
		expect(body).toHaveLength(5);
		expect(body.map((trade: {id: number}) => trade.id - body[0].id)).toEqual([0, 1, 2, 3, 4]);
		expect(body.at(-1).id).toBe(markets[0]?.tape.trades.last(1)[0]?.id);
		expect(body[0]).toMatchObject({isBestMatch: true, price: expect.stringMatching(/^\d+\.\d{8}$/)});
	});

	test('klines: periods in a row that hold every trade', () => {
		const since = Math.ceil((NOW - 20_000) / 1000) * 1000;
		const {body} = get(`/api/v3/klines?symbol=BTCUSDT&interval=1s&startTime=${since}`);
		expect(body.length).toBe(20);
		for (const [index, kline] of body.entries()) {
			expect(kline[0]).toBe(body[0][0] + index * 1000);
			expect(kline[6]).toBe(kline[0] + 999);
			expect(Number(kline[3])).toBeLessThanOrEqual(Number(kline[2]));
		}

		expect(count(body)).toBe(markets[0]?.tape.trades.held.filter((trade) => trade.tradeAtMs >= since).length);
		const minute = get('/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=1').body;
		const seconds = get(`/api/v3/klines?symbol=BTCUSDT&interval=1s&startTime=${minute[0][0]}`).body;
		expect(count(minute)).toBe(count(seconds));
		expect(minute[0][1]).toBe(seconds[0][1]);
		expect(get('/api/v3/klines?symbol=BTCUSDT&interval=1s&limit=3').body).toEqual(body.slice(-3));
		expect(get(`/api/v3/klines?symbol=BTCUSDT&interval=1s&limit=2&startTime=${body[4][0]}`).body).toEqual(body.slice(4, 6));
	});

	test('best prices of one and of all', () => {
		const one = get('/api/v3/ticker/bookTicker?symbol=ETHBTC').body;
		expect(Object.keys(one)).toEqual(['symbol', 'bidPrice', 'bidQty', 'askPrice', 'askQty']);
		expect(get('/api/v3/ticker/bookTicker').body).toContainEqual(one);
	});
});

test.each([
	['/api/v3/ping', 1],
	['/api/v3/time', 1],
	['/api/v3/exchangeInfo', 20],
	['/api/v3/depth', 5],
	['/api/v3/depth?limit=100', 5],
	['/api/v3/depth?limit=101', 25],
	['/api/v3/depth?limit=500', 25],
	['/api/v3/depth?limit=501', 50],
	['/api/v3/depth?limit=1000', 50],
	['/api/v3/depth?limit=1001', 250],
	['/api/v3/depth?limit=99999', 250],
	['/api/v3/trades', 25],
	['/api/v3/klines', 2],
])('%s weighs %d', (url, weight) => {
	expect(requestWeight(request(url))).toBe(weight);
});

describe('limits and faults', () => {
	const DEEP = '/api/v3/depth?symbol=BTCUSDT&limit=5000';
	test('24 deep copies exhaust a minute, the next minute is free again', () => {
		const {ask} = openDesk();
		for (let used = 250; used <= 6000; used += 250) {
			expect(ask(DEEP)).toMatchObject({status: 200, headers: {'x-mbx-used-weight': String(used), 'x-mbx-used-weight-1m': String(used)}});
		}

		const refused = ask('/api/v3/ping');
		expect(refused).toMatchObject({status: 429, headers: {'retry-after': '10', 'x-mbx-used-weight-1m': '6001'}});
		expect(JSON.parse(refused.body)).toMatchObject({code: -1003});
		expect(ask('/api/v3/ping', 1_772_000_039_999).status).toBe(429);
		expect(ask('/api/v3/ping', 1_772_000_040_000)).toMatchObject({status: 200, headers: {'x-mbx-used-weight-1m': '1'}});
	});

	test('who goes on regardless is banned beyond the minute', () => {
		const {ask} = openDesk();
		for (let left = 44; left > 0; left -= 1) ask(DEEP);
		expect(ask(DEEP)).toMatchObject({status: 418, headers: {'retry-after': '120'}});
		expect(ask('/api/v3/ping', NOW + 60_000)).toMatchObject({status: 418, headers: {'retry-after': '60'}});
		expect(ask('/api/v3/ping', NOW + 120_000).status).toBe(200);
	});

	test.each([
		['rate-limit', 429, {'retry-after': '8'}],
		['ban', 418, {'retry-after': '8'}],
		['waf', 403, {'content-type': 'text/html'}],
		['server-error', 500, {}],
	] as const)('%s answers %d while it lasts', (kind, status, headers) => {
		const {faults, ask} = openDesk();
		faults.begin(kind, 8000);
		expect(ask(DEEP)).toMatchObject({status, headers, delayMs: 0});
		expect(ask(DEEP, NOW + 8000).status).toBe(200);
	});

	test('a truncated answer is no JSON, and looks well otherwise', () => {
		const {faults, ask} = openDesk();
		faults.begin('truncated', 8000);
		for (const url of [DEEP, '/api/v3/ping', '/api/v3/time']) {
			const {status, body} = ask(url);
			expect(status).toBe(200);
			expect(() => JSON.parse(body)).toThrow(SyntaxError);
		}
	});

	test('slow answers take ten seconds', () => {
		const {faults, ask} = openDesk();
		faults.begin('slow-rest', 8000);
		expect(ask(DEEP)).toMatchObject({status: 200, delayMs: 10_000});
	});
});
