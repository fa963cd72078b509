import {expect, test} from 'vitest';
import {FAULT_KINDS, faultsBetween, parseFaults} from '../../../source/exchange/faults/fault.js';

test.each([
	['', []],
	['gap@20s', [{kind: 'gap', atMs: 20_000}]],
	['stall@60s+8s', [{kind: 'stall', atMs: 60_000, durationMs: 8000}]],
	['stall@1m', [{kind: 'stall', atMs: 60_000, durationMs: 8000}]],
	['gap@1.5s/500ms', [{kind: 'gap', atMs: 1500, everyMs: 500}]],
	['stall@0s+250ms/2m', [{kind: 'stall', atMs: 0, durationMs: 250, everyMs: 120_000}]],
	[
		'gap@20s, disconnect@40s',
		[
			{kind: 'gap', atMs: 20_000},
			{kind: 'disconnect', atMs: 40_000},
		],
	],
])('"%s" is read', (text, faults) => {
	expect(parseFaults(text)).toEqual(faults);
});

test.each([
	['gaap@20s', 'the fault "gaap@20s" is of an unknown kind "gaap"; known are gap, duplicate'],
	['gap', 'the fault "gap" does not say when: gap@20s'],
	['gap@', 'the start "" of the fault "gap@" is not a time like 500ms, 20s or 2m'],
	['gap@20', 'the start "20" of the fault "gap@20" is not a time'],
	['gap@20h', 'the start "20h" of the fault'],
	['gap@-5s', 'the start "-5s" of the fault'],
	['stall@5s+x', 'the duration "x" of the fault "stall@5s+x"'],
	['stall@5s+', 'the duration "" of the fault "stall@5s+"'],
	['disconnect@5s+3s', 'the fault "disconnect@5s+3s" has a duration, but disconnect happens once'],
	['gap@5s/0s', 'the repetition of the fault "gap@5s/0s" must not be zero'],
	['gap@5s,', 'the fault "" is of an unknown kind ""'],
	['toString@5s', 'of an unknown kind "toString"'],
])('"%s" is refused with what is wrong', (text, message) => {
	expect(() => parseFaults(text)).toThrow(message);
});

test('every kind can be asked for, and means something', () => {
	for (const {kind, meaning} of FAULT_KINDS) {
		expect(parseFaults(`${kind}@1s`)).toMatchObject([{kind, atMs: 1000}]);
		expect(meaning).not.toBe('');
	}

	expect(FAULT_KINDS).toHaveLength(30);
});

test('faults begin once, repeated ones as often as they do, in order of time', () => {
	const faults = parseFaults('gap@300ms/100ms,disconnect@250ms,stall@0s');
	const between = (fromMs: number, toMs: number) => faultsBetween(faults, fromMs, toMs).map((fault) => [fault.kind, fault.atMs]);
	expect(between(-1, 0)).toEqual([['stall', 0]]);
	expect(between(0, 249)).toEqual([]);
	expect(between(0, 400)).toEqual([
		['disconnect', 250],
		['gap', 300],
		['gap', 400],
	]);
	expect(between(400, 499)).toEqual([]);
	expect(between(400, 500)).toEqual([['gap', 500]]);
});
