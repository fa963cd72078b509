/** The money of a real run, recomputed from the printed lines with independent exact decimals. */

import {afterEach, expect, test} from 'vitest';
import {startExchange} from '../../source/exchange/node-server.js';
import {LineSink} from '../../source/headless/line-sink.js';
import {startLineStream} from '../../source/headless/line-stream.js';
import {USUAL_LINE_TYPES} from '../../source/headless/stream-settings.js';
import {closePorts} from '../../source/runtime/node/ports.js';
import {nodePorts} from '../../source/runtime/node/node-ports.js';
import {startSession} from '../../source/runtime/live-session.js';
import {moneyOf} from '../helpers/instruments.js';

const running: {close(): Promise<void>}[] = [];
afterEach(async () => {
	// oxlint-disable-next-line no-await-in-loop
	for (const one of running.splice(0).toReversed()) await one.close();
});

/** Units of 10^-40. */
const exact = (text: string): bigint => {
	const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
	expect(`${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`).toBe(text);
	const value = BigInt(whole + fraction.padEnd(40, '0'));
	return sign === '' ? value : -value;
};

const times = (a: bigint, b: bigint): bigint => {
	const product = a * b;
	expect(product % 10n ** 40n).toBe(0n);
	return product / 10n ** 40n;
};

type Line = Readonly<Record<string, string>> & {readonly type: string};

const run = async (
	until: (lines: readonly Line[]) => boolean,
	act: (lines: readonly Line[], send: () => void) => void,
): Promise<readonly Line[]> => {
	const exchange = await startExchange({symbols: ['btcusdt'], port: 0, seed: 5, speed: 40, faults: [], farOrders: 50});
	running.push(exchange);
	const ports = await nodePorts();
	running.push({close: async () => closePorts(ports)});
	const maker = {
		inventory: '0.002',
		averagePrice: moneyOf('66000'),
		makerFeeRate: 75_000n,
		takerFeeRate: 100_000n,
		halfSpread: moneyOf('0.5'),
		orderSize: '0.003',
		maxInventory: '0.02',
	};
	const session = startSession({
		config: {symbol: 'btcusdt', venue: 'binance', maker, staleAfterMs: 3000, snapshotDepth: 1000},
		endpoints: exchange,
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
	const {promise, resolve} = Promise.withResolvers<void>();
	session.onOutput(() => {
		act(lines, () => session.send({kind: 'flatten'}));
		if (until(lines)) resolve();
	});
	const stop = startLineStream({
		session,
		settings: {only: USUAL_LINE_TYPES, every: 100, levels: 1},
		sink,
		timers: {clock: () => ports.clock.now(), schedule: (delayMs, later) => ports.timers.after(delayMs, later)},
		onFatal: (message) => expect.fail(message),
		onKilled: (why) => expect.fail(why),
	});
	running.push({close: async () => stop()});
	await promise;
	return lines;
};

test('every account line is what the fills before it make of the start, to the last digit', {timeout: 60_000}, async () => {
	let asked = false;
	const fillCount = (lines: readonly Line[]) => lines.filter(({type}) => type === 'fill').length;
	const done = (lines: readonly Line[]) =>
		asked &&
		lines.some(({type, liquidity}) => type === 'fill' && liquidity === 'taker') &&
		lines.findLast(({type}) => type === 'account')?.['inventory'] === '0';
	const lines = await run(done, (all, flatten) => {
		const inventory = all.findLast(({type}) => type === 'account')?.['inventory'];
		if (asked || fillCount(all) < 6 || inventory === undefined || inventory === '0') return;
		asked = true;
		flatten();
	});
	let inventory = exact('0.002');
	let cash = -times(inventory, exact('66000'));
	let [fees, turnover, accounts] = [0n, 0n, 0];
	for (const line of lines) {
		if (line.type === 'fill') {
			const sign = line['side'] === 'buy' ? 1n : -1n;
			const value = times(exact(line['price'] ?? ''), exact(line['qty'] ?? ''));
			inventory += sign * exact(line['qty'] ?? '');
			fees += exact(line['fee_value'] ?? '');
			cash -= sign * value + exact(line['fee_value'] ?? '');
			turnover += value;
		}

		if (line.type !== 'account') continue;
		accounts += 1;
		const of = (name: string) => exact(line[name] ?? '');
		expect(of('inventory')).toBe(inventory);
		expect(of('fees')).toBe(fees);
		expect(of('turnover')).toBe(turnover);
		expect(of('net')).toBe(of('realised') + of('unrealised') - of('fees'));
		expect(of('net')).toBe(cash + times(inventory, of('mark')));
		expect(line['average_price'] === null).toBe(inventory === 0n);
	}

	expect(fillCount(lines)).toBeGreaterThan(6);
	expect(accounts).toBeGreaterThan(fillCount(lines));
});
