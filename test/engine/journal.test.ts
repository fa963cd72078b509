import {describe, expect, test} from 'vitest';
import {priceUnits, unixMs, updateId} from '../../source/domain/units.js';
import type {Command} from '../../source/engine/command.js';
import {tellCommand, tellReason, tellStatus} from '../../source/engine/journal.js';
import {tellFill} from '../../source/engine/maker/maker-journal.js';
import type {MakerParameters} from '../../source/engine/maker/settings/parameters.js';
import type {FeedStatus} from '../../source/engine/feed/types/status.js';
import {makerParameters} from '../helpers/maker.js';
import {bitcoin, moneyOf} from '../helpers/instruments.js';

const at = unixMs(5);
const moment = {atMs: at, updateId: 7, quoting: true};
const status = (changes: Partial<FeedStatus>): FeedStatus => ({
	state: 'live',
	reason: 'start',
	sinceMs: at,
	attempt: 0,
	bufferedDiffs: 0,
	...changes,
});

test.each<[name: string, changes: Partial<FeedStatus>, told: string | undefined]>([
	['a first try to connect is no news', {state: 'connecting', attempt: 1}, undefined],
	['a second one is', {state: 'connecting', attempt: 2, detail: 'ECONNREFUSED'}, 'connecting, try 2 (start: ECONNREFUSED)'],
	['syncing is no news', {state: 'syncing'}, undefined],
	['live', {reason: 'gap'}, 'book live at u=7 (after gap)'],
	['stale', {state: 'stale', reason: 'silent'}, 'book stale: silent; quotes pulled'],
	[
		'a gap with its ids',
		{state: 'resyncing', reason: 'gap', expectedId: updateId(10), receivedId: updateId(14)},
		'gap: wanted U=10, got U=14, 4 lost; quotes pulled',
	],
	['another resync', {state: 'resyncing', reason: 'crossed-book'}, 'resync (crossed-book); quotes pulled'],
	[
		'a loss',
		{state: 'disconnected', reason: 'disconnect', detail: 'close 1006'},
		'connection lost (disconnect: close 1006); quotes pulled',
	],
])('%s', (_name, changes, told) => {
	expect(tellStatus(status(changes), moment)?.text).toBe(told);
});

test('trouble is a warning, good news is not', () => {
	expect(tellStatus(status({}), moment)?.level).toBe('info');
	for (const state of ['stale', 'resyncing', 'disconnected'] as const) expect(tellStatus(status({state}), moment)?.level).toBe('warning');
});

test('quotes are pulled only where there were some', () => {
	for (const state of ['stale', 'resyncing', 'disconnected'] as const) {
		expect(tellStatus(status({state, reason: 'gap'}), {...moment, quoting: false})?.text).not.toContain('quotes');
	}
});

test('ids that went back have lost nothing, and are no gap', () => {
	const text = tellStatus(
		status({state: 'resyncing', reason: 'id-regress', expectedId: updateId(10), receivedId: updateId(4)}),
		moment,
	)?.text;
	expect(text).toBe('id-regress: wanted U=10, got U=4; quotes pulled');
});

test('another reason for the same state is reported with its details', () => {
	expect(tellReason(status({state: 'stale', reason: 'halted', detail: 'the venue says BREAK'}), moment)?.text).toBe(
		'book still stale: halted: the venue says BREAK',
	);
	expect(tellReason(status({state: 'resyncing', reason: 'snapshot-too-old'}), moment)?.text).toBe('book not loaded yet: snapshot-too-old');
	expect(tellReason(status({state: 'live', reason: 'silent'}), moment)).toBeUndefined();
});

test('a fill says what, at which price, what it cost, and what is held now', () => {
	const fill = {
		id: 1,
		side: 'sell',
		priceUnits: priceUnits(6_723_410),
		qtyLots: 700_000,
		liquidity: 'maker',
		fee: moneyOf('0.4706387'),
		feeAsset: 'USDT',
		atMs: at,
		inventoryBeforeLots: 300_000n,
		inventoryLots: -400_000n,
		feeValue: moneyOf('0.4706387'),
		executedAtMs: at,
		sentAtMs: at,
		cause: 'print',
	} as const;
	expect(tellFill(bitcoin, fill)).toEqual({
		atMs: at,
		kind: 'fill',
		level: 'info',
		text: 'SELL 0.007 @ 67234.10 maker  fee 0.4706387 USDT  pos +0.003 to -0.004',
	});
});

describe('a command is reported', () => {
	const parameters = makerParameters({manualSkew: moneyOf('-0.03'), orderLots: 700_000});
	test.each<[command: Command, parameters: MakerParameters | undefined, text: string]>([
		[{kind: 'resync'}, undefined, 'operator: resync'],
		[{kind: 'pull-quotes'}, undefined, 'operator: pull quotes'],
		[{kind: 'resume-quotes'}, undefined, 'operator: resume quotes'],
		[{kind: 'adjust-skew', steps: 1}, parameters, 'operator: skew → +0.03'],
		[{kind: 'flat-skew'}, parameters, 'operator: flat skew → +0.03'],
		[{kind: 'adjust-half-spread', steps: 1}, parameters, 'operator: half-spread → 0.05'],
		[{kind: 'adjust-half-spread', steps: 1}, undefined, 'operator: half-spread'],
		[{kind: 'set-order-size', size: '0.0070001'}, parameters, 'operator: order size → 0.007'],
	])('%o', (command, given, text) => {
		expect(tellCommand(command, given, bitcoin, at)).toEqual({atMs: at, kind: 'command', level: 'info', text});
	});
});
