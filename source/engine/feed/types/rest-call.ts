/** What is asked of a venue by REST, and what comes back. */

import type {Snapshot} from '../../../domain/feed-event.js';
import type {Instrument} from '../../../domain/instrument.js';
import type {UsedWeight, WeightLimits} from '../../../domain/request-weight.js';
import type {Instant, UnixMs} from '../../../domain/units.js';

export type RestCall =
	| {readonly kind: 'instrument'}
	| {readonly kind: 'time'}
	| {readonly kind: 'snapshot'; readonly depth: number}
	/** For the connection that is to take over. */
	| {readonly kind: 'successor-snapshot'; readonly depth: number}
	/** A small snapshot, asked only for its update id. */
	| {readonly kind: 'probe'; readonly depth: number};

export type RestFailure = {
	readonly kind: 'failed';
	readonly failure: 'unreachable' | 'unreadable' | 'rate-limited' | 'unknown-symbol' | 'refused';
	/** HTTP status, 0 where there was none. */
	readonly status: number;
	readonly retryAfterMs?: number;
	/** Already cleaned for a terminal. */
	readonly message: string;
};

export type RestResult =
	| {readonly kind: 'instrument'; readonly instrument: Instrument; readonly weight?: WeightLimits}
	| {readonly kind: 'snapshot'; readonly snapshot: Snapshot}
	| {readonly kind: 'time'; readonly venueAtMs: UnixMs}
	| RestFailure;

export type RestReply = {
	readonly requestId: number;
	readonly sentAt: Instant;
	readonly result: RestResult;
	readonly usedWeight?: readonly UsedWeight[];
};
