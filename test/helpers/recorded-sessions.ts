/** Sessions written down, each from a world of its own: the simulator's, one of high prices, and captured ones. */

import {expect} from 'vitest';
import {plainPrice, plainQty} from '../../source/domain/instrument.js';
import type {Instant, Side} from '../../source/domain/units.js';
import type {EngineView} from '../../source/engine/engine-view.js';
import type {EngineConfig} from '../../source/engine/engine-config.js';
import {startSession} from '../../source/runtime/live-session.js';
import {MarketSession} from '../../source/session/market-session.js';
import type {WireAnswer, WireEffect, WireInput} from '../../source/session/wire.js';
import {binance} from '../../source/venue/binance/index.js';
import type {FaultName} from '../simulation/model/faults.js';
import {SessionTape} from '../simulation/model/tape.js';
import {simulate} from '../simulation/session.js';
import {capturedSession, type CapturedLine} from './captured-venue.js';
import {instant} from './diffs.js';
import {FakeWorld} from './fake-ports.js';
import {around, BILLION, E8, HighVenue, opened, type Change} from './high-venue.js';

type Simulated = {readonly seed: number; readonly minutes: number; readonly names?: readonly FaultName[]; readonly busy?: true};

export const simulatedTape = (options: Simulated): SessionTape => {
	const tape = new SessionTape();
	expect(simulate({dayEvery: 0, makerEvery: 0, ...options, tape}).violation).toBeUndefined();
	return tape;
};

/** A market at a billion in steps of 10^-8, with levels out of reach of its origin, that moves away from it. */
export const highPriceTape = async (): Promise<SessionTape> => {
	const tape = new SessionTape();
	const world = new FakeWorld();
	const mid = BILLION + 12_345_679n;
	const far: readonly Change[] = [
		['bid', E8, 777],
		['bid', 5n, 1],
		['ask', 20n * BILLION, 888],
	];
	const venue = new HighVenue(world, [...around(mid), ...far], '0.00000001');
	const config = {symbol: 'btcusdt', venue: 'binance', staleAfterMs: 3000, snapshotDepth: 5000};
	const session = startSession({
		config,
		endpoints: {restUrl: 'http://rest', wsUrl: 'ws://stream'},
		ports: world.ports,
		recorder: tape,
	});
	await opened(world);
	const live = async (changes: readonly Change[], at: bigint, turn: number): Promise<void> => {
		venue.change([...changes, ['bid', at - 1n, turn + 5], ['ask', at + 1n, turn * 3 + 1], ['bid', 7n, turn % 3]]);
		if (turn % 4 === 0) venue.trade(turn % 8 === 0 ? at - 1n : at + 1n);
		await world.run(100);
	};
	const next = mid + 40_000_000n * E8;
	const gone = around(mid).map(([side, units]): Change => [side, units, 0]);
	for (let turn = 0; turn < 160; turn += 1) {
		const changes = turn === 100 ? [...gone, ...around(next)] : [];
		// oxlint-disable-next-line no-await-in-loop
		await live(changes, turn < 100 ? mid : next, turn);
	}

	await session.close();
	return tape;
};

const snapshotOf = ({book, instrument, updateId}: EngineView): string => {
	const side = (of: Side) =>
		book.top(of, 1000).map((level) => instrument && [plainPrice(instrument, level.priceUnits), plainQty(instrument, level.qtyLots)]);
	return JSON.stringify({lastUpdateId: updateId, bids: side('bid'), asks: side('ask')});
};

/** What is due at a moment, by the monotonic clock. */
type Due = {readonly atMs: number; readonly input: WireInput};

const LEAD_MS = 1000;
const TICK_MS = 50;
const ANSWER_AFTER_MS = 20;

const merged = (lines: readonly CapturedLine[], startUs: number): readonly Due[] => {
	const messages = lines
		.filter(({rest}) => rest === undefined)
		.map((line): Due => {
			const data = Buffer.from(line.raw);
			return {atMs: (line.ts_recv_us - startUs) / 1000, input: {kind: 'message', generation: 1, data}};
		});
	const endMs = messages.at(-1)?.atMs ?? 0;
	const ticks = Array.from({length: Math.ceil(endMs / TICK_MS)}, (_, index): Due => ({atMs: index * TICK_MS, input: {kind: 'tick'}}));
	return [...messages, ...ticks].toSorted((a, b) => a.atMs - b.atMs);
};

/** Answers as the venue would have. The first snapshot is the captured one, when it came; later ones are what the session has itself. */
class CapturedRest {
	readonly #session: ReturnType<typeof capturedSession>;
	readonly #startUs: number;
	readonly #clockOffsetMs: number;
	#depthGiven = false;

	constructor(session: ReturnType<typeof capturedSession>, startUs: number, clockOffsetMs: number) {
		this.#session = session;
		this.#startUs = startUs;
		this.#clockOffsetMs = clockOffsetMs;
	}

	answer({requestId, call}: Extract<WireEffect, {kind: 'get'}>, at: Instant, view: EngineView): Due {
		const due = (atMs: number, answer: WireAnswer): Due => ({atMs, input: {kind: 'answer', requestId, sentAt: at, answer}});
		const soon = at.monoMs + ANSWER_AFTER_MS;
		const reply = (body: string): WireAnswer => ({kind: 'reply', status: 200, headers: {}, body});
		if (call.kind === 'instrument') return due(soon, reply(this.#session.info));
		if (call.kind === 'time') return due(soon, reply(`{"serverTime":${Math.round(at.wallMs + this.#clockOffsetMs + 10)}}`));
		const snapshot = this.#session.lines.find(({rest}) => rest === 'depth');
		if (this.#depthGiven || snapshot === undefined) return due(soon, reply(snapshotOf(view)));
		this.#depthGiven = true;
		return due(Math.max(soon, (snapshot.ts_recv_us - this.#startUs) / 1000), reply(snapshot.raw));
	}
}

/**
 * The inputs that a session would have had at the side of whoever captured it, at the moments at which he had them.
 *
 * @param clockOffsetMs how far the venue's clock was ahead of his.
 */
export const capturedTape = (name: string, symbol: string, clockOffsetMs: number): SessionTape => {
	const captured = capturedSession(name, symbol);
	const startUs = (captured.lines[0]?.ts_recv_us ?? 0) - LEAD_MS * 1000;
	const momentOf = (atMs: number): Instant => instant(atMs, startUs / 1000 + atMs);
	const rest = new CapturedRest(captured, startUs, clockOffsetMs);
	const coming: Due[] = [];
	const config: EngineConfig = {symbol: symbol.toLowerCase(), venue: 'binance', staleAfterMs: 3000, snapshotDepth: 1000};
	let now = momentOf(0);
	const onEffect = (effect: WireEffect): void => {
		if (effect.kind === 'dial') coming.push({atMs: now.monoMs + 5, input: {kind: 'opened', generation: effect.generation}});
		if (effect.kind === 'get') coming.push(rest.answer(effect, now, session.view));
		coming.sort((a, b) => a.atMs - b.atMs);
	};
	const tape = new SessionTape();
	const session = new MarketSession(
		{config, seed: 1, at: now},
		{venue: binance, sink: {output() {}, effect: onEffect}, parseDate: (text) => Date.parse(text), recorder: tape},
	);
	const step = ({atMs, input}: Due): void => {
		now = momentOf(atMs);
		session.step(input, now);
	};
	for (const due of merged(captured.lines, startUs)) {
		while (coming[0] !== undefined && coming[0].atMs <= due.atMs) step(coming.shift()!);
		step(due);
	}

	return tape;
};
