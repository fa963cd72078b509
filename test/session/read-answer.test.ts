import {describe, expect, test} from 'vitest';
import type {RestCall} from '../../source/engine/feed/types/rest-call.js';
import type {HttpReply} from '../../source/runtime/node/ports.js';
import {unixMs} from '../../source/domain/units.js';
import {readAnswer, requestOf, type ReaderOf} from '../../source/session/read-answer.js';
import type {WireAnswer} from '../../source/session/wire.js';
import {binance} from '../../source/venue/binance/index.js';
import {levels, NOON} from '../helpers/diffs.js';
import {BTCUSDT_ENTRY, httpReply} from '../helpers/fake-ports.js';
import {bitcoin} from '../helpers/instruments.js';

const reader: ReaderOf = {venue: binance, symbol: 'btcusdt', instrument: bitcoin, parseDate: (text) => Date.parse(text)};
const SNAPSHOT: RestCall = {kind: 'snapshot', depth: 1000};

const call = (reply: HttpReply | Error, one: RestCall = SNAPSHOT, changes: Partial<ReaderOf> = {}) => {
	const answer: WireAnswer = reply instanceof Error ? {kind: 'failed', message: reply.message} : {kind: 'reply', ...reply};
	return readAnswer({...reader, ...changes}, one, answer, unixMs(NOON));
};

test.each<[RestCall, string, number]>([
	[{kind: 'instrument'}, 'http://127.0.0.1:80/api/v3/exchangeInfo?symbol=BTCUSDT', 20],
	[{kind: 'time'}, 'http://127.0.0.1:80/api/v3/time', 1],
	[SNAPSHOT, 'http://127.0.0.1:80/api/v3/depth?symbol=BTCUSDT&limit=1000', 50],
	[{kind: 'probe', depth: 1}, 'http://127.0.0.1:80/api/v3/depth?symbol=BTCUSDT&limit=1', 5],
])('%o asks %s, of weight %i', (one, url, weight) => {
	const request = requestOf(binance, one, 'btcusdt');
	expect(binance.rest.urlOf('http://127.0.0.1:80/api/v3', request)).toBe(url);
	expect(request.weight).toBe(weight);
});

describe('an answer', () => {
	test('with an instrument', () => {
		const answer = call(
			httpReply({
				rateLimits: [{rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 1200}],
				symbols: [BTCUSDT_ENTRY],
			}),
			{kind: 'instrument'},
		);
		expect(answer).toEqual({
			result: {
				kind: 'instrument',
				instrument: {...bitcoin, unitDecimals: 8, tickUnits: 1_000_000},
				weight: {limits: [{limit: 1200, intervalMs: 60_000}], problem: undefined},
			},
		});
	});

	test('with the time, asked for in microseconds', () => {
		const answer = call(httpReply({serverTime: 1_772_000_000_123_456}), {kind: 'time'});
		expect(answer).toEqual({result: {kind: 'time', venueAtMs: 1_772_000_000_123.456}});
		expect(requestOf(binance, {kind: 'time'}, 'btcusdt').headers).toEqual({'X-MBX-TIME-UNIT': 'MICROSECOND'});
	});

	test('with a snapshot, and the weight that the venue counts', () => {
		const body = {lastUpdateId: 7, bids: [['1.00', '2']], asks: []};
		const answer = call(httpReply(body, 200, {'x-mbx-used-weight-1m': '321'}));
		expect(answer).toEqual({
			result: {kind: 'snapshot', snapshot: {lastId: 7, bids: levels([[100, 200_000_000]]), asks: []}},
			usedWeight: [{used: 321, intervalMs: 60_000}],
		});
	});

	test.each<[name: string, reply: HttpReply, one: RestCall]>([
		['HTML with status 200', httpReply('<html>'), SNAPSHOT],
		['an error with status 200', httpReply({code: -1003, msg: 'Too many requests'}), SNAPSHOT],
		['a body that was cut', httpReply('{"lastUpdateId":1,"bids":[["1.00"'), SNAPSHOT],
		['no list of symbols', httpReply({}), {kind: 'instrument'}],
		['a page of HTML', httpReply('<html>'), {kind: 'instrument'}],
		['no time', httpReply({}), {kind: 'time'}],
		['nothing', httpReply(''), {kind: 'probe', depth: 1}],
	])('with %s is no answer: unreadable', (_name, reply, one) => {
		const answer = call(reply, one);
		expect(answer.result).toMatchObject({kind: 'failed', failure: 'unreadable', status: 200});
	});

	test('with a list that lacks the symbol says that it is not to be had', () => {
		const answer = call(httpReply({symbols: []}), {kind: 'instrument'});
		expect(answer.result).toMatchObject({kind: 'failed', failure: 'unknown-symbol', message: 'exchangeInfo names no BTCUSDT'});
	});

	test('with a snapshot before the instrument is known cannot be read', () => {
		const answer = call(httpReply({lastUpdateId: 1, bids: [], asks: []}), SNAPSHOT, {instrument: undefined});
		expect(answer.result).toMatchObject({kind: 'failed', failure: 'unreadable'});
	});
});

describe('a refusal', () => {
	const date = new Date(NOON + 90_000).toUTCString();
	test.each<[status: number, body: string, headers: Record<string, string>, failure: string, wait: number | undefined]>([
		[400, '{"code":-1121,"msg":"Invalid symbol."}', {}, 'unknown-symbol', undefined],
		[429, '{"code":-1003,"msg":"x"}', {'retry-after': '37'}, 'rate-limited', 37_000],
		[418, '{"code":-1003,"msg":"x"}', {'retry-after': date}, 'rate-limited', 90_000],
		[418, '', {}, 'rate-limited', undefined],
		[429, '', {'retry-after': 'soon'}, 'rate-limited', undefined],
		[403, '<html>WAF</html>', {}, 'rate-limited', undefined],
		[500, '<html>oops</html>', {}, 'refused', undefined],
		[503, '', {'retry-after': '5'}, 'refused', 5000],
		[301, '', {location: 'http://evil.example'}, 'refused', undefined],
		[204, '', {}, 'refused', undefined],
	])('HTTP %i %j %o is %s', (status, body, headers, failure, wait) => {
		const answer = call(httpReply(body, status, headers));
		expect(answer.result).toMatchObject({kind: 'failed', failure, status});
		expect(answer.result.kind === 'failed' && answer.result.retryAfterMs).toBe(wait);
	});

	test('tells the used weight too', () => {
		const answer = call(httpReply('', 429, {'x-mbx-used-weight-1m': '6001'}));
		expect(answer.usedWeight).toEqual([{used: 6001, intervalMs: 60_000}]);
	});

	test('brings no escape sequence to a screen', () => {
		const answer = call(httpReply({code: 1, msg: '\u001B]0;owned\u0007\u202Ebad'}, 400));
		expect(answer.result).toMatchObject({message: 'HTTP 400 1 bad'});
	});
});

test.each([
	[new Error('connect ECONNREFUSED 127.0.0.1:80'), 'connect ECONNREFUSED 127.0.0.1:80'],
	[new Error('\u001B[31mred'), 'red'],
])('what is no HTTP reply at all is a failure, never an exception: %o', (error, message) => {
	const answer = call(error);
	expect(answer).toEqual({result: {kind: 'failed', failure: 'unreachable', status: 0, message}});
});

test('a wait asked of another program is a refusal with its own wording', () => {
	expect(readAnswer(reader, SNAPSHOT, {kind: 'held', waitMs: 2500}, unixMs(NOON))).toEqual({
		result: {
			kind: 'failed',
			failure: 'rate-limited',
			status: 429,
			message: "by another run's word, binance wants no requests for another 3 s",
			retryAfterMs: 2500,
		},
	});
});
