/** The book's state in words, for header, ladder and card. */

import type {MonitorFrame} from '../../../engine/frame.js';
import type {FeedState, Reason} from '../../../engine/feed/types/status.js';
import type {ColourRole} from '../cells/colour-roles.js';
import {durationText} from '../cells/format.js';
import type {MonitorState} from '../state/monitor-state.js';
import type {Glyphs} from '../cells/symbols.js';

export type TrustWords = {
	readonly glyph: string;
	readonly word: string;
	/** How long, or why, and which attempt. */
	readonly detail: string;
	readonly role: ColourRole;
	readonly inverse: boolean;
};

const STATE_WORDS: Readonly<Record<FeedState, string>> = {
	connecting: 'CONNECTING',
	syncing: 'SYNCING',
	live: 'LIVE',
	stale: 'STALE',
	resyncing: 'RESYNC',
	disconnected: 'DISCONNECTED',
};

const REASON_WORDS: Readonly<Record<Reason, string>> = {
	start: 'start',
	gap: 'book gap',
	'crossed-book': 'crossed book',
	'bad-event': 'bad event',
	checksum: 'checksum',
	audit: 'audit differs',
	'id-regress': 'ids went back',
	silent: 'feed silent',
	disconnect: 'connection lost',
	'server-shutdown': 'server shutdown',
	overflow: 'overflow',
	'rate-limited': 'rate limited',
	'snapshot-too-old': 'snapshot too old',
	suspend: 'was suspended',
	halted: 'trading halted',
	operator: 'asked for',
};

export const reasonText = (reason: Reason): string => REASON_WORDS[reason];

export const trustWords = ({memory: {frame, silentMs}}: MonitorState, glyphs: Glyphs): TrustWords => {
	if (silentMs !== undefined) return alarm(glyphs, 'NO PICTURE', `engine silent ${durationText(silentMs)}`);
	if (frame === undefined) return {glyph: glyphs.syncing, word: 'STARTING', detail: '', role: 'sync', inverse: false};
	const {state} = frame.status;
	const detail = detailOf(frame);
	switch (state) {
		case 'live':
			return frame.trusted
				? {glyph: glyphs.live, word: 'LIVE', detail, role: 'live', inverse: false}
				: alarm(glyphs, 'SUSPECT', whySuspect(frame));
		case 'connecting':
		case 'syncing':
		case 'resyncing':
			return {glyph: glyphs.syncing, word: STATE_WORDS[state], detail, role: 'sync', inverse: false};
		case 'stale':
		case 'disconnected':
			return alarm(glyphs, STATE_WORDS[state], detail);
	}
};

const alarm = (glyphs: Glyphs, word: string, detail: string): TrustWords => ({
	glyph: glyphs.bad,
	word,
	detail,
	role: 'alarm',
	inverse: true,
});

const detailOf = ({status, atMs, trusted}: MonitorFrame): string => {
	if (trusted) return `${durationText(atMs - status.sinceMs)}${afterText(status, atMs)}`;
	const attempt = status.attempt > 0 ? ` try ${status.attempt}` : '';
	const why = status.reason === 'start' ? '' : `${reasonText(status.reason)} `;
	return `${why}${durationText(atMs - status.sinceMs)}${attempt}`;
};

/** How long a live book still shows why it was lost. */
const AFTER_MS = 60_000;

const AFTER_WORDS: Readonly<Partial<Record<Reason, string>>> = {
	halted: 'halt',
	silent: 'silence',
	gap: 'gap',
	suspend: 'suspension',
	'rate-limited': 'rate limit',
	operator: 'resync',
};

const afterText = ({reason, sinceMs}: MonitorFrame['status'], atMs: number): string =>
	reason === 'start' || atMs - sinceMs > AFTER_MS ? '' : ` after ${AFTER_WORDS[reason] ?? reasonText(reason)}`;

/** Why a live book is not trusted. */
const whySuspect = ({touch, gauges}: MonitorFrame): string => {
	if (touch.bid === undefined || touch.ask === undefined) return 'one-sided book';
	if (touch.spreadUnits !== undefined && touch.spreadUnits <= 0) return 'crossed book';
	return gauges.depthAgeMs === undefined ? 'not fresh' : `last event ${durationText(gauges.depthAgeMs)} ago`;
};

const OLD_MS = 1000;

const DOING: Readonly<Record<FeedState, string>> = {
	connecting: 'opening the connection',
	syncing: 'loading the book',
	live: '',
	stale: 'nothing comes',
	resyncing: 'loading the book again',
	disconnected: 'no connection',
};

/** Time until the next attempt; empty if none is scheduled. */
export const retryText = ({nextRetryAtMs}: MonitorFrame['status'], atMs: number): string =>
	nextRetryAtMs === undefined ? '' : `retry ${durationText(Math.max(0, nextRetryAtMs - atMs))}`;

/** What was expected, what came, and what happens next; the known parts, most important first. */
export const diagnosis = ({status, atMs, gauges}: MonitorFrame): readonly string[] => {
	const {expectedId, receivedId} = status;
	const lost = expectedId !== undefined && receivedId !== undefined ? receivedId - expectedId : 0;
	const age = gauges.depthAgeMs ?? 0;
	const parts = [
		expectedId === undefined && status.reason !== 'halted' ? DOING[status.state] : '',
		age > OLD_MS ? `last event ${durationText(age)} ago` : '',
		expectedId === undefined ? '' : `want U=${expectedId}`,
		receivedId === undefined ? '' : `got U=${receivedId}`,
		lost > 0 ? `(${lost} lost)` : '',
		status.bufferedDiffs > 0 ? `buffered ${status.bufferedDiffs}` : '',
		retryText(status, atMs),
		status.detail ?? '',
	];
	return parts.filter((part) => part !== '');
};
