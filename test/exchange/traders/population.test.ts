/** Statistical properties of the simulated market over ten minutes. */

import {expect, test} from 'vitest';
import {createMarket} from '../../../source/exchange/market/market.js';

const MINUTES = 10;

const watch = (symbol: string, seed: number) => {
	const market = createMarket({symbol, seed, farOrders: 50, startMs: 0});
	const spreads: number[] = [];
	const bids: number[] = [];
	const levels: number[] = [];
	let trades = 0;
	let changes = 0;
	let silentMs = 0;
	let longestSilenceMs = 0;
	for (let at = 100; at <= MINUTES * 60_000; at += 100) {
		const events = market.advance(at);
		trades += events.filter((event) => event.kind === 'trade').length;
		for (const event of events) {
			if (event.kind === 'depth' && event.speedMs === 100) changes += event.diff.bids.length + event.diff.asks.length;
		}
		silentMs = events.length === 0 ? silentMs + 100 : 0;
		longestSilenceMs = Math.max(longestSilenceMs, silentMs);
		const top = market.top();
		if (top === undefined) throw new Error('an empty side');
		spreads.push(top.ask.priceUnits - top.bid.priceUnits);
		bids.push(top.bid.priceUnits);
		levels.push(market.levelCount('bid'), market.levelCount('ask'));
	}

	return {spreads, bids, levels, trades, changes, longestSilenceMs};
};

const START = 1_772_000_000_000;

test.each([
	['BTCUSDT', 1],
	['BTCUSDT', 77],
	['SOLUSDT', 1],
])('%s with seed %d looks like a market', (symbol, seed) => {
	const {spreads, bids, levels, trades, changes, longestSilenceMs} = watch(symbol, seed);
	const seconds = MINUTES * 60;
	expect(spreads.filter((spread) => spread <= 3).length / spreads.length).toBeGreaterThan(0.7);
	expect(trades / seconds).toBeGreaterThan(5);
	expect(trades / seconds).toBeLessThan(40);
	expect(changes / seconds).toBeGreaterThan(100);
	expect(Math.min(...levels)).toBeGreaterThan(150);
	expect(Math.max(...levels)).toBeLessThan(900);
	expect(Math.max(...bids) / Math.min(...bids)).toBeLessThan(1.02);
	expect(new Set(bids).size).toBeGreaterThan(20);
	expect(longestSilenceMs).toBeLessThan(1000);
});

test.each(['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'DOGEUSDT', 'FOOUSDT'])(
	'%s is deeper than the deepest copy of the book, 5,000 levels a side, and stays so',
	(symbol) => {
		const market = createMarket({symbol, seed: 3, startMs: START, speed: 50});
		for (const seconds of [0, 20]) {
			market.advance(START + seconds * 1000);
			const {bids, asks} = market.servedSnapshot(5000);
			expect([bids.length, asks.length]).toEqual([5000, 5000]);
		}
	},
);
