/** The exchange on virtual time, with sockets that record what is sent. */

import {describe, expect, test} from 'vitest';
import {Exchange} from '../../source/exchange/exchange.js';
import type {ExchangeOptions} from '../../source/exchange/exchange-options.js';
import {parseFaults} from '../../source/exchange/faults/fault.js';
import type {ClientSocket, ClientSession} from '../../source/exchange/protocol/client-session.js';
import {readStreamAddress} from '../../source/exchange/protocol/stream-address.js';

const START = 1_772_000_000_000;

const open = (options: Partial<ExchangeOptions> = {}) => {
	let nowMs = 0;
	const clock = {wallMs: () => START + nowMs, monoMs: () => nowMs};
	const exchange = new Exchange({symbols: ['btcusdt'], port: 0, seed: 1, speed: 1, faults: [], farOrders: 50, ...options}, clock);
	const run = (ms: number): void => {
		for (const endMs = nowMs + ms; nowMs < endMs;) {
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
			send: (text) => texts.push(text),
			ping: () => ends.length,
			pong: () => ends.length,
			close: (code) => end(String(code)),
			terminate: () => end('cut'),
			bufferedBytes: () => 0,
		};
		const address = readStreamAddress(url);
		if (address === undefined) throw new Error(`no address: ${url}`);
		const session: ClientSession = exchange.open(socket, address);
		const take = () => texts.splice(0).map((text) => JSON.parse(text));
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
		const {take} = connect(`/stream?streams=${names.map((name) => `btcusdt@${name}`).join('/')}`);
		run(5000);
		const events = take();
		const of = (name: string) => events.filter((event) => event.stream === `btcusdt@${name}`).map((event) => event.data);
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

	test('what comes by the clock comes at whole seconds, in the shapes of the venue', () => {
		const {run, connect} = open({symbols: ['btcusdt', 'ethusdt']});
		const names = [
			'btcusdt@kline_1s',
			'btcusdt@kline_1m',
			'btcusdt@kline_1d@+08:00',
			'btcusdt@ticker',
			'btcusdt@miniTicker',
			'btcusdt@ticker_1h',
			'btcusdt@avgPrice',
			'!miniTicker@arr',
			'!ticker@arr',
			'!ticker_4h@arr',
		];
		const {take} = connect(`/stream?streams=${encodeURIComponent(names.join('/'))}`);
		const kinds = connect('/ws/btcusdt@kline_1x/btcusdt@ticker_2h/nope@ticker/!kline_1m@arr/btcusdt@kline_1m@+15:00');
		run(60_500);
		const events = take();
		const of = (name: string) => events.filter((event) => event.stream === name).map((event) => event.data);
		expect(of('btcusdt@kline_1s')).toHaveLength(60);
		expect(of('btcusdt@kline_1s').every((event) => event.k.x && event.k.T === event.k.t + 999 && event.k.i === '1s')).toBe(true);
		const minutes = of('btcusdt@kline_1m');
		expect(minutes.filter((event) => event.k.x).map((event) => [event.k.t, event.k.T])).toEqual([
			[START - (START % 60_000), START - (START % 60_000) + 59_999],
		]);
		expect(minutes).toHaveLength(30);
		expect(minutes[0]).toMatchObject({e: 'kline', s: 'BTCUSDT', k: {s: 'BTCUSDT', i: '1m', x: false, B: '0'}});
		for (const {k} of minutes) expect(Number(k.l) <= Number(k.o) && Number(k.o) <= Number(k.h) && k.n === k.L - k.f + 1).toBe(true);
		expect((of('btcusdt@kline_1d@+08:00')[0].k.t + 8 * 3_600_000) % 86_400_000).toBe(0);
		for (const name of ['ticker', 'miniTicker', 'ticker_1h', 'avgPrice']) expect(of(`btcusdt@${name}`)).toHaveLength(60);
		expect(of('btcusdt@ticker')[0]).toMatchObject({e: '24hrTicker', s: 'BTCUSDT', C: START + 1000, O: START + 1000 - 86_400_000});
		expect(Object.keys(of('btcusdt@miniTicker')[0]).join('')).toBe('eEscohlvq');
		expect(of('btcusdt@ticker_1h')[0]).toMatchObject({e: '1hTicker'});
		expect(of('btcusdt@avgPrice')[0]).toMatchObject({e: 'avgPrice', i: '5m'});
		for (const name of ['!miniTicker@arr', '!ticker@arr', '!ticker_4h@arr']) {
			expect(
				new Set(
					of(name)
						.flat()
						.map((event) => event.s),
				),
			).toEqual(new Set(['BTCUSDT', 'ETHUSDT']));
		}
		expect(kinds.texts).toEqual([]);
	});

	test('candles of a stream and of REST are the same', () => {
		const {run, connect, get} = open();
		const {take} = connect('/ws/btcusdt@kline_1s');
		run(5000);
		const rest = JSON.parse(get(`/api/v3/klines?symbol=BTCUSDT&interval=1s&limit=4&endTime=${START + 4999}`).body);
		const told = take().map(({k}) => [k.t, k.o, k.h, k.l, k.c, k.v, k.T, k.q, k.n, k.V, k.Q, k.B]);
		expect(told.slice(-4)).toEqual(rest);
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
		expect(new Set(known.take().map((event) => event.s))).toEqual(new Set(['ETHUSDT', '币安人生USDT']));
	});

	test('a snapshot and the depth events after it follow on', () => {
		const {run, connect, get} = open({faults: parseFaults('stale-rest@0ms+10s')});
		const {take} = connect(DEPTH);
		run(1000);
		const {lastUpdateId} = JSON.parse(get('/api/v3/depth?symbol=BTCUSDT&limit=5000').body);
		run(500);
		const [first, ...rest] = take().filter((event) => event.u > lastUpdateId);
		expect(first.U).toBeLessThanOrEqual(lastUpdateId + 1);
		let id = first.u;
		for (const event of rest) {
			expect(event.U).toBe(id + 1);
			id = event.u;
		}
	});
});

/** Ids missing before each event; negative for an overlap. */
const chain = (events: {U: number; u: number}[]) => events.slice(1).map((event, index) => event.U - (events[index]?.u ?? 0) - 1);

describe('faults', () => {
	test('a gap loses one event and no more', () => {
		const {run, connect} = open({faults: parseFaults('gap@1s')});
		const {take} = connect(DEPTH);
		run(3000);
		expect(chain(take()).filter((missing) => missing > 0)).toHaveLength(1);
	});

	test('the times of a list are kept, repeated ones too', () => {
		const {run, connect} = open({faults: parseFaults('gap@1s/1s,duplicate@1500ms')});
		const {take} = connect(DEPTH);
		run(4500);
		const steps = chain(take());
		expect(steps.filter((missing) => missing > 0)).toHaveLength(4);
		expect(steps.filter((missing) => missing < 0)).toHaveLength(1);
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
		expect(trades.take().some((event) => event.e === 'trade')).toBe(heard.length > 0);
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

	test('a shutdown is announced to each session in its message shape, then these sessions are closed', () => {
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

	test('a mute silences present clients, not later ones', () => {
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

	test('a fresh copy ends where a depth event ended', () => {
		const {run, connect, get} = open();
		const {take} = connect(DEPTH);
		for (let count = 0; count < 20; count += 1) {
			run(370);
			const {lastUpdateId} = JSON.parse(get('/api/v3/depth?symbol=BTCUSDT&limit=5').body);
			expect(take().at(-1).u).toBe(lastUpdateId);
		}
	});

	test('another tick leaves the orders that rest where they are, and new ones keep to it', () => {
		const {exchange, run, connect, get} = open();
		const tick = () => JSON.parse(get('/api/v3/exchangeInfo').body).symbols[0].filters[0].tickSize;
		const offGrid = () => {
			const {bids, asks} = JSON.parse(get('/api/v3/depth?symbol=BTCUSDT&limit=5000').body);
			return [...bids, ...asks].filter(([price]: [string]) => !price.endsWith('0000000')).length;
		};

		run(1000);
		expect(tick()).toBe('0.01000000');
		exchange.injectFault('tick-change');
		run(500);
		expect(tick()).toBe('0.10000000');
		const before = offGrid();
		expect(before).toBeGreaterThan(100);
		const {take} = connect('/ws/btcusdt@depth');
		const id = JSON.parse(get('/api/v3/depth?symbol=BTCUSDT&limit=5').body).lastUpdateId;
		run(60_000);
		expect(offGrid()).toBeLessThan(before);
		const held = new Set<string>();
		const grown = take()
			.filter((event) => event.U > id)
			.flatMap((event) => [...event.b, ...event.a]);
		for (const [price, quantity] of grown) if (Number(quantity) > 0 && !price.endsWith('0000000')) held.add(price);
		// Levels off the new grid existed before, and only shrink.
		expect(held.size).toBeLessThanOrEqual(before);
		for (let count = 0; count < 9; count += 1) exchange.injectFault('tick-change');
		expect(Number(tick())).toBeLessThanOrEqual(10);
	});

	test('trades are lost, come twice, and contradict each other', () => {
		const {exchange, run, connect} = open();
		const trades = connect('/ws/btcusdt@trade');
		const aggregates = connect('/ws/btcusdt@aggTrade');
		run(5000);
		exchange.injectFault('trade-gap');
		run(5000);
		const ids = trades.take().map((trade) => trade.t);
		expect(chain(ids.map((id) => ({U: id, u: id}))).filter((missing) => missing !== 0)).toEqual([3]);
		expect(chain(aggregates.take().map(({f, l}) => ({U: f, u: l}))).some((missing) => missing > 0)).toBe(true);
		exchange.injectFault('trade-duplicate');
		exchange.injectFault('trade-conflict');
		run(5000);
		const later = trades.take();
		const again = later.filter((trade, index) => trade.t === later[index - 1]?.t);
		const before = later.filter((trade, index) => trade.t === later[index + 1]?.t);
		expect(again).toHaveLength(2);
		expect(again[0]).toEqual(before[0]);
		expect(again[1].p).not.toBe(before[1].p);
	});

	test('what is delisted is an invalid symbol, until it is listed again', () => {
		const {exchange, run, connect, get} = open();
		exchange.injectFault('delist', 1000);
		const {texts} = connect(DEPTH);
		run(500);
		expect(JSON.parse(get('/api/v3/depth?symbol=BTCUSDT').body)).toEqual({code: -1121, msg: 'Invalid symbol.'});
		expect(JSON.parse(get('/api/v3/exchangeInfo').body).symbols).toEqual([]);
		expect(texts).toEqual([]);
		run(1000);
		expect(get('/api/v3/depth?symbol=BTCUSDT').status).toBe(200);
		expect(texts.length).toBeGreaterThan(0);
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
