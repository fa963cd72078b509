import {existsSync} from 'node:fs';
import {expect, test} from 'vitest';
import {plainPrice, plainQty, type Instrument} from '../../source/domain/instrument.js';
import {imbalance, plainMicroprice, plainMid, touchOf} from '../../source/domain/book/metrics.js';
import type {Level} from '../../source/domain/feed-event.js';
import type {EngineView} from '../../source/engine/engine-view.js';
import {closePorts} from '../../source/runtime/node/ports.js';
import {nodePorts} from '../../source/runtime/node/node-ports.js';
import {startSession} from '../../source/runtime/live-session.js';
import {DATA_FOLDER, playCaptured, readNdjson} from '../helpers/captured-venue.js';
import {outputText} from '../../source/session/output-text.js';
import {firstDifference, replayed, replayedHash, SessionTape} from '../simulation/model/tape.js';

type Expected = {
	sym: string;
	u: number;
	bids: [string, string][];
	asks: [string, string][];
	bid: [string, string];
	ask: [string, string];
	mid: string;
	micro: string;
	imb1_frac: [string, string];
	imb5_frac: [string, string];
};

const SESSIONS = [
	['binance-spot-btcusdt-20240809a', 'BTCUSDT'],
	['binance-spot-small-20211012', 'NKNUSDT'],
	['binance-spot-small-20211012', 'LRCBTC'],
	['binance-spot-small-20211012', 'BLZETH'],
] as const;

const pairs = (instrument: Instrument, levels: readonly Level[]): [string, string][] =>
	levels.map((level) => [plainPrice(instrument, level.priceUnits), plainQty(instrument, level.qtyLots)]);

const ratio = ([top, bottom]: readonly [string, string]): number => Number(top) / Number(bottom);

/** All figures of the oracle's book, in the oracle's notation. */
const picture = (view: EngineView, instrument: Instrument) => {
	const touch = touchOf(view.book);
	return {
		bids: pairs(instrument, view.book.top('bid', 20)),
		asks: pairs(instrument, view.book.top('ask', 20)),
		mid: touch && plainMid(instrument, touch),
		micro: touch && plainMicroprice(instrument, touch),
		imbalance1: imbalance(view.book, 1),
		imbalance5: imbalance(view.book, 5),
	};
};

/** Plays a session over real sockets and records the book at every update id. */
const run = async (name: string, symbol: string) => {
	const venue = await playCaptured(name, symbol);
	const endpoints = {restUrl: venue.restUrl, wsUrl: venue.wsUrl};
	const config = {symbol: symbol.toLowerCase(), venue: 'binance', staleAfterMs: 60_000, snapshotDepth: 1000};
	const tape = new SessionTape();
	const ports = await nodePorts();
	const session = startSession({config, endpoints, ports, recorder: tape});
	const pictures = new Map<number, ReturnType<typeof picture>>();
	let instrument: Instrument | undefined;
	session.onOutput((output) => {
		tape.lines.push(outputText(output));
		if (output.kind === 'instrument') instrument = output.instrument;
		if (output.kind === 'book' && instrument !== undefined) pictures.set(output.updateId, picture(session.view, instrument));
	});
	return {venue, session, ports, pictures, tape};
};

test.skipIf(!existsSync(DATA_FOLDER)).for(SESSIONS)(
	"%s %s: every update id has the oracle's top 20 and metrics, and what came gives the same again",
	async ([name, symbol]) => {
		const expected = (readNdjson(`${name}.expected.ndjson.gz`) as Expected[]).filter((record) => record.sym === symbol);
		const {venue, session, ports, pictures, tape} = await run(name, symbol);
		try {
			await venue.played;
			const last = expected.at(-1)?.u ?? 0;
			await expect.poll(() => session.view.updateId, {timeout: 20_000}).toBe(last);
			for (const record of expected) {
				const seen = pictures.get(record.u);
				expect(seen, `no book line at u=${record.u}`).toBeDefined();
				expect(seen).toMatchObject({bids: record.bids, asks: record.asks, mid: record.mid, micro: record.micro});
				expect(seen?.imbalance1).toBeCloseTo(ratio(record.imb1_frac), 12);
				expect(seen?.imbalance5).toBeCloseTo(ratio(record.imb5_frac), 12);
			}

			expect(session.view.counters).toMatchObject({gaps: 0, resyncs: 0, malformedEvents: 0});
			expect(firstDifference(tape.lines, replayed(tape, {only: 'outputs'}))).toBeUndefined();
			expect(replayedHash(tape)).toBe(tape.hash.value);
		} finally {
			await session.close();
			await closePorts(ports);
			await venue.close();
		}
	},
);
