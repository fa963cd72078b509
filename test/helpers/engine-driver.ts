/**
 * An engine on virtual time with a small venue that answers its effects. `run` passes time in steps of 50 ms;
 * nothing else does.
 */

import {expect} from 'vitest';
import type {Diff, FeedEvent} from '../../source/domain/feed-event.js';
import type {Instrument} from '../../source/domain/instrument.js';
import type {UsedWeight} from '../../source/domain/request-weight.js';
import {unixMs, type Instant} from '../../source/domain/units.js';
import type {Command} from '../../source/engine/command.js';
import {Engine} from '../../source/engine/engine.js';
import type {EngineConfig} from '../../source/engine/engine-config.js';
import type {EngineInput} from '../../source/engine/inputs.js';
import type {Effect} from '../../source/engine/feed/types/effect.js';
import type {RestCall, RestFailure, RestResult} from '../../source/engine/feed/types/rest-call.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import type {FeedStatus} from '../../source/engine/feed/types/status.js';
import {binance} from '../../source/venue/binance/index.js';
import {diff, instant, NOON, snapshotAt, type Pair} from './diffs.js';
import {moneyOf, plain} from './instruments.js';

export const TICK_MS = 50;
const PUBLISH_EVERY_MS = 100;

export const engineConfig = (changes: Partial<EngineConfig> = {}): EngineConfig => ({
	symbol: 'btcusdt',
	venue: 'binance',
	staleAfterMs: 3000,
	snapshotDepth: 1000,
	maker: {
		halfSpread: moneyOf('0.05'),
		inventorySkew: moneyOf('0'),
		orderSize: '1',
		maxInventory: '5',
		inventory: '0',
		makerFeeRate: 100_000n,
		paper: {latencyMs: 0, holdBackMs: 0},
	},
	...changes,
});

export const failure = (kind: RestFailure['failure'], status = 0, retryAfterMs?: number): RestFailure => ({
	kind: 'failed',
	failure: kind,
	status,
	message: `the venue failed: ${kind}`,
	...(retryAfterMs === undefined ? {} : {retryAfterMs}),
});

/** Prices up to 10 000 are bids, from 10 010 asks; every id changes one level. */
export class TrueBook {
	lastId = 1000;
	readonly #levels = {bids: new Map<number, number>(), asks: new Map<number, number>()};
	readonly #spacing: number;

	/** @param spacing price units between neighbouring prices. */
	constructor(spacing = 1) {
		this.#spacing = spacing;
		for (let away = 0; away < 5; away += 1) {
			this.#levels.bids.set((10_000 - away) * spacing, 5_000_000 + away);
			this.#levels.asks.set((10_010 + away) * spacing, 5_000_000 + away);
		}
	}

	sorted(side: 'bids' | 'asks'): readonly Pair[] {
		return [...this.#levels[side]].toSorted(([a], [b]) => (side === 'bids' ? b - a : a - b));
	}

	/** Advances by `count` ids. */
	move(count = 1): Diff {
		const first = this.lastId + 1;
		const changed = {bids: new Map<number, number>(), asks: new Map<number, number>()};
		for (let step = 0; step < count; step += 1) {
			this.lastId += 1;
			const side = this.lastId % 2 === 0 ? 'bids' : 'asks';
			const price = (side === 'bids' ? 10_000 - (this.lastId % 5) : 10_010 + (this.lastId % 5)) * this.#spacing;
			this.#levels[side].set(price, this.lastId);
			changed[side].set(price, this.lastId);
		}

		return diff(first, this.lastId, {bids: [...changed.bids], asks: [...changed.asks]});
	}
}

export type Told = {readonly output: EngineOutput; readonly at: Instant; readonly trusted: boolean; readonly updateId: number | undefined};

export class EngineDriver {
	readonly engine: Engine;
	readonly told: Told[] = [];
	readonly effects: Effect[] = [];
	readonly inputs: {readonly input: EngineInput; readonly at: Instant}[] = [];
	truth = new TrueBook();
	instrument: Instrument = plain;
	/** Whether the venue sends a diff every 100 ms. */
	active = true;
	/** Outcome of a dial. */
	dials: 'open' | 'silent' | 'refused' = 'open';
	restDelayMs = 20;
	/** Weight used by this address, as reported with each reply. */
	usedWeight: readonly UsedWeight[] = [];
	/** Replacements of replies by kind; null: no reply. */
	readonly answers: Partial<Record<RestCall['kind'], () => RestResult | null>> = {};
	now = 0;
	wallShift = 0;
	/** Generations of open sockets; two during a hand-over. */
	readonly #open = new Set<number>();
	readonly #hungUp = new Set<number>();
	#waiting: {readonly at: number; readonly run: () => void}[] = [];

	constructor(config: EngineConfig = engineConfig(), seed = 1) {
		const rules = {
			book: binance.book,
			limits: binance.limits,
			denseTradeIds: true,
			weightOf: (call: RestCall) => ({instrument: 20, snapshot: 50, 'successor-snapshot': 50, probe: 5, time: 1})[call.kind],
		};
		const sink = {
			output: (output: EngineOutput, at: Instant) => {
				const {trusted, updateId} = this.engine.view;
				this.told.push({output, at, trusted, updateId});
			},
			effect: (effect: Effect) => {
				this.effects.push(effect);
				this.#carryOut(effect);
			},
		};
		this.engine = new Engine(config, rules, sink, this.at, seed);
	}

	get at(): Instant {
		return instant(this.now, NOON + this.now + this.wallShift);
	}

	get status(): FeedStatus {
		return this.engine.view.status;
	}

	/** The newest open generation; 0 if none. */
	get generation(): number {
		return Math.max(0, ...this.#open);
	}

	/** All open generations. */
	get generations(): readonly number[] {
		return [...this.#open];
	}

	step(input: EngineInput): void {
		this.inputs.push({input, at: this.at});
		this.engine.step(input, this.at);
	}

	event(event: FeedEvent, generation: number = this.generation): void {
		this.step({kind: 'event', generation, event});
	}

	command(command: Command): void {
		this.step({kind: 'command', command});
	}

	/** Advances the true book and sends the diff. */
	publish(count = 1): void {
		const change = this.truth.move(count);
		for (const generation of this.#open) this.event(change, generation);
	}

	lose(code = 1006, detail = 'close 1006'): void {
		const {generation} = this;
		this.#open.delete(generation);
		this.step({kind: 'lost', generation, code, detail});
	}

	run(ms: number): void {
		const end = this.now + ms;
		for (let next = this.now + TICK_MS; next <= end; next += TICK_MS) {
			this.#settle(next);
			this.now = next;
			if (this.active && this.#open.size > 0 && this.now % PUBLISH_EVERY_MS === 0) this.publish();
			this.step({kind: 'tick'});
		}
	}

	/** Runs until `done`, at most half a minute. */
	runUntil(done: () => boolean): void {
		for (let count = 0; count < 600 && !done(); count += 1) this.run(TICK_MS);
		if (!done()) throw new Error(`still ${this.status.state} (${this.status.reason}) at ${this.now} ms`);
	}

	runUntilLive(): void {
		this.runUntil(() => this.engine.view.trusted);
	}

	/** Outputs of one kind, skipping the first `from` outputs. */
	of<Kind extends EngineOutput['kind']>(kind: Kind): readonly Extract<EngineOutput, {kind: Kind}>[] {
		return this.told.map(({output}) => output).filter((output): output is Extract<EngineOutput, {kind: Kind}> => output.kind === kind);
	}

	get states(): readonly string[] {
		return this.of('status').map(({status}) => `${status.state} ${status.reason}`);
	}

	get journal(): readonly string[] {
		return this.of('journal').map(({entry}) => entry.text);
	}

	requests(kind: RestCall['kind']): readonly Extract<Effect, {kind: 'request'}>[] {
		return this.effects.filter(
			(effect): effect is Extract<Effect, {kind: 'request'}> => effect.kind === 'request' && effect.call.kind === kind,
		);
	}

	connects(): readonly number[] {
		return this.effects.filter((effect) => effect.kind === 'connect').map((effect) => effect.generation);
	}

	/** Discards the outputs so far. */
	forget(): void {
		this.told.length = 0;
		this.effects.length = 0;
	}

	#later(delayMs: number, run: () => void): void {
		this.#waiting.push({at: this.now + delayMs, run});
	}

	#settle(until: number): void {
		for (;;) {
			const due = this.#waiting.filter((one) => one.at <= until).toSorted((a, b) => a.at - b.at)[0];
			if (due === undefined) return;
			this.#waiting = this.#waiting.filter((one) => one !== due);
			this.now = Math.max(this.now, due.at);
			due.run();
		}
	}

	#carryOut(effect: Effect): void {
		switch (effect.kind) {
			case 'connect':
				this.#dial(effect.generation);
				return;
			case 'disconnect':
				this.#open.delete(effect.generation);
				this.#hungUp.add(effect.generation);
				return;
			case 'request':
				this.#answer(effect.requestId, effect.call);
				return;
			case 'remember-hold':
		}
	}

	#dial(generation: number): void {
		if (this.dials === 'silent') return;
		const refused = this.dials === 'refused';
		this.#later(10, () => {
			if (refused) {
				this.step({kind: 'lost', generation, code: 1006, detail: 'connect ECONNREFUSED'});
				return;
			}

			if (this.#hungUp.has(generation)) return;
			this.#open.add(generation);
			this.step({kind: 'opened', generation});
		});
	}

	#answer(requestId: number, call: RestCall): void {
		const sentAt = this.at;
		const own = this.answers[call.kind];
		const result = own === undefined ? this.#result(call) : own();
		if (result === null) return;
		this.#later(this.restDelayMs, () => this.step({kind: 'reply', requestId, sentAt, usedWeight: this.usedWeight, result}));
	}

	/** From the venue's state at the time of the request. */
	#result(call: RestCall): RestResult {
		switch (call.kind) {
			case 'instrument':
				return {kind: 'instrument', instrument: this.instrument};
			case 'time':
				return {kind: 'time', venueAtMs: unixMs(this.at.wallMs + this.restDelayMs / 2 + 7)};
			case 'snapshot':
			case 'successor-snapshot':
			case 'probe':
				return {kind: 'snapshot', snapshot: this.snapshot()};
		}
	}

	snapshot() {
		return snapshotAt(this.truth.lastId, {bids: this.truth.sorted('bids'), asks: this.truth.sorted('asks')});
	}
}

export const liveDriver = (config: EngineConfig = engineConfig(), seed = 1): EngineDriver => {
	const driver = new EngineDriver(config, seed);
	driver.runUntilLive();
	// Long enough for back-off to reset.
	driver.run(1500);
	driver.forget();
	return driver;
};

/** The engine's book equals the venue's at the engine's id. */
export const expectTrueBook = (driver: EngineDriver): void => {
	const {book, updateId} = driver.engine.view;
	expect(updateId).toBe(driver.truth.lastId);
	expect(book.top('bid', 100).map((level) => [level.priceUnits, level.qtyLots])).toEqual(driver.truth.sorted('bids'));
	expect(book.top('ask', 100).map((level) => [level.priceUnits, level.qtyLots])).toEqual(driver.truth.sorted('asks'));
};
