import {array, assert, boolean, constantFrom, double, integer, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {monotonicMs} from '../../../../source/domain/units.js';
import {
	attemptOf,
	dial,
	earliestDial,
	generationOf,
	HEALTHY_AFTER_MS,
	lose,
	remember,
	type Connection,
	type DialHistory,
	type Loss,
} from '../../../../source/engine/feed/link/connection.js';
import {binance} from '../../../../source/venue/binance/index.js';

const {dials: limits} = binance.limits;

const closed: Connection = {kind: 'closed'};
const loss = (changes: Partial<Loss> & {readonly at?: number} = {}): Loss => ({
	now: monotonicMs(changes.at ?? 0),
	reason: 'disconnect',
	liveForMs: 0,
	random: 0,
	atLeastMs: 0,
	...changes,
});

test('every dial is a new generation and one more try', () => {
	expect([generationOf(closed), attemptOf(closed)]).toEqual([0, 0]);
	const first = dial(closed, monotonicMs(5));
	expect(first).toEqual({kind: 'dialing', generation: 1, attempt: 1, since: 5});
	const second = dial(lose(first, loss()), monotonicMs(900));
	expect(second).toMatchObject({kind: 'dialing', generation: 2, attempt: 2});
});

test.each<[name: string, attempt: number, changes: Partial<Loss>, wait: number, left: number]>([
	['the first loss waits shortly', 1, {}, 250, 1],
	['the fifth waits longer', 5, {}, 4000, 5],
	['none waits longer than half a minute', 60, {random: 0.999_999}, 30_000, 60],
	['after a healthy while it begins again', 9, {liveForMs: HEALTHY_AFTER_MS}, 250, 0],
	['a while that was not healthy changes nothing', 5, {liveForMs: HEALTHY_AFTER_MS - 1}, 4000, 5],
	['bad manners wait at least half a minute', 1, {atLeastMs: limits.policyWaitMs}, 30_000, 1],
	['even after a healthy while', 1, {atLeastMs: limits.policyWaitMs, liveForMs: 1e6}, 30_000, 0],
	['a healthy one that fell silent is replaced at once', 9, {reason: 'silent', liveForMs: HEALTHY_AFTER_MS}, 0, 0],
	['one that was silent soon is not', 5, {reason: 'silent', liveForMs: HEALTHY_AFTER_MS - 1}, 4000, 5],
	['manners hold for a silent one too', 1, {reason: 'silent', atLeastMs: limits.policyWaitMs, liveForMs: 1e6}, 30_000, 0],
])('%s', (_name, attempt, changes, wait, left) => {
	const open: Connection = {kind: 'open', generation: 3, attempt, since: monotonicMs(0)};
	const waiting = lose(open, loss({at: 1000, ...changes}));
	expect(waiting).toMatchObject({kind: 'waiting', generation: 3, attempt: left, reason: changes.reason ?? 'disconnect'});
	expect(waiting.kind === 'waiting' && waiting.until - 1000).toBeCloseTo(wait, 1);
});

test('the first thirty dials are free, the next one waits for the oldest to be five minutes ago', () => {
	let history: DialHistory = [];
	for (let count = 0; count < limits.most; count += 1) {
		expect(earliestDial(history, monotonicMs(count), limits)).toBe(count);
		history = remember(history, monotonicMs(count), limits);
	}

	expect(earliestDial(history, monotonicMs(500), limits)).toBe(limits.windowMs);
	expect(earliestDial(history, monotonicMs(limits.windowMs + 9), limits)).toBe(limits.windowMs + 9);
	expect(remember(history, monotonicMs(limits.windowMs), limits)).toHaveLength(limits.most);
});

test('whatever happens to connections, there are never more than thirty dials in five minutes', () => {
	const life = record({
		lasts: constantFrom(0, 0, 1, 50, 5000),
		liveForMs: constantFrom(0, 0, HEALTHY_AFTER_MS, 1e9),
		random: double({min: 0, max: 1, maxExcluded: true, noNaN: true}),
		impatient: boolean(),
		late: integer({min: 0, max: 100}),
	});
	assert(
		property(array(life, {minLength: 40, maxLength: 150}), (lives) => {
			let connection: Connection = closed;
			let history: DialHistory = [];
			let now = monotonicMs(0);
			const dials: number[] = [];
			for (const one of lives) {
				connection = dial(connection, now);
				history = remember(history, now, limits);
				dials.push(now);
				now = monotonicMs(now + one.lasts);
				connection = lose(
					connection,
					loss({at: now, liveForMs: one.liveForMs, random: one.random, atLeastMs: earliestDial(history, now, limits) - now}),
				);
				const until = connection.kind === 'waiting' ? connection.until : now;
				// The operator's reconnect is delayed to the earliest dial that the limits allow.
				now = monotonicMs((one.impatient ? earliestDial(history, now, limits) : until) + one.late);
			}

			for (const [index, at] of dials.entries()) {
				const before = dials[index - limits.most];
				if (before !== undefined) expect(at - before).toBeGreaterThan(limits.windowMs - 1e-3);
			}
		}),
	);
});
