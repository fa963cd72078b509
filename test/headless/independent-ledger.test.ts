/**
 * More than five hundred fills over real sockets against the built-in exchange, with every kind of fee, position
 * flips, cuts, kills and flattens. Independent books made from the printed lines agree to the last digit.
 */

import {afterEach, expect, test} from 'vitest';
import type {Command} from '../../source/engine/command.js';
import type {MakerSettings} from '../../source/engine/maker/settings/maker-settings.js';
import {startExchange} from '../../source/exchange/node-server.js';
import {LineSink} from '../../source/headless/line-sink.js';
import {startLineStream} from '../../source/headless/line-stream.js';
import {closePorts} from '../../source/runtime/node/ports.js';
import {nodePorts} from '../../source/runtime/node/node-ports.js';
import {startSession} from '../../source/runtime/live-session.js';
import {ExactLedger, fraction, minus, plus, signOf, type FeeRule, type FillText, type Fraction} from '../helpers/exact-ledger.js';
import {moneyOf} from '../helpers/instruments.js';

const running: {close(): Promise<void>}[] = [];
afterEach(async () => {
	// oxlint-disable-next-line no-await-in-loop
	for (const one of running.splice(0).toReversed()) await one.close();
});

type Line = Readonly<Record<string, string | null>> & {readonly type: string};

const START = {inventory: '0.0123', averagePrice: '66000.01'};
const FILLS = 500;
/** Least fills of each maker. */
const FEWEST = 5;
const MOST_TURNS = 10;

type Run = {
	readonly name: string;
	readonly maker: string;
	readonly taker: string;
	readonly rule: FeeRule;
	readonly settings: Partial<MakerSettings>;
};

const RUNS: readonly Run[] = [
	{name: 'quote', maker: '0.00075', taker: '0.001', rule: {paidIn: 'quote'}, settings: {makerFeeRate: 75_000n, takerFeeRate: 100_000n}},
	{name: 'rebate', maker: '-0.00011', taker: '0.00037', rule: {paidIn: 'quote'}, settings: {makerFeeRate: -11_000n, takerFeeRate: 37_000n}},
	{
		name: 'base',
		maker: '0.00033',
		taker: '0.00077',
		rule: {paidIn: 'received', base: 'BTC', quote: 'USDT'},
		settings: {makerFeeRate: 33_000n, takerFeeRate: 77_000n, feeAsset: {kind: 'received'}},
	},
	{
		name: 'base rebate',
		maker: '-0.00013',
		taker: '0.00041',
		rule: {paidIn: 'received', base: 'BTC', quote: 'USDT'},
		settings: {makerFeeRate: -13_000n, takerFeeRate: 41_000n, feeAsset: {kind: 'received'}},
	},
	{
		name: 'third',
		maker: '0.00071',
		taker: '0.00093',
		rule: {paidIn: 'third', price: '611.37'},
		settings: {makerFeeRate: 71_000n, takerFeeRate: 93_000n, feeAsset: {kind: 'third', asset: 'BNB', price: moneyOf('611.37')}},
	},
];

/** Commands for a maker in turn, with their durations. */
const ACTS: ReadonlyArray<{readonly lasts: number; readonly commands: readonly Command[]}> = [
	{lasts: 1500, commands: []},
	{lasts: 700, commands: [{kind: 'flatten'}]},
	{lasts: 1500, commands: [{kind: 'resume-quotes'}]},
	{lasts: 300, commands: [{kind: 'reduce-only', on: true}]},
	{
		lasts: 1500,
		commands: [
			{kind: 'reduce-only', on: false},
			{kind: 'set-order-size', size: '0.0007'},
		],
	},
	{lasts: 200, commands: [{kind: 'kill'}]},
	{lasts: 700, commands: [{kind: 'flatten'}]},
	{lasts: 1500, commands: [{kind: 'rearm'}, {kind: 'resume-quotes'}, {kind: 'set-order-size', size: '0.0019'}]},
	{lasts: 200, commands: [{kind: 'pull-quotes'}]},
	{lasts: 1500, commands: [{kind: 'resume-quotes'}]},
];

const begin = async (endpoints: {readonly restUrl: string; readonly wsUrl: string}, {settings}: Run) => {
	const ports = await nodePorts();
	running.push({close: async () => closePorts(ports)});
	const maker: MakerSettings = {
		inventory: START.inventory,
		averagePrice: moneyOf(START.averagePrice),
		makerFeeRate: 0n,
		halfSpread: moneyOf('0.01'),
		inventorySkew: moneyOf('20'),
		orderSize: '0.0013',
		maxInventory: '0.02',
		quoting: {levels: 4, levelSpacing: moneyOf('0.01'), refreshTolerance: moneyOf('0.05')},
		paper: {model: 'touch', latencyMs: 1, holdBackMs: 40},
		limits: {
			maxOrdersPer10s: 10_000,
			maxOneSidedFills: 100_000,
			maxLoss: moneyOf('100000'),
			maxDrawdown: moneyOf('100000'),
			maxLossRate: moneyOf('100000'),
			maxVolatilityBp: 9999,
			maxSpreadBp: 9999,
		},
		...settings,
	};
	const session = startSession({
		config: {symbol: 'btcusdt', venue: 'binance', maker, staleAfterMs: 3000, snapshotDepth: 1000},
		endpoints,
		ports,
	});
	running.push(session);
	const lines: Line[] = [];
	const sink = new LineSink(
		{
			write: (text: string) =>
				lines.push(
					...text
						.trimEnd()
						.split('\n')
						.map((line) => JSON.parse(line) as Line),
				) > 0,
			once: () => {},
			writableLength: 0,
		} as never,
		() => {},
	);
	const stop = startLineStream({
		session,
		settings: {only: ['fill', 'account', 'risk'], every: 100, levels: 1},
		sink,
		timers: {clock: () => ports.clock.now(), schedule: (delayMs, later) => ports.timers.after(delayMs, later)},
		onFatal: (message) => expect.fail(message),
		onKilled: () => {},
	});
	running.push({close: async () => stop()});
	return {lines, send: (command: Command) => session.send(command)};
};

const fillsOf = (lines: readonly Line[]): number => lines.filter(({type}) => type === 'fill').length;

const isEnough = (fills: readonly number[]): boolean =>
	fills.reduce((sum, count) => sum + count, 0) >= FILLS && fills.every((count) => count >= FEWEST);

/** A full round of commands, then more until there are enough fills, within a bound. */
const enough = async (desks: readonly {readonly lines: readonly Line[]; readonly send: (command: Command) => void}[]): Promise<void> => {
	for (let turn = 0; turn < MOST_TURNS; turn += 1) {
		for (const {lasts, commands} of ACTS) {
			for (const command of commands) for (const {send} of desks) send(command);
			// Waits for real time.
			// oxlint-disable-next-line no-await-in-loop
			await new Promise((resolve) => setTimeout(resolve, lasts));
			if (turn > 0 && isEnough(desks.map(({lines}) => fillsOf(lines)))) return;
		}
	}
};

const check = (run: Run, lines: readonly Line[]): {readonly fills: number; readonly flips: number; readonly taken: number} => {
	const ledger = new ExactLedger(START, run, run.rule);
	let [fills, flips, taken, accounts] = [0, 0, 0, 0];
	const same = (line: Line, name: string, mine: Fraction, at: string) =>
		expect(minus(fraction(line[name] ?? ''), mine), `${run.name}: ${name} of ${at}, ${JSON.stringify(line)}`).toEqual({
			top: 0n,
			bottom: 1n,
		});
	for (const line of lines) {
		if (line.type === 'fill') {
			fills += 1;
			if (line['liquidity'] === 'taker') taken += 1;
			const before = signOf(ledger.inventory);
			const {fee, worth} = ledger.take(line as unknown as FillText);
			if (before * signOf(ledger.inventory) < 0) flips += 1;
			same(line, 'fee', fee, `fill ${fills}`);
			same(line, 'fee_value', worth, `fill ${fills}`);
		} else if (line.type === 'account') {
			accounts += 1;
			const at = `account ${accounts} after fill ${fills}`;
			const unrealised = ledger.unrealised(fraction(line['mark'] ?? ''));
			same(line, 'inventory', ledger.inventory, at);
			same(line, 'realised', ledger.realised, at);
			same(line, 'fees', ledger.fees, at);
			same(line, 'unrealised', unrealised, at);
			same(line, 'turnover', ledger.turnover, at);
			same(line, 'net', minus(plus(ledger.realised, unrealised), ledger.fees), at);
			// The money identity from the printed figures alone.
			same(
				line,
				'net',
				minus(plus(fraction(line['realised'] ?? ''), fraction(line['unrealised'] ?? '')), fraction(line['fees'] ?? '')),
				`identity, ${at}`,
			);
			if (ledger.averagePrice === undefined) expect(line['average_price'], at).toBeNull();
			else same(line, 'average_price', ledger.averagePrice, at);
		} else if (line.type === 'risk') expect(line['reason'], JSON.stringify(line)).not.toBe('identity-broken');
	}

	expect(accounts).toBeGreaterThan(fills);
	return {fills, flips, taken};
};

test(
	'over five hundred fills of every kind of fee, every printed account is what a second set of books makes of the fills',
	{timeout: 150_000},
	async () => {
		const exchange = await startExchange({symbols: ['btcusdt'], port: 0, seed: 5, speed: 6, faults: []});
		running.push(exchange);
		const desks = await Promise.all(RUNS.map(async (run) => ({run, ...(await begin(exchange, run))})));
		await enough(desks);
		const seen = desks.map(({run, lines}) => check(run, lines));
		for (const {fills} of seen) expect(fills).toBeGreaterThanOrEqual(FEWEST);
		const sum = (of: 'fills' | 'flips' | 'taken') => seen.reduce((total, one) => total + one[of], 0);
		expect(sum('fills')).toBeGreaterThanOrEqual(FILLS);
		expect(sum('flips'), 'positions turned round').toBeGreaterThan(0);
		expect(sum('taken'), 'what flattens took').toBeGreaterThan(0);
	},
);
