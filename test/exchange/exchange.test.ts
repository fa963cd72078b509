/** The exchange under virtual time, with sockets that only write down what they are told. */

import {describe, expect, test} from 'vitest';
import {Exchange} from '../../source/exchange/exchange.js';
import type {ExchangeOptions} from '../../source/exchange/exchange-options.js';
import {parseFaults} from '../../source/exchange/fault.js';
import type {ClientSocket, Session} from '../../source/exchange/session.js';
import {readStreamAddress} from '../../source/exchange/stream-address.js';

const START = 1_772_000_000_000;

const open = (options: Partial<ExchangeOptions> = {}) => {
	let nowMs = 0;
	const clock = {wallMs: () => START + nowMs, monoMs: () => nowMs};
	const exchange = new Exchange({symbols: ['btcusdt'], port: 0, seed: 1, speed: 1, faults: [], farOrders: 50, ...options}, clock);
	const run = (ms: number): void => {
		for (const endMs = nowMs + ms; nowMs < endMs; ) {
			nowMs += 10;
			exchange.tick();
		}
	};

	const connect = (url: string) => {
		const texts: string[] = [];
		const ends: string[] = [];
		const end = (how: string) => {
			if (ends.length === 0) exchange.leave(session);
			ends.push(how);
		};

		const socket: ClientSocket = {
			send: text => texts.push(text),
			ping: () => ends.length,
			pong: () => ends.length,
			close: code => end(String(code)),
			terminate: () => end('cut'),
			bufferedBytes: () => 0,
		};
		const address = readStreamAddress(url);
		if (address === undefined) throw new Error(`no address: ${url}`);
		const session: Session = exchange.open(socket, address);
		const take = () => texts.splice(0).map(text => JSON.parse(text));
		return {session, texts, ends, take};
	};

	const get = (url: string) => {
		const [path = '', search = ''] = url.split('?');
		const {response, delayMs} = exchange.answer({method: 'GET', path, query: new URLSearchParams(search)});
		return {...response, delayMs, body: response.body};
	};

	return {exchange, run, connect, get, now: () => nowMs};
};

const DEPTH = '/ws/btcusdt@depth@100ms';

describe('streams', () => {
	test('every kind has its name, its shape and its pace', () => {
		const {run, connect} = open();
		const names = ['depth', 'depth@100ms', 'depth5', 'depth10@100ms', 'depth20', 'trade', 'aggTrade', 'bookTicker'];
		const {take} = connect(`/stream?streams=${names.map(name => `btcusdt@${name}`).join('/')}`);
		run(5000);
		const events = take();
		const of = (name: string) => events.filter(event => event.stream === `btcusdt@${name}`).map(event => event.data);
		expect(of('depth')).toHaveLength(5);
		expect(of('depth@100ms').length).toBeGreaterThan(40);
		expect(of('depth5')).toHaveLength(5);
		expect(of('depth5')[0].bids).toHaveLength(5);
		expect(of('depth10@100ms').at(-1).asks).toHaveLength(10);
		expect(Object.keys(of('depth20')[0])).toEqual(['lastUpdateId', 'bids', 'asks']);
		expect(of('depth')[0]).toMatchObject({e: 'depthUpdate', E: START + 1000, s: 'BTCUSDT'});
		expect(of('trade')[0]).toMatchObject({e: 'trade', s: 'BTCUSDT', M: true});
		expect(of('aggTrade')[0]).toMatchObject({e: 'aggTrade', s: 'BTCUSDT', M: true});
		expect(Object.keys(of('bookTicker')[0])).toEqual(['u', 's', 'b', 'B', 'a', 'A']);
		for (const trade of of('trade')) expect(trade.T).toBeLessThanOrEqual(trade.E);
	});

	test('raw connections get bare payloads, microseconds where wanted', () => {
		const {run, connect} = open();
		const milli = connect(DEPTH);
		const micro = connect(`${DEPTH}?timeUnit=MICROSECOND`);
		run(300);
		expect(milli.take()[0].E).toBe(START + 100);
		expect(micro.take()[0].E).toBe((START + 100) * 1000);
	});

	test('an unknown symbol is silent, others are heard', () => {
		const {run, connect} = open({symbols: ['ETHUSDT', '币安人生usdt']});
		const unknown = connect('/ws/btcusdt@trade/btcusdt@depth');
		const known = connect('/ws/ethusdt@depth/币安人生usdt@depth');
		run(2000);
		expect(unknown.texts).toEqual([]);
		expect(new Set(known.take().map(event => event.s))).toEqual(new Set(['ETHUSDT', '币安人生USDT']));
	});

	test('a snapshot and the depth events after it follow on', () => {
		const {run, connect, get} = open({faults: parseFaults('stale-rest@0ms+10s')});
		const {take} = connect(DEPTH);
		run(1000);
		const {lastUpdateId} = JSON.parse(get('/api/v3/depth?symbol=BTCUSDT&limit=5000').body);
		run(500);
		const [first, ...rest] = take().filter(event => event.u > lastUpdateId);
		expect(first.U).toBeLessThanOrEqual(lastUpdateId + 1);
		let id = first.u;
		for (const event of rest) {
			expect(event.U).toBe(id + 1);
			id = event.u;
		}
	});
});

/** Ids left out before each event; below zero where it says again what was said. */
const chain = (events: {U: number; u: number}[]) =>
	events.slice(1).map((event, index) => event.U - (events[index]?.u ?? 0) - 1);

describe('faults', () => {
	test('a gap loses one event and no more', () => {
		const {run, connect} = open({faults: parseFaults('gap@1s')});
		const {take} = connect(DEPTH);
		run(3000);
		expect(chain(take()).filter(missing => missing > 0)).toHaveLength(1);
	});

	test('the times of a list are kept, repeated ones too', () => {
		const {run, connect} = open({faults: parseFaults('gap@1s/1s,duplicate@1500ms')});
		const {take} = connect(DEPTH);
		run(4500);
		const steps = chain(take());
		expect(steps.filter(missing => missing > 0)).toHaveLength(4);
		expect(steps.filter(missing => missing < 0)).toHaveLength(1);
	});

	test.each([
		['stall', [], true],
		['stall-depth', ['trade'], true],
		['halt', [], false],
	] as const)('%s: still heard is %j', (kind, heard, loses) => {
		const {exchange, run, connect} = open();
		const depth = connect(DEPTH);
		const trades = connect('/ws/btcusdt@trade/btcusdt@bookTicker');
		run(1000);
		const before = depth.take().at(-1);
		trades.take();
		exchange.injectFault(kind, 3000);
		run(2990);
		expect(depth.take()).toEqual([]);
		expect(trades.take().some(event => event.e === 'trade')).toBe(heard.length > 0);
		run(1000);
		expect(depth.take()[0].U - before.u > 1).toBe(loses);
	});

	test('a halt shows in exchangeInfo', () => {
		const {exchange, run, get} = open();
		const status = () => JSON.parse(get('/api/v3/exchangeInfo').body).symbols[0].status;
		exchange.injectFault('halt');
		run(100);
		expect(status()).toBe('BREAK');
		run(10_000);
		expect(status()).toBe('TRADING');
	});

	test.each([
		['disconnect', 'cut'],
		['close', '1001'],
	] as const)('%s ends every connection: %s', (kind, how) => {
		const {exchange, run, connect} = open();
		const client = connect(DEPTH);
		run(500);
		exchange.injectFault(kind);
		expect(client.ends).toEqual([how]);
	});

	test('a shutdown is announced to all in their shape, then those are closed who heard it', () => {
		const {exchange, run, connect} = open();
		const raw = connect('/ws');
		const combined = connect('/stream?timeUnit=MICROSECOND');
		exchange.injectFault('shutdown');
		run(2000);
		const late = connect('/ws');
		expect(raw.take()).toEqual([{e: 'serverShutdown', E: START}]);
		expect(combined.take()).toEqual([{stream: '!serverShutdown', data: {e: 'serverShutdown', E: START * 1000}}]);
		run(2990);
		expect(raw.ends).toEqual([]);
		run(20);
		expect([raw.ends, combined.ends, late.ends]).toEqual([['1001'], ['1001'], []]);
	});

	test('a mute silences whoever is there, not who comes', () => {
		const {exchange, run, connect} = open();
		const client = connect(DEPTH);
		run(500);
		client.take();
		exchange.injectFault('mute', 5000);
		const next = connect(DEPTH);
		run(1000);
		expect(client.texts).toEqual([]);
		expect(next.texts.length).toBeGreaterThan(5);
	});

	test('after an id reset, streams and snapshots begin again', () => {
		const {exchange, run, connect, get} = open();
		const {take} = connect(DEPTH);
		run(1000);
		exchange.injectFault('id-reset');
		take();
		run(1000);
		expect(take()[0].U).toBe(1);
		expect(JSON.parse(get('/api/v3/depth?symbol=BTCUSDT').body).lastUpdateId).toBeLessThan(10_000);
	});

	test('a stale copy stays the same while it lasts', () => {
		const {exchange, run, get} = open();
		const id = () => JSON.parse(get('/api/v3/depth?symbol=BTCUSDT&limit=5').body).lastUpdateId;
		run(5000);
		const present = id();
		exchange.injectFault('stale-snapshot', 3000);
		const stale = id();
		expect(stale).toBeLessThan(present);
		run(2000);
		expect(id()).toBe(stale);
		run(2000);
		expect(id()).toBeGreaterThan(present);
	});

	test('refuse turns new sockets away', () => {
		const {exchange, run} = open();
		exchange.injectFault('refuse', 1000);
		expect(exchange.refusesSockets).toBe(true);
		run(1000);
		expect(exchange.refusesSockets).toBe(false);
	});

	test('garbage, unknown events and damaged numbers reach the clients', () => {
		const {exchange, run, connect} = open();
		const client = connect(DEPTH);
		exchange.injectFault('garbage');
		expect(() => client.take()).toThrow(SyntaxError);
		exchange.injectFault('unknown-event');
		expect(client.take()).toMatchObject([{e: 'lunarEclipse'}]);
		exchange.injectFault('bad-event');
		run(200);
		expect(client.take()[0].b).toContainEqual(['12.3e', 'NaN']);
	});
});

test('a machine that slept does not make up for it', () => {
	let nowMs = 0;
	const exchange = new Exchange(
		{symbols: ['btcusdt'], port: 0, seed: 1, speed: 1, faults: []},
		{wallMs: () => START + nowMs, monoMs: () => nowMs},
	);
	nowMs = 1000;
	exchange.tick();
	const id = exchange.market('BTCUSDT')?.updateId;
	nowMs += 3_600_000;
	exchange.tick();
	expect(exchange.market('btcusdt')?.updateId).toBe(id);
	expect(exchange.market('BTCUSDT')?.nowMs).toBe(START + nowMs);
});

test.each([
	[{symbols: []}, 'at least one symbol'],
	[{symbols: ['btc usdt']}, '"btc usdt" cannot be a symbol'],
	[{speed: 0}, 'the speed 0 is not'],
	[{speed: Number.NaN}, 'the speed NaN is not'],
	[{tickSize: '-1'}, 'the tick size "-1" is not a plain decimal number'],
	[{tickSize: '0'}, 'the tick size "0" must not be zero'],
	[{tickSize: '1000'}, 'the tick size is too coarse: a start price of "67000"'],
])('options %j are refused: %s', (options, message) => {
	expect(() => open(options)).toThrow(message);
});
