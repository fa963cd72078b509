import {describe, expect, test} from 'vitest';
import {answerControl, type Subscriptions} from '../../../source/exchange/protocol/control-protocol.js';
import {readStreamAddress} from '../../../source/exchange/protocol/stream-address.js';

const start: Subscriptions = {streams: new Set(['btcusdt@trade']), combined: false};

const ask = (request: unknown, from = start) => {
	const {subscriptions, reply} = answerControl(from, typeof request === 'string' ? request : JSON.stringify(request));
	return {streams: [...subscriptions.streams], combined: subscriptions.combined, reply: JSON.parse(reply)};
};

test.each([
	[{method: 'SUBSCRIBE', params: ['btcusdt@depth', 'x@y'], id: 1}, {result: null, id: 1}, ['btcusdt@trade', 'btcusdt@depth', 'x@y']],
	[{method: 'SUBSCRIBE', params: ['btcusdt@trade'], id: 'abc'}, {result: null, id: 'abc'}, ['btcusdt@trade']],
	[{method: 'UNSUBSCRIBE', params: ['btcusdt@trade'], id: null}, {result: null, id: null}, []],
	[{method: 'UNSUBSCRIBE', params: ['no@such'], id: -4}, {result: null, id: -4}, ['btcusdt@trade']],
	[{method: 'LIST_SUBSCRIPTIONS', id: 3}, {result: ['btcusdt@trade'], id: 3}, ['btcusdt@trade']],
	[{method: 'GET_PROPERTY', params: ['combined'], id: 2}, {result: false, id: 2}, ['btcusdt@trade']],
])('%j is done', (request, reply, streams) => {
	expect(ask(request)).toEqual({streams, combined: false, reply});
});

test('the shape of events can be changed', () => {
	expect(ask({method: 'SET_PROPERTY', params: ['combined', true], id: 5})).toMatchObject({combined: true, reply: {result: null, id: 5}});
});

test.each([
	['not json', {error: {code: 3, msg: 'Invalid JSON: expected value at line 1 column 1'}, id: null}],
	['7', {code: 2, msg: 'Invalid request: expected an object', id: null}],
	[
		{method: 'SUBSCRIBE', params: ['nothing'], id: 2},
		{error: {code: 2, msg: 'Invalid request: invalid stream'}, id: 2},
	],
	[
		{method: 'SUBSCRIBE', params: [5], id: 2},
		{error: {code: 2, msg: 'Invalid request: invalid stream'}, id: 2},
	],
	[
		{method: 'SUBSCRIBE', params: [], id: 2},
		{code: 2, msg: 'Invalid request: params must not be empty', id: 2},
	],
	[
		{method: 'SUBSCRIBE', params: 'a@b', id: 2},
		{code: 2, msg: 'Invalid request: params must be an array', id: 2},
	],
	[
		{params: ['a@b'], id: 2},
		{code: 2, id: 2},
	],
	[
		{method: 'SUBSCRIBE', params: ['a@b']},
		{code: 2, id: null},
	],
	[
		{method: 'SUBSCRIBE', params: ['a@b'], id: 1.5},
		{code: 2, id: null},
	],
	[
		{method: 'DANCE', id: 1},
		{code: 2, id: 1},
	],
	[
		{method: 'SET_PROPERTY', params: ['colour', true], id: 5},
		{code: 0, msg: 'Unknown property', id: 5},
	],
	[
		{method: 'SET_PROPERTY', params: ['combined', 1], id: 5},
		{code: 1, msg: 'Invalid value type: expected Boolean', id: 5},
	],
	[
		{method: 'SET_PROPERTY', params: ['combined', true, 1], id: 5},
		{code: 2, msg: 'Invalid request: too many parameters', id: 5},
	],
	[
		{method: 'GET_PROPERTY', params: [], id: 5},
		{code: 2, msg: 'Invalid request: property name must be a string', id: 5},
	],
])('%j is refused and changes nothing', (request, reply) => {
	expect(ask(request)).toMatchObject({streams: ['btcusdt@trade'], combined: false, reply});
});

test('a connection has at most 1024 streams', () => {
	const streams = Array.from({length: 1023}, (_, index) => `s${index}@depth`);
	const full = ask({method: 'SUBSCRIBE', params: streams, id: 1});
	expect(full.streams).toHaveLength(1024);
	expect(ask({method: 'SUBSCRIBE', params: ['one@more'], id: 2}, {streams: new Set(full.streams), combined: false}).reply).toMatchObject({
		code: 2,
	});
});

describe('addresses', () => {
	test.each([
		['/ws', [], false, 'MILLISECOND'],
		['/ws/btcusdt@depth', ['btcusdt@depth'], false, 'MILLISECOND'],
		['/ws/btcusdt@depth@100ms/btcusdt@trade', ['btcusdt@depth@100ms', 'btcusdt@trade'], false, 'MILLISECOND'],
		['/ws/btcusdt%40trade?timeUnit=microsecond', ['btcusdt@trade'], false, 'MICROSECOND'],
		['/stream', [], true, 'MILLISECOND'],
		['/stream?streams=btcusdt@depth/btcusdt@trade&timeUnit=MICROSECOND', ['btcusdt@depth', 'btcusdt@trade'], true, 'MICROSECOND'],
		['/stream?streams=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9Fusdt@depth', ['币安人生usdt@depth'], true, 'MILLISECOND'],
		['/ws/%E5%B8%81%E5%AE%89usdt@trade', ['币安usdt@trade'], false, 'MILLISECOND'],
		['/ws/%E5%B8%/what', [], false, 'MILLISECOND'],
	])('%s', (url, streams, combined, timeUnit) => {
		const address = readStreamAddress(url);
		expect(address).toMatchObject({timeUnit, subscriptions: {combined}});
		expect([...(address?.subscriptions.streams ?? [])]).toEqual(streams);
	});

	test.each(['/', '/wsx', '/streams', '/api/v3/ping'])('%s is none', (url) => {
		expect(readStreamAddress(url)).toBeUndefined();
	});
});
