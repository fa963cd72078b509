/** What an instrument's trades leave behind: the last ones, and candles. Bounded. */

import type {Trade} from '../domain/feed-event.js';
import {CandleSeries, mergeCandles, type Candle} from './candles.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const TRADES = 1000;
const SECONDS = 3600;
const MINUTES = 1440;

export class TradeTape {
	readonly #trades: Trade[] = [];
	readonly #seconds = new CandleSeries(SECOND_MS, SECONDS);
	readonly #minutes = new CandleSeries(MINUTE_MS, MINUTES);

	add(trade: Trade): void {
		this.#trades.push(trade);
		if (this.#trades.length >= 2 * TRADES) this.#trades.splice(0, TRADES);
		this.#seconds.add(trade);
		this.#minutes.add(trade);
	}

	/** The last `count`, oldest first; at most a thousand. */
	recent(count: number): readonly Trade[] {
		return this.#trades.slice(-Math.min(count, TRADES));
	}

	/** Candles that had trades, oldest first. `periodMs` is a second, or a multiple of a minute. */
	candles(periodMs: number): readonly Candle[] {
		if (periodMs === SECOND_MS) return this.#seconds.candles;
		return mergeCandles(this.#minutes.candles, periodMs);
	}
}
