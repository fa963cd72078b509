import {array, assert, constantFrom, integer, oneof, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Effect} from '../../../../source/engine/feed/types/effect.js';
import type {RestCall, RestFailure} from '../../../../source/engine/feed/types/rest-call.js';
import {RestQueue, type CallKind} from '../../../../source/engine/feed/rest/rest-queue.js';
import {binance} from '../../../../source/venue/binance/index.js';
import {instant} from '../../../helpers/diffs.js';

type Request = Extract<Effect, {kind: 'request'}>;

const SNAPSHOT: RestCall = {kind: 'snapshot', depth: 1000};
const weightOf = (call: RestCall): number => ({instrument: 20, snapshot: 50, 'successor-snapshot': 50, probe: 5, time: 1})[call.kind];
const refused: RestFailure = {kind: 'failed', failure: 'rate-limited', status: 429, retryAfterMs: 37_000, message: 'HTTP 429'};

/** A queue whose random waits are the shortest possible. */
const startDesk = (limit = 6000) => {
	const desk = new RestQueue({...binance.limits, weights: [{limit, intervalMs: 60_000}]}, weightOf, () => 0);
	const sent: Request[] = [];
	const poll = (now: number): readonly Request[] => {
		const from = sent.length;
		desk.poll(instant(now), (effect) => {
			if (effect.kind === 'request') sent.push(effect);
		});
		return sent.slice(from);
	};

	return {desk, poll, sent};
};

const kinds = (requests: readonly Request[]): readonly CallKind[] => requests.map((request) => request.call.kind);

test('what is wanted goes out once, however often it is asked for', () => {
	const {desk, poll} = startDesk();
	desk.want(SNAPSHOT);
	desk.want(SNAPSHOT);
	expect(desk.isBusy('snapshot')).toBe(true);
	expect(desk.isInFlight('snapshot')).toBe(false);
	expect(poll(0)).toEqual([{kind: 'request', requestId: 1, call: SNAPSHOT}]);
	desk.want(SNAPSHOT);
	expect(desk.isInFlight('snapshot')).toBe(true);
	expect(poll(100_000)).toEqual([]);
});

test('the most urgent goes first', () => {
	const {desk, poll} = startDesk();
	desk.want({kind: 'time'});
	desk.want({kind: 'probe', depth: 1});
	desk.want(SNAPSHOT);
	desk.want({kind: 'instrument'});
	expect(kinds(poll(0))).toEqual(['instrument', 'snapshot', 'probe', 'time']);
});

test('a reply belongs to its request once', () => {
	const {desk, poll} = startDesk();
	desk.want(SNAPSHOT);
	poll(0);
	expect(desk.take(99, [], instant(5))).toBeUndefined();
	expect(desk.take(1, [], instant(5))).toMatchObject({kind: 'snapshot'});
	expect(desk.take(1, [], instant(6))).toBeUndefined();
});

test('a reply that is no longer awaited is dropped, and does not answer the next request', () => {
	const {desk, poll} = startDesk();
	desk.want(SNAPSHOT);
	poll(0);
	desk.cancel('snapshot');
	expect(desk.isBusy('snapshot')).toBe(false);
	desk.want(SNAPSHOT);
	expect(poll(10_000)).toMatchObject([{requestId: 2}]);
	expect(desk.take(1, [], instant(10_001))).toBeUndefined();
	expect(desk.isInFlight('snapshot')).toBe(true);
	expect(desk.take(2, [], instant(10_002))).toMatchObject({kind: 'snapshot'});
});

test('what is forgone is not sent, and what was sent is still answered', () => {
	const {desk, poll} = startDesk();
	desk.want(SNAPSHOT);
	desk.forgo('snapshot');
	expect(poll(0)).toEqual([]);
	desk.want(SNAPSHOT);
	poll(1);
	desk.forgo('snapshot');
	expect(desk.take(1, [], instant(5))).toEqual(SNAPSHOT);
});

describe('waits', () => {
	test('grow with every request until things are well', () => {
		const {desk, poll} = startDesk();
		const due: number[] = [];
		let now = 0;
		for (let count = 0; count < 8; count += 1) {
			desk.want(SNAPSHOT);
			now = desk.nextTry('snapshot', instant(now)) ?? Number.NaN;
			due.push(now);
			expect(poll(now - 0.001)).toEqual([]);
			const [request] = poll(now);
			desk.take(request?.requestId ?? 0, [], instant(now));
			expect(desk.attempt('snapshot')).toBe(count + 1);
		}

		expect(due.map((time, index) => time - (due[index - 1] ?? 0))).toEqual([0, 125, 250, 500, 1000, 2000, 2500, 2500]);
		desk.settle('snapshot');
		expect(desk.attempt('snapshot')).toBe(0);
	});

	test('of one kind do not hold up another', () => {
		const {desk, poll} = startDesk();
		desk.want(SNAPSHOT);
		poll(0);
		desk.take(1, [], instant(1));
		desk.want(SNAPSHOT);
		desk.want({kind: 'time'});
		expect(kinds(poll(2))).toEqual(['time']);
	});

	test('end at once when the operator asks to resync', () => {
		const {desk, poll} = startDesk();
		desk.want(SNAPSHOT);
		poll(0);
		desk.take(1, [], instant(1));
		desk.want(SNAPSHOT);
		expect(poll(2)).toEqual([]);
		desk.hurry('snapshot', instant(2).monoMs);
		expect(kinds(poll(2))).toEqual(['snapshot']);
	});
});

describe("the venue's refusal", () => {
	test('silences every kind of request for as long as it asks', () => {
		const {desk, poll} = startDesk();
		desk.heed(refused, instant(1000).monoMs);
		expect(desk.isRefused(instant(37_999).monoMs)).toBe(true);
		for (const call of [SNAPSHOT, {kind: 'time'}, {kind: 'instrument'}, {kind: 'probe', depth: 1}] as const) {
			desk.want(call);
			desk.hurry(call.kind, instant(1000).monoMs);
			expect(desk.nextTry(call.kind, instant(1000))).toBe(38_000);
		}

		expect(poll(37_999)).toEqual([]);
		expect(poll(38_000)).toHaveLength(4);
		expect(desk.isRefused(instant(38_000).monoMs)).toBe(false);
	});

	test.each(['unreachable', 'unreadable', 'unknown-symbol', 'refused'] as const)('is none where the failure is %s', (failure) => {
		const {desk} = startDesk();
		desk.heed({...refused, failure}, instant(1000).monoMs);
		expect(desk.isRefused(instant(1001).monoMs)).toBe(false);
	});
});

describe('the budget', () => {
	test('counts what was sent, and what the venue counts', () => {
		const {desk, poll} = startDesk();
		desk.want(SNAPSHOT);
		desk.want({kind: 'time'});
		poll(0);
		expect(desk.weight(instant(1).wallMs)).toEqual({used: 51, limit: 6000});
		desk.take(1, [{used: 700, intervalMs: 60_000}], instant(2));
		expect(desk.weight(instant(3).wallMs)).toEqual({used: 700, limit: 6000});
		expect(desk.weight(instant(60_000).wallMs)).toEqual({used: 0, limit: 6000});
	});

	test('that is used up by others makes us wait for the next minute', () => {
		const {desk, poll} = startDesk();
		desk.want({kind: 'time'});
		poll(0);
		desk.take(1, [{used: 5900, intervalMs: 60_000}], instant(10));
		desk.want(SNAPSHOT);
		expect(desk.nextTry('snapshot', instant(10))).toBe(60_000);
		expect(poll(59_999)).toEqual([]);
		expect(kinds(poll(60_000))).toEqual(['snapshot']);
	});

	test('is read from a reply even if it is no longer awaited', () => {
		const {desk} = startDesk();
		expect(desk.take(77, [{used: 4321, intervalMs: 60_000}], instant(5))).toBeUndefined();
		expect(desk.weight(instant(6).wallMs).used).toBe(4321);
	});
});

test('nothing is wanted, nothing is due', () => {
	const {desk, poll} = startDesk();
	expect(poll(0)).toEqual([]);
	expect(desk.nextTry('snapshot', instant(0))).toBeUndefined();
});

test('whatever is asked, answered, cancelled and refused: one of each kind under way, ids never reused, silence kept', () => {
	const kind = constantFrom<CallKind>('instrument', 'snapshot', 'probe', 'time');
	const action = oneof(
		record({do: constantFrom('want', 'cancel', 'hurry', 'settle', 'answer', 'late'), kind}),
		record({do: constantFrom('refuse'), kind}),
		record({do: constantFrom('wait'), kind, ms: integer({min: 0, max: 20_000})}),
	);
	assert(
		property(array(action, {maxLength: 80}), (actions) => {
			const {desk, poll, sent} = startDesk(400);
			const open = new Map<CallKind, number>();
			let now = 0;
			let silentUntil = 0;
			for (const one of actions) {
				const call: RestCall = one.kind === 'instrument' || one.kind === 'time' ? {kind: one.kind} : {kind: one.kind, depth: 1};
				if (one.do === 'want') desk.want(call);
				if (one.do === 'cancel') {
					desk.cancel(one.kind);
					open.delete(one.kind);
				}

				if (one.do === 'hurry') desk.hurry(one.kind, instant(now).monoMs);
				if (one.do === 'settle') desk.settle(one.kind);
				if (one.do === 'answer' && open.has(one.kind)) {
					expect(desk.take(open.get(one.kind) ?? 0, [], instant(now))).toEqual(call);
					open.delete(one.kind);
				}

				if (one.do === 'late') expect(desk.take(-1, [], instant(now))).toBeUndefined();
				if (one.do === 'refuse') {
					desk.heed(refused, instant(now).monoMs);
					silentUntil = Math.max(silentUntil, now + 37_000);
				}

				if ('ms' in one) now += one.ms;
				for (const request of poll(now)) {
					expect(now).toBeGreaterThanOrEqual(silentUntil);
					expect(open.has(request.call.kind)).toBe(false);
					open.set(request.call.kind, request.requestId);
				}

				expect(desk.isInFlight(one.kind)).toBe(open.has(one.kind));
				expect(desk.weight(instant(now).wallMs).used).toBeLessThanOrEqual(200);
			}

			expect(sent.map((request) => request.requestId)).toEqual(sent.map((_request, index) => index + 1));
		}),
	);
});
