import {expect, test} from 'vitest';
import {monotonicMs, updateId} from '../../../source/domain/units.js';
import {startBuffering, type BookSync} from '../../../source/engine/feed/book/book-sync.js';
import type {Connection} from '../../../source/engine/feed/link/connection.js';
import {feedStatus, type FeedCondition} from '../../../source/engine/feed/feed-status.js';
import type {FeedStatus} from '../../../source/engine/feed/types/status.js';
import {diff, held, instant} from '../../helpers/diffs.js';

const open: Connection = {kind: 'open', generation: 1, attempt: 1, since: monotonicMs(0)};
const waiting: Connection = {kind: 'waiting', generation: 1, attempt: 3, until: monotonicMs(9000), reason: 'disconnect'};
const live: BookSync = {kind: 'live', reason: 'gap', bookId: updateId(5), oldInARow: 0};

const condition = (changes: Partial<FeedCondition>): FeedCondition => ({
	connection: open,
	sync: live,
	replaying: false,
	everLive: true,
	fresh: true,
	halt: undefined,
	touchKnown: true,
	tooOld: false,
	reason: 'gap',
	detail: undefined,
	snapshotAttempt: 0,
	nextSnapshotAt: undefined,
	restRefused: false,
	...changes,
});

test.each<[name: string, changes: Partial<FeedCondition>, said: Partial<FeedStatus>]>([
	['all is well', {}, {state: 'live', reason: 'gap', attempt: 0}],
	['not yet dialled', {connection: {kind: 'closed'}, reason: 'start'}, {state: 'connecting', reason: 'start', attempt: 1}],
	[
		'dialling',
		{connection: {kind: 'dialing', generation: 2, attempt: 4, since: monotonicMs(0)}, reason: 'silent'},
		{state: 'connecting', reason: 'silent', attempt: 4},
	],
	['waiting to dial', {connection: waiting}, {state: 'disconnected', reason: 'disconnect', attempt: 3}],
	['after a healthy while', {connection: {...waiting, attempt: 0}}, {state: 'disconnected', attempt: 1}],
	['silent', {fresh: false}, {state: 'stale', reason: 'silent'}],
	['a touch beyond what is known', {fresh: false, touchKnown: false}, {state: 'stale', reason: 'audit'}],
	[
		'halted',
		{fresh: false, halt: 'the venue says BREAK', detail: 'close 1006'},
		{state: 'stale', reason: 'halted', detail: 'the venue says BREAK'},
	],
	[
		'halted, and given up for its silence',
		{connection: {...waiting, reason: 'silent'}, halt: 'the venue says BREAK'},
		{state: 'disconnected', reason: 'halted', detail: 'the venue says BREAK'},
	],
	[
		'halted, and looked at anew for its silence',
		{sync: startBuffering('silent'), reason: 'silent', halt: 'the venue says BREAK'},
		{state: 'resyncing', reason: 'halted'},
	],
	['a gap while halted', {sync: startBuffering('gap'), halt: 'the venue says BREAK'}, {state: 'resyncing', reason: 'gap'}],
	['the first sync', {sync: startBuffering('start'), everLive: false, reason: 'start'}, {state: 'syncing', reason: 'start', attempt: 1}],
	['a later one', {sync: startBuffering('gap'), snapshotAttempt: 4}, {state: 'resyncing', reason: 'gap', attempt: 4}],
	['joining', {sync: {kind: 'joining', reason: 'gap', bookId: updateId(5)}}, {state: 'resyncing', reason: 'gap'}],
	['half way through what was buffered', {replaying: true, fresh: false}, {state: 'resyncing', reason: 'gap'}],
	['snapshots that are too old', {sync: startBuffering('gap'), tooOld: true}, {state: 'resyncing', reason: 'snapshot-too-old'}],
	[
		'a venue that asks for silence',
		{sync: startBuffering('gap'), tooOld: true, restRefused: true},
		{state: 'resyncing', reason: 'rate-limited'},
	],
	['silence on REST while all is well', {restRefused: true}, {state: 'live', reason: 'gap'}],
])('%s', (_name, changes, said) => {
	expect(feedStatus(condition(changes), instant(1000))).toMatchObject(said);
});

test('the next attempt is given on the wall clock, and is never in the past', () => {
	const at = instant(1000);
	expect(feedStatus(condition({connection: waiting}), at).nextRetryAtMs).toBe(at.wallMs + 8000);
	expect(feedStatus(condition({connection: waiting}), instant(9500)).nextRetryAtMs).toBe(instant(9500).wallMs);
	expect(feedStatus(condition({sync: startBuffering('gap'), nextSnapshotAt: monotonicMs(1250)}), at).nextRetryAtMs).toBe(at.wallMs + 250);
	expect(feedStatus(condition({nextSnapshotAt: monotonicMs(1250)}), at)).not.toHaveProperty('nextRetryAtMs');
});

test('a gap tells its ids and what waits behind it; a live book tells no old trouble', () => {
	const gap: BookSync = {kind: 'buffering', reason: 'gap', buffer: [held(diff(9, 9))], expectedId: updateId(6), receivedId: updateId(9)};
	expect(feedStatus(condition({sync: gap, detail: 'x'}), instant(0))).toMatchObject({
		expectedId: 6,
		receivedId: 9,
		bufferedDiffs: 1,
		detail: 'x',
	});
	const well = feedStatus(condition({detail: 'close 1006'}), instant(0));
	for (const field of ['expectedId', 'receivedId', 'detail']) expect(well).not.toHaveProperty(field);
});
