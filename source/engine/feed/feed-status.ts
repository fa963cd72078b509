/** What a connection, a sync machine and its requests amount to, in the words of the contract. Pure. */

import {unixMs, type Instant, type MonotonicMs, type UnixMs} from '../../domain/units.js';
import {bufferedCount, type BookSync} from './book/book-sync.js';
import {attemptOf, type Connection} from './link/connection.js';
import type {FeedState, FeedStatus, Reason} from './types/status.js';

export type FeedCondition = {
	readonly connection: Connection;
	readonly sync: BookSync;
	/** Diffs that waited for the snapshot are being applied just now. */
	readonly replaying: boolean;
	readonly everLive: boolean;
	readonly fresh: boolean;
	/** Why the venue does not trade the symbol, in words; undefined while it does. */
	readonly halt: string | undefined;
	/** Both best prices lie within what the snapshot vouches for. */
	readonly touchKnown: boolean;
	/** The last snapshot did not reach up to the stream. */
	readonly tooOld: boolean;
	/** Why the feed last had to start over. */
	readonly reason: Reason;
	readonly detail: string | undefined;
	readonly snapshotAttempt: number;
	readonly nextSnapshotAt: MonotonicMs | undefined;
	/** The venue has asked for silence on REST. */
	readonly restRefused: boolean;
};

export const feedStatus = (condition: FeedCondition, at: Instant): Omit<FeedStatus, 'sinceMs'> => {
	const {sync, detail} = condition;
	const next = nextRetryAt(condition, at);
	const reason = withoutSilence(condition, reasonOf(condition));
	const why = reason === 'halted' ? condition.halt : sync.kind === 'live' ? undefined : detail;
	return {
		state: stateOf(condition),
		reason,
		attempt: shownAttempt(condition),
		bufferedDiffs: bufferedCount(sync),
		...(sync.kind === 'buffering' && sync.expectedId !== undefined ? {expectedId: sync.expectedId} : {}),
		...(sync.kind === 'buffering' && sync.receivedId !== undefined ? {receivedId: sync.receivedId} : {}),
		...(next === undefined ? {} : {nextRetryAtMs: next}),
		...(why === undefined ? {} : {detail: why}),
	};
};

const isLive = ({sync, replaying}: FeedCondition): boolean => sync.kind === 'live' && !replaying;

const stateOf = (condition: FeedCondition): FeedState => {
	if (condition.connection.kind === 'waiting') return 'disconnected';
	if (condition.connection.kind !== 'open') return 'connecting';
	if (!isLive(condition)) return condition.everLive ? 'resyncing' : 'syncing';
	return condition.fresh ? 'live' : 'stale';
};

const reasonOf = (condition: FeedCondition): Reason => {
	const {connection, sync} = condition;
	if (connection.kind === 'waiting') return connection.reason;
	if (connection.kind !== 'open') return condition.reason;
	if (sync.kind === 'live') return liveReason(condition, sync.reason);
	if (condition.restRefused) return 'rate-limited';
	return condition.tooOld ? 'snapshot-too-old' : condition.reason;
};

/** A market that the venue has halted is silent for that reason. */
const withoutSilence = ({halt}: FeedCondition, reason: Reason): Reason => (halt !== undefined && reason === 'silent' ? 'halted' : reason);

const liveReason = (condition: FeedCondition, syncReason: Reason): Reason => {
	if (condition.halt !== undefined) return 'halted';
	if (condition.fresh || condition.replaying) return syncReason;
	return condition.touchKnown ? 'silent' : 'audit';
};

const shownAttempt = (condition: FeedCondition): number => {
	if (condition.connection.kind !== 'open') return Math.max(attemptOf(condition.connection), 1);
	return isLive(condition) ? 0 : Math.max(condition.snapshotAttempt, 1);
};

const nextRetryAt = ({connection, sync, nextSnapshotAt}: FeedCondition, at: Instant): UnixMs | undefined => {
	const due = connection.kind === 'waiting' ? connection.until : sync.kind === 'buffering' ? nextSnapshotAt : undefined;
	return due === undefined ? undefined : unixMs(at.wallMs + Math.max(due - at.monoMs, 0));
};
