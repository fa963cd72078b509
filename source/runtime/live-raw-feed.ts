/** The raw feed: checks that the symbol exists, measures the clock, then hands over every message as it comes. */

import {NO_NETWORK_ADVICE} from '../engine/feed/rest/venue-polls.js';
import {seededRandom, type Random} from '../domain/prng.js';
import {addSample, clockOffset, sampleClock, type ClockSample} from '../engine/feed/meters/clock-offset.js';
import {dial, lose, type Connection} from '../engine/feed/link/connection.js';
import {Dialer} from '../engine/feed/link/dialer.js';
import type {RestCall, RestFailure, RestResult} from '../engine/feed/types/rest-call.js';
import {createRestBudget, refuse} from '../engine/feed/rest/rest-budget.js';
import {unixMs, type MonotonicMs} from '../domain/units.js';
import {readAnswer, requestOf} from '../session/read-answer.js';
import {venueNamed} from '../venue/registry.js';
import type {Venue} from '../venue/venue.js';
import {ABNORMAL_CLOSE, type Endpoints, type Ports, type SocketHandle, type SocketHandlers} from './node/ports.js';
import type {RawFeed, RawFeedEvent} from './raw-feed.js';
import {askRest} from './ask-rest.js';

/** A byte order mark stays: a message is printed as it came. */
const utf8 = new TextDecoder('utf-8', {ignoreBOM: true});

const FIRST_CLOCK_SAMPLES = 3;
const CLOCK_EVERY_MS = 60_000;
const FIRST_TRIES = 4;
const FIRST_TRY_WAIT_MS = 400;
/** Of three streams together; a venue whose market is that quiet loses no more than a connection a minute by it. */
const SILENT_AFTER_MS = 60_000;
const WATCH_EVERY_MS = 1000;

export type RawFeedOptions = {
	readonly symbol: string;
	readonly venue: string;
	readonly endpoints: Endpoints;
	readonly ports: Ports;
};

/** @throws {RangeError} for an unknown venue. */
export const startRawFeed = (options: RawFeedOptions): RawFeed => new LiveRawFeed(options);

class LiveRawFeed implements RawFeed {
	readonly #options: RawFeedOptions;
	readonly #venue: Venue;
	readonly #random: Random;
	readonly #cancels = new Set<() => void>();
	#listener: ((event: RawFeedEvent) => void) | undefined;
	#connection: Connection = {kind: 'closed'};
	readonly #dialer: Dialer;
	readonly #stopWatching: () => void;
	#socket: SocketHandle | undefined;
	#openedAt: MonotonicMs | undefined;
	/** When a message came, or could have come. */
	#heardAt: MonotonicMs;
	#clock: readonly ClockSample[] = [];
	#holdUntilMs = unixMs(0);
	#paused = false;
	#closed = false;

	constructor(options: RawFeedOptions) {
		this.#options = options;
		this.#venue = venueNamed(options.venue);
		this.#dialer = new Dialer(this.#venue.limits.dials, () => this.#connect());
		this.#random = seededRandom(options.ports.random.seed());
		this.#heardAt = options.ports.clock.now().monoMs;
		this.#stopWatching = options.ports.timers.every(WATCH_EVERY_MS, () => this.#watch());
		this.#after(0, () => void this.#begin(1));
	}

	onEvent(listener: (event: RawFeedEvent) => void): void {
		this.#listener = listener;
	}

	pause(): void {
		this.#paused = true;
		this.#socket?.pause();
	}

	resume(): void {
		this.#paused = false;
		this.#heardAt = this.#options.ports.clock.now().monoMs;
		this.#socket?.resume();
	}

	async close(): Promise<void> {
		this.#closed = true;
		this.#stopWatching();
		for (const cancel of this.#cancels) cancel();
		this.#socket?.terminate();
	}

	#say(event: RawFeedEvent): void {
		if (!this.#closed) this.#listener?.(event);
	}

	#after(delayMs: number, run: () => void): void {
		const cancel = this.#options.ports.timers.after(delayMs, () => {
			this.#cancels.delete(cancel);
			run();
		});
		this.#cancels.add(cancel);
	}

	get #restUrl(): string {
		return this.#options.endpoints.restUrl ?? this.#venue.rest.url;
	}

	async #call(call: RestCall): Promise<RestResult> {
		const {ports, symbol} = this.#options;
		const request = requestOf(this.#venue, call, symbol);
		const answer = await askRest(ports.http, this.#venue.rest.urlOf(this.#restUrl, request), request.headers);
		const reader = {venue: this.#venue, symbol, instrument: undefined, parseDate: (text: string) => ports.clock.parseDate(text)};
		return readAnswer(reader, call, answer, ports.clock.now().wallMs).result;
	}

	/** Milliseconds for which the venue still wants no REST request. */
	#heldMs(): number {
		const {clock, restMemory} = this.#options.ports;
		return Math.max(this.#holdUntilMs, restMemory.holdUntil(this.#restUrl, clock.now().wallMs) ?? 0) - clock.now().wallMs;
	}

	async #begin(attempt: number): Promise<void> {
		await this.#options.ports.restMemory.refresh();
		if (this.#closed) return;
		const heldMs = this.#heldMs();
		if (heldMs > 0) {
			this.#say({kind: 'notice', text: `${this.#venue.name} wants no requests for another ${Math.ceil(heldMs / 1000)} s`});
			this.#after(heldMs, () => void this.#begin(attempt));
			return;
		}

		const result = await this.#call({kind: 'instrument'});
		if (this.#closed) return;
		if (result.kind === 'instrument') {
			await this.#measureClock(FIRST_CLOCK_SAMPLES);
			this.#dial();
			return;
		}

		if (result.kind === 'failed' && result.failure === 'rate-limited') {
			this.#heed(result);
			await this.#begin(attempt);
			return;
		}

		const message = result.kind === 'failed' ? result.message : 'no answer';
		const unknown = result.kind === 'failed' && result.failure === 'unknown-symbol';
		if (unknown) {
			this.#say({kind: 'fatal', message: `${this.#options.symbol} is not traded at ${this.#venue.name} (${message})`});
		} else if (attempt >= FIRST_TRIES) {
			this.#say({
				kind: 'fatal',
				message: `${this.#venue.name} cannot be reached: ${message}${result.kind === 'failed' && result.failure === 'unreachable' ? NO_NETWORK_ADVICE : ''}`,
			});
		} else this.#after(FIRST_TRY_WAIT_MS * attempt, () => void this.#begin(attempt + 1));
	}

	#heed(failure: RestFailure): void {
		const {clock, restMemory} = this.#options.ports;
		const now = clock.now();
		const {notBefore} = refuse(createRestBudget([]), failure, this.#venue.limits.refusals, now.monoMs);
		this.#holdUntilMs = unixMs(now.wallMs + notBefore - now.monoMs);
		restMemory.remember(this.#restUrl, this.#holdUntilMs, now.wallMs);
	}

	async #measureClock(samples: number): Promise<void> {
		for (let taken = 0; taken < samples && !this.#closed; taken += 1) {
			const sentAt = this.#options.ports.clock.now();
			// One after the other: samples that run together would lengthen each other's round trip.
			// oxlint-disable-next-line no-await-in-loop
			const result = await this.#call({kind: 'time'});
			const now = this.#options.ports.clock.now();
			if (result.kind === 'time') this.#clock = addSample(this.#clock, sampleClock(sentAt, now, result.venueAtMs));
		}

		if (!this.#closed) this.#after(CLOCK_EVERY_MS, () => void this.#measureClock(1));
	}

	#dial(): void {
		if (this.#closed) return;
		const now = this.#options.ports.clock.now().monoMs;
		this.#connection = dial(this.#connection, now, this.#dialer.dial(now));
	}

	#connect(): void {
		const plan = this.#venue.market.plan(this.#options.endpoints.wsUrl ?? this.#venue.market.url, this.#options.symbol);
		const handlers: SocketHandlers = {
			onOpen: () => {
				this.#openedAt = this.#options.ports.clock.now().monoMs;
				this.#heardAt = this.#openedAt;
				for (const text of plan.hello) socket.send(text);
				this.#say({kind: 'notice', text: `connected to ${this.#venue.name}`});
			},
			onMessage: (message) => this.#onMessage(message),
			onEnd: (code, detail) => this.#onEnd(code, detail),
		};
		const socket = this.#options.ports.sockets.connect(plan.url, handlers, this.#venue.limits.dials);
		if (this.#paused) socket.pause();
		this.#socket = socket;
	}

	#onMessage(message: Uint8Array): void {
		const receivedAt = this.#options.ports.clock.now();
		this.#heardAt = receivedAt.monoMs;
		const {stream, dataText, eventAtMs} = this.#venue.market.split(utf8.decode(message));
		const offset = clockOffset(this.#clock, receivedAt.monoMs);
		const latencyMs = eventAtMs === undefined || offset === undefined ? undefined : receivedAt.wallMs + offset.offsetMs - eventAtMs;
		this.#say({kind: 'message', message: {receivedAt, stream, dataText, eventAtMs, latencyMs}});
	}

	/** A connection whose other end is gone says nothing, not even that. */
	#watch(): void {
		const now = this.#options.ports.clock.now().monoMs;
		if (this.#openedAt === undefined || this.#paused || now - this.#heardAt < SILENT_AFTER_MS) return;
		this.#socket?.terminate();
		this.#onEnd(ABNORMAL_CLOSE, `nothing came for ${SILENT_AFTER_MS / 1000} s`);
	}

	#onEnd(code: number, detail: string): void {
		const now = this.#options.ports.clock.now().monoMs;
		this.#dialer.heed(code, now);
		const liveForMs = this.#openedAt === undefined ? 0 : now - this.#openedAt;
		this.#openedAt = undefined;
		this.#connection = lose(this.#connection, {
			now,
			reason: 'disconnect',
			liveForMs,
			random: this.#random(),
			atLeastMs: this.#dialer.earliest(now) - now,
		});
		const wait = this.#connection.kind === 'waiting' ? this.#connection.until - now : 0;
		this.#say({kind: 'notice', text: `connection lost (${detail}); next try in ${(wait / 1000).toFixed(1)} s`});
		this.#after(Math.max(wait, 0), () => this.#dial());
	}
}
