/**
 * One simulated session: the real engine and the real venue's readers, in one thread on virtual time, against a
 * model exchange behind a network, a REST side and clocks that all misbehave as the seed says. After every step
 * the invariants hold or the session ends with the first violation.
 */

import type {Instrument} from '../../source/domain/instrument.js';
import type {Instant} from '../../source/domain/units.js';
import {Engine} from '../../source/engine/engine.js';
import type {Effect, EngineInput, RestCall} from '../../source/engine/inputs.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import {seededRandom} from '../../source/engine/prng.js';
import {sequenceRule} from '../../source/venue/binance/sequence-rule.js';
import {DeskOracle, FEE_RATE} from './model/desk-oracle.js';
import {CALM_FAULTS, HARMLESS_FAULTS, planFaults, type FaultName, type PlannedFault} from './model/faults.js';
import {Injector} from './model/injector.js';
import {Judge, STALE_AFTER_MS} from './model/judge.js';
import {ModelExchange} from './model/model-exchange.js';
import {Network} from './model/network.js';
import {askedSilenceMs, RestServer, type Reply} from './model/rest-server.js';
import {pathOf, readEvent, readReply, weightOf} from './model/shell.js';
import {Trace} from './model/trace.js';
import {tradeText, topText} from './model/wire.js';
import {World} from './model/world.js';

export const FAULTY_MS = 40_000;
export const RECOVERY_MS = 45_000;
const TICK_MS = 50;
const PUBLISH_MS = 100;
const WEIGHT_LIMIT = 6000;
/** A day is lived through in steps of this, which is not yet a pause. */
const DAY_STEP_MS = 1500;
const DAY_MS = 24 * 3_600_000;
const SHALLOW_DEPTH = 20;
/** Every sixth session has this many times the faults. */
const STORM = 3;
const REST_FAULTS: ReadonlySet<FaultName> = new Set(['neighbours', 'rate-limit', 'rest-errors', 'slow-rest', 'stale-rest', 'huge-event']);
/** A market maker costs more than all else together; it sits in every so manieth session. */
const DEFAULT_MAKER_EVERY = 5;

export type SessionOptions = {
	readonly seed: number;
	/** Virtual length, recovery included; 85 s where absent. */
	readonly minutes?: number | undefined;
	/** Instead of what the seed would draw. */
	readonly faults?: readonly PlannedFault[] | undefined;
	readonly names?: readonly FaultName[] | undefined;
	/** One way through the network, fixed. */
	readonly latencyMs?: number | undefined;
	/** Every so manieth seed lives through a whole day; 0 for none. */
	readonly dayEvery?: number | undefined;
	/** Every so manieth session has a market maker; 0 for none. */
	readonly makerEvery?: number | undefined;
};

export type Transition = {readonly at: number; readonly trusted: boolean; readonly reason: string};

export type SessionReport = {
	readonly seed: number;
	readonly violation: string | undefined;
	readonly atMs: number;
	readonly faults: readonly PlannedFault[];
	readonly steps: number;
	/** Of all that the engine said and did: same seed, same hash. */
	readonly trace: number;
	readonly trustedMs: number;
	readonly virtualMs: number;
	readonly checks: number;
	readonly comparisons: number;
	readonly fills: number;
	readonly dials: number;
	readonly peakWeight: number;
	readonly transitions: readonly Transition[];
};

const DEFAULT_DAY_EVERY = 200;

class Session {
	readonly #options: SessionOptions;
	readonly #world: World;
	readonly #exchange: ModelExchange;
	readonly #network: Network;
	readonly #rest: RestServer;
	readonly #judge: Judge;
	readonly #desk: DeskOracle;
	readonly #injector: Injector;
	readonly #engine: Engine;
	readonly #trace = new Trace();
	readonly #plan: readonly PlannedFault[];
	readonly #transitions: Transition[] = [];
	readonly #isDay: boolean;
	readonly #faultsEnd: number;
	readonly #isHarmless: boolean;
	readonly #isCalm: boolean;
	#instrument: Instrument | undefined;
	/** What came while the process did not run; texts wait unread. */
	#waiting: (() => void)[] = [];
	#asleep = false;
	#hungUp = 0;
	#runsAgainAt = 0;
	/** By the exchange's clock. */
	#silentUntil = 0;
	#lastStepAt: Instant;
	#steps = 0;
	#fills = 0;
	#trustedMs = 0;
	#wasTrusted = false;

	constructor(options: SessionOptions) {
		const {seed} = options;
		this.#options = options;
		this.#world = new World(seed, {latencyMs: options.latencyMs});
		const dayEvery = options.dayEvery ?? DEFAULT_DAY_EVERY;
		this.#isDay = dayEvery > 0 && seed % dayEvery === 0;
		const shallow = seed % 8 === 3;
		this.#exchange = new ModelExchange(seededRandom(seed ^ 0x5f_5f_5f), shallow ? 60 : 40);
		this.#network = new Network(this.#world, {
			opened: (generation) => this.input({kind: 'opened', generation}),
			text: (generation, text) => this.#onText(generation, text),
			lost: (generation, code, detail) => this.input({kind: 'lost', generation, code, detail}),
		});
		this.#rest = new RestServer(this.#world, this.#exchange);
		this.#judge = new Judge(this.#world, this.#exchange, this.#network);
		this.#desk = new DeskOracle((what) => this.#judge.fail(what));
		this.#injector = new Injector(this.#world, this.#exchange, this.#network, this.#rest, this);
		const names = options.names ?? (seed % 6 === 1 ? HARMLESS_FAULTS : seed % 6 === 4 ? CALM_FAULTS : undefined);
		this.#plan = options.faults ?? planFaults(this.#world.random, this.#faultyMs, names, seed % 6 === 5 ? STORM : 1);
		// A shallow book and a second connection live by snapshots: where REST fails, trust may go.
		const needsRest = shallow || this.#plan.some(({name}) => name === 'shutdown');
		this.#isHarmless = this.#plan.every(({name}) => HARMLESS_FAULTS.includes(name) && !(needsRest && REST_FAULTS.has(name)));
		// An event lost just before a silence looks like a dead stream, and is one.
		this.#isCalm = this.#plan.every(({name}) => CALM_FAULTS.includes(name) && name !== 'lost-event');
		this.#faultsEnd = Math.max(0, ...this.#plan.map((fault) => fault.at + fault.lastsMs));
		this.#lastStepAt = this.#world.instant();
		this.#engine = this.#start(shallow);
	}

	run(): SessionReport {
		const dayMs = this.#isDay ? DAY_MS : 0;
		for (const fault of this.#plan) this.#world.heap.at(dayMs + fault.at, () => this.#injector.begin(fault.name, fault.lastsMs));
		this.#world.heap.at(0, () => this.#tick());
		this.#world.heap.at(PUBLISH_MS, () => this.#publish());
		while (this.#judge.violation === undefined && this.#world.now < this.#endsAt(dayMs)) this.#world.heap.next();
		if (!this.#engine.view.trusted) this.#judge.fail(`not live again: ${JSON.stringify(this.#engine.view.status)}`);
		return this.#report();
	}

	/** One input of the engine, when the process runs. */
	input(input: EngineInput): void {
		this.#whenRunning(() => this.#step(input));
	}

	/** The operator may be in a hurry. */
	waivePolicyWait(): void {
		this.#judge.waivePolicyWait();
	}

	/** The process does not run. A sleeping machine's monotonic clock does not run either. */
	suspend(lastsMs: number, clockStops: boolean): void {
		const {now} = this.#world;
		this.#asleep = true;
		this.#runsAgainAt = Math.max(this.#runsAgainAt, now + lastsMs);
		this.#world.heap.at(this.#runsAgainAt, () => {
			if (this.#world.now < this.#runsAgainAt) return;
			this.#asleep = false;
			if (clockStops) this.#world.sleepMonotonic(lastsMs);
			const waiting = this.#waiting;
			this.#waiting = [];
			for (const run of waiting) this.#whenRunning(run);
		});
	}

	#whenRunning(run: () => void): void {
		if (this.#judge.violation !== undefined) return;
		if (this.#asleep) this.#waiting.push(run);
		else run();
	}

	get #faultyMs(): number {
		return this.#options.minutes === undefined ? FAULTY_MS : this.#options.minutes * 60_000 - RECOVERY_MS;
	}

	/** Faults may outlast their part of the session, and a venue may ask for long silence: recovery counts from there. */
	#endsAt(dayMs: number): number {
		const silentFor = this.#judge.silentUntilMono - this.#world.instant().monoMs;
		if (silentFor > 0) this.#silentUntil = this.#world.now + silentFor;
		return Math.max(dayMs + this.#faultyMs, dayMs + this.#faultsEnd, this.#silentUntil) + RECOVERY_MS;
	}

	#start(shallow: boolean): Engine {
		const makerEvery = this.#options.makerEvery ?? DEFAULT_MAKER_EVERY;
		const hasMaker = makerEvery > 0 && this.#options.seed % makerEvery === 0;
		const config = {
			symbol: 'modelusdt',
			venue: 'model',
			...(hasMaker ? {maker: {inventory: '0', makerFeeRate: FEE_RATE}} : {}),
			staleAfterMs: STALE_AFTER_MS,
			snapshotDepth: shallow ? SHALLOW_DEPTH : 5000,
		};
		const sink = {
			output: (output: EngineOutput) => this.#onOutput(output),
			effect: (effect: Effect) => this.#carryOut(effect),
		};
		return new Engine(config, {sequenceRule, weightPerMinute: WEIGHT_LIMIT, weightOf}, sink, this.#world.instant(), this.#options.seed);
	}

	#report(): SessionReport {
		return {
			seed: this.#options.seed,
			violation: this.#judge.violation,
			atMs: this.#judge.violationAt,
			faults: this.#plan,
			steps: this.#steps,
			trace: this.#trace.value,
			trustedMs: this.#trustedMs,
			virtualMs: this.#world.now,
			checks: this.#judge.checks,
			comparisons: this.#judge.comparisons,
			fills: this.#fills,
			dials: this.#network.dials.length,
			peakWeight: this.#rest.peakWeight,
			transitions: this.#transitions,
		};
	}

	/** Before the last hour of a lived day, time goes in great steps. */
	get #hurries(): boolean {
		return this.#isDay && this.#world.now > 60_000 && this.#world.now < DAY_MS - 120_000;
	}

	#tick(): void {
		if (!this.#asleep) this.input({kind: 'tick'});
		this.#judge.checkStatus(this.#engine);
		const step = this.#hurries ? DAY_STEP_MS : TICK_MS;
		if (this.#engine.view.trusted) this.#trustedMs += step;
		this.#world.after(step, () => this.#tick());
	}

	#publish(): void {
		const world = this.#world;
		this.#injector.steer();
		const {trades, tops} = this.#exchange.live(world.now);
		for (const trade of trades) {
			if (world.has('trade-gap') && world.chance(0.5)) continue;
			const text = tradeText(trade);
			this.#network.say(text);
			if (world.has('trade-duplicate') && world.chance(0.5)) this.#network.say(text);
		}

		for (const top of tops) this.#network.say(topText(top));
		const diff = this.#exchange.publish(world.now);
		if (diff !== undefined) this.#injector.sendDepth(diff);
		world.after(this.#hurries ? DAY_STEP_MS : PUBLISH_MS, () => this.#publish());
	}

	#onText(generation: number, text: string): void {
		this.#whenRunning(() => {
			if (this.#instrument !== undefined) this.#step({kind: 'event', generation, event: readEvent(text, this.#instrument)});
		});
	}

	#onOutput(output: EngineOutput): void {
		if (output.kind === 'instrument') this.#instrument = output.instrument;
		if (output.kind === 'book') this.#trace.number(output.updateId);
		else if (output.kind === 'trade') this.#trace.number(output.trade.id);
		else this.#trace.anything(output);
		if (output.kind === 'fill') this.#fills += 1;
		this.#desk.onOutput(output, this.#engine.view);
	}

	#carryOut(effect: Effect): void {
		this.#trace.anything(effect);
		switch (effect.kind) {
			case 'connect':
				this.#network.connect(effect.generation);
				this.#judge.onDial();
				if (this.#isCalm && !this.#isDay && this.#network.dials.length > 1) this.#judge.fail('a second connection though nothing happened to the first');
				return;
			case 'disconnect':
				this.#network.disconnect(effect.generation);
				this.#hungUp += 1;
				return;
			case 'request':
				this.#request(effect.requestId, effect.call);
				return;
			default:
		}
	}

	#request(requestId: number, call: RestCall): void {
		const world = this.#world;
		const request = {requestId, call, sentAt: world.instant(), instrument: this.#instrument};
		// Whatever was asked for before a connection came or went is not waited for any more.
		const generation = this.#network.dials.length + this.#hungUp;
		const path = pathOf(call);
		const violation = this.#rest.arrive(path);
		this.#judge.onRequest(call.kind, violation, this.#rest.usedNow, weightOf(call));
		const isSnapshot = call.kind !== 'probe' && 'depth' in call;
		if (isSnapshot) this.#judge.countSnapshot(`${call.kind} ${generation}`, 1);
		world.after(world.latency(), () => {
			const reply = this.#rest.reply(path);
			world.after(this.#rest.delay(), () => {
				if (isSnapshot) this.#judge.countSnapshot(`${call.kind} ${generation}`, -1);
				this.#whenRunning(() => {
					if ('body' in reply) this.#judge.sawWeight(reply.headers['x-mbx-used-weight-1m']);
					if (isRefusal(reply)) this.#judge.sawRefusal(reply.status, askedSilenceMs(reply.headers['retry-after']));
					this.#step(readReply(request, reply, world.instant()));
				});
			});
		});
	}

	#step(input: EngineInput): void {
		const at = this.#world.instant();
		this.#tellJudge(input, at);
		this.#steps += 1;
		this.#engine.step(input, at);
		this.#judge.afterStep(this.#engine);
		const {trusted} = this.#engine.view;
		this.#desk.onStep(this.#engine.view, trusted);
		if (trusted === this.#wasTrusted) return;
		this.#wasTrusted = trusted;
		const {reason} = this.#engine.view.status;
		this.#transitions.push({at: this.#world.now, trusted, reason});
		if (!trusted && this.#isHarmless && !this.#isDay) this.#judge.fail(`trust was lost (${reason}) though nothing happened that costs it`);
	}

	#tellJudge(input: EngineInput, at: Instant): void {
		const mono = at.monoMs - this.#lastStepAt.monoMs;
		const wall = at.wallMs - this.#lastStepAt.wallMs;
		this.#lastStepAt = at;
		if (mono > 2001 || Math.abs(wall - mono) > 2001) this.#judge.demandDistrust('a pause or a clock step');
		if (input.kind === 'event') this.#tellEvent(input);
		if (input.kind === 'lost') this.#hungUp += 1;
		// With a second connection under way, which of the two waits for what is the engine's to choose.
		const alone = input.kind === 'lost' && this.#network.wanted === 0 && this.#network.links.get(input.generation)?.dead === false;
		if (alone && input.code === 1008) this.#judge.sawPolicyClose();
		if (input.kind !== 'reply') return;
		const {result} = input;
		if (result.kind === 'snapshot') this.#judge.sawSnapshot(result.snapshot.lastId, input.sentAt.monoMs);
	}

	#tellEvent({generation, event}: Extract<EngineInput, {kind: 'event'}>): void {
		const link = this.#network.links.get(generation);
		if (link === undefined || link.dead) return;
		if (event.kind === 'diff') this.#judge.sawDiff(event.lastId, this.#engine.view);
		if (event.kind === 'malformed' && event.depth && this.#network.wanted < 2) this.#judge.demandDistrust('an unreadable depth event');
	}
}

const isRefusal = (reply: Reply): reply is Extract<Reply, {body: string}> => 'body' in reply && [403, 418, 429].includes(reply.status);

export const simulate = (options: SessionOptions | number): SessionReport =>
	new Session(typeof options === 'number' ? {seed: options} : options).run();
