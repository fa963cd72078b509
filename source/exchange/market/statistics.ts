/** Price statistics of a time window: the numbers of the venue's tickers and of its average price. */

import type {Trade} from '../../domain/feed-event.js';
import {mergeCandles, quietCandle, type Candle} from './candles.js';
import type {TradeTape} from './trade-tape.js';

export type WindowStatistics = {
	/** The whole window as one candle; quiet at the last price if nothing was traded. */
	readonly candle: Candle;
	/** Price of the last trade before the window, in steps. */
	readonly before: number;
	readonly lastTrade: Trade | undefined;
	/** Unix milliseconds. */
	readonly openMs: number;
	readonly closeMs: number;
};

const MINUTE_MS = 60_000;
export const DAY_MS = 1440 * MINUTE_MS;
export const AVERAGE_MINUTES = 5;

/**
 * Statistics since the start of the minute that contains `sinceMs`.
 * @returns `undefined` if the market never traded.
 */
export const windowStatistics = (tape: TradeTape, sinceMs: number, closeMs: number): WindowStatistics | undefined => {
	const fromMs = Math.floor(sinceMs / MINUTE_MS) * MINUTE_MS;
	const {minutes} = tape;
	const first = minutes.findLastIndex((minute) => minute.openAtMs < fromMs) + 1;
	const before = minutes[first - 1] ?? minutes[first];
	if (before === undefined) return undefined;
	const reference = first > 0 ? before.close : before.open;
	const [candle = quietCandle({close: reference}, fromMs)] = mergeCandles(minutes.slice(first), () => fromMs);
	return {candle, before: reference, lastTrade: tape.trades.last(1)[0], openMs: sinceMs, closeMs};
};

/**
 * Volume-weighted price over the last minutes as a fraction money/lots, in steps; the last price if nothing was
 * traded.
 */
export const averagePrice = (tape: TradeTape, nowMs: number): {money: bigint; lots: bigint} | undefined => {
	const found = windowStatistics(tape, nowMs - AVERAGE_MINUTES * MINUTE_MS, nowMs);
	if (found === undefined) return undefined;
	const {candle} = found;
	return candle.lots > 0n ? {money: candle.money, lots: candle.lots} : {money: BigInt(candle.close), lots: 1n};
};
