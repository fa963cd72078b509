/** Chooses the candles that a kline request returns. */

import {quietCandle, type Candle} from '../../market/candles.js';
import type {KlineInterval} from '../intervals.js';

export type CandleRange = {
	readonly limit: number;
	/** Start and end are compared with a candle's open time. */
	readonly startMs: number | undefined;
	readonly endMs: number;
};

/**
 * The first candles if a start is given, else the last ones. Periods without trades keep the close before them,
 * up to the period of `nowMs`, whatever end is requested.
 * @param candles oldest first, in this interval's periods.
 */
export const chooseCandles = (
	candles: readonly Candle[],
	interval: KlineInterval,
	range: CandleRange,
	nowMs: number,
): readonly Candle[] => {
	const lastOpenMs = interval.openOf(Math.min(range.endMs, nowMs));
	const firstOpenMs = Math.max(candles[0]?.openAtMs ?? Infinity, firstWanted(interval, range, lastOpenMs));
	const chosen: Candle[] = [];
	let index = candles.findLastIndex((candle) => candle.openAtMs <= firstOpenMs);
	for (let openMs = firstOpenMs; openMs <= lastOpenMs && chosen.length < range.limit; openMs = interval.nextOpen(openMs)) {
		if ((candles[index + 1]?.openAtMs ?? Infinity) <= openMs) index += 1;
		const candle = candles[index];
		if (candle === undefined) break;
		chosen.push(candle.openAtMs === openMs ? candle : quietCandle(candle, openMs));
	}

	return chosen;
};

const firstWanted = (interval: KlineInterval, {limit, startMs}: CandleRange, lastOpenMs: number): number => {
	if (startMs !== undefined) return openAtOrAfter(interval, startMs);
	let openMs = lastOpenMs;
	for (let left = limit - 1; left > 0; left -= 1) openMs = interval.openOf(openMs - 1);
	return openMs;
};

const openAtOrAfter = (interval: KlineInterval, ms: number): number => {
	const openMs = interval.openOf(ms);
	return openMs === ms ? openMs : interval.nextOpen(openMs);
};
