/**
 * One simulated session: the real market session (engine and venue's readers) in one thread on virtual time,
 * against a model exchange behind a network, a REST side and clocks that fail as the seed says. The rules are
 * checked after every step; the first violation ends the session.
 */

import type {Instrument} from '../../source/domain/instrument.js';
import type {Instant} from '../../source/domain/units.js';
import type {Engine} from '../../source/engine/engine.js';
import type {EngineInput} from '../../source/engine/inputs.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import {seededRandom, type Random} from '../../source/domain/prng.js';
import {MarketSession} from '../../source/session/market-session.js';
import type {WireAnswer, WireEffect, WireInput} from '../../source/session/wire.js';
import {binance} from '../../source/venue/binance/index.js';
import {outputText} from '../../source/session/output-text.js';
import {DeskOracle, FEE_RATE} from './model/desk-oracle.js';
import type {FaultName, PlannedFault} from './model/faults.js';
import {Injector} from './model/injector.js';
import {Judge, STALE_AFTER_MS} from './model/judge.js';
import {BUSY, nextGap, paceOf, PUBLISH_MS, type MarketPace} from './model/market-pace.js';
import {Lanes} from './model/lanes.js';
import {ModelExchange} from './model/model-exchange.js';
import {ModelMemory} from './model/memory.js';
import {Network} from './model/network.js';
import {askedSilenceMs, RestServer, type Reply} from './model/rest-server.js';
import {endOf, writeScript, type Script} from './model/script.js';
import type {SessionOptions, SessionReport, Transition} from './model/session-report.js';
import {Trace} from './model/trace.js';
import {TradeOracle} from './model/trade-oracle.js';
import {Sockets} from './model/sockets.js';
import {SYMBOL, tradeText, topText} from './model/wire.js';
import {WordsOracle} from './model/words-oracle.js';
import {World} from './model/world.js';

export const DEFAULT_MINUTES = 10;
export const RECOVERY_MS = 45_000;
const GRACE_MS = 5000;
const UNPROVEN_FOR_MS = 15_000;
/** Step length within a simulated day; still below what counts as a pause. */
const DAY_STEP_MS = 1500;
const DAY_MS = 24 * 3_600_000;
const SHALLOW_DEPTH = 20;
/** A market with longer gaps leaves a shallow snapshot's range only by drifting. */
const SLOW_GAP_MS = 300;
/** A market maker runs in every nth session. */
const DEFAULT_MAKER_EVERY = 1;
/** Every nth session is subscribed by message, not by URL. */
const BARE_EVERY = 7;

const DEFAULT_DAY_EVERY = 500;

class Session {
	readonly #options: SessionOptions;
	readonly #world: World;
	readonly #exchange: ModelExchange;
	readonly #network: Network;
	readonly #lanes: Lanes;
	readonly #rest: RestServer;
	readonly #judge: Judge;
	#desk: DeskOracle;
	#trades: TradeOracle;
	#words: WordsOracle;
	readonly #injector: Injector;
	#session: MarketSession;
	readonly #shallow: boolean;
	/** Restarts so far; identifies what survives one. */
	#life = 0;
	#isDown = false;
	readonly #memory = new ModelMemory();
	readonly #sockets: Sockets;
	readonly #trace = new Trace();
	readonly #script: Script;
	readonly #transitions: Transition[] = [];
	readonly #noticeableAt: number[] = [];
	readonly #pace: MarketPace;
	readonly #paceRandom: Random;
	readonly #isDay: boolean;
	#instrument: Instrument | undefined;
	/** The message being read. */
	#text = '';
	/** What arrived while the process did not run; texts wait unread. */
	#waiting: (() => void)[] = [];
	#asleep = false;
	#hungUp = 0;
	/** In the current step. */
	#hungUpNow = false;
	#rotations = 0;
	#runsAgainAt = 0;
	/** By the exchange's clock. */
	#silentUntil = 0;
	/** End of all faults so far. */
	#troubledUntil = 0;
	#trustedLastAt = 0;
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
		const shallow = options.shallow ?? seed % 8 === 3;
		this.#pace = options.busy === true ? BUSY : paceOf(seed, shallow);
		this.#paceRandom = seededRandom(seed ^ 0x71_71_71);
		this.#lanes = new Lanes(this.#world);
		this.#exchange = new ModelExchange(seededRandom(seed ^ 0x5f_5f_5f), this.#pace.reachTicks, this.#pace.burst);
		this.#network = new Network(
			this.#world,
			{
				opened: (link) => this.#sockets.handlersOf(link)?.onOpen(),
				text: (link, text) => this.#onText(link, text),
				lost: (link, code, detail) => this.#whenRunning(() => this.#sockets.handlersOf(link)?.onEnd(code, detail)),
				frameSent: () => this.#judge.manners.onFrame(),
			},
			seed % BARE_EVERY === 2,
		);
		this.#rest = new RestServer(this.#world, this.#exchange, (from, to) => this.#judge.books.sawSnapshot(from, to));
		this.#judge = new Judge(this.#world, this.#exchange, this.#network);
		this.#sockets = new Sockets(this.#world, this.#network, this.#memory, () => this.#onDial());
		this.#shallow = shallow;
		this.#trades = this.#newTrades();
		this.#desk = this.#newDesk();
		this.#words = this.#newWords();
		this.#injector = new Injector(this.#world, this.#exchange, this.#network, this.#rest, this);
		this.#script = writeScript(this.#world.random, {...options, untilMs: this.#faultyMs, shallow, slow: this.#pace.gapMs > SLOW_GAP_MS});
		this.#lastStepAt = this.#world.instant();
		this.#session = this.#start();
	}

	#newTrades(): TradeOracle {
		return new TradeOracle((what) => this.#judge.fail(what));
	}

	#newDesk(): DeskOracle {
		return new DeskOracle(
			(what) => this.#judge.fail(what),
			(id, price) => this.#exchange.madeTrade(id, price),
		);
	}

	#newWords(): WordsOracle {
		return new WordsOracle(this.#world, (what) => this.#judge.fail(what), {
			silentUntilMono: () => this.#judge.manners.silentUntilMono,
			isSilent: (id) => this.#judge.isSilent(id),
			shallow: this.#shallow,
		});
	}

	/** Kills the program and restarts it later with its files. */
	restart(afterMs: number): void {
		if (this.#isDown || this.#asleep) return;
		this.#isDown = true;
		this.noticeable();
		this.#sockets.forgetAll();
		this.#hungUp += 1;
		this.#world.after(afterMs, () => this.#startAgain());
	}

	#startAgain(): void {
		this.#isDown = false;
		this.#life += 1;
		this.#instrument = undefined;
		this.#rotations = 0;
		this.#wasTrusted = false;
		this.#judge.onRestart();
		this.#trades = this.#newTrades();
		this.#desk = this.#newDesk();
		this.#words = this.#newWords();
		this.#lastStepAt = this.#world.instant();
		this.#session = this.#start();
	}

	get #engine(): Engine {
		return this.#session.engine;
	}

	run(): SessionReport {
		const dayMs = this.#isDay ? DAY_MS : 0;
		for (const fault of this.#script.plan) this.#world.heap.at(dayMs + fault.at, () => this.#begin(fault, dayMs));
		for (const {at, command} of this.#options.commands ?? []) this.#world.heap.at(at, () => this.input({kind: 'command', command}));
		this.#world.heap.at(0, () => this.#tick());
		this.#world.heap.at(PUBLISH_MS, () => this.#publish());
		while (this.#judge.violation === undefined && this.#world.now < this.#endsAt(dayMs)) this.#world.heap.next();
		// The end may fall into an audit or a reading of the instrument.
		const graceEnds = this.#world.now + GRACE_MS;
		while (this.#judge.violation === undefined && !this.#engine.view.trusted && this.#world.now < graceEnds) this.#world.heap.next();
		if (!this.#engine.view.trusted) this.#judge.fail(`not live again: ${JSON.stringify(this.#engine.view.status)}`);
		return this.#report();
	}

	#begin(fault: PlannedFault, dayMs: number): void {
		this.#troubledUntil = Math.max(this.#troubledUntil, dayMs + endOf(fault));
		this.#injector.begin(fault.name, fault.lastsMs);
	}

	/** One input, if the process runs. */
	input(input: WireInput): void {
		this.#whenRunning(() => this.#step(input));
	}

	/** The operator asks to reconnect at once. */
	waivePolicyWait(): void {
		this.#judge.manners.waivePolicyWait();
	}

	noticeable(): void {
		this.#noticeableAt.push(this.#world.now);
	}

	idsRestarted(): void {
		this.#judge.books.forgetTops();
	}

	deceived(lastsMs: number): void {
		this.#judge.books.deceivedUntil(this.#world.now + lastsMs);
	}

	/** The process is suspended. On a sleeping machine the monotonic clock stops too. */
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
		if (this.#judge.violation !== undefined || this.#isDown) return;
		if (this.#asleep) this.#waiting.push(run);
		else run();
	}

	get #faultyMs(): number {
		return (this.#options.minutes ?? DEFAULT_MINUTES) * 60_000 - RECOVERY_MS;
	}

	/**
	 * Faults may exceed their part of the session, and a venue may require long silence; recovery counts from their
	 * end.
	 */
	#endsAt(dayMs: number): number {
		const {silentUntilMono, heldForMs} = this.#judge.manners;
		const silentFor = Math.max(silentUntilMono - this.#world.instant().monoMs, heldForMs);
		if (silentFor > 0) this.#silentUntil = this.#world.now + silentFor;
		return Math.max(dayMs + this.#faultyMs, dayMs + this.#script.endsAt, this.#silentUntil) + RECOVERY_MS;
	}

	#start(): MarketSession {
		const makerEvery = this.#options.makerEvery ?? DEFAULT_MAKER_EVERY;
		const hasMaker = makerEvery > 0 && this.#options.seed % makerEvery === 0;
		const config = {
			symbol: SYMBOL,
			venue: 'model',
			...(hasMaker ? {maker: {...this.#options.maker, inventory: '0', makerFeeRate: FEE_RATE}} : {}),
			staleAfterMs: STALE_AFTER_MS,
			snapshotDepth: this.#shallow ? SHALLOW_DEPTH : 5000,
		};
		const sink = {
			output: (output: EngineOutput) => this.#onOutput(output),
			effect: (effect: WireEffect) => this.#carryOut(effect),
			read: (input: EngineInput, at: Instant) => this.#onRead(input, at),
		};
		const start = {
			config,
			seed: this.#options.seed,
			at: this.#world.instant(),
			restUrl: 'https://model',
			wsUrl: this.#options.seed % BARE_EVERY === 2 ? 'wss://model/ws' : 'wss://model',
			...this.#memory.hold(this.#world.instant().wallMs),
		};
		const {tape} = this.#options;
		return new MarketSession(start, {
			venue: binance,
			sink,
			parseDate: (text) => Date.parse(text),
			...(tape === undefined ? {} : {recorder: tape}),
		});
	}

	#report(): SessionReport {
		return {
			seed: this.#options.seed,
			violation: this.#judge.violation,
			atMs: this.#judge.violationAt,
			faults: this.#script.plan,
			steps: this.#steps,
			trace: this.#trace.value,
			trustedMs: this.#trustedMs,
			virtualMs: this.#world.now,
			checks: this.#judge.checks,
			comparisons: this.#judge.books.comparisons,
			fills: this.#fills,
			dials: this.#network.dials.length,
			peakWeight: this.#rest.peakWeight,
			transitions: this.#transitions,
			noticeableAt: this.#noticeableAt,
		};
	}

	/** A simulated day advances in large steps until its last hour. */
	get #hurries(): boolean {
		return this.#isDay && this.#world.now > 60_000 && this.#world.now < DAY_MS - 120_000;
	}

	#tick(): void {
		if (!this.#asleep) this.input({kind: 'tick'});
		if (!this.#isDown) this.#judge.checkStatus(this.#engine);
		const step = this.#hurries ? DAY_STEP_MS : this.#pace.tickMs;
		if (this.#engine.view.trusted) this.#trustedMs += step;
		this.#checkRecovery();
		this.#world.after(step, () => this.#tick());
	}

	/** Also during the session: whenever the world has been in order for long enough, the book is live. */
	#checkRecovery(): void {
		const {now} = this.#world;
		if (this.#engine.view.trusted) this.#trustedLastAt = now;
		const since = Math.max(this.#troubledUntil, this.#silentUntil, this.#trustedLastAt);
		if (now - since > RECOVERY_MS) {
			this.#judge.fail(
				`not live for ${Math.round(now - this.#trustedLastAt)} ms, the last ${Math.round(now - since)} of them without a fault: ${JSON.stringify(this.#engine.view.status)}`,
			);
		}
	}

	#publish(): void {
		const world = this.#world;
		this.#injector.steer();
		const {trades, tops} = this.#exchange.live(world.now, world.venueWall());
		for (const trade of trades) {
			if (world.has('trade-gap') && world.chance(0.5)) continue;
			const text = tradeText(trade);
			this.#lanes.say('trades', () => this.#network.sayTrade(text));
			if (world.has('trade-conflict') && world.chance(0.3)) {
				this.#lanes.say('trades', () => this.#network.sayTrade(tradeText({...trade, lots: trade.lots + 100_000})));
			}
			if (world.has('trade-duplicate') && world.chance(0.5)) this.#lanes.say('trades', () => this.#network.say(text));
		}

		for (const top of tops) this.#lanes.say('tops', () => this.#network.say(topText(top)));
		const diff = this.#exchange.publish(world.venueWall());
		if (diff !== undefined) this.#lanes.say('depth', () => this.#injector.sendDepth(diff));
		world.after(this.#hurries ? DAY_STEP_MS : nextGap(this.#pace, this.#paceRandom), () => this.#publish());
	}

	#onLost(generation: number, code: number, detail: string): void {
		this.noticeable();
		this.input({kind: 'lost', generation, code, detail});
	}

	#onText(link: number, text: string): void {
		this.#whenRunning(() => {
			if (this.#instrument === undefined) return;
			this.#text = text;
			this.#sockets.handlersOf(link)?.onMessage(Buffer.from(text));
		});
	}

	#onOutput(output: EngineOutput): void {
		this.#options.tape?.lines.push(outputText(output));
		this.#options.listen?.(output, this.#engine.view);
		if (output.kind === 'instrument') this.#instrument = output.instrument;
		if (output.kind === 'book') {
			this.#trace.number(output.updateId);
			this.#judge.onBook(this.#engine.view);
		} else if (output.kind === 'trade') this.#trace.number(output.trade.id);
		else this.#trace.anything(output);
		if (output.kind === 'fill') this.#fills += 1;
		this.#desk.onOutput(output, this.#engine.view);
		this.#words.onOutput(output, this.#engine.view);
	}

	#carryOut(effect: WireEffect): void {
		this.#options.tape?.lines.push(outputText(effect));
		this.#trace.anything(effect);
		switch (effect.kind) {
			case 'dial':
				this.#dial(effect.generation, effect.url);
				return;
			case 'say':
				this.#sockets.say(this.#linkOf(effect.generation), effect.text);
				return;
			case 'hang-up':
				this.#sockets.end(this.#linkOf(effect.generation));
				this.#hungUp += 1;
				this.#hungUpNow = true;
				return;
			case 'get':
				this.#request(effect);
				return;
			case 'remember-hold':
				this.#memory.remember(effect.untilMs, this.#world.instant().wallMs);
		}
	}

	/** Maps a connection number of this life to the network's link. */
	#linkOf(generation: number): number {
		return this.#life * 1_000_000 + generation;
	}

	#dial(generation: number, url: string): void {
		this.#sockets.dial(this.#linkOf(generation), url, {
			onOpen: () => this.input({kind: 'opened', generation}),
			onMessage: (data) => this.#step({kind: 'message', generation, data}),
			onEnd: (code, detail) => this.#onLost(generation, code, detail),
		});
	}

	#onDial(): void {
		this.#judge.manners.onDial();
		if (this.#script.isCalm && !this.#isDay && !this.#isUnproven && this.#network.dials.length > 1) {
			this.#judge.fail('a second connection though nothing happened to the first');
		}
	}

	#request({requestId, url, call, weight}: Extract<WireEffect, {kind: 'get'}>): void {
		const world = this.#world;
		const sentAt = world.instant();
		const life = this.#life;
		// Replies requested before a connection changed are no longer awaited.
		const generation = this.#network.dials.length + this.#hungUp;
		const path = url.slice('https://model'.length);
		const violation = this.#rest.arrive(path);
		this.#judge.manners.onRequest(call.kind, violation, this.#rest.usedNow, weight);
		const isSnapshot = call.kind !== 'probe' && 'depth' in call;
		if (isSnapshot) this.#judge.manners.countSnapshot(`${call.kind} ${generation}`, 1);
		world.after(world.latency(), () => {
			const reply = this.#rest.reply(path);
			world.after(this.#rest.delay(), () => {
				if (isSnapshot) this.#judge.manners.countSnapshot(`${call.kind} ${generation}`, -1);
				if (life !== this.#life) return;
				this.#whenRunning(() => {
					if ('body' in reply) this.#judge.manners.sawWeight(reply.headers['x-mbx-used-weight-1m']);
					if (isRefusal(reply)) this.#judge.manners.sawRefusal(reply.status, askedSilenceMs(reply.headers['retry-after']));
					this.#step({kind: 'answer', requestId, sentAt, answer: answerOf(reply)});
				});
			});
		});
	}

	/** A quiet market without REST proof looks like a dead stream after a while. */
	get #isUnproven(): boolean {
		const {now} = this.#world;
		const lately = (fault: FaultName): boolean => this.#world.endOf(fault) > now - UNPROVEN_FOR_MS;
		return lately('quiet-market') && (['rest-errors', 'slow-rest', 'rate-limit', 'neighbours'] as const).some(lately);
	}

	/** The parsed input, before the engine receives it. */
	#onRead(input: EngineInput, at: Instant): void {
		this.#tellJudge(input, at);
		this.#steps += 1;
		this.#desk.onMoment(at.wallMs, this.#world.venueWall());
	}

	#step(input: WireInput): void {
		const at = this.#world.instant();
		this.#session.step(input, at);
		const trusted = this.#judge.afterStep(this.#engine);
		this.#desk.onStep(this.#engine.view, trusted);
		this.#words.afterStep(this.#engine.view, this.#wasTrusted);
		this.#trades.check(this.#engine.view.counters, at.monoMs);
		if (this.#hungUpNow) this.#checkRotation();
		if (trusted === this.#wasTrusted) return;
		this.#wasTrusted = trusted;
		const {reason} = this.#engine.view.status;
		this.#transitions.push({at: this.#world.now, trusted, reason});
		if (!trusted && this.#script.isHarmless && !this.#isDay) {
			this.#judge.fail(`trust was lost (${reason}) though nothing happened that costs it`);
		}
	}

	/** After a hand-over without losses the second connection has a book in sequence. */
	#checkRotation(): void {
		this.#hungUpNow = false;
		const {counters, status} = this.#engine.view;
		if (counters.rotations === this.#rotations) return;
		this.#rotations = counters.rotations;
		if (status.state !== 'live' && status.state !== 'stale') {
			this.#judge.fail(`a second connection has taken over, and the feed is ${status.state}`);
		}
	}

	#tellJudge(input: EngineInput, at: Instant): void {
		const mono = at.monoMs - this.#lastStepAt.monoMs;
		const wall = at.wallMs - this.#lastStepAt.wallMs;
		this.#lastStepAt = at;
		this.#words.beforeStep(input, Math.max(mono, Math.abs(wall - mono)), this.#engine.view);
		if (mono > 2001 || Math.abs(wall - mono) > 2001) this.#judge.demandDistrust('a pause or a clock step');
		if (input.kind === 'event') this.#tellEvent(input);
		if (input.kind === 'lost') {
			this.#hungUp += 1;
			this.#sockets.forget(this.#linkOf(input.generation));
		}
		// On either of two connections: no dial for any purpose.
		if (input.kind === 'lost' && input.code === 1008 && this.#network.links.get(this.#linkOf(input.generation))?.dead === false) {
			this.#judge.manners.sawPolicyClose();
		}
		if (input.kind !== 'reply') return;
		const {result} = input;
		if (result.kind !== 'snapshot') return;
		const {lastId, bids, asks} = result.snapshot;
		this.#judge.sawSnapshot(lastId, input.sentAt.monoMs);
		if (bids.length <= 1 && asks.length <= 1) this.#judge.sawProbe(lastId, input.sentAt.monoMs, this.#engine.view);
	}

	#tellEvent({generation, event}: Extract<EngineInput, {kind: 'event'}>): void {
		const link = this.#network.links.get(this.#linkOf(generation));
		if (link === undefined || link.dead) return;
		if (event.kind === 'malformed' && this.#sockets.count < 2 && isDepth(this.#text)) {
			this.#judge.demandDistrust('an unreadable depth event');
		}
		this.#trades.hear(event, this.#world.instant().monoMs);
		if (event.kind === 'diff') this.#judge.sawDiff(this.#linkOf(generation), event.lastId, this.#engine.view);
		// Of two connections only the first one's best prices count, and only the engine knows which that is.
		if (event.kind === 'top' && this.#network.wanted === 1) this.#judge.books.sawTop(event);
	}
}

/** A whole message of this symbol's depth stream, whatever its content. Half a message has no recognisable kind. */
const isDepth = (text: string): boolean => {
	try {
		const message: unknown = JSON.parse(text);
		const payload = typeof message === 'object' && message !== null && 'data' in message ? message.data : message;
		return (
			typeof payload === 'object' &&
			payload !== null &&
			'e' in payload &&
			payload.e === 'depthUpdate' &&
			's' in payload &&
			payload.s === SYMBOL
		);
	} catch {
		return false;
	}
};

const isRefusal = (reply: Reply): reply is Extract<Reply, {body: string}> => 'body' in reply && [403, 418, 429].includes(reply.status);

export const simulate = (options: SessionOptions | number): SessionReport =>
	new Session(typeof options === 'number' ? {seed: options} : options).run();

const answerOf = (reply: Reply): WireAnswer =>
	'body' in reply
		? {kind: 'reply', status: reply.status, headers: reply.headers, body: reply.body}
		: {kind: 'failed', message: reply.error};
