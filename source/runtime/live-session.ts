/**
 * An engine with its sockets: carries out what it asks for and brings it what happens, in one order. Every
 * input passes `feed`, the inbox: the one place where a whole session can be recorded.
 */

import type {Command} from '../engine/command.js';
import {Engine} from '../engine/engine.js';
import type {EngineConfig} from '../engine/engine-config.js';
import {latencyOf} from '../engine/feed/meters/meters.js';
import {RecentValues} from '../domain/recent-values.js';
import type {Latency} from '../engine/feed/types/gauges.js';
import type {EngineInput} from '../engine/inputs.js';
import type {Effect} from '../engine/feed/types/effect.js';
import type {RestCall, RestFailure} from '../engine/feed/types/rest-call.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {JournalEntry} from '../domain/journal-entry.js';
import type {FeedEvent} from '../domain/feed-event.js';
import {sameUnits, type Instrument} from '../domain/instrument.js';
import {isRepeatedRefusal} from '../domain/repeated-refusal.js';
import {safeText} from '../domain/text/safe-text.js';
import type {Instant} from '../domain/units.js';
import {venueNamed} from '../venue/registry.js';
import type {Venue} from '../venue/venue.js';
import type {EngineSession} from '../session/session.js';
import type {Endpoints, Ports, SocketHandle, SocketHandlers} from './node/ports.js';
import {SessionDiary} from './session-diary.js';
import {callRest, requestOf} from './rest-client.js';

/** How often the engine is told the time. */
export const TICK_MS = 50;

/** Looking at the clock for each message would be a part of what is measured. */
const APPLIED_EVERY = 7;
const APPLIED_SAMPLES = 256;
const TOO_MANY_REQUESTS = 429;
/** The engine's own hold ends by another clock than what is remembered of it. */
const ROUNDING_MS = 5;

export type SessionOptions = {
	readonly config: EngineConfig;
	readonly endpoints: Endpoints;
	readonly ports: Ports;
	/** The program with its version, and what it was told to do, for the log. */
	readonly about?: string;
};

/** @throws {RangeError} for an unknown venue. */
export const startSession = (options: SessionOptions): LiveSession => new LiveSession(options);

export class LiveSession implements EngineSession {
	readonly engine: Engine;
	readonly #ports: Ports;
	readonly #venue: Venue;
	readonly #symbol: string;
	readonly #restUrl: string;
	readonly #wsUrl: string;
	readonly #listeners: ((output: EngineOutput, at: Instant) => void)[] = [];
	readonly #stopTicking: () => void;
	readonly #diary: SessionDiary;
	/** By generation: two of them while one connection takes over from another. */
	readonly #sockets = new Map<number, SocketHandle>();
	#instrument: Instrument | undefined;
	readonly #applied = new RecentValues(APPLIED_SAMPLES);
	#messages = 0;
	/** Of the message that is being read: its connection, and the units that it is read in. */
	#readFrom = 0;
	#readIn: Instrument | undefined;
	/** A part of a message may change the units: what follows it was read in others, and is missing by its ids. */
	readonly #takeEvent = (event: FeedEvent): void => {
		const read = this.#readIn;
		const held = this.#instrument;
		if (read === held || (read !== undefined && held !== undefined && sameUnits(read, held))) {
			this.#feed({kind: 'event', generation: this.#readFrom, event});
		}
	};
	/** To be told to the first who listen. */
	#heldText: string | undefined;
	#closed = false;
	#result: string | undefined;
	#logged: JournalEntry | undefined;

	constructor({config, endpoints, ports, about = 'mm-tui'}: SessionOptions) {
		this.#ports = ports;
		this.#venue = venueNamed(config.venue);
		this.#symbol = config.symbol;
		this.#restUrl = endpoints.restUrl ?? this.#venue.rest.url;
		this.#wsUrl = endpoints.wsUrl ?? this.#venue.market.url;
		const rules = {
			book: this.#venue.book,
			limits: this.#venue.limits,
			denseTradeIds: this.#venue.market.denseTradeIds,
			weightOf: (call: RestCall) => requestOf(this.#venue, call, config.symbol).weight,
		};
		const sink = {
			output: (output: EngineOutput, at: Instant) => this.#tell(output, at),
			effect: (effect: Effect) => this.#carryOut(effect),
		};
		const startedAt = ports.clock.now();
		const hold = ports.restMemory.holdUntil(this.#restUrl, startedAt.wallMs);
		if (hold !== undefined) {
			this.#heldText = `by an earlier run's word, ${this.#venue.name} wants no requests for another ${Math.ceil((hold - startedAt.wallMs) / 1000)} s`;
		}
		const heldConfig = hold === undefined ? config : {...config, restHoldUntilMs: hold};
		this.engine = new Engine(heldConfig, rules, sink, startedAt, ports.random.seed());
		this.#diary = new SessionDiary(ports.log, about, startedAt.wallMs);
		ports.log.onProblem((text) => this.#onLogProblem(text));
		this.#stopTicking = ports.timers.every(TICK_MS, () => this.refresh());
	}

	get view() {
		return this.engine.view;
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

	send(command: Command): void {
		this.#feed({kind: 'command', command});
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

	#feed(input: EngineInput): void {
		if (this.#closed) return;
		const at = this.#ports.clock.now();
		this.#tellHeld(at);
		this.engine.step(input, at);
	}

	#tellHeld(at: Instant): void {
		const text = this.#heldText;
		if (text === undefined) return;
		this.#heldText = undefined;
		this.#tell({kind: 'journal', entry: {atMs: at.wallMs, kind: 'rest', level: 'warning', text}}, at);
	}

	#tell(output: EngineOutput, at: Instant): void {
		if (output.kind === 'instrument') this.#instrument = output.instrument;
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

	#carryOut(effect: Effect): void {
		switch (effect.kind) {
			case 'connect':
				this.#connect(effect.generation);
				return;
			case 'disconnect':
				this.#sockets.get(effect.generation)?.terminate();
				this.#sockets.delete(effect.generation);
				return;
			case 'request':
				void this.#request(effect.requestId, effect.call);
				return;
			case 'remember-hold':
				this.#ports.restMemory.remember(this.#restUrl, effect.untilMs, this.#ports.clock.now().wallMs);
		}
	}

	#connect(generation: number): void {
		const plan = this.#venue.market.plan(this.#wsUrl, this.#symbol);
		const handlers: SocketHandlers = {
			onOpen: () => {
				for (const text of plan.hello) socket.send(text);
				this.#feed({kind: 'opened', generation});
			},
			onMessage: (message) => this.#onMessage(generation, message),
			onEnd: (code, detail) => {
				this.#sockets.delete(generation);
				this.#feed({kind: 'lost', generation, code, detail});
			},
		};
		const socket = this.#ports.sockets.connect(plan.url, handlers, this.#venue.limits.dials);
		this.#sockets.set(generation, socket);
	}

	#onMessage(generation: number, message: Uint8Array): void {
		const instrument = this.#instrument;
		if (instrument === undefined || this.#closed) return;
		this.#messages += 1;
		const receivedAt = this.#messages % APPLIED_EVERY === 0 ? this.#ports.clock.now() : undefined;
		this.#readFrom = generation;
		this.#readIn = instrument;
		this.#venue.market.read(message, instrument, this.#takeEvent);
		if (receivedAt !== undefined) this.#applied.add(this.#ports.clock.now().monoMs - receivedAt.monoMs);
	}

	async #request(requestId: number, call: RestCall): Promise<void> {
		await this.#ports.restMemory.refresh();
		if (this.#closed) return;
		const sentAt = this.#ports.clock.now();
		const hold = this.#ports.restMemory.holdUntil(this.#restUrl, sentAt.wallMs);
		if (hold !== undefined && hold - sentAt.wallMs > ROUNDING_MS) {
			this.#feed({kind: 'reply', requestId, sentAt, result: heldByOthers(this.#venue.name, hold - sentAt.wallMs)});
			return;
		}

		const instrument = (): Instrument | undefined => this.#instrument;
		const target = {
			venue: this.#venue,
			baseUrl: this.#restUrl,
			symbol: this.#symbol,
			// As it is when the answer is read: the grid may change while it is under way.
			get instrument() {
				return instrument();
			},
		};
		const answer = await callRest(this.#ports.http, this.#ports.clock, target, call);
		this.#feed({kind: 'reply', requestId, sentAt, ...answer});
	}
}

/** As the venue would say it, had it been asked: it has said it to another program. */
const heldByOthers = (venue: string, waitMs: number): RestFailure => ({
	kind: 'failed',
	failure: 'rate-limited',
	status: TOO_MANY_REQUESTS,
	retryAfterMs: waitMs,
	message: `by another run's word, ${venue} wants no requests for another ${Math.ceil(waitMs / 1000)} s`,
});
