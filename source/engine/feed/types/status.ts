/** The state of the feed and the closed list of reasons that everything (screen, NDJSON, tests) reads. */

import type {UnixMs, UpdateId} from '../../../domain/units.js';

export const FEED_STATES = ['connecting', 'syncing', 'live', 'stale', 'resyncing', 'disconnected'] as const;
export type FeedState = (typeof FEED_STATES)[number];

export const REASONS = [
	'start',
	'gap',
	'crossed-book',
	'bad-event',
	'checksum',
	'audit',
	'id-regress',
	'silent',
	'disconnect',
	'server-shutdown',
	'overflow',
	'rate-limited',
	'snapshot-too-old',
	'suspend',
	'halted',
	'operator',
] as const;
export type Reason = (typeof REASONS)[number];

/** What a person needs to judge the book. */
export type FeedStatus = {
	readonly state: FeedState;
	/** Why it is in this state, or, when live, why it last was not. */
	readonly reason: Reason;
	/** Since when it is in this state, and the book in it trusted or not. */
	readonly sinceMs: UnixMs;
	/** The update id that would have continued the book. */
	readonly expectedId?: UpdateId;
	/** The update id that came instead. */
	readonly receivedId?: UpdateId;
	/** Tries at the present step (connect, snapshot), from 1; 0 when nothing is being tried. */
	readonly attempt: number;
	/** When the next try is made. */
	readonly nextRetryAtMs?: UnixMs;
	/** Depth events held back until a snapshot fits. */
	readonly bufferedDiffs: number;
	/** A sentence from outside (close reason, error body), already cleaned for a terminal. */
	readonly detail?: string;
};
