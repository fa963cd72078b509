/**
 * The real program against the built-in exchange and its faults: two processes with a shared state folder that
 * connect through a proxy over TLS, and the screen's engine in its worker. One process is killed and restarted
 * midway. Everything printed is compared with the exchange's true state at that id.
 */

import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {expect, onTestFinished, test, vi} from 'vitest';
import type {Level} from '../../source/domain/feed-event.js';
import {plainPrice, plainQty} from '../../source/domain/instrument.js';
import {binance} from '../../source/venue/binance/index.js';
import type {MonitorFrame} from '../../source/engine/frame.js';
import type {FaultKind} from '../../source/exchange/faults/fault.js';
import {startExchange, type RunningExchange} from '../../source/exchange/node-server.js';
import {DIALS_FILE} from '../../source/runtime/node/node-dial-memory.js';
import {REST_FILE} from '../../source/runtime/node/node-rest-memory.js';
import type {startWorkerHost} from '../../source/runtime/host/worker-host.js';
import {makeCertificate} from '../helpers/certificate.js';
import {startProxy} from '../helpers/connect-proxy.js';
import {ExchangeTruth} from '../helpers/exchange-truth.js';
import {Gate} from '../helpers/gate.js';

const BUILT = new URL('../../dist/', import.meta.url);
const HOST = 'exchange.test';
const LEVELS = 20;
/** After this long without data, no book may be trusted. */
const DEAD_MS = 1500;
/** The longer ones apply only if the machine was too busy to start a process within the shorter one. */
const BANS_MS = [8000, 20_000, 45_000];
/** Missing trades are reported after a second, and stats come each second. */
const SETTLE_MS = 2500;
const WAIT = {timeout: 90_000, interval: 20};
const FRAME_EVERY_MS = 30;
/** 0.01 in price units: ungrouped. */
const TICK_UNITS = 1_000_000;
/** Ladder range per side: far more than the compared levels need. */
const TICKS = 5000;

const pause = (ms: number): Promise<void> =>
	new Promise((resolve) => {
		setTimeout(resolve, ms);
	});

type Pair = readonly [string, string];
type Line = Readonly<Record<string, unknown>> & {readonly type: string; readonly ts_ms: number};
type BookLine = Line & {
	readonly trusted: boolean;
	readonly update_id: number;
	readonly bids: readonly Pair[];
	readonly asks: readonly Pair[];
};

/** The statements of one process in order, and those that the exchange's truth contradicts. */
class Judge {
	readonly name: string;
	readonly wrong: string[] = [];
	readonly trades = new Map<number, string>();
	/** Whether the newest statement trusts the book. */
	trusted = false;
	/** Trusted books so far. */
	trustedBooks = 0;
	readonly #truth: ExchangeTruth;

	constructor(name: string, truth: ExchangeTruth) {
		this.name = name;
		this.#truth = truth;
	}

	book(id: number | undefined, bid: string, ask: string): void {
		this.trustedBooks += 1;
		const truth = id === undefined ? undefined : this.#truth.books.get(id);
		if (truth === undefined) this.wrong.push(`${this.name} trusts a book at ${id}, where the venue's stream has none`);
		else if (truth.bid !== bid || truth.ask !== ask) {
			this.wrong.push(`${this.name} at ${id}: ${bid} | ${ask}; the exchange: ${truth.bid} | ${truth.ask}`);
		}
	}

	trade(id: number, text: string): void {
		if (this.trades.has(id)) this.wrong.push(`${this.name} counts trade ${id} twice`);
		const truth = this.#truth.trades.get(id);
		if (truth !== text) this.wrong.push(`${this.name} says of trade ${id}: ${text}; the exchange: ${truth}`);
		this.trades.set(id, text);
	}

	/** Trades between its first and last one that never reached it. */
	get missing(): number {
		const ids = [...this.trades.keys()];
		return Math.max(...ids) - Math.min(...ids) + 1 - ids.length;
	}
}

/** The built program, streaming. */
class Streamer {
	readonly judge: Judge;
	readonly ended: Promise<number | null>;
	state = '';
	reason = '';
	stats: Line | undefined;
	/** Whether it honours a REST hold announced to an earlier process. */
	held = false;
	stderr = '';
	readonly #child: ChildProcess;
	#seq = 0;

	constructor(name: string, truth: ExchangeTruth, environment: NodeJS.ProcessEnv) {
		this.judge = new Judge(name, truth);
		const urls = ['--rest-url', `https://${HOST}`, '--ws-url', `wss://${HOST}`];
		const argv = ['stream', ...urls, '--only', 'book,status,depth,trade,stats,event', '--levels', String(LEVELS), '--every', 'update'];
		const child = spawn(process.execPath, [fileURLToPath(new URL('cli.js', BUILT)), ...argv], {
			env: environment,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.#child = child;
		createInterface({input: child.stdout}).on('line', (line) => this.#take(line));
		child.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
		this.ended = new Promise((resolve) => {
			child.once('close', resolve);
		});
		onTestFinished(() => void child.kill('SIGKILL'));
	}

	async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
		this.#child.kill(signal);
		return this.ended;
	}

	#take(text: string): void {
		// A killed process may end with half a line.
		if (!text.endsWith('}')) return;
		const line = JSON.parse(text) as Line;
		this.#seq += 1;
		if (line['seq'] !== this.#seq) this.judge.wrong.push(`${this.judge.name}: line ${String(line['seq'])} comes as the ${this.#seq}th`);
		if (line.type === 'book') this.#takeBook(line as BookLine);
		else if (line.type === 'trade') {
			this.judge.trade(line['id'] as number, `${String(line['price'])} ${String(line['qty'])} ${String(line['aggressor'])}`);
		} else if (line.type === 'stats') this.stats = line;
		else if (line.type === 'event') this.held ||= String(line['text']).includes("by an earlier run's word");
		else if (line.type === 'status') {
			this.state = line['state'] as string;
			this.reason = line['reason'] as string;
			// Only a book line can restore trust.
			if (this.state !== 'live') this.judge.trusted = false;
		}
	}

	#takeBook({trusted, update_id: id, bids, asks}: BookLine): void {
		this.judge.trusted = trusted;
		const text = (pairs: readonly Pair[]) => pairs.map((pair) => pair.join(' ')).join(', ');
		if (trusted) this.judge.book(id, text(bids), text(asks));
	}
}

/** The engine in its worker, as the screen runs it. */
class Screen {
	readonly judge: Judge;
	frame: MonitorFrame | undefined;

	constructor(truth: ExchangeTruth) {
		this.judge = new Judge('the worker', truth);
	}

	async start(port: number): Promise<void> {
		const built: {readonly startWorkerHost: typeof startWorkerHost} = await import(
			/* @vite-ignore */ new URL('runtime/host/worker-host.js', BUILT).href
		);
		const config = {
			symbol: 'btcusdt',
			venue: 'binance',
			maker: {inventory: '0', makerFeeRate: 100_000n},
			staleAfterMs: 3000,
			snapshotDepth: 1000,
		};
		const endpoints = {restUrl: `http://127.0.0.1:${port}`, wsUrl: `ws://127.0.0.1:${port}`};
		const host = built.startWorkerHost({config, endpoints}, () => this.judge.wrong.push('the worker is held up'));
		onTestFinished(async () => void (await host.close()));
		host.onEvent((event) => {
			if (event.kind === 'ended') {
				this.judge.wrong.push(event.message);
				return;
			}

			if (event.kind !== 'frame') return;
			this.#take(event.frame);
			setTimeout(() => host.credit(), FRAME_EVERY_MS);
		});
		host.watch({groupUnits: TICK_UNITS, rows: TICKS});
		host.credit();
	}

	#take(frame: MonitorFrame): void {
		this.frame = frame;
		this.judge.trusted = frame.trusted;
		const {instrument, ladder, lost} = frame;
		if (lost.trades > 0) this.judge.wrong.push(`${lost.trades} trades did not fit into the frames`);
		if (instrument === undefined) return;
		const pair = ({priceUnits, qtyLots}: Level) => `${plainPrice(instrument, priceUnits)} ${plainQty(instrument, qtyLots)}`;
		for (const trade of frame.trades) this.judge.trade(trade.id, `${pair(trade)} ${trade.aggressor}`);
		const text = (levels: readonly Level[]) => levels.slice(0, LEVELS).map(pair).join(', ');
		if (frame.trusted) this.judge.book(frame.updateId, text(ladder.bids), text(ladder.asks));
	}
}

type World = {
	readonly exchange: RunningExchange;
	readonly truth: ExchangeTruth;
	readonly near: Gate;
	readonly nearPort: number;
	readonly folder: string;
	/** A way to the exchange of its own, for one process. */
	readonly way: () => Promise<{readonly gate: Gate; readonly environment: NodeJS.ProcessEnv}>;
};

const openWorld = async (): Promise<World> => {
	const folder = await mkdtemp(path.join(tmpdir(), 'mm-tui-real-'));
	onTestFinished(async () => rm(folder, {recursive: true, force: true}));
	const exchange = await startExchange({symbols: ['btcusdt'], port: 0, seed: 29, speed: 1, faults: [], farOrders: 50});
	onTestFinished(async () => exchange.close());
	const market = exchange.market('btcusdt');
	if (market === undefined) throw new Error('the exchange has no market');
	const truth = new ExchangeTruth(market, LEVELS);
	const authority = {host: 'authority.test', ...makeCertificate({host: 'authority.test', isAuthority: true})};
	await writeFile(path.join(folder, 'authority.pem'), authority.cert);
	const exchangePort = Number(new URL(exchange.restUrl).port);
	const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MM_TUI_') && !/_proxy$/iu.test(name)));
	const way = async () => {
		const gate = new Gate();
		const proxy = await startProxy({behindPort: await gate.open(exchangePort, makeCertificate({host: HOST, issuer: authority}))});
		const environment = {
			...plain,
			HOME: folder,
			XDG_CONFIG_HOME: folder,
			XDG_STATE_HOME: folder,
			NODE_EXTRA_CA_CERTS: path.join(folder, 'authority.pem'),
			HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
		};
		return {gate, environment};
	};
	const near = new Gate();
	return {exchange, truth, near, nearPort: await near.open(exchangePort), folder, way};
};

const dialsKept = async (folder: string): Promise<number> => {
	const kept = JSON.parse(await readFile(path.join(folder, 'mm-tui', DIALS_FILE), 'utf8')) as readonly [
		string,
		{readonly dialledAtMs: readonly number[]},
	][];
	return kept.find(([host]) => host === HOST)?.[1].dialledAtMs.length ?? 0;
};

/** End of the shared REST hold; 0 if none is stored. */
const holdKept = async (folder: string): Promise<number> => {
	const text = await readFile(path.join(folder, 'mm-tui', REST_FILE), 'utf8').catch(() => '{}');
	const kept = JSON.parse(text) as Readonly<Record<string, readonly [number, number]>>;
	return Math.max(0, ...Object.values(kept).map(([, untilMs]) => untilMs));
};

test(
	"two processes, one of them killed and started again, and the screen's worker trust nothing but the exchange's own book through all faults, and keep its limits together",
	{timeout: 300_000},
	async () => {
		const world = await openWorld();
		const {exchange, truth, near} = world;
		const gates: Gate[] = [];
		const started = async (name: string): Promise<Streamer> => {
			const {gate, environment} = await world.way();
			gates.push(gate);
			return new Streamer(name, truth, environment);
		};
		vi.stubEnv('XDG_STATE_HOME', world.folder);
		const screen = new Screen(truth);
		await screen.start(world.nearPort);
		const second = await started('the second process');
		let first = await started('the killed process');
		const dead: Streamer[] = [];
		const judges = () => [first.judge, second.judge, screen.judge];
		/** Trusts the book again, by a book newer than this call. */
		const live = async () => {
			const before = judges().map(({trustedBooks}) => trustedBooks);
			await vi.waitFor(
				() =>
					expect(
						judges().map(({trusted, trustedBooks}, index) => trusted && trustedBooks > (before[index] ?? 0) + 1),
						`${first.state} ${first.reason}, ${second.state} ${second.reason}, ${screen.frame?.status.state}: ${first.stderr}${second.stderr}`,
					).toEqual([true, true, true]),
				WAIT,
			);
		};

		const untrusted = async () => vi.waitFor(() => expect(judges().map(({trusted}) => trusted)).toEqual([false, false, false]), WAIT);
		const strike = async (kind: FaultKind, durationMs?: number) => {
			exchange.injectFault(kind, durationMs);
			await pause(250);
			await live();
		};

		await live();
		for (const kind of ['duplicate', 'overlap', 'gap', 'reorder', 'bad-event', 'trade-gap'] as const) await strike(kind);
		exchange.injectFault('stale-rest', 1500);
		await strike('disconnect');
		// Silence with pings; the missed events are lost.
		exchange.injectFault('stall', 4000);
		await untrusted();
		await live();

		// A ban is honoured by a process that started after it was announced.
		for (const banMs of BANS_MS) {
			const bannedUntilMs = Date.now() + banMs;
			exchange.injectFault('ban', banMs);
			exchange.injectFault('gap');
			await vi.waitFor(() => expect([first.reason, second.reason]).toEqual(['rate-limited', 'rate-limited']), WAIT);
			// Announced at once, stored a moment later.
			await vi.waitFor(async () => expect(await holdKept(world.folder)).toBeGreaterThan(bannedUntilMs - 1), WAIT);
			await first.end('SIGKILL');
			dead.push(first);
			first = await started('a process after it');
			await live();
			// By its own way: what another had asked before the ban may still be on its way.
			expect(gates.at(-1)?.requests.filter(({atMs}) => atMs < bannedUntilMs)).toEqual([]);
			if (first.held) break;
		}

		expect(first.held, 'a process began while the ban was in force').toBe(true);
		for (const kind of ['trade-duplicate', 'trade-conflict', 'trade-gap', 'unknown-event'] as const) await strike(kind);

		// The exchange vanishes without closing.
		for (const gate of [...gates, near]) gate.die();
		await untrusted();
		const trustedBefore = judges().map(({trustedBooks}) => trustedBooks);
		await pause(DEAD_MS);
		expect(judges().map(({trustedBooks}) => trustedBooks)).toEqual(trustedBefore);
		for (const gate of [...gates, near]) gate.live();
		await live();

		exchange.injectFault('id-reset');
		await pause(250);
		await live();
		await pause(SETTLE_MS);

		await vi.waitFor(() => {
			for (const {judge, stats} of [first, second]) {
				expect([judge.name, stats?.['trades'], stats?.['trades_lost']]).toEqual([judge.name, judge.trades.size, judge.missing]);
			}
		}, WAIT);
		const {frame} = screen;
		expect([frame?.counters.trades, frame?.counters.tradesLost]).toEqual([screen.judge.trades.size, screen.judge.missing]);
		expect([first.stats, second.stats].map((stats) => stats?.['trades_conflicting'])).toEqual([1, 1]);
		expect([first.stats, second.stats].map((stats) => stats?.['lines_dropped'])).toEqual([0, 0]);
		for (const {missing} of judges()) expect(missing).toBeGreaterThanOrEqual(3);
		for (const {wrong} of [...dead.map(({judge}) => judge), ...judges()]) expect([wrong.length, ...wrong.slice(0, 3)]).toEqual([0]);
		for (const {name, trustedBooks, trades} of judges()) {
			expect(trustedBooks, name).toBeGreaterThan(30);
			expect(trades.size, name).toBeGreaterThan(10);
		}

		expect(await Promise.all([first.end('SIGTERM'), second.end('SIGTERM')])).toEqual([143, 143]);
		// Counted over both processes and both lives.
		const dials = gates.reduce((sum, gate) => sum + gate.dials.length, 0);
		expect(dials).toBeLessThanOrEqual(binance.limits.dials.most);
		expect(await dialsKept(world.folder)).toBeLessThanOrEqual(dials);
		expect(await dialsKept(world.folder)).toBeGreaterThan(0);
	},
);
