/** Everything that can happen to an engine. The moment comes beside it; the engine never asks for the time. */

import type {FeedEvent, Snapshot} from '../domain/feed-event.js';
import type {Instrument} from '../domain/instrument.js';
import type {UsedWeight, WeightLimits} from '../domain/request-weight.js';
import type {Instant, UnixMs} from '../domain/units.js';
import type {Command} from './command.js';

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

export type EngineInput =
	/** Time passes: at least every 100 ms while the engine runs. */
	| {readonly kind: 'tick'}
	| {readonly kind: 'opened'; readonly generation: number}
	| {
			readonly kind: 'lost';
			readonly generation: number;
			/** WebSocket close code; 1006 where there was none. */
			readonly code: number;
			/** Already cleaned for a terminal. */
			readonly detail: string;
	  }
	| {readonly kind: 'event'; readonly generation: number; readonly event: FeedEvent}
	| {
			readonly kind: 'reply';
			readonly requestId: number;
			readonly sentAt: Instant;
			readonly result: RestResult;
			readonly usedWeight?: readonly UsedWeight[];
	  }
	| {readonly kind: 'command'; readonly command: Command};

export type RestCall =
	| {readonly kind: 'instrument'}
	| {readonly kind: 'time'}
	| {readonly kind: 'snapshot'; readonly depth: number}
	/** For the connection that is to take over. */
	| {readonly kind: 'successor-snapshot'; readonly depth: number}
	/** A small snapshot, asked only for its update id. */
	| {readonly kind: 'probe'; readonly depth: number};

/** What the engine wants done. The shell carries it out and answers with inputs of the same id or generation. */
export type Effect =
	| {readonly kind: 'connect'; readonly generation: number}
	/** End it at once; nothing of this generation is wanted any more. */
	| {readonly kind: 'disconnect'; readonly generation: number}
	| {readonly kind: 'request'; readonly requestId: number; readonly call: RestCall}
	/** The venue wants no REST request before then: to be kept for the next start too. */
	| {readonly kind: 'remember-hold'; readonly untilMs: UnixMs};
