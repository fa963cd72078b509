/** Which candles a kline request gets. */

import type {Candle} from './candles.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds by the venue's name of an interval; months are taken as thirty days. */
export const PERIODS_MS: ReadonlyMap<string, number> = new Map([
	['1s', SECOND],
	['1m', MINUTE],
	['3m', 3 * MINUTE],
	['5m', 5 * MINUTE],
	['15m', 15 * MINUTE],
	['30m', 30 * MINUTE],
	['1h', HOUR],
	['2h', 2 * HOUR],
	['4h', 4 * HOUR],
	['6h', 6 * HOUR],
	['8h', 8 * HOUR],
	['12h', 12 * HOUR],
	['1d', DAY],
	['3d', 3 * DAY],
	['1w', 7 * DAY],
	['1M', 30 * DAY],
]);

export type CandleRange = {
	readonly limit: number;
	readonly startMs: number | undefined;
	readonly endMs: number;
};

/** From the start if one is given, else the last ones; periods without trades stay at the price before. */
export const chooseCandles = (candles: readonly Candle[], periodMs: number, range: CandleRange): readonly Candle[] => {
	const {limit, startMs} = range;
	const whole = fillQuiet(candles, periodMs, range.endMs).filter(candle => candle.openAtMs >= (startMs ?? 0));
	return startMs === undefined ? whole.slice(-limit) : whole.slice(0, limit);
};

const fillQuiet = (candles: readonly Candle[], periodMs: number, endMs: number): Candle[] => {
	const filled: Candle[] = [];
	for (const candle of candles) {
		if (candle.openAtMs > endMs) break;
		fillUpTo(filled, periodMs, candle.openAtMs);
		filled.push(candle);
	}

	fillUpTo(filled, periodMs, endMs - periodMs + 1);
	return filled;
};

const fillUpTo = (filled: Candle[], periodMs: number, openAtMs: number): void => {
	for (let last = filled.at(-1); last !== undefined && last.openAtMs + periodMs < openAtMs; last = filled.at(-1)) {
		filled.push(quietCandle(last, last.openAtMs + periodMs));
	}
};

const quietCandle = ({close}: Candle, openAtMs: number): Candle => ({
	openAtMs,
	open: close,
	high: close,
	low: close,
	close,
	lots: 0,
	money: 0n,
	takerBuyLots: 0,
	takerBuyMoney: 0n,
	trades: 0,
	firstTradeId: -1,
	lastTradeId: -1,
});
