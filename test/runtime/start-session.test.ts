import {afterEach, expect, test} from 'vitest';
import {plainPrice, plainQty, type Instrument} from '../../source/domain/instrument.js';
import type {Side} from '../../source/domain/units.js';
import type {EngineView} from '../../source/engine/engine-view.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import {parseFaults} from '../../source/exchange/fault.js';
import {startExchange, type RunningExchange} from '../../source/exchange/node-server.js';
import {nodePorts} from '../../source/runtime/node-ports.js';
import {startSession, type LiveSession} from '../../source/runtime/start-session.js';
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
	const session = startSession({config, endpoints, ports: await nodePorts()});
	running.push(session);
	return {exchange, session, truth};
};

const sideText = ({book}: EngineView, instrument: Instrument, side: Side): string =>
	book.top(side, WHOLE).map((level) => `${plainPrice(instrument, level.priceUnits)} ${plainQty(instrument, level.qtyLots)}`).join(', ');

/** Counts the trusted books that are, and are not, the exchange's own book at their id. */
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
		const same = instrument !== undefined && known?.bid === sideText(view, instrument, 'bid') && known.ask === sideText(view, instrument, 'ask');
		if (same) seen.equal += 1;
		else seen.different.push(output.updateId);
	});
	return seen;
};

test('over real sockets, through gaps, cuts, duplicates, reordering, late REST answers and stalls, every trusted book is the exchange\'s', async () => {
	const faults = 'gap@1500ms,duplicate@3s,overlap@3500ms,reorder@4500ms,bad-event@6s,disconnect@8s,stale-snapshot@8s+1s,stall@12s+2s,id-reset@17s';
	const both = await start(faults);
	const seen = compare(both);
	await expect.poll(() => seen.reasons.has('id-regress') || seen.reasons.has('gap'), {timeout: 25_000}).toBe(true);
	await new Promise((resolve) => {
		setTimeout(resolve, 19_500);
	});
	await expect.poll(() => both.session.view.trusted, {timeout: 20_000}).toBe(true);
	expect(seen.different).toEqual([]);
	expect(seen.equal).toBeGreaterThan(60);
	expect(seen.quotedWithoutTrust).toBe(0);
	expect(both.session.applyLatency?.samples).toBeGreaterThan(0);
	expect([...seen.reasons]).toEqual(expect.arrayContaining(['gap', 'bad-event', 'disconnect', 'silent']));
	expect([...seen.states]).toEqual(expect.arrayContaining(['live', 'resyncing', 'stale', 'disconnected', 'connecting']));
}, 60_000);

test('the bare socket is subscribed by message and gives the same book', async () => {
	const both = await start('', '/ws');
	const seen = compare(both);
	await expect.poll(() => seen.equal, {timeout: 10_000}).toBeGreaterThan(5);
	expect(seen.different).toEqual([]);
});
