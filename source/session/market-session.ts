/**
 * One market's session: a venue's reading and an engine, stepped by raw input. Pure: the same start and the same
 * inputs at the same moments give the same outputs and effects, whoever brings them: sockets, a recording, a
 * simulation. Every input passes {@link MarketSession.step}, numbered densely from 1: the one place where a whole
 * session can be recorded.
 */

import type {FeedEvent} from '../domain/feed-event.js';
import {sameUnits, type Instrument} from '../domain/instrument.js';
import type {Instant} from '../domain/units.js';
import {Engine} from '../engine/engine.js';
import type {EngineView} from '../engine/engine-view.js';
import type {EngineInput} from '../engine/inputs.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {Effect} from '../engine/feed/types/effect.js';
import type {RestCall} from '../engine/feed/types/rest-call.js';
import type {RestRequest, SocketPlan, Venue} from '../venue/venue.js';
import {readAnswer, requestOf} from './read-answer.js';
import type {OwnMeasures, SessionRecorder, SessionStart, WireEffect, WireInput} from './wire.js';

export type MarketSessionSink = {
	/** In the engine's order, as they become true. */
	output(output: EngineOutput, at: Instant): void;
	effect(effect: WireEffect): void;
	/** What an input was read as, before the engine takes it. */
	read?(input: EngineInput, at: Instant): void;
};

export type MarketSessionParts = {
	readonly venue: Venue;
	readonly sink: MarketSessionSink;
	/** Milliseconds since 1970 of an HTTP date, NaN where it is none. */
	readonly parseDate: (text: string) => number;
	readonly recorder?: SessionRecorder;
};

const NOTHING_MEASURED: OwnMeasures = {rssBytes: 0, recording: 'off'};

export class MarketSession {
	readonly #venue: Venue;
	readonly #sink: MarketSessionSink;
	readonly #parseDate: (text: string) => number;
	readonly #recorder: SessionRecorder | undefined;
	readonly #symbol: string;
	readonly #restUrl: string;
	readonly #wsUrl: string;
	readonly #engine: Engine;
	/** Requests whose answers have not come. */
	readonly #calls = new Map<number, RestCall>();
	readonly #plans = new Map<number, SocketPlan>();
	/** By kind and depth: the engine asks for their weights all the time, and they never change. */
	readonly #requests = new Map<string, RestRequest>();
	#instrument: Instrument | undefined;
	/** The message that is being read: its connection, the units that it is read in, and the moment. */
	#reading: {readonly generation: number; readonly instrument: Instrument; readonly at: Instant} | undefined;
	/** A part of a message may change the units: the parts after it were read in the old ones and are dropped, which shows as a gap in their ids. */
	readonly #takeEvent = (event: FeedEvent): void => {
		const reading = this.#reading;
		const held = this.#instrument;
		if (reading === undefined || held === undefined) return;
		if (reading.instrument === held || sameUnits(reading.instrument, held)) {
			this.#take({kind: 'event', generation: reading.generation, event}, reading.at);
		}
	};
	/** A warning that goes out before the first output. */
	#heldText: string | undefined;
	#inputs = 0;
	#measures: OwnMeasures = NOTHING_MEASURED;

	constructor(start: SessionStart, {venue, sink, parseDate, recorder}: MarketSessionParts) {
		const {config, at, seed, restHoldUntilMs} = start;
		this.#venue = venue;
		this.#sink = sink;
		this.#parseDate = parseDate;
		this.#recorder = recorder;
		recorder?.begin(start);
		this.#symbol = config.symbol;
		this.#restUrl = start.restUrl ?? venue.rest.url;
		this.#wsUrl = start.wsUrl ?? venue.market.url;
		const rules = {
			book: venue.book,
			limits: venue.limits,
			denseTradeIds: venue.market.denseTradeIds,
			weightOf: (call: RestCall) => this.#requestFor(call).weight,
		};
		const engineSink = {
			output: (output: EngineOutput, outputAt: Instant) => this.#tell(output, outputAt),
			effect: (effect: Effect) => this.#carryOut(effect),
		};
		this.#engine = new Engine(restHoldUntilMs === undefined ? config : {...config, restHoldUntilMs}, rules, engineSink, at, seed);
		if (restHoldUntilMs === undefined) return;
		const waitS = Math.ceil((restHoldUntilMs - at.wallMs) / 1000);
		this.#heldText = `by an earlier run's word, ${venue.name} wants no requests for another ${waitS} s`;
	}

	get engine(): Engine {
		return this.#engine;
	}

	get view(): EngineView {
		return this.#engine.view;
	}

	/** The number of the newest input. */
	get inputs(): number {
		return this.#inputs;
	}

	/** The newest that the program has said of itself. */
	get measures(): OwnMeasures {
		return this.#measures;
	}

	step(input: WireInput, at: Instant): void {
		this.#inputs += 1;
		this.#recorder?.input(this.#inputs, input, at);
		if (this.#heldText !== undefined) this.#tellHeld(this.#heldText, at);
		switch (input.kind) {
			case 'message':
				this.#readMessage(input, at);
				return;
			case 'answer':
				this.#readAnswer(input, at);
				return;
			case 'measured':
				this.#measures = input;
				return;
			case 'trouble':
				this.#tell({kind: 'journal', entry: {atMs: at.wallMs, kind: 'connection', level: 'warning', text: input.text}}, at);
				return;
			case 'opened':
				this.#greet(input.generation);
				break;
			case 'lost':
				this.#plans.delete(input.generation);
				break;
			case 'tick':
			case 'shared-budget':
			case 'command':
		}

		this.#take(input, at);
	}

	#take(input: EngineInput, at: Instant): void {
		this.#sink.read?.(input, at);
		this.#engine.step(input, at);
	}

	/** Messages before the instrument are dropped: the units of prices and quantities are not known yet. */
	#readMessage({generation, data}: Extract<WireInput, {kind: 'message'}>, at: Instant): void {
		if (this.#instrument === undefined) return;
		this.#reading = {generation, instrument: this.#instrument, at};
		this.#venue.market.read(data, this.#instrument, this.#takeEvent);
	}

	#readAnswer({requestId, sentAt, answer}: Extract<WireInput, {kind: 'answer'}>, at: Instant): void {
		const call = this.#calls.get(requestId);
		if (call === undefined) return;
		this.#calls.delete(requestId);
		const reader = {venue: this.#venue, symbol: this.#symbol, instrument: this.#instrument, parseDate: this.#parseDate};
		this.#take({kind: 'reply', requestId, sentAt, ...readAnswer(reader, call, answer, at.wallMs)}, at);
	}

	#greet(generation: number): void {
		for (const text of this.#plans.get(generation)?.hello ?? []) this.#sink.effect({kind: 'say', generation, text});
	}

	#tellHeld(text: string, at: Instant): void {
		this.#heldText = undefined;
		this.#tell({kind: 'journal', entry: {atMs: at.wallMs, kind: 'rest', level: 'warning', text}}, at);
	}

	#tell(output: EngineOutput, at: Instant): void {
		if (output.kind === 'instrument') this.#instrument = output.instrument;
		this.#recorder?.output?.(output, at);
		this.#sink.output(output, at);
	}

	#carryOut(effect: Effect): void {
		switch (effect.kind) {
			case 'connect':
				this.#dial(effect.generation);
				return;
			case 'disconnect':
				this.#plans.delete(effect.generation);
				this.#sink.effect({kind: 'hang-up', generation: effect.generation});
				return;
			case 'request':
				this.#get(effect.requestId, effect.call);
				return;
			case 'remember-hold':
				this.#sink.effect({kind: 'remember-hold', baseUrl: this.#restUrl, untilMs: effect.untilMs});
		}
	}

	#requestFor(call: RestCall): RestRequest {
		const key = 'depth' in call ? `${call.kind} ${call.depth}` : call.kind;
		const known = this.#requests.get(key);
		if (known !== undefined) return known;
		const request = requestOf(this.#venue, call, this.#symbol);
		this.#requests.set(key, request);
		return request;
	}

	#dial(generation: number): void {
		const plan = this.#venue.market.plan(this.#wsUrl, this.#symbol);
		this.#plans.set(generation, plan);
		this.#sink.effect({kind: 'dial', generation, url: plan.url});
	}

	#get(requestId: number, call: RestCall): void {
		const request = this.#requestFor(call);
		this.#calls.set(requestId, call);
		const {headers, weight} = request;
		this.#sink.effect({kind: 'get', requestId, url: this.#venue.rest.urlOf(this.#restUrl, request), headers, call, weight});
	}
}
