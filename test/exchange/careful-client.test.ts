/**
 * A strict client against an exchange with faults: whenever it considers its book valid, the book equals the
 * true one at its id. Written independently of the program's engine.
 */

import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {Exchange} from '../../source/exchange/exchange.js';
import {FAULT_KINDS, type Fault} from '../../source/exchange/faults/fault.js';
import type {ClientSocket, ClientSession} from '../../source/exchange/protocol/client-session.js';
import {readStreamAddress} from '../../source/exchange/protocol/stream-address.js';
import {updateId} from '../../source/domain/units.js';

type Side = Map<number, number>;
type Event = {U: number; u: number; b: [string, string][]; a: [string, string][]};
/** Complete between the two prices, because a snapshot is cut. */
type Book = {id: number; b: Side; a: Side; from: number; to: number};

const TICKS = 100;
const LOTS = 1e8;
const RUN_MS = 6000;

const apply = (side: Side, levels: readonly [string, string][]): boolean => {
	for (const [price, quantity] of levels) {
		const ticks = Math.round(Number(price) * TICKS);
		const lots = Math.round(Number(quantity) * LOTS);
		if (!Number.isFinite(ticks) || !Number.isFinite(lots)) return false;
		if (lots === 0) side.delete(ticks);
		else side.set(ticks, lots);
	}

	return true;
};

const follow = (book: Book, event: Event): Book | undefined => {
	if (event.u < book.id - 1_000_000 || event.U > book.id + 1) return undefined;
	if (event.u <= book.id) return book;
	if (!apply(book.b, event.b) || !apply(book.a, event.a)) return undefined;
	if (Math.max(...book.b.keys()) >= Math.min(...book.a.keys())) return undefined;
	return {...book, id: event.u};
};

const parse = (text: string): Record<string, unknown> | undefined => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const startClient = (exchange: Exchange) => {
	let book: Book | undefined;
	let buffer: Event[] = [];
	let session: ClientSession | undefined;
	const lose = () => {
		session = undefined;
		book = undefined;
		buffer = [];
	};

	const hear = (text: string): void => {
		const event = parse(text);
		if (event?.['e'] !== 'depthUpdate') return;
		const depth: Event = JSON.parse(text);
		if (book === undefined) buffer.push(depth);
		else book = follow(book, depth);
	};

	const connect = (): void => {
		const address = readStreamAddress('/ws/btcusdt@depth@100ms');
		if (address === undefined || exchange.refusesSockets) return;
		const end = () => {
			if (session !== undefined) exchange.leave(session);
			lose();
		};

		const socket: ClientSocket = {send: hear, ping() {}, pong() {}, close: end, terminate: end, bufferedBytes: () => 0};
		session = exchange.open(socket, address);
	};

	const synchronise = (): void => {
		const query = new URLSearchParams('symbol=BTCUSDT&limit=5000');
		const {response, delayMs} = exchange.answer({method: 'GET', path: '/api/v3/depth', query});
		const body: {lastUpdateId: number; bids: [string, string][]; asks: [string, string][]} | undefined =
			response.status === 200 && delayMs === 0 && parse(response.body) ? JSON.parse(response.body) : undefined;
		if (body === undefined) return;
		let next: Book | undefined = {id: body.lastUpdateId, b: new Map(), a: new Map(), from: 0, to: 0};
		apply(next.b, body.bids);
		apply(next.a, body.asks);
		next = {...next, from: Math.min(...next.b.keys()), to: Math.max(...next.a.keys())};
		for (const event of buffer) next = next && follow(next, event);
		// A snapshot outside the buffered events says nothing about the present.
		const reaches = buffer.some((event) => event.u >= body.lastUpdateId && event.U <= body.lastUpdateId + 1);
		if (next !== undefined && reaches) book = next;
		buffer = book === undefined ? buffer.slice(-5) : [];
	};

	return {
		act(): void {
			if (session === undefined) connect();
			else if (book === undefined && buffer.length > 0) synchronise();
		},
		book: () => book,
	};
};

const compare = (exchange: Exchange, book: Book): boolean => {
	const truth = exchange.market('BTCUSDT')?.bookAt(updateId(book.id));
	if (truth === undefined) return false;
	const known = (levels: Iterable<readonly [price: number, lots: unknown]>) =>
		JSON.stringify([...levels].filter(([price]) => price >= book.from && price <= book.to).toSorted(([one], [other]) => one - other));
	expect(known(book.b)).toBe(known(truth.bids.map((level) => [level.priceUnits, level.qtyLots])));
	expect(known(book.a)).toBe(known(truth.asks.map((level) => [level.priceUnits, level.qtyLots])));
	return true;
};

const play = (seed: number, faults: readonly Fault[]): number => {
	let nowMs = 0;
	let right = 0;
	const clock = {wallMs: () => 1_772_000_000_000 + nowMs, monoMs: () => nowMs};
	const exchange = new Exchange({symbols: ['btcusdt'], port: 0, seed, speed: 2, faults, farOrders: 50}, clock);
	const client = startClient(exchange);
	for (nowMs = 10; nowMs <= RUN_MS; nowMs += 10) {
		exchange.tick();
		if (nowMs % 50 === 0) client.act();
		const book = client.book();
		if (book !== undefined && nowMs % 100 === 0 && compare(exchange, book)) right += 1;
	}

	return right;
};

const fault = fc.record({
	kind: fc.constantFrom(...FAULT_KINDS.map((info) => info.kind)),
	atMs: fc.integer({min: 0, max: RUN_MS}),
	durationMs: fc.integer({min: 100, max: 2000}),
});

test('without faults the book is right nearly all the time', () => {
	expect(play(1, [])).toBeGreaterThan(50);
});

test('whatever goes wrong, a believed book is a true book', () => {
	fc.assert(
		fc.property(fc.nat(), fc.array(fault, {minLength: 1, maxLength: 8}), (seed, faults) => {
			// Two id resets within moments give the same id twice, which no client can tell apart.
			fc.pre(faults.filter((one) => one.kind === 'id-reset').length <= 1);
			play(seed, faults);
		}),
		{numRuns: 12},
	);
});

test.each(FAULT_KINDS.map((info) => info.kind))('after %s the book is live again', (kind) => {
	expect(play(3, [{kind, atMs: 1000, durationMs: 1000}])).toBeGreaterThan(kind === 'mute' ? 5 : 25);
});
