/**
 * What a log holds, one line of JSON each: the session's start, every raw input in the engine's order, and what the
 * recorder itself has to say. A stranger can read it with `zstdcat | jq`.
 *
 * | field | meaning |
 * |---|---|
 * | `n` | number of the line in its log, dense from 1, also over sessions and segments; a `hole` has the number of the last line that is missing |
 * | `m` | monotonic microseconds of the program that recorded; only differences within a session mean anything |
 * | `t` | microseconds since 1970, UTC |
 * | `k` | kind, the rest depends on it |
 */

import type {Instant, UnixMs} from '../../domain/units.js';
import type {SessionStart, WireInput} from '../../session/wire.js';

/** Why lines are missing. Closed. */
export type HoleReason =
	/** The disk took less than came: the queue was full. */
	| 'queue-full'
	/** No space left, or less than is to be left free. */
	| 'disk-full'
	| 'read-only'
	/** The folder, or the file in it, is not there any more. */
	| 'folder-gone'
	/** The drive refused in another way. */
	| 'disk-error';

/** The program that recorded. */
export type Recorded = {readonly program: string; readonly node: string; readonly demo: boolean};

export type Hole = {
	readonly reason: HoleReason;
	/** Numbers of the first and the last missing line. */
	readonly firstN: number;
	readonly lastN: number;
	readonly fromMs: UnixMs;
	readonly toMs: UnixMs;
};

export type LogRecord = {readonly n: number; readonly at: Instant} & (
	| {readonly kind: 'start'; readonly start: SessionStart; readonly by: Recorded}
	| {readonly kind: 'input'; readonly input: WireInput}
	/** Digest of everything that the session has said up to the input before. */
	| {readonly kind: 'hash'; readonly value: string}
	| ({readonly kind: 'hole'} & Hole)
	/** The session was closed by its program. */
	| {readonly kind: 'end'}
);
