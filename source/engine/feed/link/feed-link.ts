/** The connection that feeds the book, dialled again whenever it is lost, within the venue's limits. */

import type {MonotonicMs} from '../../../domain/units.js';
import type {DialLimits} from '../../../domain/venue-limits.js';
import {dial, DIAL_DEADLINE_MS, generationOf, lose, type Connection} from './connection.js';
import {Dialer} from './dialer.js';
import type {Effect} from '../types/effect.js';
import type {Random} from '../../../domain/prng.js';
import type {Reason} from '../types/status.js';

export type FeedLinkOptions = {
	readonly dials: DialLimits;
	readonly random: Random;
	readonly effect: (effect: Effect) => void;
};

export class FeedLink {
	readonly #options: FeedLinkOptions;
	readonly #dialer: Dialer;
	#connection: Connection = {kind: 'closed'};
	#openedOnce = false;

	constructor(options: FeedLinkOptions) {
		this.#options = options;
		this.#dialer = new Dialer(options.dials, (generation) => options.effect({kind: 'connect', generation}));
	}

	get connection(): Connection {
		return this.#connection;
	}

	get generation(): number {
		return generationOf(this.#connection);
	}

	get openSince(): MonotonicMs | undefined {
		return this.#connection.kind === 'open' ? this.#connection.since : undefined;
	}

	/** Tries to connect without one success so far. */
	get failedFirstDials(): number {
		return this.#openedOnce || this.#connection.kind !== 'waiting' ? 0 : this.#connection.attempt;
	}

	owns(generation: number): boolean {
		const {kind} = this.#connection;
		return (kind === 'dialing' || kind === 'open') && this.#connection.generation === generation;
	}

	/** The first dial of all. */
	start(now: MonotonicMs): void {
		if (this.#connection.kind === 'closed') this.#dial(now);
	}

	/** A second connection beside this one. @returns its generation; undefined while one more dial would be too many. */
	dialAnother(now: MonotonicMs): number | undefined {
		return this.#dialer.earliest(now) > now ? undefined : this.#dialer.dial(now);
	}

	/** @returns whether it is this connection that has opened, and not before. */
	onOpened(generation: number, now: MonotonicMs): boolean {
		this.#openedOnce = true;
		if (!this.owns(generation) || this.#connection.kind !== 'dialing') return false;
		this.#connection = {...this.#connection, kind: 'open', since: now};
		return true;
	}

	/** Some connection has ended; the close code may forbid dialling for a while. */
	heed(closeCode: number, now: MonotonicMs): void {
		this.#dialer.heed(closeCode, now);
	}

	hangUp(): void {
		this.#options.effect({kind: 'disconnect', generation: this.generation});
	}

	/** @param liveForMs how long the book had been live on it. */
	lose(reason: Reason, liveForMs: number, now: MonotonicMs): void {
		this.#connection = lose(this.#connection, {
			now,
			reason,
			liveForMs,
			random: this.#options.random(),
			atLeastMs: this.#dialer.earliest(now) - now,
		});
	}

	/** On the operator's word: the back-off is skipped, the venue's limit of dials is not. */
	hurry(now: MonotonicMs): void {
		if (this.#connection.kind === 'waiting') this.#connection = {...this.#connection, until: this.#dialer.earliest(now)};
	}

	/** Another connection takes this one's place. */
	replace(connection: Connection): void {
		this.#connection = connection;
	}

	/** Dials when it is time. @returns whether a dial has had no answer for too long. */
	onTime(now: MonotonicMs): boolean {
		if (this.#connection.kind === 'waiting' && now >= this.#connection.until) this.#dial(now);
		return this.#connection.kind === 'dialing' && now - this.#connection.since > DIAL_DEADLINE_MS;
	}

	#dial(now: MonotonicMs): void {
		this.#connection = dial(this.#connection, now, this.#dialer.dial(now));
	}
}
