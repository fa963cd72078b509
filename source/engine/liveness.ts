/**
 * Whether the depth stream is alive, on the monotonic clock. A ping, a trade or an open socket proves nothing:
 * only depth does, or a REST probe that finds the venue's book still at our update id.
 */

import {monotonicMs, type MonotonicMs, type UpdateId} from '../domain/units.js';

/** After a proven quiet spell, probes come before the limit instead of behind it. */
export const QUIET_MEMORY_MS = 60_000;
/** A probe that is ahead of us may have overtaken a diff: give it this long to arrive. */
export const OVERTAKEN_GRACE_MS = 1000;
/** Silent and unproven for this many limits: the stream is taken for dead. */
export const DEAD_AFTER_LIMITS = 4;
/** A quiet market is probed at this share of the limit. */
const EARLY_PROBE_SHARE = 2 / 3;

export type Liveness = {
	/** When the newest applied diff came. */
	readonly depthAt: MonotonicMs;
	/** When a probe that found our id was sent; 0 for never. */
	readonly provenAt: MonotonicMs;
	readonly quietUntil: MonotonicMs;
	/** A probe found the venue's book ahead of ours at this id. */
	readonly ahead: {readonly updateId: UpdateId; readonly since: MonotonicMs} | undefined;
};

export const bornAt = (now: MonotonicMs): Liveness => ({
	depthAt: now,
	provenAt: monotonicMs(0),
	quietUntil: monotonicMs(0),
	ahead: undefined,
});

export const sawDepth = (liveness: Liveness, at: MonotonicMs, bookId: UpdateId): Liveness => {
	const overtaken = liveness.ahead !== undefined && bookId < liveness.ahead.updateId;
	return {...liveness, depthAt: at, ahead: overtaken ? liveness.ahead : undefined};
};

/** What a probe's update id says about ours. One that lags behind ours is a cached answer and says nothing. */
export const sawProbe = (
	liveness: Liveness,
	probedId: UpdateId,
	bookId: UpdateId,
	sentAt: MonotonicMs,
	now: MonotonicMs,
): Liveness => {
	if (probedId < bookId) return liveness;
	if (probedId > bookId) return {...liveness, ahead: liveness.ahead ?? {updateId: probedId, since: now}};
	return {...liveness, provenAt: sentAt, quietUntil: monotonicMs(now + QUIET_MEMORY_MS), ahead: undefined};
};

export type LivenessVerdict = {
	readonly fresh: boolean;
	readonly probe: boolean;
	/** The stream is dead: a new connection is needed. */
	readonly dead: boolean;
};

export const judge = (liveness: Liveness, now: MonotonicMs, limitMs: number): LivenessVerdict => {
	const ageMs = now - Math.max(liveness.depthAt, liveness.provenAt);
	const overtaken = liveness.ahead !== undefined && now - liveness.ahead.since > OVERTAKEN_GRACE_MS;
	const early = now < liveness.quietUntil && ageMs > limitMs * EARLY_PROBE_SHARE;
	const fresh = ageMs <= limitMs && !overtaken;
	return {
		fresh,
		probe: (!fresh && liveness.ahead === undefined) || early,
		dead: overtaken || ageMs > limitMs * DEAD_AFTER_LIMITS,
	};
};
