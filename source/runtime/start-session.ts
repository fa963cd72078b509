/**
 * An engine with its sockets: carries out what it asks for and brings it what happens, in one order. Every
 * input passes `feed`, the inbox: the one place where a whole session can be recorded.
 */

import type {Command} from '../engine/command.js';
import {Engine} from '../engine/engine.js';
import type {EngineConfig} from '../engine/engine-config.js';
import type {Effect, EngineInput, RestCall} from '../engine/inputs.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {Instrument} from '../domain/instrument.js';
import type {Instant} from '../domain/units.js';
import {venueNamed} from '../venue/registry.js';
import type {Venue} from '../venue/venue.js';
import type {EngineSession} from './engine-session.js';
import type {Endpoints, Ports, SocketHandle} from './ports.js';
import {callRest, requestOf} from './rest-client.js';

/** How often the engine is told the time. */
export const TICK_MS = 50;

export type SessionOptions = {
	readonly config: EngineConfig;
	readonly endpoints: Endpoints;
	readonly ports: Ports;
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
	/** By generation: two of them while one connection takes over from another. */
	readonly #sockets = new Map<number, SocketHandle>();
	#instrument: Instrument | undefined;
	#closed = false;

	constructor({config, endpoints, ports}: SessionOptions) {
		this.#ports = ports;
		this.#venue = venueNamed(config.venue);
		this.#symbol = config.symbol;
		this.#restUrl = endpoints.restUrl ?? this.#venue.endpoints.restUrl;
		this.#wsUrl = endpoints.wsUrl ?? this.#venue.endpoints.wsUrl;
		const rules = {
			sequenceRule: this.#venue.sequenceRule,
			weightPerMinute: this.#venue.weightPerMinute,
			weightOf: (call: RestCall) => requestOf(this.#venue, call, config.symbol).weight,
		};
		const sink = {
			output: (output: EngineOutput, at: Instant) => this.#tell(output, at),
			effect: (effect: Effect) => this.#carryOut(effect),
		};
		const hold = ports.restMemory.holdUntil(this.#restUrl);
		const heldConfig = hold === undefined ? config : {...config, restHoldUntilMs: hold};
		this.engine = new Engine(heldConfig, rules, sink, ports.clock.now(), ports.random.seed());
		this.#stopTicking = ports.timers.every(TICK_MS, () => this.refresh());
	}

	get view() {
		return this.engine.view;
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

	async close(): Promise<void> {
		this.#closed = true;
		this.#stopTicking();
		for (const socket of this.#sockets.values()) socket.terminate();
		await this.#ports.http.close();
	}

	#feed(input: EngineInput): void {
		if (!this.#closed) this.engine.step(input, this.#ports.clock.now());
	}

	#tell(output: EngineOutput, at: Instant): void {
		if (output.kind === 'instrument') this.#instrument = output.instrument;
		for (const listener of this.#listeners) listener(output, at);
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
		const plan = this.#venue.socketPlan(this.#wsUrl, this.#symbol);
		const socket = this.#ports.sockets.connect(plan.url, {
			onOpen: () => {
				for (const text of plan.hello) socket.send(text);
				this.#feed({kind: 'opened', generation});
			},
			onMessage: (message) => this.#onMessage(generation, message),
			onEnd: (code, detail) => {
				this.#sockets.delete(generation);
				this.#feed({kind: 'lost', generation, code, detail});
			},
		});
		this.#sockets.set(generation, socket);
	}

	#onMessage(generation: number, message: Uint8Array): void {
		const instrument = this.#instrument;
		if (instrument === undefined || this.#closed) return;
		this.#feed({kind: 'event', generation, event: this.#venue.parseMessage(message, instrument)});
	}

	async #request(requestId: number, call: RestCall): Promise<void> {
		const sentAt = this.#ports.clock.now();
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
