/**
 * A market session with its sockets: carries out what it asks for and brings it what happens, in one order, with the
 * moment of the clock. Decides nothing.
 */

import type {Latency} from '../engine/feed/types/gauges.js';
import type {Command, CommandSource} from '../engine/command.js';
import type {EngineConfig} from '../engine/engine-config.js';
import type {EngineView} from '../engine/engine-view.js';
import type {EngineOutput} from '../engine/outputs.js';
import {safeText} from '../domain/text/safe-text.js';
import type {Instant, UnixMs} from '../domain/units.js';
import type {BudgetSharer} from '../session/address-budget.js';
import {MarketSession} from '../session/market-session.js';
import type {EngineSession} from '../session/session.js';
import type {OwnMeasures, SessionRecorder, SessionStart, WireEffect, WireInput} from '../session/wire.js';
import {venueNamed} from '../venue/registry.js';
import {ApplyLatency} from './apply-latency.js';
import type {Endpoints, Ports} from './node/ports.js';
import {EffectRunner} from './effect-runner.js';
import {SessionLog} from './session-log.js';

/** How often the engine is told the time. */
const TICK_MS = 50;
const MEASURE_EVERY_MS = 1000;

export type SessionOptions = {
	readonly config: EngineConfig;
	readonly endpoints: Endpoints;
	/** Used, never closed: other sessions may share them. */
	readonly ports: Ports;
	/** The program with its version, and what it was told to do, for the log. */
	readonly about?: string;
	readonly recorder?: SessionRecorder;
	/** Whether what the recorder hears is written down. */
	readonly recording?: () => OwnMeasures['recording'];
};

/** @throws {RangeError} for an unknown venue. */
export const startSession = (options: SessionOptions): LiveSession => new LiveSession(options);

export class LiveSession implements EngineSession {
	readonly #session: MarketSession;
	readonly #ports: Ports;
	readonly #recorder: SessionRecorder | undefined;
	readonly #recording: () => OwnMeasures['recording'];
	readonly startedAt: Instant;
	readonly #listeners: ((output: EngineOutput, at: Instant) => void)[] = [];
	readonly #stepListeners: ((at: Instant) => void)[] = [];
	readonly #stopTicking: () => void;
	readonly #log: SessionLog;
	readonly #outside: EffectRunner;
	readonly #share: BudgetSharer;
	readonly #applied: ApplyLatency;
	#isStepping = false;
	/** From listeners: a few at most. A message's bytes are not among them. */
	readonly #within: WireInput[] = [];
	#measuredAtMs = Number.NEGATIVE_INFINITY;
	#closed = false;
	#result: string | undefined;

	constructor({config, endpoints, ports, about = 'mm-tui', recorder, recording = () => 'off'}: SessionOptions) {
		this.#ports = ports;
		this.#recorder = recorder;
		this.#recording = recording;
		const venue = venueNamed(config.venue);
		const {restUrl = venue.rest.url} = endpoints;
		this.#applied = new ApplyLatency(ports.clock);
		this.#outside = new EffectRunner({ports, restUrl, dials: venue.limits.dials, feed: (input) => this.#feed(input)});
		this.#share = ports.budgets.join(restUrl);
		const at = ports.clock.now();
		this.startedAt = at;
		const sink = {
			output: (output: EngineOutput, outputAt: Instant) => this.#tell(output, outputAt),
			effect: (effect: WireEffect) => this.#outside.run(effect),
		};
		const hold = ports.restMemory.holdUntil(restUrl, at.wallMs);
		this.#session = new MarketSession(this.#startOf(config, endpoints, at, hold), {
			venue,
			sink,
			parseDate: (text) => ports.clock.parseDate(text),
			...(recorder === undefined ? {} : {recorder}),
		});
		this.#log = new SessionLog(ports.log, about, at.wallMs);
		ports.log.onProblem((text) => this.#onLogProblem(text));
		this.#stopTicking = ports.timers.every(TICK_MS, () => this.refresh());
	}

	#startOf(config: EngineConfig, {restUrl, wsUrl}: Endpoints, at: Instant, hold: UnixMs | undefined): SessionStart {
		return {
			config,
			...(restUrl === undefined ? {} : {restUrl}),
			...(wsUrl === undefined ? {} : {wsUrl}),
			seed: this.#ports.random.seed(),
			at,
			...(hold === undefined ? {} : {restHoldUntilMs: hold}),
		};
	}

	get view(): EngineView {
		return this.#session.view;
	}

	get measures(): OwnMeasures {
		return this.#session.measures;
	}

	/** From a message's bytes to an engine that has taken it in. */
	get applyLatency(): Latency | undefined {
		return this.#applied.latency;
	}

	onOutput(listener: (output: EngineOutput, at: Instant) => void): void {
		this.#listeners.push(listener);
	}

	onStep(listener: (at: Instant) => void): void {
		this.#stepListeners.push(listener);
	}

	refresh(): void {
		this.#measure();
		this.#feed({kind: 'tick'});
	}

	send(command: Command, source?: CommandSource): void {
		this.#feed({kind: 'command', command, ...(source === undefined ? {} : {source})});
	}

	/** What it came to, in a line; undefined before it is closed, and where there was no market maker. */
	get result(): string | undefined {
		return this.#result;
	}

	async close(): Promise<void> {
		if (this.#closed) return;
		// What can be known by now is.
		this.refresh();
		this.#result = this.#log.end(this.view, this.#ports.clock.now().wallMs);
		this.#recorder?.end?.(this.#ports.clock.now());
		this.#closed = true;
		this.#stopTicking();
		this.#outside.close();
		this.#share.leave();
	}

	/** What happens within a step comes after it: so it is recorded, and so it is lived again. */
	#feed(input: WireInput): void {
		if (this.#closed) return;
		if (this.#isStepping) {
			this.#within.push(input);
			return;
		}

		this.#isStepping = true;
		try {
			if (input.kind === 'message') this.#applied.measure(() => this.#step(input));
			else this.#step(input);
		} finally {
			this.#isStepping = false;
		}

		const next = this.#within.shift();
		if (next !== undefined) this.#feed(next);
	}

	#step(input: WireInput): void {
		const at = this.#ports.clock.now();
		const shared = this.#share.news(at);
		if (shared !== undefined) this.#stepSession({kind: 'shared-budget', ...shared}, at);
		this.#stepSession(input, at);
		this.#share.note(this.#session.engine.rest, at);
	}

	#stepSession(input: WireInput, at: Instant): void {
		this.#session.step(input, at);
		for (const listener of this.#stepListeners) listener(at);
	}

	/** An input like any other: lines that repeat it are the same when the session is lived again. */
	#measure(): void {
		const {monoMs} = this.#ports.clock.now();
		if (monoMs - this.#measuredAtMs < MEASURE_EVERY_MS) return;
		this.#measuredAtMs = monoMs;
		this.#feed({kind: 'measured', rssBytes: this.#ports.rssBytes(), recording: this.#recording()});
	}

	#tell(output: EngineOutput, at: Instant): void {
		this.#log.take(output, this.view, at.wallMs);
		for (const listener of this.#listeners) listener(output, at);
	}

	#onLogProblem(text: string): void {
		this.#feed({kind: 'trouble', text: safeText(text)});
	}
}
