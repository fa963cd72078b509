/** A whole session over real sockets, with a hostile middleman before the built-in exchange. */

import {connect, type Socket} from 'node:net';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import type {Level} from '../../source/domain/feed-event.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import {startExchange, type RunningExchange} from '../../source/exchange/node-server.js';
import {closePorts} from '../../source/runtime/node/ports.js';
import {nodePorts} from '../../source/runtime/node/node-ports.js';
import {startSession, type LiveSession} from '../../source/runtime/live-session.js';
import {clientFrames, closeFrame, frameOf, OPCODE, serve, upgradeAll} from '../helpers/raw-server.js';

const exchangeOf = async (): Promise<RunningExchange> => {
	const exchange = await startExchange({symbols: ['btcusdt'], port: 0, seed: 5, speed: 1, faults: []});
	onTestFinished(() => exchange.close());
	return exchange;
};

const sessionWith = async (restUrl: string, wsUrl: string) => {
	const config = {
		symbol: 'btcusdt',
		venue: 'binance',
		maker: {inventory: '0', makerFeeRate: 100_000n},
		staleAfterMs: 1000,
		snapshotDepth: 1000,
	};
	const ports = await nodePorts();
	onTestFinished(async () => closePorts(ports));
	const session: LiveSession = startSession({config, endpoints: {restUrl, wsUrl}, ports});
	onTestFinished(() => session.close());
	const journal: string[] = [];
	const untrustedQuotes: EngineOutput[] = [];
	session.onOutput((output) => {
		if (output.kind === 'journal') journal.push(output.entry.text);
		if (output.kind === 'quote' && output.quoting.kind === 'quoting' && !session.view.trusted) untrustedQuotes.push(output);
	});
	return {session, journal, untrustedQuotes};
};

const LONG = {timeout: 20_000, interval: 10};

describe('a bare socket', () => {
	const answering = async (answer: (socket: Socket) => void) => {
		const exchange = await exchangeOf();
		const server = await serve(upgradeAll(answer));
		return {server, ...(await sessionWith(exchange.restUrl, `ws://127.0.0.1:${server.port}/ws`))};
	};

	test('whose subscription is never acknowledged is given up, and another one made', async () => {
		const {server, session} = await answering(() => {});
		await vi.waitFor(() => expect(server.sockets.length).toBeGreaterThan(1), LONG);
		expect(session.view.trusted).toBe(false);
		await vi.waitFor(() => expect(server.sockets[0]?.destroyed).toBe(true), LONG);
	}, 30_000);

	test('whose subscription is refused is reported in harmless words, and replaced', async () => {
		const {server, session, journal} = await answering((socket) => {
			socket.once('data', () =>
				socket.write(
					frameOf(OPCODE.text, JSON.stringify({error: {code: 2, msg: 'Invalid request: \u001B]0;owned\u0007unknown \u202Estream'}, id: 1})),
				),
			);
		});
		await vi.waitFor(() => expect(journal.join('\n')).toMatch(/^the venue refused: .*Invalid request: unknown stream/m), LONG);
		await vi.waitFor(() => expect(server.sockets.length).toBeGreaterThan(1), LONG);
		expect(session.view.trusted).toBe(false);
	}, 30_000);
});

describe('a venue that turns hostile', () => {
	/** Passes everything in both directions; `strike` receives the client's socket for the attack. */
	const between = async (strike: (socket: Socket) => void) => {
		const exchange = await exchangeOf();
		const {port} = new URL(exchange.wsUrl);
		const upstreams: Socket[] = [];
		const server = await serve((socket) => {
			const upstream = connect(Number(port), '127.0.0.1');
			upstream.on('error', () => {});
			upstreams.push(upstream);
			socket.pipe(upstream).pipe(socket);
		});
		const running = await sessionWith(exchange.restUrl, `ws://127.0.0.1:${server.port}`);
		await vi.waitFor(() => expect(running.session.view.trusted).toBe(true), LONG);
		return {
			...running,
			exchange,
			server,
			strike() {
				upstreams[0]?.unpipe();
				strike(server.sockets[0]!);
			},
		};
	};

	const text = (payload: string | Uint8Array) => frameOf(OPCODE.text, payload);

	test.each<[name: string, strike: (socket: Socket) => void]>([
		['a frame said to be compressed', (socket) => socket.write(frameOf(OPCODE.text, Buffer.alloc(500), {rsv1: true}))],
		['a frame of 2⁶³ bytes', (socket) => socket.write(frameOf(OPCODE.text, '', {length: 2n ** 63n}))],
		['a frame larger than the limit', (socket) => socket.write(text('x'.repeat(5 * 1024 * 1024)))],
		[
			'fragments without end',
			(socket) =>
				socket.write(
					Buffer.concat([
						frameOf(OPCODE.text, '', {fin: false}),
						...Array.from({length: 5000}, () => frameOf(OPCODE.continuation, '', {fin: false})),
					]),
				),
		],
		['text that is no UTF-8', (socket) => socket.write(text(Uint8Array.of(0x7b, 0xff)))],
		['binary frames', (socket) => socket.write(Buffer.concat(Array.from({length: 20}, () => frameOf(OPCODE.binary, '{}'))))],
		['frames of an unknown kind', (socket) => socket.write(frameOf(11, 'x'))],
		['half a frame and silence', (socket) => socket.write(frameOf(OPCODE.text, '{"e":', {length: 1000}))],
		['silence', () => {}],
		['a close with a hostile reason', (socket) => socket.end(closeFrame(1001, '\u001B]0;owned\u0007\u202Egone'))],
		['a reset', (socket) => socket.resetAndDestroy()],
	])(
		"by %s is left, and the book of the next connection is the exchange's",
		async (_, strike) => {
			const {session, server, exchange, journal, untrustedQuotes, ...hostile} = await between(strike);
			hostile.strike();
			await vi.waitFor(() => expect(session.view.trusted).toBe(false), LONG);
			await vi.waitFor(() => expect(server.sockets.length).toBeGreaterThan(1), LONG);
			await vi.waitFor(() => expect(session.view.trusted).toBe(true), LONG);
			await vi.waitFor(() => expect(server.sockets[0]?.destroyed).toBe(true), LONG);
			const {book, updateId} = session.view;
			const truth = updateId === undefined ? undefined : exchange.market('btcusdt')?.bookAt(updateId);
			// The exchange counts in ticks.
			const ours = ({priceUnits, qtyLots}: Level) => [priceUnits / (session.view.instrument?.tickUnits ?? 1), qtyLots];
			const theirs = ({priceUnits, qtyLots}: Level) => [priceUnits, qtyLots];
			expect(book.top('bid', 50).map(ours)).toEqual(truth?.bids.slice(0, 50).map(theirs));
			expect(book.top('ask', 50).map(ours)).toEqual(truth?.asks.slice(0, 50).map(theirs));
			expect(untrustedQuotes).toEqual([]);
			// oxlint-disable-next-line no-control-regex
			expect(journal.join('|')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/);
		},
		60_000,
	);

	test('by a flood is still answered every ping', async () => {
		const {session, server, ...hostile} = await between((socket) => {
			const junk = Buffer.concat(
				Array.from({length: 200}, (_, index) =>
					text(`{"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","s":"BTCUSDT","U":1,"u":${index}}}`),
				),
			);
			for (let burst = 0; burst < 100; burst += 1) {
				socket.write(junk);
				if (burst % 25 === 0) socket.write(frameOf(OPCODE.ping, `ping ${burst}`));
			}
		});
		const pongs: string[] = [];
		server.sockets[0]!.on('data', (bytes: Buffer) => {
			for (const {opcode, payload} of clientFrames(bytes)) if (opcode === OPCODE.pong) pongs.push(payload.toString());
		});
		hostile.strike();
		await vi.waitFor(() => expect(pongs).toEqual(expect.arrayContaining(['ping 0', 'ping 25', 'ping 50', 'ping 75'])), LONG);
		expect(session.view.trusted).toBe(false);
	}, 30_000);
});
