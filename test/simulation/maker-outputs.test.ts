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
	['conservative, calm', {seed: 1, minutes: 2, faults: [], maker: near()}, '112 47 116 7753edbbba3b4d74 4da134954bed1a67'],
	[
		'conservative, three levels',
		{seed: 2, minutes: 2, faults: [], busy: true, maker: near({quoting: {levels: 3}})},
		'623 218 669 cb1257cf03921616 d3b7ede0a35b2140',
	],
	[
		'by probability',
		{seed: 10, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'queue-prob'}, quoting: {levels: 2}})},
		'659 244 711 773bb14d727cf93f ce6f9e49c2054b69',
	],
	[
		'optimistic',
		{seed: 4, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'queue-optimistic'}})},
		'603 194 632 dddf1377c5ed82fd d3d6cc740ec75f43',
	],
	[
		'touch',
		{seed: 5, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'touch'}, quoting: {levels: 2}})},
		'610 256 574 74e51a1c64ce28de edf9f9d014d26c25',
	],
	[
		'trade through',
		{seed: 6, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'trade-through'}, quoting: {levels: 2}})},
		'515 105 449 52432d2a9540b7e8 1403040d40ea46e9',
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
		'609 239 668 1db91882e7ca80d1 8bbb401d1e66f734',
	],
	['faults of a seed', {seed: 11, minutes: 4, maker: near({quoting: {levels: 2}})}, '138 52 119 c50366b031982734 cc6ea0048b4bde09'],
	['a storm of faults', {seed: 17, minutes: 4, maker: near({quoting: {levels: 2}})}, '123 57 112 92715d257da53e1a 3c7576784d6cdbb3'],
	[
		'other faults',
		{seed: 23, minutes: 4, maker: near({paper: {model: 'queue-prob', power: 1}})},
		'137 58 137 1400385deb51bca2 abb90bfd2bbd5bb3',
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
		'468 173 682 e02aed92af3f72c1 ffda945dc719358c',
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
		'6 2 3 873523da42b3d59b 33dd155e65fdc3bf',
	],
	[
		'another tick, another step',
		{seed: 37, minutes: 3, names: ['tick-rise', 'operator-quotes'], maker: near({quoting: {levels: 2}})},
		'134 75 135 65730c36f8674f56 56d38d722bf44f5b',
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
