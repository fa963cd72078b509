import {afterEach, expect, test} from 'vitest';
import {plainPrice, plainQty, type Instrument} from '../../source/domain/instrument.js';
import type {Side} from '../../source/domain/units.js';
import type {EngineView} from '../../source/engine/engine-view.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import {parseFaults, type FaultKind} from '../../source/exchange/faults/fault.js';
import {startExchange, type RunningExchange} from '../../source/exchange/node-server.js';
import {closePorts} from '../../source/runtime/node/ports.js';
import {nodePorts} from '../../source/runtime/node/node-ports.js';
import {startSession, type LiveSession} from '../../source/runtime/live-session.js';
import {ExchangeTruth} from '../helpers/exchange-truth.js';

const running: {close(): Promise<void>}[] = [];
afterEach(async () => {
	for (const one of running.splice(0).toReversed()) await one.close();
});

const WHOLE = 10_000;

type Both = {readonly exchange: RunningExchange; readonly session: LiveSession; readonly truth: ExchangeTruth};

const start = async (faults: string, wsPath = ''): Promise<Both> => {
	const exchange = await startExchange({symbols: ['btcusdt'], port: 0, seed: 11, speed: 1, faults: parseFaults(faults), farOrders: 50});
	running.push(exchange);
	const market = exchange.market('btcusdt');
	if (market === undefined) throw new Error('the exchange has no market');
	const truth = new ExchangeTruth(market, WHOLE);
	const config = {
		symbol: 'btcusdt',
		venue: 'binance',
		maker: {inventory: '0', makerFeeRate: 100_000n},
		staleAfterMs: 1000,
		snapshotDepth: 5000,
	};
	const endpoints = {restUrl: exchange.restUrl, wsUrl: exchange.wsUrl + wsPath};
	const ports = await nodePorts();
	running.push({close: async () => closePorts(ports)});
	const session = startSession({config, endpoints, ports});
	running.push(session);
	return {exchange, session, truth};
};

const sideText = ({book}: EngineView, instrument: Instrument, side: Side): string =>
	book
		.top(side, WHOLE)
		.map((level) => `${plainPrice(instrument, level.priceUnits)} ${plainQty(instrument, level.qtyLots)}`)
		.join(', ');

/** Counts the trusted books that equal the exchange's at their id, and those that do not. */
const compare = ({session, truth}: Both) => {
	const seen = {equal: 0, different: [] as number[], reasons: new Set<string>(), states: new Set<string>(), quotedWithoutTrust: 0};
	session.onOutput((output: EngineOutput) => {
		if (output.kind === 'status') {
			seen.reasons.add(output.status.reason);
			seen.states.add(output.status.state);
		}

		if (output.kind === 'quote' && output.quoting.kind === 'quoting' && !session.view.trusted) seen.quotedWithoutTrust += 1;
		if (output.kind !== 'book' || !session.view.trusted) return;
		const known = truth.books.get(output.updateId);
		const {view} = session;
		const {instrument} = view;
		const same =
			instrument !== undefined && known?.bid === sideText(view, instrument, 'bid') && known.ask === sideText(view, instrument, 'ask');
		if (same) seen.equal += 1;
		else seen.different.push(output.updateId);
	});
	return seen;
};

/** Within four seconds. */
const isSaid = async (reasons: ReadonlySet<string>, reason: string): Promise<boolean> => {
	for (let wait = 0; wait < 200 && !reasons.has(reason); wait += 1) await new Promise((resolve) => void setTimeout(resolve, 20));
	return reasons.has(reason);
};

test("over real sockets, through gaps, cuts, duplicates, reordering, late REST answers and stalls, every trusted book is the exchange's", async () => {
	const both = await start('');
	const seen = compare(both);
	const trusted = async () => expect.poll(() => both.session.view.trusted, {timeout: 40_000}).toBe(true);
	/**
	 * Injects faults in sequence, each after the one before is over; again if the session was already out of order
	 * on a busy machine.
	 */
	const strike = async (kind: FaultKind, reason?: string, durationMs?: number) => {
		const {equal} = seen;
		for (let tries = 0; tries < 5; tries += 1) {
			both.exchange.injectFault(kind, durationMs);
			if (reason === undefined || (await isSaid(seen.reasons, reason))) break;
			await trusted();
		}

		await expect.poll(() => seen.equal, {timeout: 40_000}).toBeGreaterThan(equal + 6);
		await trusted();
	};

	await trusted();
	await strike('gap', 'gap');
	for (const kind of ['duplicate', 'overlap', 'reorder'] as const) await strike(kind);
	await strike('bad-event', 'bad-event');
	both.exchange.injectFault('stale-snapshot', 1000);
	await strike('disconnect', 'disconnect');
	await strike('stall', 'silent', 2000);
	await strike('id-reset');
	expect(seen.different).toEqual([]);
	expect(seen.equal).toBeGreaterThan(50);
	expect(seen.quotedWithoutTrust).toBe(0);
	expect(both.session.applyLatency?.samples).toBeGreaterThan(0);
	expect([...seen.reasons]).toEqual(expect.arrayContaining(['gap', 'bad-event', 'disconnect', 'silent']));
	expect([...seen.states]).toEqual(expect.arrayContaining(['live', 'resyncing', 'stale', 'disconnected', 'connecting']));
}, 240_000);

test('the bare socket is subscribed by message and gives the same book', async () => {
	const both = await start('', '/ws');
	const seen = compare(both);
	await expect.poll(() => seen.equal, {timeout: 10_000}).toBeGreaterThan(5);
	expect(seen.different).toEqual([]);
});
