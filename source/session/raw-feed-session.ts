/**
 * The raw feed's session, stepped by raw input: checks that the symbol exists, measures the clock, then connects and
 * hands over every message as it comes, and connects again whenever the connection is lost. Pure: the same start and
 * the same inputs at the same moments give the same events and effects.
 */

import type {Instant} from '../domain/units.js';
import type {Venue} from '../venue/venue.js';
import {RawFeedLink} from './raw-feed-link.js';
import {RawFeedRequests} from './raw-feed-requests.js';
import type {RawFeedEvent} from './raw-feed.js';
import type {WireEffect, WireInput} from './wire.js';

/** A byte order mark stays: a message is printed as it came. */
const utf8 = new TextDecoder('utf-8', {ignoreBOM: true});

export type RawFeedInput =
	| Exclude<WireInput, {readonly kind: 'command' | 'shared-budget' | 'trouble' | 'measured'}>
	/** The reader is slow, and nothing is read until it has caught up. */
	| {readonly kind: 'paused'}
	| {readonly kind: 'resumed'};

export type RawFeedStart = {
	readonly symbol: string;
	/** The venue's own where absent. */
	readonly restUrl?: string;
	readonly wsUrl?: string;
	readonly seed: number;
	readonly at: Instant;
};

export type RawFeedParts = {
	readonly venue: Venue;
	readonly sink: {event(event: RawFeedEvent): void; effect(effect: WireEffect): void};
	/** Milliseconds since 1970 of an HTTP date, NaN where it is none. */
	readonly parseDate: (text: string) => number;
};

export class RawFeedSession {
	readonly #venue: Venue;
	readonly #event: (event: RawFeedEvent) => void;
	readonly #requests: RawFeedRequests;
	readonly #link: RawFeedLink;

	constructor({symbol, restUrl, wsUrl, seed, at}: RawFeedStart, {venue, sink, parseDate}: RawFeedParts) {
		this.#venue = venue;
		this.#event = (event) => sink.event(event);
		const common = {
			venue,
			symbol,
			effect: (effect: WireEffect) => sink.effect(effect),
			onNotice: (text: string) => this.#event({kind: 'notice', text}),
		};
		this.#link = new RawFeedLink({...common, wsUrl: wsUrl ?? venue.market.url, seed});
		const requests = {
			...common,
			restUrl: restUrl ?? venue.rest.url,
			parseDate,
			onFatal: (message: string) => this.#event({kind: 'fatal', message}),
			onReady: ({monoMs}: Instant) => this.#link.dial(monoMs),
		};
		this.#requests = new RawFeedRequests(requests, at.monoMs);
	}

	step(input: RawFeedInput, at: Instant): void {
		this.#take(input, at);
		this.#requests.onTime(at.monoMs);
		this.#link.onTime(at.monoMs);
	}

	#take(input: RawFeedInput, at: Instant): void {
		switch (input.kind) {
			case 'tick':
				return;
			case 'opened':
				this.#link.onOpened(input.generation, at.monoMs);
				return;
			case 'lost':
				this.#link.onLost(input.generation, input.code, input.detail, at.monoMs);
				return;
			case 'message':
				if (this.#link.onMessage(input.generation, at.monoMs)) this.#tellMessage(input.data, at);
				return;
			case 'answer':
				this.#requests.onAnswer(input.requestId, input.sentAt, input.answer, at);
				return;
			case 'paused':
				this.#link.pause();
				return;
			case 'resumed':
				this.#link.resume(at.monoMs);
		}
	}

	#tellMessage(data: Uint8Array, receivedAt: Instant): void {
		const {stream, dataText, eventAtMs} = this.#venue.market.split(utf8.decode(data));
		const offsetMs = this.#requests.offsetMs(receivedAt.monoMs);
		const latencyMs = eventAtMs === undefined || offsetMs === undefined ? undefined : receivedAt.wallMs + offsetMs - eventAtMs;
		this.#event({kind: 'message', message: {receivedAt, stream, dataText, eventAtMs, latencyMs}});
	}
}
