/**
 * A market session with its sockets: carries out what it asks for and brings it what happens, in one order, with the
 * moment of the clock. Decides nothing.
 */

import type {Latency} from '../engine/feed/types/gauges.js';
import {latencyOf} from '../engine/feed/meters/meters.js';
import type {Command, CommandSource} from '../engine/command.js';
import type {Engine} from '../engine/engine.js';
import type {EngineConfig} from '../engine/engine-config.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {JournalEntry} from '../domain/journal-entry.js';
import {isRepeatedRefusal} from '../domain/repeated-refusal.js';
import {RecentValues} from '../domain/recent-values.js';
import {safeText} from '../domain/text/safe-text.js';
import type {Instant} from '../domain/units.js';
import {MarketSession} from '../session/market-session.js';
import type {EngineSession} from '../session/session.js';
import type {SessionRecorder, SessionStart, WireAnswer, WireEffect, WireInput} from '../session/wire.js';
import type {DialLimits} from '../domain/venue-limits.js';
import {venueNamed} from '../venue/registry.js';
import {askRest} from './ask-rest.js';
import type {Endpoints, Ports, SocketHandle, SocketHandlers} from './node/ports.js';
import {SessionDiary} from './session-diary.js';

/** How often the engine is told the time. */
const TICK_MS = 50;

/** Looking at the clock for each message would be a part of what is measured. */
const APPLIED_EVERY = 7;
const APPLIED_SAMPLES = 256;
/** The engine's own hold ends by another clock than what is remembered of it. */
const ROUNDING_MS = 5;

export type SessionOptions = {
	readonly config: EngineConfig;
	readonly endpoints: Endpoints;
	readonly ports: Ports;
	/** The program with its version, and what it was told to do, for the log. */
	readonly about?: string;
	readonly recorder?: SessionRecorder;
};

/** @throws {RangeError} for an unknown venue. */
export const startSession = (options: SessionOptions): LiveSession => new LiveSession(options);

export class LiveSession implements EngineSession {
	readonly #session: MarketSession;
	readonly #ports: Ports;
	readonly #restUrl: string;
	readonly #dials: DialLimits;
	readonly #listeners: ((output: EngineOutput, at: Instant) => void)[] = [];
	readonly #stopTicking: () => void;
	readonly #diary: SessionDiary;
	/** By generation: two of them while one connection takes over from another. */
	readonly #sockets = new Map<number, SocketHandle>();
	readonly #applied = new RecentValues(APPLIED_SAMPLES);
	#messages = 0;
	/** The newest line of the log. */
	#logged: JournalEntry | undefined;
	#closed = false;
	#result: string | undefined;

	constructor({config, endpoints, ports, about = 'mm-tui', recorder}: SessionOptions) {
		this.#ports = ports;
		const venue = venueNamed(config.venue);
		this.#restUrl = endpoints.restUrl ?? venue.rest.url;
		this.#dials = venue.limits.dials;
		const at = ports.clock.now();
		const sink = {
			output: (output: EngineOutput, outputAt: Instant) => this.#tell(output, outputAt),
			effect: (effect: WireEffect) => this.#carryOut(effect),
		};
		this.#session = new MarketSession(this.#startOf(config, endpoints, at), {
			venue,
			sink,
			parseDate: (text) => ports.clock.parseDate(text),
			...(recorder === undefined ? {} : {recorder}),
		});
		this.#diary = new SessionDiary(ports.log, about, at.wallMs);
		ports.log.onProblem((text) => this.#onLogProblem(text));
		this.#stopTicking = ports.timers.every(TICK_MS, () => this.refresh());
	}

	#startOf(config: EngineConfig, {restUrl, wsUrl}: Endpoints, at: Instant): SessionStart {
		const hold = this.#ports.restMemory.holdUntil(this.#restUrl, at.wallMs);
		return {
			config,
			...(restUrl === undefined ? {} : {restUrl}),
			...(wsUrl === undefined ? {} : {wsUrl}),
			seed: this.#ports.random.seed(),
			at,
			...(hold === undefined ? {} : {restHoldUntilMs: hold}),
		};
	}

	get engine(): Engine {
		return this.#session.engine;
	}

	get view() {
		return this.#session.view;
	}

	/** From a message's bytes to an engine that has taken it in, of one message in {@link APPLIED_EVERY}. */
	get applyLatency(): Latency | undefined {
		return latencyOf(this.#applied);
	}

	onOutput(listener: (output: EngineOutput, at: Instant) => void): void {
		this.#listeners.push(listener);
	}

	refresh(): void {
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
		// What can be known by now is.
		this.refresh();
		if (!this.#closed) this.#result = this.#diary.end(this.view, this.#ports.clock.now().wallMs);
		this.#closed = true;
		this.#stopTicking();
		for (const socket of this.#sockets.values()) socket.terminate();
		await Promise.all([this.#ports.http.close(), this.#ports.log.close()]);
	}

	#feed(input: WireInput): void {
		if (!this.#closed) this.#session.step(input, this.#ports.clock.now());
	}

	#tell(output: EngineOutput, at: Instant): void {
		if (output.kind === 'journal') this.#log(output.entry);
		if (output.kind === 'quote') this.#diary.tellParameters(this.engine.view, at.wallMs);
		for (const listener of this.#listeners) listener(output, at);
	}

	#log(entry: JournalEntry): void {
		const {atMs, kind, level, text} = entry;
		const isRepeated = isRepeatedRefusal(this.#logged, entry);
		this.#logged = entry;
		if (isRepeated) return;
		const mark = level === 'warning' ? ' !' : '';
		this.#ports.log.write(atMs, `${this.engine.view.symbol.toUpperCase()} ${kind.toUpperCase()}${mark} ${text}`);
	}

	/** Told on the screen, not in the log. */
	#onLogProblem(text: string): void {
		if (this.#closed) return;
		const at = this.#ports.clock.now();
		const entry: JournalEntry = {atMs: at.wallMs, kind: 'connection', level: 'warning', text: safeText(text)};
		for (const listener of this.#listeners) listener({kind: 'journal', entry}, at);
	}

	#carryOut(effect: WireEffect): void {
		switch (effect.kind) {
			case 'dial':
				this.#dial(effect.generation, effect.url);
				return;
			case 'say':
				this.#sockets.get(effect.generation)?.send(effect.text);
				return;
			case 'hang-up':
				this.#sockets.get(effect.generation)?.terminate();
				this.#sockets.delete(effect.generation);
				return;
			case 'get':
				void this.#get(effect);
				return;
			case 'remember-hold':
				this.#ports.restMemory.remember(effect.baseUrl, effect.untilMs, this.#ports.clock.now().wallMs);
		}
	}

	#dial(generation: number, url: string): void {
		const handlers: SocketHandlers = {
			onOpen: () => this.#feed({kind: 'opened', generation}),
			onMessage: (data) => this.#onMessage(generation, data),
			onEnd: (code, detail) => {
				this.#sockets.delete(generation);
				this.#feed({kind: 'lost', generation, code, detail});
			},
		};
		const socket = this.#ports.sockets.connect(url, handlers, this.#dials);
		this.#sockets.set(generation, socket);
	}

	#onMessage(generation: number, data: Uint8Array): void {
		this.#messages += 1;
		const receivedAt = this.#messages % APPLIED_EVERY === 0 ? this.#ports.clock.now() : undefined;
		this.#feed({kind: 'message', generation, data});
		if (receivedAt !== undefined) this.#applied.add(this.#ports.clock.now().monoMs - receivedAt.monoMs);
	}

	async #get({requestId, url, headers}: Extract<WireEffect, {kind: 'get'}>): Promise<void> {
		await this.#ports.restMemory.refresh();
		if (this.#closed) return;
		const sentAt = this.#ports.clock.now();
		const hold = this.#ports.restMemory.holdUntil(this.#restUrl, sentAt.wallMs);
		const isHeld = hold !== undefined && hold - sentAt.wallMs > ROUNDING_MS;
		const answer: WireAnswer = isHeld ? {kind: 'held', waitMs: hold - sentAt.wallMs} : await askRest(this.#ports.http, url, headers);
		this.#feed({kind: 'answer', requestId, sentAt, answer});
	}
}
