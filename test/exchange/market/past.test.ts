import {describe, expect, test} from 'vitest';
import type {Candle} from '../../../source/exchange/market/candles.js';
import {createListing} from '../../../source/exchange/listing/listing.js';
import {inventPast} from '../../../source/exchange/market/past.js';
import {createRandom} from '../../../source/exchange/listing/random.js';

const START = 1_772_000_030_500.75;
const TRADE_ID = 3_000_000_000;

describe.each(['BTCUSDT', 'DOGEUSDT', 'FOOUSDT'])('%s', (symbol) => {
	const listing = createListing({symbol});
	const past = inventPast({listing, startMs: START, tradeId: TRADE_ID, random: createRandom(1, symbol)});

	test.each([
		['seconds', 1000, 3600],
		['minutes', 60_000, 1500],
		['quarters', 900_000, 5900],
	] as const)('%s follow each other up to the start, and their prices and ids too', (name, periodMs, least) => {
		const candles: readonly Candle[] = past[name];
		expect(candles.length).toBeGreaterThanOrEqual(least);
		const last = candles.at(-1);
		expect([last?.openAtMs, last?.close, last?.lastTradeId]).toEqual([
			Math.floor((START - 1000) / periodMs) * periodMs,
			listing.startPrice,
			TRADE_ID,
		]);
		for (const [index, candle] of candles.entries()) {
			const next = candles[index + 1];
			expect(next?.openAtMs ?? candle.openAtMs + periodMs).toBe(candle.openAtMs + periodMs);
			expect(next?.open ?? candle.close).toBe(candle.close);
			expect(next?.firstTradeId ?? candle.lastTradeId + 1).toBe(candle.lastTradeId + 1);
			expect(
				candle.low > 0 && candle.low <= Math.min(candle.open, candle.close) && candle.high >= Math.max(candle.open, candle.close),
			).toBe(true);
			expect(candle.money >= BigInt(candle.low) * candle.lots && candle.money <= BigInt(candle.high) * candle.lots).toBe(true);
			expect(candle.trades).toBe(candle.lastTradeId - candle.firstTradeId + 1);
			expect(candle.takerBuyLots <= candle.lots).toBe(true);
		}
	});

	test('the same hour is the same in all of them', () => {
		const count = (candles: readonly Candle[], sinceMs: number) =>
			candles.filter(({openAtMs}) => openAtMs >= sinceMs).reduce((sum, {trades}) => sum + trades, 0);
		const minute = Math.floor((START - 3_000_000) / 60_000) * 60_000;
		const quarter = Math.floor((START - 80_000_000) / 900_000) * 900_000;
		expect(count(past.minutes, minute)).toBe(count(past.seconds, minute));
		expect(count(past.quarters, quarter)).toBe(count(past.minutes, quarter));
	});
});
