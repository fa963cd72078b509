import {expect, test} from 'vitest';
import {monotonicMs} from '../../../../source/domain/units.js';
import {DIAL_DEADLINE_MS} from '../../../../source/engine/feed/link/connection.js';
import {FeedLink} from '../../../../source/engine/feed/link/feed-link.js';
import {binance} from '../../../../source/venue/binance/index.js';
import type {Effect} from '../../../../source/engine/feed/types/effect.js';

const at = monotonicMs;
const {dials} = binance.limits;

const newLink = () => {
	const effects: Effect[] = [];
	return {effects, link: new FeedLink({dials, random: () => 0, effect: (effect) => effects.push(effect)})};
};

test('is dialled once, opens once, and is ours while it lasts', () => {
	const {effects, link} = newLink();
	link.start(at(0));
	link.start(at(1));
	expect(effects).toEqual([{kind: 'connect', generation: 1}]);
	expect([link.owns(1), link.owns(2), link.openSince]).toEqual([true, false, undefined]);
	expect([link.onOpened(2, at(5)), link.onOpened(1, at(9)), link.onOpened(1, at(10))]).toEqual([false, true, false]);
	expect(link.openSince).toBe(9);
	link.lose('disconnect', 0, at(20));
	expect([link.owns(1), link.openSince]).toEqual([false, undefined]);
});

test('dials again after its wait, sooner for an operator, never sooner than the limits allow', () => {
	const {effects, link} = newLink();
	link.start(at(0));
	link.lose('disconnect', 0, at(100));
	expect([link.onTime(at(349)), effects.length, link.onTime(at(350)), effects.length]).toEqual([false, 1, false, 2]);
	link.lose('disconnect', 0, at(400));
	link.hurry(at(401));
	link.onTime(at(401));
	expect(effects).toHaveLength(3);
	link.heed(1008, at(500));
	link.lose('disconnect', 0, at(500));
	link.hurry(at(501));
	link.onTime(at(499 + dials.policyWaitMs));
	expect(effects).toHaveLength(3);
	link.onTime(at(500 + dials.policyWaitMs));
	expect(effects).toHaveLength(4);
	expect(link.dialAnother(at(500 + dials.policyWaitMs))).toBe(5);
});

test('says when a dial has had no answer for too long, and counts the tries before the first success', () => {
	const {link} = newLink();
	link.start(at(0));
	expect([link.onTime(at(DIAL_DEADLINE_MS)), link.onTime(at(DIAL_DEADLINE_MS + 1))]).toEqual([false, true]);
	link.lose('disconnect', 0, at(DIAL_DEADLINE_MS + 1));
	expect(link.failedFirstDials).toBe(1);
	link.onTime(at(60_000));
	link.onOpened(2, at(60_001));
	link.lose('disconnect', 0, at(60_002));
	expect(link.failedFirstDials).toBe(0);
});

test('a second connection counts against the same limit, with generations of its own', () => {
	const {link} = newLink();
	link.start(at(0));
	const generations = Array.from({length: dials.most}, () => link.dialAnother(at(1)));
	expect(generations.slice(0, 2)).toEqual([2, 3]);
	expect(generations.at(-1)).toBeUndefined();
	expect(new Set(generations).size).toBe(dials.most);
});
