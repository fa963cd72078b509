/**
 * One simulated session: the real engine, in one thread on virtual time, against a model exchange behind a
 * network, a REST cache and a clock that all misbehave as the seed says. After every step the invariants hold or
 * the session ends with the first violation.
 */

import type {Diff, FeedEvent, Snapshot} from '../../source/domain/feed-event.js';
import type {Instrument} from '../../source/domain/instrument.js';
import {monotonicMs, unixMs, updateId, priceTicks, qtyLots, type Instant} from '../../source/domain/units.js';
import {MAX_BUFFERED_DIFFS} from '../../source/engine/book-sync.js';
import {DIAL_WINDOW_MS, MAX_DIALS_PER_WINDOW} from '../../source/engine/connection.js';
import {Engine, SUSPEND_AFTER_MS} from '../../source/engine/engine.js';
import type {Effect, EngineInput, RestCall, RestResult} from '../../source/engine/inputs.js';
import {seededRandom, type Random} from '../../source/engine/prng.js';
import {sequenceRule} from '../../source/venue/binance/sequence-rule.js';
import {EventHeap} from './event-heap.js';
import {planFaults, type FaultName} from './faults.js';
import {levelHash, ModelExchange} from './model-exchange.js';

export const FAULTY_MS = 40_000;
export const RECOVERY_MS = 45_000;
const STALE_AFTER_MS = 3000;
const TICK_MS = 50;
const WALL_START = 1_800_000_000_000;
const WEIGHT_LIMIT = 6000;
/** A tick late, a message late: what "at once" may mean in steps of the engine. */
const SLACK_MS = TICK_MS + 1;

export type SessionReport = {
	readonly seed: number;
	readonly violation: string | undefined;
	readonly atMs: number;
	readonly faults: readonly string[];
	readonly steps: number;
	/** Of all that the engine said and did: same seed, same hash. */
	readonly trace: number;
	readonly trustedMs: number;
	readonly checks: number;
};

const instrumentOf = (trading: boolean): Instrument => ({
	symbol: 'MODELUSDT',
	baseAsset: 'MODEL',
	quoteAsset: 'USDT',
	trading: trading ? 'trading' : 'halted',
	venueStatus: trading ? 'TRADING' : 'BREAK',
	priceDecimals: 2,
	tickUnits: 1,
	qtyDecimals: 3,
	stepLots: 1,
	minQtyLots: 1,
	minNotional: 0n as Instrument['minNotional'],
});

type Link = {readonly generation: number; open: boolean; dead: boolean; lastArrival: number; held: Diff | undefined};

/** One event that covers the one before as well: its levels are those of both, the later word last. */
const overlapping = (before: Diff, diff: Diff): Diff => ({
	...diff,
	firstId: before.firstId,
	bids: [...before.bids, ...diff.bids],
	asks: [...before.asks, ...diff.asks],
});

class Session {
	readonly seed: number;
	readonly #heap = new EventHeap();
	readonly #random: Random;
	readonly #exchange: ModelExchange;
	readonly #engine: Engine;
	readonly #active = new Map<FaultName, number>();
	readonly #faults: string[] = [];
	readonly #dials: number[] = [];
	readonly #oldSnapshots: {at: number; snapshot: Snapshot}[] = [];
	#link: Link | undefined;
	#monoLost = 0;
	#wallStep = 0;
	#runsAgainAt = 0;
	#lastDiff: Diff | undefined;
	#waiting: EngineInput[] = [];
	readonly #snapshotsInFlight = new Map<number, number>();
	#violation: string | undefined;
	#violationAt = 0;
	#steps = 0;
	#checks = 0;
	#comparedId: number | undefined;
	#trace = 0;
	#trustedMs = 0;
	#lastDepthAt = -Infinity;
	#lastProofAt = -Infinity;
	#banUntil = 0;
	/** Sleep too short to be noticed, by which the monotonic clock fell behind. */
	#unnoticedSleepMs = 0;

	constructor(seed: number) {
		this.seed = seed;
		this.#random = seededRandom(seed);
		this.#exchange = new ModelExchange(seededRandom(seed ^ 0x5f_5f_5f));
		const rules = {
			sequenceRule,
			weightPerMinute: WEIGHT_LIMIT,
			weightOf: (call: RestCall) => (call.kind === 'snapshot' ? (call.depth > 1000 ? 250 : call.depth > 100 ? 50 : 5) : call.kind === 'instrument' ? 20 : 5),
		};
		const sink = {
			output: (output: unknown) => this.#mix(JSON.stringify(output, (_key, value) => (typeof value === 'bigint' ? String(value) : value))),
			effect: (effect: Effect) => this.#carryOut(effect),
		};
		const config = {
			symbol: 'modelusdt',
			venue: 'model',
			maker: {inventory: '0', makerFeeRate: 100_000n},
			staleAfterMs: STALE_AFTER_MS,
			snapshotDepth: 5000,
		};
		this.#engine = new Engine(config, rules, sink, this.#instant(), seed);
	}

	run(): SessionReport {
		for (const fault of planFaults(this.#random, FAULTY_MS)) {
			this.#faults.push(`${fault.name}@${Math.round(fault.at)}+${Math.round(fault.lastsMs)}`);
			this.#heap.at(fault.at, () => this.#begin(fault.name, fault.lastsMs));
		}

		this.#heap.at(0, () => this.#tick());
		this.#heap.at(100, () => this.#publish());
		while (this.#violation === undefined && this.#heap.now < FAULTY_MS + RECOVERY_MS) this.#heap.next();
		if (this.#violation === undefined && !this.#engine.view.trusted) this.#fail(`not live again: ${JSON.stringify(this.#engine.view.status)}`);
		return {
			seed: this.seed,
			violation: this.#violation,
			atMs: this.#violationAt,
			faults: this.#faults,
			steps: this.#steps,
			trace: this.#trace >>> 0,
			trustedMs: this.#trustedMs,
			checks: this.#checks,
		};
	}

	#instant(): Instant {
		const {now} = this.#heap;
		return {monoMs: monotonicMs(1000 + now - this.#monoLost), wallMs: unixMs(WALL_START + now + this.#wallStep)};
	}

	#has(fault: FaultName): boolean {
		return (this.#active.get(fault) ?? 0) > this.#heap.now;
	}

	#begin(name: FaultName, lastsMs: number): void {
		this.#active.set(name, this.#heap.now + lastsMs);
		switch (name) {
			case 'disconnect':
				this.#cut(1006);
				return;
			case 'shutdown':
				this.#deliver({kind: 'shutdown'});
				this.#heap.at(this.#heap.now + 4000, () => this.#cut(1001));
				return;
			case 'id-reset':
				this.#exchange.resetIds(this.#heap.now);
				return;
			case 'crossed':
				this.#deliverCrossed();
				return;
			case 'bad-event':
				this.#deliver({kind: 'malformed', depth: true, message: 'bid level'});
				return;
			case 'suspend':
				this.#suspend(lastsMs, true);
				return;
			case 'stop':
				this.#suspend(lastsMs, false);
				return;
			case 'clock-step':
				this.#wallStep += (this.#random() - 0.5) * 7_200_000;
				return;
			case 'operator':
				this.#input({kind: 'command', command: {kind: 'resync'}});
				return;
			case 'rate-limit':
				this.#banUntil = this.#heap.now + lastsMs;
				return;
			default:
		}
	}

	/** The process does not run. A sleeping machine's monotonic clock does not run either. */
	#suspend(lastsMs: number, clockStops: boolean): void {
		this.#runsAgainAt = Math.max(this.#runsAgainAt, this.#heap.now + lastsMs);
		this.#heap.at(this.#runsAgainAt, () => {
			if (this.#heap.now < this.#runsAgainAt) return;
			if (clockStops) this.#monoLost += lastsMs;
			if (clockStops && lastsMs <= SUSPEND_AFTER_MS) this.#unnoticedSleepMs += lastsMs;
			const waiting = this.#waiting;
			this.#waiting = [];
			for (const input of waiting) this.#input(input);
		});
	}

	#tick(): void {
		this.#input({kind: 'tick'});
		this.#heap.at(this.#heap.now + TICK_MS, () => this.#tick());
		if (this.#engine.view.trusted) this.#trustedMs += TICK_MS;
	}

	#publish(): void {
		const {now} = this.#heap;
		this.#exchange.quiet = this.#has('quiet-market');
		this.#remember();
		for (const trade of this.#exchange.live(now)) if (!this.#has('mute')) this.#deliver(trade);
		const diff = this.#exchange.publish(now);
		if (diff !== undefined) this.#sendDiff(diff);
		this.#heap.at(now + 100, () => this.#publish());
	}

	#remember(): void {
		this.#oldSnapshots.push({at: this.#heap.now, snapshot: this.#exchange.snapshot()});
		if (this.#oldSnapshots.length > 100) this.#oldSnapshots.shift();
	}

	#sendDiff(diff: Diff): void {
		const link = this.#link;
		if (this.#has('mute') || this.#has('stall-depth')) return;
		if (this.#has('drop') && this.#random() < 0.3) return;
		if (this.#has('reorder') && link !== undefined && link.held === undefined && this.#random() < 0.4) {
			link.held = diff;
			return;
		}

		const before = this.#lastDiff;
		this.#lastDiff = diff;
		const overlaps = this.#has('overlap') && before !== undefined && before.lastId + 1 === diff.firstId;
		this.#deliver(overlaps && this.#random() < 0.5 ? overlapping(before, diff) : diff);
		if (this.#has('duplicate') && this.#random() < 0.5) this.#deliver(diff);
		if (link?.held !== undefined) {
			this.#deliver(link.held);
			link.held = undefined;
		}
	}

	#deliverCrossed(): void {
		const id = updateId(this.#exchange.id + 1);
		const level = {priceTicks: priceTicks(12_000), qtyLots: qtyLots(5)};
		this.#deliver({kind: 'diff', firstId: updateId(id - 20), lastId: id, bids: [level], asks: []});
	}

	#latency(): number {
		return 5 + this.#random() * 60 + (this.#random() < 0.02 ? this.#random() * 800 : 0);
	}

	/** TCP keeps the order: nothing arrives before what was sent before it. */
	#deliver(event: FeedEvent): void {
		const link = this.#link;
		if (link === undefined || !link.open) return;
		link.lastArrival = Math.max(link.lastArrival, this.#heap.now + this.#latency());
		this.#heap.at(link.lastArrival, () => {
			if (link.dead && !this.#has('zombie')) return;
			this.#input({kind: 'event', generation: link.generation, event});
		});
	}

	#cut(code: number): void {
		const link = this.#link;
		if (link === undefined || !link.open) return;
		link.open = false;
		this.#heap.at(Math.max(link.lastArrival, this.#heap.now + 5), () => {
			if (!link.dead) this.#input({kind: 'lost', generation: link.generation, code, detail: `close ${code}`});
		});
	}

	#carryOut(effect: Effect): void {
		this.#mix(JSON.stringify(effect));
		switch (effect.kind) {
			case 'connect':
				this.#connect(effect.generation);
				return;
			case 'disconnect':
				if (this.#link !== undefined) this.#link.dead = true;
				if (this.#link !== undefined && !this.#has('zombie')) this.#link.open = false;
				return;
			case 'request':
				this.#request(effect.requestId, effect.call);
		}
	}

	#connect(generation: number): void {
		const {now} = this.#heap;
		this.#dials.push(now);
		if (this.#dials.filter((at) => now - at < DIAL_WINDOW_MS).length > MAX_DIALS_PER_WINDOW) this.#fail('too many dials');
		const link: Link = {generation, open: false, dead: false, lastArrival: 0, held: undefined};
		if (this.#link !== undefined) this.#link.dead = true;
		this.#link = link;
		this.#heap.at(now + 20 + this.#latency(), () => {
			if (link.dead) return;
			if (this.#has('refuse-connections')) {
				link.dead = true;
				this.#input({kind: 'lost', generation, code: 1006, detail: 'refused'});
				return;
			}

			link.open = true;
			this.#input({kind: 'opened', generation});
		});
	}

	#request(requestId: number, call: RestCall): void {
		const {now} = this.#heap;
		const sentAt = this.#instant();
		const generation = this.#link?.generation ?? 0;
		if (call.kind === 'snapshot') this.#countSnapshot(generation, 1);
		const there = now + this.#latency() + (this.#has('slow-rest') ? this.#random() * 6000 : 0);
		this.#heap.at(there, () => {
			const result = this.#answer(call);
			this.#heap.at(this.#heap.now + this.#latency(), () => {
				if (call.kind === 'snapshot') this.#countSnapshot(generation, -1);
				if (result.kind === 'snapshot' && result.snapshot.lastId === this.#engine.view.updateId) {
					this.#lastProofAt = now;
				}

				this.#input({kind: 'reply', requestId, sentAt, result});
			});
		});
	}

	#countSnapshot(generation: number, change: 1 | -1): void {
		const underWay = (this.#snapshotsInFlight.get(generation) ?? 0) + change;
		this.#snapshotsInFlight.set(generation, underWay);
		if (underWay > 1) this.#fail(`${underWay} snapshots in flight on connection ${generation}`);
	}

	#answer(call: RestCall): RestResult {
		if (this.#heap.now < this.#banUntil) {
			const retryAfterMs = Math.ceil((this.#banUntil - this.#heap.now) / 1000) * 1000;
			return {kind: 'failed', failure: 'rate-limited', status: 429, retryAfterMs, message: 'HTTP 429'};
		}

		if (this.#has('rest-errors') && this.#random() < 0.8) {
			return {kind: 'failed', failure: this.#random() < 0.5 ? 'unreachable' : 'refused', status: 500, message: 'HTTP 500'};
		}

		switch (call.kind) {
			case 'instrument':
				return {kind: 'instrument', instrument: instrumentOf(true)};
			case 'time':
				return {kind: 'time', venueAtMs: unixMs(WALL_START + this.#heap.now)};
			case 'snapshot':
			case 'probe':
				return {kind: 'snapshot', snapshot: this.#cachedSnapshot()};
		}
	}

	/** The REST side is a little behind, sometimes by seconds. */
	#cachedSnapshot(): Snapshot {
		const ageMs = this.#has('stale-rest') ? 500 + this.#random() * 5000 : this.#random() < 0.5 ? 0 : this.#random() * 300;
		const wanted = this.#heap.now - ageMs;
		if (ageMs === 0) return this.#exchange.snapshot();
		return this.#oldSnapshots.findLast((old) => old.at <= wanted)?.snapshot ?? this.#exchange.snapshot();
	}

	#input(input: EngineInput): void {
		if (this.#heap.now < this.#runsAgainAt) {
			if (input.kind !== 'tick') this.#waiting.push(input);
			return;
		}

		this.#steps += 1;
		if (input.kind === 'event' && input.event.kind === 'diff' && input.generation === this.#link?.generation) this.#lastDepthAt = this.#heap.now;
		this.#engine.step(input, this.#instant());
		this.#check();
	}

	#check(): void {
		const {view} = this.#engine;
		if (view.status.bufferedDiffs > MAX_BUFFERED_DIFFS) this.#fail('buffer over its bound');
		if (view.maker.quoting.kind === 'quoting' && !view.trusted) this.#fail('quotes without trust');
		if (view.maker.orders.length > 0 && !view.trusted) this.#fail('orders without trust');
		if (!view.trusted) return;
		this.#checks += 1;
		if (view.status.state !== 'live') this.#fail(`trusted while ${view.status.state}`);
		const bid = view.book.bestBid();
		const ask = view.book.bestAsk();
		if (bid === undefined || ask === undefined || bid.priceTicks >= ask.priceTicks) this.#fail('trusted and crossed');
		const newest = Math.max(this.#lastDepthAt, this.#lastProofAt);
		if (this.#heap.now - newest > STALE_AFTER_MS + SLACK_MS + this.#unnoticedSleepMs) this.#fail(`trusted ${this.#heap.now - newest} ms after the last proof`);
		if (view.updateId !== this.#comparedId) this.#compareWithTruth(view.updateId ?? 0);
	}

	#compareWithTruth(id: number): void {
		this.#comparedId = id;
		const {book} = this.#engine.view;
		let hash = 0;
		for (const side of ['bid', 'ask'] as const) {
			for (const level of book.top(side, 5000)) hash ^= levelHash(side, level.priceTicks, level.qtyLots);
		}

		const truths = this.#exchange.truth(id);
		if (!truths.some((truth) => truth.hash === hash >>> 0)) this.#fail(`trusted book differs from the exchange's at u=${id}`);
	}

	#fail(violation: string): void {
		this.#violation ??= violation;
		this.#violationAt ||= this.#heap.now;
	}

	#mix(text: string): void {
		for (let index = 0; index < text.length; index += 1) this.#trace = (Math.imul(this.#trace, 31) + text.charCodeAt(index)) | 0;
	}
}

export const simulate = (seed: number): SessionReport => new Session(seed).run();
