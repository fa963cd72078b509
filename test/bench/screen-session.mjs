// Frames of a session of the built-in exchange, recorded once and played to every renderer.

import {startDemoExchange} from '../../dist/commands/demo-exchange.js';
import {startWorkerHost} from '../../dist/runtime/host/worker-host.js';
import {DEFAULT_KEYMAP} from '../../dist/screen/view-model/settings/active-keys.js';

const SEED = 7;
const FRAME_MS = 33;

const CONFIG = {
	symbol: 'BTCUSDT',
	venue: 'binance',
	maker: {inventory: '0', makerFeeRate: 0n},
	staleAfterMs: 3000,
	snapshotDepth: 1000,
};

/** Frames of a live book, thirty per second. */
export const recordSession = async (count) => {
	const exchange = await startDemoExchange(
		{symbols: [CONFIG.symbol], port: 0, seed: SEED, tickSize: undefined, speed: 1, faults: []},
		[CONFIG.symbol],
		() => {},
	);
	const host = startWorkerHost({config: CONFIG, endpoints: {restUrl: exchange.restUrl, wsUrl: exchange.wsUrl}});
	host.watch({groupUnits: 100, rows: 48});
	const timer = setInterval(() => host.credit(), FRAME_MS);
	const frames = await new Promise((resolve, reject) => {
		const kept = [];
		host.onEvent((event) => {
			if (event.kind === 'ended') reject(new Error(event.message));
			else if (event.frame.trusted && kept.push(event.frame) === count) resolve(kept);
		});
	});
	clearInterval(timer);
	await host.close();
	await exchange.close();
	return frames;
};

/** Repeats the session with times and ids going on, so that it looks like one longer session. */
export const replay = (frames) => {
	const [first, last] = [frames[0], frames.at(-1)];
	const spanMs = last.atMs - first.atMs + FRAME_MS;
	const ids = frames.flatMap(({trades}) => trades.map(({id}) => id));
	const idSpan = ids.length === 0 ? 0 : ids.at(-1) - ids[0] + 1;
	const later = (ms, byMs) => (ms === undefined ? undefined : ms + byMs);
	return (index) => {
		const round = Math.floor(index / frames.length);
		const frame = frames[index % frames.length];
		const byMs = round * spanMs;
		return {
			...frame,
			sequence: index,
			atMs: frame.atMs + byMs,
			bookAtMs: later(frame.bookAtMs, byMs),
			lastTrustedAtMs: later(frame.lastTrustedAtMs, byMs),
			trades: frame.trades.map((trade) => ({
				...trade,
				id: trade.id + round * idSpan,
				tradeAtMs: trade.tradeAtMs + byMs,
				eventAtMs: trade.eventAtMs + byMs,
			})),
			fills: frame.fills.map((fill) => ({...fill, executedAtMs: fill.executedAtMs + byMs})),
			journal: frame.journal.map((entry) => ({...entry, atMs: entry.atMs + byMs})),
		};
	};
};

export const SETTINGS = {
	symbol: CONFIG.symbol,
	venue: CONFIG.venue,
	ascii: false,
	readOnly: false,
	keys: true,
	keymap: DEFAULT_KEYMAP,
	theme: 'dark',
	mouse: false,
	lines: false,
};
