import {describe, expect, test} from 'vitest';
import type {Trade} from '../../../source/domain/feed-event.js';
import {priceUnits, qtyLots, unixMs, type Aggressor} from '../../../source/domain/units.js';
import {CandleSeries, mergeCandles, quietCandle, type Candle} from '../../../source/exchange/market/candles.js';

const trade = (id: number, atMs: number, price: number, quantity: number, aggressor: Aggressor = 'buy'): Trade => ({
	kind: 'trade',
	id,
	priceUnits: priceUnits(price),
	qtyLots: qtyLots(quantity),
	aggressor,
	tradeAtMs: unixMs(atMs),
	eventAtMs: unixMs(atMs),
});

const candle = (over: Partial<Candle>): Candle => ({...quietCandle({close: 10}, 0), ...over});

describe('a series', () => {
	test('puts every trade into the period that holds it', () => {
		const series = new CandleSeries(1000, 10);
		for (const one of [trade(1, 1000, 10, 3), trade(2, 1999.9, 12, 4, 'sell'), trade(3, 1500, 9, 5), trade(4, 2000, 11, 6, 'sell')]) {
			series.add(one);
		}
		expect(series.candles).toEqual([
			{
				openAtMs: 1000,
				open: 10,
				high: 12,
				low: 9,
				close: 9,
				lots: 12n,
				money: 123n,
				takerBuyLots: 8n,
				takerBuyMoney: 75n,
				trades: 3,
				firstTradeId: 1,
				lastTradeId: 3,
			},
			{
				openAtMs: 2000,
				open: 11,
				high: 11,
				low: 11,
				close: 11,
				lots: 6n,
				money: 66n,
				takerBuyLots: 0n,
				takerBuyMoney: 0n,
				trades: 1,
				firstTradeId: 4,
				lastTradeId: 4,
			},
		]);
	});

	test('keeps as many as it may, the newest, of the past too', () => {
		const past = [1, 2, 3].map((second) => candle({openAtMs: second * 1000}));
		const roomy = new CandleSeries(1000, 4, past);
		roomy.add(trade(1, 4000, 10, 1));
		expect(roomy.candles.map(({openAtMs}) => openAtMs)).toEqual([1000, 2000, 3000, 4000]);
		const series = new CandleSeries(1000, 2, past);
		expect(series.candles.map(({openAtMs}) => openAtMs)).toEqual([2000, 3000]);
		series.add(trade(1, 4000, 10, 1));
		expect(series.candles.map(({openAtMs}) => openAtMs)).toEqual([3000, 4000]);
	});

	test('goes on with the period that the past ends in, and leaves the past as it is', () => {
		const past = [candle({openAtMs: 1000, trades: 4, lots: 7n})];
		const series = new CandleSeries(1000, 5, past);
		series.add(trade(1, 1500, 10, 1));
		expect(series.candles).toMatchObject([{openAtMs: 1000, trades: 5, lots: 8n}]);
		expect(past[0]?.trades).toBe(4);
	});
});

test('longer periods join shorter ones', () => {
	const candles = [
		candle({
			openAtMs: 1000,
			open: 10,
			high: 14,
			low: 9,
			close: 11,
			lots: 1n,
			money: 2n,
			takerBuyLots: 3n,
			takerBuyMoney: 4n,
			trades: 5,
			firstTradeId: 1,
			lastTradeId: 5,
		}),
		candle({
			openAtMs: 2000,
			open: 11,
			high: 12,
			low: 5,
			close: 6,
			lots: 10n,
			money: 20n,
			takerBuyLots: 30n,
			takerBuyMoney: 40n,
			trades: 50,
			firstTradeId: 6,
			lastTradeId: 55,
		}),
		candle({openAtMs: 4000, open: 7}),
	];
	const merged = mergeCandles(candles, (ms) => Math.floor(ms / 3000) * 3000);
	expect(merged).toEqual([
		{
			openAtMs: 0,
			open: 10,
			high: 14,
			low: 5,
			close: 6,
			lots: 11n,
			money: 22n,
			takerBuyLots: 33n,
			takerBuyMoney: 44n,
			trades: 55,
			firstTradeId: 1,
			lastTradeId: 55,
		},
		{...candles[2], openAtMs: 3000},
	]);
	expect(candles[0]?.trades).toBe(5);
});

test('periods without trades have no ids, and give none away', () => {
	const quiet = quietCandle({close: 8}, 0);
	expect(quiet).toEqual({
		openAtMs: 0,
		open: 8,
		high: 8,
		low: 8,
		close: 8,
		lots: 0n,
		money: 0n,
		takerBuyLots: 0n,
		takerBuyMoney: 0n,
		trades: 0,
		firstTradeId: -1,
		lastTradeId: -1,
	});
	const busy = candle({firstTradeId: 3, lastTradeId: 4});
	expect(mergeCandles([quiet, busy, quiet], () => 0)).toMatchObject([{firstTradeId: 3, lastTradeId: 4}]);
});
