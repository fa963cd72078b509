/** Ports of a world in which nothing happens by itself: manual clock and timers, scripted sockets and replies. */

import type {HttpReply, Ports, SocketHandle, SocketHandlers} from '../../source/runtime/node/ports.js';
import {AddressBudgets} from '../../source/session/address-budget.js';
import type {Instant, UnixMs} from '../../source/domain/units.js';
import {instant} from './diffs.js';

export type FakeSocket = {
	readonly url: string;
	readonly handlers: SocketHandlers;
	readonly sent: string[];
	terminated: boolean;
	paused: boolean;
};

type Timer = {at: number; readonly everyMs: number | undefined; readonly run: () => void};

export class FakeWorld {
	now = 0;
	readonly sockets: FakeSocket[] = [];
	readonly asked: {readonly url: string; readonly headers: Readonly<Record<string, string>>}[] = [];
	httpClosed = false;
	logClosed = false;
	/** The venue's reply to a URL. */
	reply: (url: string) => HttpReply | Promise<HttpReply> = () => {
		throw new Error('connect ECONNREFUSED');
	};
	/** REST holds remembered across restarts. */
	readonly holds = new Map<string, UnixMs>();
	/** Lines of the log file. */
	readonly logged: string[] = [];
	readonly #timers = new Set<Timer>();

	get at(): Instant {
		return instant(this.now);
	}

	get socket(): FakeSocket {
		const socket = this.sockets.at(-1);
		if (socket === undefined) throw new Error('nothing was dialled');
		return socket;
	}

	get timerCount(): number {
		return this.#timers.size;
	}

	readonly ports: Ports = {
		clock: {now: () => this.at, parseDate: (text) => Date.parse(text)},
		timers: {
			every: (periodMs, run) => this.#start({at: this.now + periodMs, everyMs: periodMs, run}),
			after: (delayMs, run) => this.#start({at: this.now + delayMs, everyMs: undefined, run}),
		},
		random: {seed: () => 1},
		rssBytes: () => 1_000_000,
		restMemory: {
			refresh: async () => {},
			holdUntil: (baseUrl) => this.holds.get(baseUrl),
			remember: (baseUrl, untilMs) => this.holds.set(baseUrl, untilMs),
		},
		budgets: new AddressBudgets(),
		log: {
			write: (_atMs, text) => {
				if (this.logClosed) throw new Error(`written to a closed log: ${text}`);
				this.logged.push(text);
			},
			onProblem: () => {},
			close: async () => {
				this.logClosed = true;
			},
		},
		sockets: {connect: (url, handlers) => this.#connect(url, handlers)},
		http: {
			get: async (url, headers) => {
				if (this.httpClosed) throw new Error(`asked after the end: ${url}`);
				this.asked.push({url, headers});
				return this.reply(url);
			},
			close: async () => {
				this.httpClosed = true;
			},
		},
	};

	/** Passes time timer by timer, settling promises in between. */
	async run(ms: number): Promise<void> {
		const end = this.now + ms;
		for (;;) {
			// Replies are promises: they settle before time goes on.
			// oxlint-disable-next-line no-await-in-loop
			await settled();
			const due = [...this.#timers].filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
			if (due === undefined) break;
			this.now = Math.max(this.now, due.at);
			if (due.everyMs === undefined) this.#timers.delete(due);
			else due.at += due.everyMs;
			due.run();
		}

		this.now = end;
		await settled();
	}

	#start(timer: Timer): () => void {
		this.#timers.add(timer);
		return () => this.#timers.delete(timer);
	}

	#connect(url: string, handlers: SocketHandlers): SocketHandle {
		const socket: FakeSocket = {url, handlers, sent: [], terminated: false, paused: false};
		this.sockets.push(socket);
		return {
			send: (text) => void socket.sent.push(text),
			terminate: () => {
				socket.terminated = true;
			},
			pause: () => {
				socket.paused = true;
			},
			resume: () => {
				socket.paused = false;
			},
		};
	}
}

/** Settles all promises that need no time. */
export const settled = async (): Promise<void> => {
	for (let round = 0; round < 10; round += 1) {
		// oxlint-disable-next-line no-await-in-loop
		await Promise.resolve();
	}
};

export const httpReply = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): HttpReply => ({
	status,
	headers,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** A Binance-like venue: BTCUSDT, a two-level book at `lastId`. */
export const binanceReply =
	(lastId: () => number, world: FakeWorld) =>
	(url: string): HttpReply => {
		const {pathname} = new URL(url);
		if (pathname.endsWith('/exchangeInfo')) return httpReply({symbols: [BTCUSDT_ENTRY]});
		if (pathname.endsWith('/time')) return httpReply({serverTime: Math.round(world.at.wallMs)});
		return httpReply({
			lastUpdateId: lastId(),
			bids: [
				['100.00', '1'],
				['99.99', '2'],
			],
			asks: [
				['100.10', '1'],
				['100.11', '2'],
			],
		});
	};

export const BTCUSDT_ENTRY = {
	symbol: 'BTCUSDT',
	status: 'TRADING',
	baseAsset: 'BTC',
	quoteAsset: 'USDT',
	filters: [
		{filterType: 'PRICE_FILTER', tickSize: '0.01000000'},
		{filterType: 'LOT_SIZE', minQty: '0.00001000', stepSize: '0.00001000'},
		{filterType: 'NOTIONAL', minNotional: '5.00000000'},
	],
};

export const depthText = (firstId: number, lastId: number, bids: readonly (readonly [string, string])[] = []): string =>
	JSON.stringify({
		stream: 'btcusdt@depth@100ms',
		data: {e: 'depthUpdate', E: 1_772_000_000_000, s: 'BTCUSDT', U: firstId, u: lastId, b: bids, a: []},
	});

export const tradeText = (id: number, price = '100.05', qty = '0.10000000'): string =>
	JSON.stringify({
		stream: 'btcusdt@trade',
		data: {e: 'trade', E: 1_772_000_000_000, s: 'BTCUSDT', t: id, p: price, q: qty, T: 1_772_000_000_000, m: true},
	});
