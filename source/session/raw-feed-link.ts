/** A raw feed's connection: dialled, open, lost, waited for, dialled again. Pure. */

import {seededRandom, type Random} from '../domain/prng.js';
import type {MonotonicMs} from '../domain/units.js';
import {dial, generationOf, lose, type Connection} from '../engine/feed/link/connection.js';
import {Dialer} from '../engine/feed/link/dialer.js';
import type {Venue} from '../venue/venue.js';
import type {WireEffect} from './wire.js';

/** Of three streams together; a venue whose market is that quiet loses no more than a connection a minute by it. */
const SILENT_AFTER_MS = 60_000;
/** The code of a connection that ended without a close frame. */
const ABNORMAL_CLOSE = 1006;

export type RawFeedLinkParts = {
	readonly venue: Venue;
	readonly symbol: string;
	readonly wsUrl: string;
	readonly seed: number;
	readonly effect: (effect: WireEffect) => void;
	readonly onNotice: (text: string) => void;
};

export class RawFeedLink {
	readonly #parts: RawFeedLinkParts;
	readonly #dialer: Dialer;
	readonly #random: Random;
	/** Counts as being dialled also when it is open. */
	#connection: Connection = {kind: 'closed'};
	#hello: readonly string[] = [];
	#openedAt: MonotonicMs | undefined;
	/** When a message came, or could have come. */
	#heardAt: MonotonicMs | undefined;
	#isPaused = false;

	constructor(parts: RawFeedLinkParts) {
		this.#parts = parts;
		this.#dialer = new Dialer(parts.venue.limits.dials, (generation) => this.#connect(generation));
		this.#random = seededRandom(parts.seed);
	}

	dial(now: MonotonicMs): void {
		this.#connection = dial(this.#connection, now, this.#dialer.dial(now));
	}

	onTime(now: MonotonicMs): void {
		if (this.#connection.kind === 'waiting' && now >= this.#connection.until) this.dial(now);
		this.#watch(now);
	}

	onOpened(generation: number, now: MonotonicMs): void {
		if (!this.#isCurrent(generation)) return;
		this.#openedAt = now;
		this.#heardAt = now;
		for (const text of this.#hello) this.#parts.effect({kind: 'say', generation, text});
		this.#parts.onNotice(`connected to ${this.#parts.venue.name}`);
	}

	/** @returns whether the message is this connection's. */
	onMessage(generation: number, now: MonotonicMs): boolean {
		if (!this.#isCurrent(generation)) return false;
		this.#heardAt = now;
		return true;
	}

	onLost(generation: number, code: number, detail: string, now: MonotonicMs): void {
		if (this.#isCurrent(generation)) this.#lose(code, detail, now);
	}

	/** The reader is slow: nothing is read, and nothing is expected. */
	pause(): void {
		this.#isPaused = true;
	}

	resume(now: MonotonicMs): void {
		this.#isPaused = false;
		this.#heardAt = now;
	}

	#isCurrent(generation: number): boolean {
		return this.#connection.kind === 'dialing' && generation === this.#connection.generation;
	}

	#connect(generation: number): void {
		const {venue, symbol, wsUrl, effect} = this.#parts;
		const {url, hello} = venue.market.plan(wsUrl, symbol);
		this.#hello = hello;
		effect({kind: 'dial', generation, url});
	}

	/** A connection whose other end is gone says nothing, not even that. */
	#watch(now: MonotonicMs): void {
		if (this.#openedAt === undefined || this.#isPaused || now - (this.#heardAt ?? now) < SILENT_AFTER_MS) return;
		this.#parts.effect({kind: 'hang-up', generation: generationOf(this.#connection)});
		this.#lose(ABNORMAL_CLOSE, `nothing came for ${SILENT_AFTER_MS / 1000} s`, now);
	}

	#lose(code: number, detail: string, now: MonotonicMs): void {
		this.#dialer.heed(code, now);
		const liveForMs = this.#openedAt === undefined ? 0 : now - this.#openedAt;
		this.#openedAt = undefined;
		const atLeastMs = this.#dialer.earliest(now) - now;
		const loss = {now, reason: 'disconnect', liveForMs, random: this.#random(), atLeastMs} as const;
		this.#connection = lose(this.#connection, loss);
		const waitMs = this.#connection.kind === 'waiting' ? this.#connection.until - now : 0;
		this.#parts.onNotice(`connection lost (${detail}); next try in ${(waitMs / 1000).toFixed(1)} s`);
	}
}
