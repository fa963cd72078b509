import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Trade} from '../../../../source/domain/feed-event.js';
import {monotonicMs, unixMs} from '../../../../source/domain/units.js';
import {LOST_AFTER_MS, MAX_REMEMBERED_TRADES, TradeGate} from '../../../../source/engine/feed/link/trade-gate.js';
import {NOON, trade} from '../../../helpers/diffs.js';

const at = monotonicMs;
const LATER = at(LOST_AFTER_MS);

/** A gate's verdicts on these trades. */
const verdicts = (trades: readonly Trade[], gate = new TradeGate(true)) => trades.map((one) => gate.admit(one, at(0)).kind);
const ids = (...list: readonly number[]): readonly Trade[] => list.map((id) => trade(id, 'buy', 100, 1));
const lost = (gate: TradeGate, now = LATER): number => gate.settle(now).reduce((sum, {hole, told}) => sum + hole.missing - told, 0);

describe('every trade passes once', () => {
	test.each([true, false])('in whatever order two connections tell of them (ids without holes: %s)', (dense) => {
		const gate = new TradeGate(dense);
		const passed = ids(5, 7, 5, 6, 7, 6, 8).filter((one) => gate.admit(one, at(0)).kind === 'new');
		expect(passed.map(({id}) => id)).toEqual([5, 7, 6, 8]);
	});

	test('and one that came just before the first is not lost for having been overtaken', () => {
		expect(verdicts(ids(5, 4, 4))).toEqual(['new', 'new', 'again']);
	});

	test('a second one with its id and other content is reported, and does not pass', () => {
		const gate = new TradeGate(true);
		expect(verdicts([...ids(1, 2), trade(2, 'sell', 100, 1), trade(1, 'buy', 101, 1), ...ids(2, 3)], gate)).toEqual([
			'new',
			'new',
			'conflict',
			'conflict',
			'again',
			'new',
		]);
		expect(lost(gate)).toBe(0);
	});

	test('the same trade in microseconds is the same trade', () => {
		const [first] = ids(1);
		expect(verdicts([first!, {...first!, tradeAtMs: unixMs(first!.tradeAtMs + 0.25), eventAtMs: unixMs(first!.eventAtMs + 9)}])).toEqual([
			'new',
			'again',
		]);
	});

	test('a bounded number of them is remembered, and an old one still does not count twice', () => {
		const gate = new TradeGate(true);
		for (let id = 0; id <= MAX_REMEMBERED_TRADES; id += 1) gate.admit(trade(id, 'buy', 100, 1), at(0));
		expect(verdicts(ids(0, MAX_REMEMBERED_TRADES), gate)).toEqual(['again', 'again']);
	});
});

describe('an id that is left out', () => {
	test('is lost when it has not come within a second', () => {
		const gate = new TradeGate(true);
		verdicts(ids(1, 2, 6), gate);
		expect(gate.settle(at(LOST_AFTER_MS - 1))).toEqual([]);
		expect(gate.settle(LATER)).toMatchObject([{hole: {fromId: 3, toId: 5, missing: 3}, told: 0}]);
		expect(gate.settle(at(10 * LOST_AFTER_MS))).toEqual([]);
	});

	test('is not lost when it comes within that time', () => {
		const gate = new TradeGate(true);
		expect(verdicts(ids(1, 4, 3, 2), gate)).toEqual(['new', 'new', 'new', 'new']);
		expect(gate.settle(LATER)).toEqual([]);
	});

	test('and comes after all is a trade, and lost no more', () => {
		const gate = new TradeGate(true);
		verdicts(ids(1, 5), gate);
		expect(lost(gate)).toBe(3);
		expect(verdicts(ids(3), gate)).toEqual(['new']);
		expect(lost(gate)).toBe(-1);
		expect(verdicts(ids(2, 4, 4), gate)).toEqual(['new', 'new', 'again']);
		expect(lost(gate)).toBe(-2);
	});

	test('means nothing where a venue leaves ids out', () => {
		const gate = new TradeGate(false);
		verdicts(ids(1, 100), gate);
		expect(gate.settle(LATER)).toEqual([]);
	});

	test('is counted exactly, whatever is lost, doubled or late', () => {
		fc.assert(
			fc.property(
				fc.array(fc.record({isLost: fc.boolean(), lateBy: fc.nat(5), copies: fc.integer({min: 1, max: 3})}), {maxLength: 200}),
				(told) => {
					const came = told
						.flatMap(({isLost, lateBy, copies}, id) =>
							isLost ? [] : Array.from({length: copies}, (_, copy) => ({id, at: id + lateBy + copy})),
						)
						.toSorted((a, b) => a.at - b.at)
						.map(({id}) => id);
					const gate = new TradeGate(true);
					const passed = ids(...came).filter((one) => gate.admit(one, at(0)).kind === 'new');
					const expected = new Set(came);
					const [first = 0] = came;
					const [low, high] = [Math.min(...came), Math.max(...came)];
					expect(passed).toHaveLength(expected.size);
					const missing =
						came.length === 0
							? 0
							: Array.from({length: high - Math.max(low, first) + 1}, (_, index) => Math.max(low, first) + index).filter(
									(id) => !expected.has(id),
								).length;
					expect(lost(gate)).toBe(missing);
				},
			),
		);
	});
});

describe('ids that begin another count are no loss', () => {
	const restarted = (from: number, count: number): readonly Trade[] =>
		Array.from({length: count}, (_, index) => ({...trade(from + index, 'sell', 300, 7), tradeAtMs: unixMs(NOON + 10_000_000 + index)}));

	test('lower', () => {
		const gate = new TradeGate(true);
		verdicts(ids(5_000_000, 5_000_001), gate);
		expect(verdicts(restarted(1, 3), gate)).toEqual(['restart', 'new', 'new']);
		expect(verdicts([{...restarted(6, 1)[0]!, tradeAtMs: unixMs(NOON + 10_000_100)}], gate)).toEqual(['new']);
		expect(lost(gate)).toBe(2);
	});

	test('higher by more than anybody trades', () => {
		const gate = new TradeGate(true);
		const soon = (id: number): Trade => ({...trade(id, 'buy', 100, 1), tradeAtMs: unixMs(NOON)});
		expect(verdicts([soon(1), soon(2), soon(1_000_000_000), soon(1_000_000_001)], gate)).toEqual(['new', 'new', 'restart', 'new']);
		expect(lost(gate)).toBe(0);
	});

	test('at numbers that are still remembered, once there are more of them than mistakes', () => {
		const gate = new TradeGate(true);
		verdicts(ids(...Array.from({length: 100}, (_, index) => index)), gate);
		expect(verdicts(restarted(50, 7), gate)).toEqual(['conflict', 'conflict', 'conflict', 'conflict', 'restart', 'new', 'new']);
		expect(lost(gate)).toBe(0);
	});

	test('and copies of old trades, however many, are no new count', () => {
		const gate = new TradeGate(true);
		const old = ids(...Array.from({length: 100}, (_, index) => index));
		verdicts(old, gate);
		expect(
			new Set(
				verdicts(
					old.map((one) => ({...one, qtyLots: trade(1, 'buy', 1, 99).qtyLots})),
					gate,
				),
			),
		).toEqual(new Set(['conflict']));
		expect(verdicts(ids(100), gate)).toEqual(['new']);
	});
});
