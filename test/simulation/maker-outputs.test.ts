/**
 * What a market maker says over simulated sessions, kept as a digest of every quote, fill, account, risk and journal
 * output, and another of what is to be seen of its orders and measures. Who executes the orders may be built
 * otherwise; what comes out may not change by a digit. Another feed may change the sessions with faults, and those alone. Where it is meant to change: `MM_TUI_SHOW_DIGESTS=1` prints
 * the new table.
 */

import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import type {EngineView} from '../../source/engine/engine-view.js';
import type {MakerSettings} from '../../source/engine/maker/settings/maker-settings.js';
import type {EngineOutput} from '../../source/engine/outputs.js';
import {moneyOf} from '../helpers/instruments.js';
import type {SessionOptions} from './model/session-report.js';
import {simulate} from './session.js';

type Case = readonly [name: string, options: SessionOptions, digest: string];

/** Near the market, so that there are fills; nothing that a loss would stop. */
const near = (settings: Partial<MakerSettings> = {}): NonNullable<SessionOptions['maker']> => ({
	halfSpread: moneyOf('0.01'),
	limits: {maxVolatilityBp: 99_999, maxSpreadBp: 99_999, maxOneSidedFills: 99_999, maxLossRate: moneyOf('1000000')},
	...settings,
});

const CASES: readonly Case[] = [
	['conservative, calm', {seed: 1, minutes: 2, faults: [], maker: near()}, '112 47 116 5b0c99bdc12dbab0 c2acd1532694dc25'],
	[
		'conservative, three levels',
		{seed: 2, minutes: 2, faults: [], busy: true, maker: near({quoting: {levels: 3}})},
		'623 218 669 1f41aadd41811c43 50b55c79c0693845',
	],
	[
		'by probability',
		{seed: 10, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'queue-prob'}, quoting: {levels: 2}})},
		'659 244 711 76517a37b8a80019 ee224e557a2974fb',
	],
	[
		'optimistic',
		{seed: 4, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'queue-optimistic'}})},
		'603 194 632 4acff9f50b8080bf 911ff448beef2d21',
	],
	[
		'touch',
		{seed: 5, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'touch'}, quoting: {levels: 2}})},
		'610 256 574 b02f44d8b8606be8 13147c2d9c128bfc',
	],
	[
		'trade through',
		{seed: 6, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'trade-through'}, quoting: {levels: 2}})},
		'515 105 449 ab7bfd5b6a1a97cd c2b7d6508c56789e',
	],
	[
		'slow messages, quick cancels',
		{
			seed: 7,
			minutes: 2,
			faults: [],
			busy: true,
			maker: near({paper: {latencyMs: 400, cancelLatencyMs: 40, holdBackMs: 100}, quoting: {levels: 3}}),
		},
		'609 239 668 9a07196c6fb10f06 00dad209026ff446',
	],
	['faults of a seed', {seed: 11, minutes: 4, maker: near({quoting: {levels: 2}})}, '138 52 119 dfd319660d37130c 3fa41310a4c88110'],
	['a storm of faults', {seed: 17, minutes: 4, maker: near({quoting: {levels: 2}})}, '123 57 112 120920437d61dfb6 c45b071052bc765a'],
	[
		'other faults',
		{seed: 23, minutes: 4, maker: near({paper: {model: 'queue-prob', power: 1}})},
		'137 58 137 502ebccfa03fd481 8c43bc51d2718526',
	],
	[
		'flatten and kill',
		{
			seed: 29,
			minutes: 3,
			faults: [],
			busy: true,
			maker: near({quoting: {levels: 3}}),
			commands: [
				{at: 30_000, command: {kind: 'flatten'}},
				{at: 45_000, command: {kind: 'resume-quotes'}},
				{at: 70_000, command: {kind: 'reduce-only', on: true}},
				{at: 80_000, command: {kind: 'reduce-only', on: false}},
				{at: 100_000, command: {kind: 'kill'}},
				{at: 110_000, command: {kind: 'flatten'}},
				{at: 120_000, command: {kind: 'rearm'}},
				{at: 121_000, command: {kind: 'resume-quotes'}},
				{at: 140_000, command: {kind: 'set-order-size', size: '0.002', sure: true}},
				{at: 150_000, command: {kind: 'set-limit', limit: 'max-inventory', value: '0.003', sure: true}},
			],
		},
		'468 173 682 7bf08b5e1a327ee3 0f0503d25f2671cd',
	],
	[
		'a limit that kills and closes',
		{
			seed: 31,
			minutes: 2,
			faults: [],
			busy: true,
			maker: near({limits: {maxLoss: moneyOf('0.5'), flattenOnKill: true, maxOneSidedFills: 99_999}}),
		},
		'6 2 3 51b78f87abeba5be 503905338a52c359',
	],
	[
		'another tick, another step',
		{seed: 37, minutes: 3, names: ['tick-rise', 'operator-quotes'], maker: near({quoting: {levels: 2}})},
		'134 75 135 868d9f8fceb4e398 ea6164818bf354f3',
	],
];

const KINDS: ReadonlySet<EngineOutput['kind']> = new Set(['quote', 'fill', 'account', 'risk', 'journal']);

/** Bigints with their n, members by name: the order in which an object was made is nobody's business. */
const textOf = (value: unknown): string =>
	JSON.stringify(value, (_key, member: unknown) => {
		if (typeof member === 'bigint') return `${member}n`;
		if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
		return Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)));
	});

/** Every so manieth applied depth event the market maker is looked at, between two of its steps. */
const LOOK_EVERY = 8;

const digestOf = (options: SessionOptions): string => {
	const outputs = createHash('sha256');
	const views = createHash('sha256');
	const counts = {quote: 0, fill: 0, account: 0, book: 0};
	const listen = (output: EngineOutput, {maker}: EngineView): void => {
		if (output.kind in counts) counts[output.kind as keyof typeof counts] += 1;
		if (KINDS.has(output.kind)) outputs.update(textOf(output));
		else if (output.kind === 'book' && counts.book % LOOK_EVERY === 0) views.update(textOf(maker));
	};
	expect(simulate({...options, dayEvery: 0, listen}).violation).toBeUndefined();
	const {quote, fill, account} = counts;
	return `${quote} ${fill} ${account} ${outputs.digest('hex').slice(0, 16)} ${views.digest('hex').slice(0, 16)}`;
};

test.each(CASES)('%s: every output of the market maker is what it was', (name, options, digest) => {
	const found = digestOf(options);
	if (process.env['MM_TUI_SHOW_DIGESTS'] !== undefined) console.log(`DIGEST ${name}: ${found}`);
	else expect(found).toBe(digest);
});
