/**
 * What a market maker says over simulated sessions, kept as a digest of every quote, fill, account, risk and journal
 * output and of what is to be seen of its orders and measures at that moment. Who executes the orders may be built
 * otherwise; what comes out may not change by a digit. Where it is meant to change: `MM_TUI_SHOW_DIGESTS=1` prints
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
	['conservative, calm', {seed: 1, minutes: 2, faults: [], maker: near()}, '112 47 116 03cac32201e4fc54ececa21d'],
	[
		'conservative, three levels',
		{seed: 2, minutes: 2, faults: [], busy: true, maker: near({quoting: {levels: 3}})},
		'623 218 669 e8721845ecc7f5c8fb457717',
	],
	[
		'by probability',
		{seed: 10, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'queue-prob'}, quoting: {levels: 2}})},
		'659 244 711 909c9c719ab47f2d596e9edf',
	],
	[
		'optimistic',
		{seed: 4, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'queue-optimistic'}})},
		'603 194 632 60edf700a40d8a70337a95d5',
	],
	[
		'touch',
		{seed: 5, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'touch'}, quoting: {levels: 2}})},
		'610 256 574 a301565fb1270f27c79be556',
	],
	[
		'trade through',
		{seed: 6, minutes: 2, faults: [], busy: true, maker: near({paper: {model: 'trade-through'}, quoting: {levels: 2}})},
		'515 105 449 9515c5d7fb2598354ed56c21',
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
		'609 239 668 6e5e9b39aa2fddd48aa9afa8',
	],
	['faults of a seed', {seed: 11, minutes: 4, maker: near({quoting: {levels: 2}})}, '138 52 119 2ef615f5cb2d81b518782f0f'],
	['a storm of faults', {seed: 17, minutes: 4, maker: near({quoting: {levels: 2}})}, '110 55 107 6ec5ad9109aaa26fd7d2899d'],
	['other faults', {seed: 23, minutes: 4, maker: near({paper: {model: 'queue-prob', power: 1}})}, '137 58 137 074a2d93b174419b0d8b3de4'],
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
		'468 173 682 a5d46c5689d1444e1d04c123',
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
		'6 2 3 9f83220fd3653aa286eab648',
	],
	[
		'another tick, another step',
		{seed: 37, minutes: 3, names: ['tick-rise', 'operator-quotes'], maker: near({quoting: {levels: 2}})},
		'134 75 135 b0a201eaf9487cad69831ecb',
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

const digestOf = (options: SessionOptions): string => {
	const hash = createHash('sha256');
	const counts = {quote: 0, fill: 0, account: 0};
	const listen = (output: EngineOutput, {maker}: EngineView): void => {
		if (!KINDS.has(output.kind)) return;
		if (output.kind in counts) counts[output.kind as keyof typeof counts] += 1;
		hash.update(textOf(output));
		hash.update(textOf(maker));
	};
	expect(simulate({...options, dayEvery: 0, listen}).violation).toBeUndefined();
	return `${counts.quote} ${counts.fill} ${counts.account} ${hash.digest('hex').slice(0, 24)}`;
};

test.each(CASES)('%s: every output of the market maker is what it was', (name, options, digest) => {
	const found = digestOf(options);
	if (process.env['MM_TUI_SHOW_DIGESTS'] !== undefined) console.log(`DIGEST ${name}: ${found}`);
	else expect(found).toBe(digest);
});
