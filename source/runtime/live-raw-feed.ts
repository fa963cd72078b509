/** A raw feed's session with its sockets: carries out what it asks for and brings it what happens. Decides nothing. */

import {RawFeedSession, type RawFeedInput} from '../session/raw-feed-session.js';
import type {RawFeed, RawFeedEvent} from '../session/raw-feed.js';
import type {WireEffect} from '../session/wire.js';
import {venueNamed} from '../venue/registry.js';
import {EffectRunner} from './effect-runner.js';
import type {Endpoints, Ports} from './node/ports.js';

/** How often the session is told the time. */
const TICK_MS = 50;

export type RawFeedOptions = {
	readonly symbol: string;
	readonly venue: string;
	readonly endpoints: Endpoints;
	/** Used, never closed: others may share them. */
	readonly ports: Ports;
};

/** @throws {RangeError} for an unknown venue. */
export const startRawFeed = (options: RawFeedOptions): RawFeed => new LiveRawFeed(options);

class LiveRawFeed implements RawFeed {
	readonly #ports: Ports;
	readonly #session: RawFeedSession;
	readonly #outside: EffectRunner;
	readonly #stops: readonly (() => void)[];
	#listener: ((event: RawFeedEvent) => void) | undefined;
	#closed = false;

	constructor({symbol, venue: name, endpoints, ports}: RawFeedOptions) {
		this.#ports = ports;
		const venue = venueNamed(name);
		const {restUrl = venue.rest.url, wsUrl = venue.market.url} = endpoints;
		const {clock, timers} = ports;
		this.#outside = new EffectRunner({ports, restUrl, dials: venue.limits.dials, feed: (input) => this.#feed(input)});
		const sink = {
			event: (event: RawFeedEvent) => this.#listener?.(event),
			effect: (effect: WireEffect) => this.#outside.run(effect),
		};
		const start = {symbol, restUrl, wsUrl, seed: ports.random.seed(), at: clock.now()};
		this.#session = new RawFeedSession(start, {venue, sink, parseDate: (text) => clock.parseDate(text)});
		const tick = (): void => this.#feed({kind: 'tick'});
		// The first one comes when the caller has had its turn to listen.
		this.#stops = [timers.after(0, tick), timers.every(TICK_MS, tick)];
	}

	onEvent(listener: (event: RawFeedEvent) => void): void {
		this.#listener = listener;
	}

	pause(): void {
		this.#outside.pause();
		this.#feed({kind: 'paused'});
	}

	resume(): void {
		this.#outside.resume();
		this.#feed({kind: 'resumed'});
	}

	async close(): Promise<void> {
		this.#closed = true;
		for (const stop of this.#stops) stop();
		this.#outside.close();
	}

	#feed(input: RawFeedInput): void {
		if (!this.#closed) this.#session.step(input, this.#ports.clock.now());
	}
}
