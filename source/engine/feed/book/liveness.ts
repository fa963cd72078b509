/**
 * Whether the depth stream is alive and on time, on the monotonic clock. A ping, a trade or an open socket proves
 * nothing: only depth does, or a REST probe of the venue's update id.
 */

import {monotonicMs, type MonotonicMs, type UpdateId} from '../../../domain/units.js';

/** After a proven quiet spell, a probe may prove it again before the limit is reached. */
export const QUIET_MEMORY_MS = 60_000;
/** A probe that is ahead of us may have overtaken a diff: give it this long to arrive. */
export const OVERTAKEN_GRACE_MS = 1000;
/** Silent and unproven for this many limits: the stream is taken for dead. */
export const DEAD_AFTER_LIMITS = 4;
/** The venue is asked at this share of the limit, so that a dead stream is known for one when the limit is reached. */
const EARLY_PROBE_SHARE = 2 / 3;

const NEVER = monotonicMs(Number.NEGATIVE_INFINITY);

export type Liveness = {
	/** When the newest applied diff came. */
	readonly depthAt: MonotonicMs;
	/** When the venue sent it, as far as its clock is known: a stream can be busy and minutes late. */
	readonly bookAt: MonotonicMs;
	/** The latest moment at which a probe has shown the book to be the venue's. */
	readonly provenAt: MonotonicMs;
	readonly quietUntil: MonotonicMs;
	/** When a probe was sent that met a silence too short to be judged. */
	readonly hintedAt: MonotonicMs;
	/** A probe sent at `sentAt` found the venue's book ahead of ours at this id. */
	readonly ahead: {readonly updateId: UpdateId; readonly since: MonotonicMs; readonly sentAt: MonotonicMs} | undefined;
};

export const bornAt = (now: MonotonicMs): Liveness => ({
	depthAt: now,
	bookAt: now,
	provenAt: NEVER,
	quietUntil: monotonicMs(0),
	hintedAt: NEVER,
	ahead: undefined,
});

/** A book that has seen no diff, and two equal snapshots of which the second was asked for at `sentAt`. */
export const provenQuiet = (sentAt: MonotonicMs, now: MonotonicMs): Liveness => ({
	...bornAt(sentAt),
	provenAt: sentAt,
	quietUntil: monotonicMs(now + QUIET_MEMORY_MS),
});

const later = (a: MonotonicMs, b: MonotonicMs): MonotonicMs => (a > b ? a : b);

/** @param lateMs how long it was under way, 0 where that is not known. */
export const sawDepth = (liveness: Liveness, at: MonotonicMs, bookId: UpdateId, lateMs = 0): Liveness => {
	const {ahead} = liveness;
	const came = {...liveness, depthAt: at, bookAt: monotonicMs(at - lateMs)};
	if (ahead === undefined || bookId < ahead.updateId) return came;
	return {...came, ahead: undefined, provenAt: later(liveness.provenAt, ahead.sentAt)};
};

export type Probe = {
	/** Where the venue's book stood. */
	readonly probedId: UpdateId;
	/** Where ours stood when it was asked, and where it stands now. */
	readonly askedAtId: UpdateId;
	readonly bookId: UpdateId;
	readonly sentAt: MonotonicMs;
};

/** What a probe's update id says about ours. One from before it was asked for is a cached answer and says nothing. */
export const sawProbe = (liveness: Liveness, probe: Probe, now: MonotonicMs, limitMs: number): Liveness => {
	const {probedId, askedAtId, bookId, sentAt} = probe;
	if (probedId < askedAtId) return liveness;
	if (probedId > bookId) return {...liveness, ahead: liveness.ahead ?? {updateId: probedId, since: now, sentAt}};
	const silentMs = now - later(liveness.depthAt, liveness.provenAt);
	const isSilent = silentMs > limitMs * EARLY_PROBE_SHARE;
	if (isSilent && silentMs <= limitMs && now >= liveness.quietUntil) return {...liveness, hintedAt: sentAt};
	const quietUntil = isSilent ? monotonicMs(now + QUIET_MEMORY_MS) : liveness.quietUntil;
	return {...liveness, provenAt: later(liveness.provenAt, sentAt), quietUntil, ahead: undefined};
};

export type LivenessVerdict = {
	readonly fresh: boolean;
	readonly probe: boolean;
	/** The stream is dead: a new connection is needed. */
	readonly dead: boolean;
};

export const judge = (liveness: Liveness, now: MonotonicMs, limitMs: number): LivenessVerdict => {
	const {depthAt, bookAt, provenAt, hintedAt, ahead} = liveness;
	const ageMs = now - later(bookAt, provenAt);
	const overtaken = ahead !== undefined && now - ahead.since > OVERTAKEN_GRACE_MS;
	const early = ageMs > limitMs * EARLY_PROBE_SHARE && hintedAt <= later(depthAt, provenAt);
	return {
		fresh: ageMs <= limitMs && !overtaken,
		probe: ahead === undefined && (ageMs > limitMs || early),
		dead: overtaken || now - later(depthAt, provenAt) > limitMs * DEAD_AFTER_LIMITS,
	};
};
