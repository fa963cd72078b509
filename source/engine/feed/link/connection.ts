/** Connection state machine: closed → dialing → open → waiting (back-off) → dialing. Pure. */

import type {DialLimits} from '../../../domain/venue-limits.js';
import {monotonicMs, type MonotonicMs} from '../../../domain/units.js';
import {backoffMs, CONNECT_BACKOFF} from './backoff.js';
import type {Reason} from '../types/status.js';

/** A book that was live for this long resets the back-off: the next loss counts as the first. */
export const HEALTHY_AFTER_MS = 30_000;
/** A dial without an answer for this long counts as lost. */
export const DIAL_DEADLINE_MS = 10_000;

export type Connection =
	/** Not yet wanted. */
	| {readonly kind: 'closed'}
	| {readonly kind: 'dialing'; readonly generation: number; readonly attempt: number; readonly since: MonotonicMs}
	| {readonly kind: 'open'; readonly generation: number; readonly attempt: number; readonly since: MonotonicMs}
	| {
			readonly kind: 'waiting';
			readonly generation: number;
			readonly attempt: number;
			readonly until: MonotonicMs;
			readonly reason: Reason;
	  };

/** Times of the latest dials, oldest first, as many as the venue's limit counts. */
export type DialHistory = readonly MonotonicMs[];

export const generationOf = (connection: Connection): number => (connection.kind === 'closed' ? 0 : connection.generation);

export const attemptOf = (connection: Connection): number => (connection.kind === 'closed' ? 0 : connection.attempt);

/** The earliest moment at which one more dial keeps to the limit. */
export const earliestDial = (history: DialHistory, now: MonotonicMs, {most, windowMs}: DialLimits): MonotonicMs => {
	const oldest = history[history.length - most];
	return oldest === undefined ? now : monotonicMs(Math.max(now, oldest + windowMs));
};

/** @param generation higher than any that was ever used, also by another connection. */
export const dial = (connection: Connection, now: MonotonicMs, generation = generationOf(connection) + 1): Connection => ({
	kind: 'dialing',
	generation,
	attempt: attemptOf(connection) + 1,
	since: now,
});

export const remember = (history: DialHistory, now: MonotonicMs, {most}: DialLimits): DialHistory => [...history, now].slice(-most);

export type Loss = {
	readonly now: MonotonicMs;
	readonly reason: Reason;
	/** How long the feed had been live on this connection. */
	readonly liveForMs: number;
	/** Uniform in [0, 1). */
	readonly random: number;
	/** Least wait, by the limit of dials and by a close code that forbids dialling for a while. */
	readonly atLeastMs: number;
};

/**
 * What a lost connection becomes: a wait, short again after a healthy while, and none where it was us who gave up a
 * healthy one that fell silent: nobody has refused us, and the silence was wait enough.
 */
export const lose = (connection: Connection, loss: Loss): Connection => {
	const healthy = loss.liveForMs >= HEALTHY_AFTER_MS;
	const attempt = healthy ? 0 : attemptOf(connection);
	const patienceMs = healthy && loss.reason === 'silent' ? 0 : backoffMs(CONNECT_BACKOFF, Math.max(attempt, 1), loss.random);
	const until = loss.now + Math.max(patienceMs, loss.atLeastMs);
	return {
		kind: 'waiting',
		generation: generationOf(connection),
		attempt,
		until: monotonicMs(until),
		reason: loss.reason,
	};
};
