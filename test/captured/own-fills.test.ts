/**
 * Own fills over the captured sessions with the recorder's uncorrected clock (1.27 s behind the exchange in
 * 2024): no fill is older than its order's arrival, whatever clock offset is assumed.
 */

import {assert, constantFrom, integer, property, record} from 'fast-check';
import {existsSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import type {FeedEvent, Snapshot} from '../../source/domain/feed-event.js';
import type {Instrument} from '../../source/domain/instrument.js';
import {OrderBook} from '../../source/domain/book/order-book.js';
import {monotonicMs, unixMs, type Instant} from '../../source/domain/units.js';
import type {Fill} from '../../source/engine/maker/types/fill.js';
import {paperDesk} from '../helpers/paper-desk.js';
import type {MakerOutput} from '../../source/engine/maker/types/maker-output.js';
import {UNMEASURED_AGE_MS} from '../../source/engine/maker/exchange-clock.js';
import {seededRandom} from '../../source/domain/prng.js';
import {binance} from '../../source/venue/binance/index.js';
import {readMessage} from '../../source/venue/binance/market.js';
import {DATA_FOLDER, readNdjson} from '../helpers/captured-venue.js';
import {bitcoin, instrumentWith, moneyOf} from '../helpers/instruments.js';

type Line = {readonly ts_recv_us: number; readonly raw: string; readonly rest?: string; readonly symbol?: string};
type Heard = {readonly at: number; readonly event: Extract<FeedEvent, {kind: 'trade' | 'diff'}>};

type Tape = {
	readonly instrument: Instrument;
	readonly snapshot: Snapshot;
	readonly heard: readonly Heard[];
	/** Lower bound of the exchange clock's lead over the recorder's: no message arrives before it was sent. */
	readonly aheadMs: number;
};

const readTape = (name: string, instrument: Instrument): Tape => {
	const lines = readNdjson(`${name}.ndjson.gz`) as Line[];
	const rest = lines.find((line) => line.rest === 'depth' && (line.symbol ?? instrument.symbol) === instrument.symbol);
	const snapshot = rest === undefined ? undefined : binance.rest.readSnapshot(rest.raw, instrument);
	if (snapshot === undefined || 'unreadable' in snapshot) throw new Error(`${name}: no snapshot`);
	const heard = lines.flatMap(({rest: body, raw, ts_recv_us: receivedUs}): Heard[] => {
		if (body !== undefined || !raw.includes(`"s":"${instrument.symbol}"`)) return [];
		const event = readMessage(raw, instrument);
		return event.kind === 'trade' || event.kind === 'diff' ? [{at: receivedUs / 1000, event}] : [];
	});
	const aheadMs = heard.reduce((most, {at, event}) => Math.max(most, (event.eventAtMs ?? -Infinity) - at), -Infinity);
	return {instrument, snapshot, heard, aheadMs};
};

type World = {
	readonly latency: number;
	readonly cancelLatency: number;
	/** Delay of the fastest message. */
	readonly way: number;
	readonly doubt: number;
	/** Position of the true offset within the uncertainty, in hundredths. */
	readonly off: number;
	readonly measured: boolean;
	readonly model: 'queue-conservative' | 'queue-prob' | 'touch' | 'trade-through';
	readonly seed: number;
};

const world = record({
	latency: constantFrom(0, 25, 400),
	cancelLatency: constantFrom(0, 100),
	way: integer({min: 0, max: UNMEASURED_AGE_MS}),
	doubt: integer({min: 0, max: 200}),
	off: integer({min: -100, max: 100}),
	measured: constantFrom(true, true, false),
	model: constantFrom('queue-conservative', 'queue-prob', 'touch', 'trade-through'),
	seed: integer({min: 1, max: 1000}),
});

/** Runs a market maker close to the touch over the capture. */
const fillsOf = ({instrument, snapshot, heard, aheadMs}: Tape, of: World): readonly Fill[] => {
	const begin = heard[0]?.at ?? 0;
	const instant = (at: number): Instant => ({monoMs: monotonicMs(at - begin), wallMs: unixMs(at)});
	const free = moneyOf('1000000');
	const desk = paperDesk(
		{
			inventory: '0',
			makerFeeRate: 0n,
			halfSpread: moneyOf('0.00000001'),
			inventorySkew: moneyOf('0'),
			quoting: {levels: 2},
			paper: {model: of.model, latencyMs: of.latency, cancelLatencyMs: of.cancelLatency},
			limits: {maxLoss: free, maxDrawdown: free, maxLossRate: free, maxVolatilityBp: 99_999, maxSpreadBp: 99_999, maxOneSidedFills: 99_999},
		},
		instant(begin),
		seededRandom(of.seed),
	);
	desk.onClock(of.measured ? {offsetMs: aheadMs + of.way + (of.off * of.doubt) / 100, errorMs: of.doubt} : undefined);
	desk.setInstrument(instrument);
	const book = OrderBook.of(snapshot);
	const said: MakerOutput[] = [];
	for (const {at, event} of heard) {
		const now = instant(at);
		if (event.kind === 'trade') said.push(...desk.onTrade(event, now));
		else if (event.lastId > snapshot.lastId) {
			book.apply(event);
			desk.onDepth(book, event.eventAtMs, now);
			said.push(...desk.onBook(book, undefined, now));
		}
	}

	return said.flatMap((one) => (one.kind === 'fill' ? [one.fill] : []));
};

const SESSIONS: ReadonlyArray<readonly [name: string, symbol: string, runs: number]> = [
	['binance-spot-btcusdt-20240809a', 'BTCUSDT', 4],
	['binance-spot-small-20211012', 'NKNUSDT', 20],
	['binance-spot-small-20211012', 'LRCBTC', 20],
	['binance-spot-small-20211012', 'BLZETH', 20],
];

const instrumentOf = (symbol: string): Instrument =>
	symbol === 'BTCUSDT'
		? bitcoin
		: instrumentWith({symbol, tickSize: '0.00000001', stepSize: '0.00001', minQty: '0.00001', minNotional: '0.00001'});

describe.skipIf(!existsSync(DATA_FOLDER))('no own fill is older than its order’s sending and latency, on the exchange’s clock', () => {
	test.each(SESSIONS)(
		'%s %s',
		(name, symbol, runs) => {
			const tape = readTape(name, instrumentOf(symbol));
			let fills = 0;
			assert(
				property(world, (of) => {
					for (const {executedAtMs, sentAtMs} of fillsOf(tape, of)) {
						fills += 1;
						expect(executedAtMs).toBeGreaterThanOrEqual(sentAtMs + tape.aheadMs + of.way + of.latency);
					}
				}),
				{numRuns: runs},
			);
			if (symbol === 'BTCUSDT') expect(fills).toBeGreaterThan(10);
		},
		120_000,
	);
});
