import {describe, expect, test} from 'vitest';
import {createMarket} from '../../../source/exchange/market/market.js';
import {answerApi, readApiAddress, type ApiContext} from '../../../source/exchange/protocol/ws-api.js';
import {RateLimit} from '../../../source/exchange/protocol/rate-limit.js';

const NOW = 1_772_000_030_500.75;
const markets = ['BTCUSDT', 'ETHBTC'].map((symbol) => createMarket({symbol, seed: 1, startMs: NOW - 20_000, farOrders: 50}));
for (const market of markets) market.advance(NOW);

const open = (address: Partial<ApiContext> = {}) => {
	const limit = new RateLimit();
	const context: ApiContext = {
		timeUnit: 'MILLISECOND',
		returnRateLimits: true,
		connectedMs: NOW - 1000,
		charge: (weight) => limit.charge(weight, NOW),
		view: {
			nowMs: NOW,
			instruments: markets.map((market) => market.instrument),
			market: (symbol) => markets.find((market) => market.instrument.symbol === symbol),
			snapshot: (market, count) => market.servedSnapshot(count),
		},
		...address,
	};
	return {
		say: (text: string) => JSON.parse(answerApi(text, context)),
		ask: (method: string, params?: object, id: unknown = 1) =>
			JSON.parse(answerApi(JSON.stringify({id, method, ...(params && {params})}), context)),
	};
};

test.each([
	['/ws-api/v3', {timeUnit: 'MILLISECOND', returnRateLimits: true}],
	['/ws-api/v3/', {timeUnit: 'MILLISECOND', returnRateLimits: true}],
	['/ws-api/v3?timeUnit=microsecond&returnRateLimits=false', {timeUnit: 'MICROSECOND', returnRateLimits: false}],
	['/ws', undefined],
	['/ws-api/v4', undefined],
])('the address %s', (url, address) => {
	expect(readApiAddress(url)).toEqual(address);
});

test('an answer carries the id, the status and what was used', () => {
	const {ask} = open();
	const rateLimits = [{rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000, count: 1}];
	expect(ask('ping')).toEqual({id: 1, status: 200, result: {}, rateLimits});
	expect(ask('time', undefined, 'a-b')).toEqual({
		id: 'a-b',
		status: 200,
		result: {serverTime: Math.floor(NOW)},
		rateLimits: [{...rateLimits[0], count: 2}],
	});
	expect(ask('v3/time', {returnRateLimits: false}, null)).toEqual({id: null, status: 200, result: {serverTime: Math.floor(NOW)}});
});

test('limits are shown where they were asked for', () => {
	const {ask} = open({returnRateLimits: false, timeUnit: 'MICROSECOND'});
	expect(ask('time')).toEqual({id: 1, status: 200, result: {serverTime: Math.floor(NOW * 1000)}});
	expect(ask('time', {returnRateLimits: true}).rateLimits).toHaveLength(1);
});

test.each([
	['depth', {symbol: 'BTCUSDT', limit: 7}],
	['trades.recent', {symbol: 'BTCUSDT', limit: 3}],
	['trades.historical', {symbol: 'BTCUSDT', fromId: 1}],
	['trades.aggregate', {symbol: 'BTCUSDT'}],
	['klines', {symbol: 'BTCUSDT', interval: '1m'}],
	['uiKlines', {symbol: 'BTCUSDT', interval: '1w', timeZone: '8'}],
	['avgPrice', {symbol: 'BTCUSDT'}],
	['ticker.24hr', {symbols: ['BTCUSDT', 'ETHBTC']}],
	['ticker.price', {symbol: 'BTCUSDT'}],
	['ticker.book', {}],
	['ticker', {symbol: 'BTCUSDT', windowSize: '1h'}],
	['ticker.tradingDay', {symbol: 'BTCUSDT'}],
	['exchangeInfo', {symbols: ['ETHBTC'], showPermissionSets: false}],
])('%s answers %j', (method, params) => {
	const {ask} = open();
	const answer = ask(method, params);
	expect(answer).toMatchObject({id: 1, status: 200});
	expect(Object.keys(answer.result).length).toBeGreaterThan(0);
});

describe('what is refused', () => {
	test.each([
		['depth', {symbol: 'NOPE'}, 400, -1121, 'Invalid symbol.'],
		['depth', {}, 400, -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed."],
		['depth', {symbol: 'BTCUSDT', colour: 'red'}, 400, -1104, "Not all sent parameters were read; read '1' parameter(s) but was sent '2'."],
		['order.place', {}, 400, -1102, "Mandatory parameter 'apiKey' was not sent, was empty/null, or malformed."],
		['session.logon', {apiKey: 'k'}, 401, -2015, 'Invalid API-key, IP, or permissions for action.'],
		['lunch', {}, 400, -1020, "Method 'lunch' is not supported."],
	])('%s %j', (method, params, status, code, msg) => {
		expect(open().ask(method, params)).toMatchObject({id: 1, status, error: {code, msg}});
	});

	test.each(['', 'x', '[]', '{"id":1}', '{"id":{},"method":"ping"}', '{"id":1,"method":"ping","params":[]}', '{"id":1.5,"method":"ping"}'])(
		'%s',
		(text) => {
			expect(open().say(text)).toMatchObject({id: null, status: 400, error: {code: -1135}});
		},
	);

	test('who is not logged in is told so', () => {
		expect(open().ask('session.status').result).toMatchObject({
			apiKey: null,
			authorizedSince: null,
			connectedSince: Math.floor(NOW - 1000),
		});
	});

	test('who asks for too much, with the moment at which it may go on', () => {
		const {ask} = open();
		for (let used = 0; used < 6000; used += 250) ask('depth', {symbol: 'BTCUSDT', limit: 5000});
		const data = {serverTime: Math.floor(NOW), retryAfter: 1_772_000_040_000};
		expect(ask('ping')).toMatchObject({status: 429, error: {code: -1003, data}, rateLimits: [{count: 6001}]});
		for (let left = 20; left > 0; left -= 1) ask('ping');
		expect(ask('ping')).toMatchObject({status: 418, error: {code: -1003, data: {retryAfter: Math.ceil(NOW + 120_000)}}});
	});
});
