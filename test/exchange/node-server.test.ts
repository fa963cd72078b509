/** Real sockets on loopback. */

import {once} from 'node:events';
import {afterEach, describe, expect, test} from 'vitest';
import {WebSocket} from 'ws';
import type {ExchangeOptions} from '../../source/exchange/exchange-options.js';
import {updateId} from '../../source/domain/units.js';
import {startExchange, type RunningExchange} from '../../source/exchange/node-server.js';

/** The fields of a message that the tests read. */
type Message = {
	readonly id?: number;
	readonly result?: unknown;
	readonly stream?: string;
	readonly data?: Message;
	readonly e?: string;
	readonly E?: number;
	readonly s?: string;
	readonly U?: number;
	readonly u?: number;
	readonly b?: readonly [price: string, quantity: string][];
	readonly a?: readonly [price: string, quantity: string][];
};
type Depth = Required<Pick<Message, 'U' | 'u' | 'b' | 'a'>>;

const cleanups: (() => unknown)[] = [];

const applyDepth = (book: {b: Map<string, string>; a: Map<string, string>}, event: Depth): void => {
	for (const side of ['b', 'a'] as const) for (const [price, quantity] of event[side]) book[side].set(price, quantity);
};

const isDepth = (message: Message): message is Message & Depth => message.e === 'depthUpdate';

afterEach(async () => {
	for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const start = async (options: Partial<ExchangeOptions> = {}): Promise<RunningExchange> => {
	const exchange = await startExchange({
		symbols: ['btcusdt', '币安usdt'],
		port: 0,
		seed: 1,
		speed: 4,
		faults: [],
		farOrders: 50,
		...options,
	});
	cleanups.push(() => exchange.close());
	return exchange;
};

const connect = async (url: string) => {
	const socket = new WebSocket(url, {perMessageDeflate: false});
	cleanups.push(() => socket.terminate());
	const messages: Message[] = [];
	const waiting: (() => void)[] = [];
	socket.on('message', (data) => {
		messages.push(JSON.parse(Buffer.isBuffer(data) ? data.toString() : ''));
		for (const wake of waiting.splice(0)) wake();
	});
	const closed = new Promise<[number, string]>((resolve) => {
		socket.on('close', (code, reason) => resolve([code, String(reason)]));
	});
	await once(socket, 'open');
	/** The first message that fits, past or future. */
	const find = async (fits: (message: Message) => boolean): Promise<Message> => {
		for (;;) {
			const found = messages.find((message) => fits(message));
			if (found !== undefined) return found;
			await new Promise<void>((resolve) => {
				waiting.push(resolve);
			});
		}
	};

	const ask = async (request: {method: string; params?: unknown[]; id: number}) => {
		socket.send(JSON.stringify(request));
		return find((message) => message.id === request.id);
	};

	return {socket, messages, closed, find, ask};
};

describe('the WebSocket side', () => {
	test('a raw stream and a snapshot make the true book', async () => {
		const exchange = await start();
		const client = await connect(`${exchange.wsUrl}/ws/btcusdt@depth@100ms`);
		await client.find((message) => message.e === 'depthUpdate');
		const response = await fetch(`${exchange.restUrl}/api/v3/depth?symbol=BTCUSDT&limit=5000`);
		expect(response.headers.get('x-mbx-used-weight-1m')).toBe('250');
		expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
		const snapshot: {lastUpdateId: number; bids: [string, string][]; asks: [string, string][]} = JSON.parse(await response.text());
		const book = {b: new Map(snapshot.bids), a: new Map(snapshot.asks)};
		await client.find((message) => (message.U ?? 0) > snapshot.lastUpdateId + 100);
		let id = snapshot.lastUpdateId;
		for (const event of client.messages.filter(isDepth)) {
			if (event.u <= id) continue;
			expect(event.U).toBeLessThanOrEqual(id + 1);
			applyDepth(book, event);
			id = event.u;
		}

		const truth = exchange.market('BTCUSDT')?.bookAt(updateId(id));
		const held = [...book.b].filter(([, quantity]) => quantity !== '0.00000000');
		expect(new Map(held.map(([price, quantity]) => [Math.round(Number(price) * 100), Math.round(Number(quantity) * 1e8)]))).toEqual(
			new Map(truth?.bids.map((level) => [level.priceUnits, level.qtyLots])),
		);
	});

	test('a combined stream is wrapped, its acks are not, and microseconds are', async () => {
		const exchange = await start();
		const client = await connect(`${exchange.wsUrl}/stream?timeUnit=MICROSECOND`);
		expect(await client.ask({method: 'SUBSCRIBE', params: ['btcusdt@trade', '币安usdt@depth'], id: 1})).toEqual({result: null, id: 1});
		const trade = await client.find((message) => message.stream === 'btcusdt@trade');
		expect(trade.data?.E).toBeGreaterThan(1e15);
		const depth = await client.find((message) => message.stream === '币安usdt@depth');
		expect(depth.data?.s).toBe('币安USDT');
		expect(await client.ask({method: 'LIST_SUBSCRIPTIONS', id: 2})).toEqual({result: ['btcusdt@trade', '币安usdt@depth'], id: 2});
		expect(await client.ask({method: 'UNSUBSCRIBE', params: ['btcusdt@trade'], id: 3})).toEqual({result: null, id: 3});
	});

	test('names may be percent encoded', async () => {
		const exchange = await start();
		const client = await connect(`${exchange.wsUrl}/ws/${encodeURIComponent('币安usdt@depth@100ms')}`);
		expect((await client.find((message) => message.e === 'depthUpdate')).s).toBe('币安USDT');
	});

	test('who sends too much is closed with 1008', async () => {
		const exchange = await start();
		const client = await connect(`${exchange.wsUrl}/ws`);
		for (let id = 1; id <= 6; id += 1) client.socket.send(JSON.stringify({method: 'LIST_SUBSCRIPTIONS', id}));
		expect(await client.closed).toEqual([1008, 'Too many requests']);
		expect(client.messages).toHaveLength(5);
	});

	test('pings come with a payload, and a pong keeps the connection', async () => {
		const exchange = await start({limits: {pingEveryMs: 100, pongWithinMs: 600, framesPerSecond: 100}});
		const client = await connect(`${exchange.wsUrl}/ws`);
		const [first] = await once(client.socket, 'ping');
		expect(String(first)).toMatch(/^\d+$/);
		for (let count = 0; count < 8; count += 1) await once(client.socket, 'ping');
		expect(client.socket.readyState).toBe(WebSocket.OPEN);
	});

	test('a client that answers no ping is cut', async () => {
		const exchange = await start({limits: {pingEveryMs: 50, pongWithinMs: 120}});
		const socket = new WebSocket(`${exchange.wsUrl}/ws`, {autoPong: false});
		cleanups.push(() => socket.terminate());
		const [code] = await once(socket, 'close');
		expect(code).toBe(1006);
	});

	test('a disconnect is 1006, a shutdown is announced, a refusal is 503', async () => {
		const exchange = await start();
		const client = await connect(`${exchange.wsUrl}/ws`);
		exchange.injectFault('shutdown');
		expect(await client.find((message) => message.e === 'serverShutdown')).toMatchObject({E: expect.any(Number)});
		exchange.injectFault('disconnect');
		expect(await client.closed).toEqual([1006, '']);
		exchange.injectFault('refuse', 60_000);
		await expect(connect(`${exchange.wsUrl}/ws`)).rejects.toThrow('503');
		await expect(connect(`${exchange.wsUrl}/elsewhere`)).rejects.toThrow('404');
	});

	test('a client that sends a huge frame is dropped, and others do not notice', async () => {
		const exchange = await start();
		const client = await connect(`${exchange.wsUrl}/ws`);
		const other = await connect(`${exchange.wsUrl}/ws/btcusdt@depth@100ms`);
		client.socket.on('error', () => client.socket.terminate());
		client.socket.send('x'.repeat(200_000));
		await client.closed;
		const seen = other.messages.length;
		await other.find((message) => other.messages.indexOf(message) > seen);
		expect(other.socket.readyState).toBe(WebSocket.OPEN);
	});
});

describe('the REST side', () => {
	test('faults reach it', async () => {
		const exchange = await start();
		exchange.injectFault('rate-limit', 30_000);
		const response = await fetch(`${exchange.restUrl}/api/v3/ping`);
		expect(response.status).toBe(429);
		expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
	});

	test('slow answers do not keep the exchange from closing', async () => {
		const exchange = await start();
		exchange.injectFault('slow-rest');
		const answer = fetch(`${exchange.restUrl}/api/v3/ping`).then(
			() => 'answered',
			() => 'cut',
		);
		await new Promise((resolve) => {
			setTimeout(resolve, 50);
		});
		await exchange.close();
		expect(await answer).toBe('cut');
	});

	test('microseconds by header', async () => {
		const exchange = await start();
		const response = await fetch(`${exchange.restUrl}/api/v3/time`, {headers: {'X-MBX-TIME-UNIT': 'MICROSECOND'}});
		const {serverTime}: {serverTime: number} = JSON.parse(await response.text());
		expect(Math.abs(serverTime / 1000 - Date.now())).toBeLessThan(1000);
	});
});

test('a port that is taken is said to be', async () => {
	const exchange = await start();
	const port = Number(new URL(exchange.restUrl).port);
	await expect(start({port})).rejects.toThrow(`port ${port} on 127.0.0.1 is taken`);
});

test('an exchange can be closed at any time, and twice', async () => {
	const exchange = await start();
	const client = await connect(`${exchange.wsUrl}/ws/btcusdt@trade`);
	await Promise.all([exchange.close(), exchange.close()]);
	expect((await client.closed)[0]).toBe(1006);
	await expect(fetch(`${exchange.restUrl}/api/v3/ping`)).rejects.toThrow('fetch failed');
});
