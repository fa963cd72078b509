/** The same start and raw inputs give the same outputs and effects, byte for byte. */

import {describe, expect, test} from 'vitest';
import {unixMs} from '../../source/domain/units.js';
import {instant, NOON} from '../helpers/diffs.js';
import {FAULT_NAMES} from '../simulation/model/faults.js';
import {firstDifference, replayed, SessionTape} from '../simulation/model/tape.js';
import {simulate} from '../simulation/session.js';

const recorded = (seed: number, names?: readonly (typeof FAULT_NAMES)[number][]): SessionTape => {
	const tape = new SessionTape();
	expect(simulate({seed, minutes: 1.5, dayEvery: 0, tape, names}).violation).toBeUndefined();
	return tape;
};

describe('lived again from its inputs', () => {
	test.each([1, 2, 3, 4, 5, 6, 7, 8])('a session with the faults of seed %i says the same', (seed) => {
		const tape = recorded(seed);
		expect(tape.lines.length).toBeGreaterThan(100);
		expect(firstDifference(tape.lines, replayed(tape))).toBeUndefined();
	});

	test.each(FAULT_NAMES)('a session under %s says the same', (name) => {
		const tape = recorded(77, [name]);
		expect(firstDifference(tape.lines, replayed(tape))).toBeUndefined();
	});

	test('inputs are numbered densely, and one that is left out tells', () => {
		const tape = recorded(9);
		expect(tape.inputs.length).toBeGreaterThan(500);
		const message = tape.inputs.findIndex(({input}) => input.kind === 'message' && String(input.data).includes('depthUpdate'));
		const holed = new SessionTape();
		Object.assign(holed, {start: tape.start, inputs: tape.inputs.toSpliced(message + 100, 40)});
		expect(firstDifference(tape.lines, replayed(holed))).toBeDefined();
	});
});

test('a hold that an earlier run was given is told before anything else, and nothing is asked until then', () => {
	const tape = new SessionTape();
	const config = {symbol: 'btcusdt', venue: 'binance', staleAfterMs: 3000, snapshotDepth: 1000};
	tape.begin({config, seed: 1, at: instant(0), restHoldUntilMs: unixMs(NOON + 2500)});
	for (let ms = 0; ms < 2500; ms += 100) tape.input(tape.inputs.length + 1, {kind: 'tick'}, instant(ms));
	const early = replayed(tape);
	expect(early[0]).toContain("by an earlier run's word, binance wants no requests for another 3 s");
	expect(early.filter((line) => line.includes('"kind":"get"'))).toEqual([]);
	for (let ms = 2500; ms < 4000; ms += 100) tape.input(tape.inputs.length + 1, {kind: 'tick'}, instant(ms));
	expect(replayed(tape).filter((line) => line.includes('exchangeInfo')).length).toBe(1);
});
