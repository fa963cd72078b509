/** Hours of a market under all faults: everything that it keeps reaches its bound and stays there. */

import {expect, test} from 'vitest';
import {Exchange} from '../../source/exchange/exchange.js';
import {FAULT_KINDS} from '../../source/exchange/faults/fault.js';
import {readStreamAddress} from '../../source/exchange/protocol/stream-address.js';

const HOUR_MS = 3_600_000;
/** As in `trade-tape.ts`: twice the ten thousand trades on offer. */
const MOST_TRADES = 20_000;
const MOST_LEVELS = 8000;

test('after hours of it nothing is larger than its bound', {timeout: 120_000}, () => {
	let nowMs = 0;
	const clock = {wallMs: () => 1_772_000_000_000 + nowMs, monoMs: () => nowMs};
	const faults = FAULT_KINDS.map(({kind}, index) => ({kind, atMs: 1000 + index * 37_000, everyMs: 600_000, durationMs: 2000}));
	const exchange = new Exchange({symbols: ['btcusdt'], port: 0, seed: 1, speed: 1, faults, farOrders: 200}, clock);
	const address = readStreamAddress('/stream?streams=btcusdt@depth@100ms/btcusdt@trade/btcusdt@kline_1m/!ticker@arr');
	const connect = () => {
		if (address === undefined) throw new Error('no address');
		const end = () => exchange.leave(session);
		const session = exchange.open(
			{send() {}, ping: () => session.onPong(nowMs), pong() {}, close: end, terminate: end, bufferedBytes: () => 0},
			address,
		);
	};

	const market = exchange.market('BTCUSDT');
	for (; nowMs < 2 * HOUR_MS; nowMs += 1000) {
		if (nowMs % 60_000 === 0) connect();
		exchange.tick();
	}

	expect(market?.tape.trades.held.length).toBeLessThanOrEqual(MOST_TRADES);
	expect(market?.tape.trades.held.length).toBeGreaterThan(MOST_TRADES / 4);
	expect(market?.tape.aggregates.held.length).toBeLessThanOrEqual(MOST_TRADES);
	expect(market?.tape.minutes.length).toBe(1500);
	expect(market?.levelCount('bid')).toBeLessThan(MOST_LEVELS);
});
