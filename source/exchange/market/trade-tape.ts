/** An instrument's last trades and candles, bounded. */

import type {Trade} from '../../domain/feed-event.js';
import {CandleSeries, mergeCandles, type Candle} from './candles.js';
import {NO_PAST, type Past} from './past.js';
import type {KlineInterval} from '../protocol/intervals.js';
import type {AggregateTrade} from './trade-aggregator.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const QUARTER_MS = 15 * MINUTE_MS;
/** How many trades, and how many aggregate trades, can be requested. */
const TRADES = 10_000;
const SECONDS = 3600;
/** One day, plus the minute in which the day begins. */
const MINUTES = 1500;
/** Two months of quarter hours; the hours of every time zone are aligned to quarters. */
const QUARTERS = 6000;

/** The last items of a sequence with rising ids. */
class Recent<Item extends {readonly id: number}> {
	readonly #items: Item[] = [];

	add(item: Item): void {
		this.#items.push(item);
		if (this.#items.length >= 2 * TRADES) this.#items.splice(0, TRADES);
	}

	get held(): readonly Item[] {
		return this.#items;
	}

	last(count: number): readonly Item[] {
		return this.#items.slice(-Math.min(count, TRADES));
	}

	from(id: number, count: number): readonly Item[] {
		const first = this.#items[0]?.id ?? id;
		const index = Math.max(0, id - first);
		return this.#items.slice(index, index + count);
	}
}

export class TradeTape {
	readonly trades = new Recent<Trade>();
	readonly aggregates = new Recent<AggregateTrade>();
	readonly #seconds: CandleSeries;
	readonly #minutes: CandleSeries;
	readonly #quarters: CandleSeries;

	constructor(past: Past = NO_PAST) {
		this.#seconds = new CandleSeries(SECOND_MS, SECONDS, past.seconds);
		this.#minutes = new CandleSeries(MINUTE_MS, MINUTES, past.minutes);
		this.#quarters = new CandleSeries(QUARTER_MS, QUARTERS, past.quarters);
	}

	add(trade: Trade): void {
		this.trades.add(trade);
		this.#seconds.add(trade);
		this.#minutes.add(trade);
		this.#quarters.add(trade);
	}

	addAggregate(trade: AggregateTrade): void {
		this.aggregates.add(trade);
	}

	/** Candles with trades, oldest first, from the period that contains `sinceMs`. */
	candles(interval: KlineInterval, sinceMs = -Infinity): readonly Candle[] {
		const series = this.#seriesFor(interval);
		const fromMs = sinceMs === -Infinity ? sinceMs : interval.openOf(sinceMs);
		const first = series.findLastIndex((candle) => candle.openAtMs < fromMs) + 1;
		return mergeCandles(series.slice(first), interval.openOf);
	}

	/** Minute candles with trades, oldest first. */
	get minutes(): readonly Candle[] {
		return this.#minutes.candles;
	}

	#seriesFor({leastMs, openOf}: KlineInterval): readonly Candle[] {
		if (leastMs < MINUTE_MS) return this.#seconds.candles;
		const onQuarters = leastMs >= QUARTER_MS && openOf(0) % QUARTER_MS === 0;
		return (onQuarters ? this.#quarters : this.#minutes).candles;
	}
}
