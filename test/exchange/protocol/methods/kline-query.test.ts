import {describe, expect, test} from 'vitest';
import {quietCandle, type Candle} from '../../../../source/exchange/market/candles.js';
import {chooseCandles} from '../../../../source/exchange/protocol/methods/kline-query.js';
import {KLINE_INTERVALS} from '../../../../source/exchange/protocol/intervals.js';

const seconds = KLINE_INTERVALS.get('1s');
if (seconds === undefined) throw new Error('no seconds');
const traded = (second: number, close: number): Candle => ({...quietCandle({close}, second * 1000), trades: 1});
/** Trades in the seconds 3, 4 and 7. */
const CANDLES = [traded(3, 30), traded(4, 40), traded(7, 70)];

const choose = (limit: number, startS: number | undefined, endS: number, nowS: number, candles: readonly Candle[] = CANDLES) =>
	chooseCandles(candles, seconds, {limit, startMs: startS === undefined ? undefined : startS * 1000, endMs: endS * 1000}, nowS * 1000).map(
		(candle) => [candle.openAtMs / 1000, candle.close, candle.trades],
	);

test('periods without trades stay at the price before, the present one too', () => {
	expect(choose(99, undefined, 9, 9)).toEqual([
		[3, 30, 1],
		[4, 40, 1],
		[5, 40, 0],
		[6, 40, 0],
		[7, 70, 1],
		[8, 70, 0],
		[9, 70, 0],
	]);
});

describe('of more than the limit', () => {
	test('the last ones are given, without a start', () => {
		expect(choose(2, undefined, 9, 9).map(([open]) => open)).toEqual([8, 9]);
		expect(choose(3, undefined, 7.5, 9).map(([open]) => open)).toEqual([5, 6, 7]);
	});

	test('the first ones, with one', () => {
		expect(choose(2, 4, 9, 9).map(([open]) => open)).toEqual([4, 5]);
	});
});

test.each([
	[4, 6, [4, 5, 6]],
	[3.001, 6.999, [4, 5, 6]],
	[0, 4, [3, 4]],
	[8, 99, [8, 9]],
	[10, 99, []],
	[5, 4, []],
	[0, 2, []],
] as const)('from %d to %d, by when they open: %j', (start, end, opens) => {
	expect(choose(99, start, end, 9.5).map(([open]) => open)).toEqual(opens);
});

test('the future has no candles, whatever end is asked for', () => {
	expect(choose(99, undefined, 9e12, 8).at(-1)?.[0]).toBe(8);
	expect(choose(1, undefined, 9e12, 8)).toEqual([[8, 70, 0]]);
});

test('no changes give no event', () => {
	expect(choose(5, undefined, 9, 9, [])).toEqual([]);
	expect(choose(5, 1, 9, 9, [])).toEqual([]);
});
