/** Candles of trades: quantities in lots, prices in steps, money as exact steps × lots. */

import type {Trade} from '../../domain/feed-event.js';

export type Candle = {
	readonly openAtMs: number;
	readonly open: number;
	high: number;
	low: number;
	close: number;
	lots: bigint;
	/** Steps of price × lots. */
	money: bigint;
	takerBuyLots: bigint;
	takerBuyMoney: bigint;
	trades: number;
	/** −1 if there was no trade. */
	firstTradeId: number;
	lastTradeId: number;
};

/** A bounded series of equal periods; periods without trades are not stored. */
export class CandleSeries {
	readonly #periodMs: number;
	readonly #capacity: number;
	readonly #candles: Candle[];

	/** @param past earlier candles, oldest first; the newest that fit are kept. */
	constructor(periodMs: number, capacity: number, past: readonly Candle[] = []) {
		this.#periodMs = periodMs;
		this.#capacity = capacity;
		this.#candles = past.slice(-capacity).map((candle) => ({...candle}));
	}

	/** Oldest first. */
	get candles(): readonly Candle[] {
		return this.#candles;
	}

	add(trade: Trade): void {
		const openAtMs = Math.floor(trade.tradeAtMs / this.#periodMs) * this.#periodMs;
		let candle = this.#candles.at(-1);
		if (candle?.openAtMs !== openAtMs) {
			candle = newCandle(openAtMs, trade);
			this.#candles.push(candle);
			if (this.#candles.length > this.#capacity) this.#candles.shift();
		}

		addTrade(candle, trade);
	}
}

const newCandle = (openAtMs: number, trade: Trade): Candle => ({
	openAtMs,
	open: trade.priceUnits,
	high: trade.priceUnits,
	low: trade.priceUnits,
	close: trade.priceUnits,
	lots: 0n,
	money: 0n,
	takerBuyLots: 0n,
	takerBuyMoney: 0n,
	trades: 0,
	firstTradeId: trade.id,
	lastTradeId: trade.id,
});

const addTrade = (candle: Candle, trade: Trade): void => {
	const lots = BigInt(trade.qtyLots);
	const money = BigInt(trade.priceUnits) * lots;
	candle.high = Math.max(candle.high, trade.priceUnits);
	candle.low = Math.min(candle.low, trade.priceUnits);
	candle.close = trade.priceUnits;
	candle.lots += lots;
	candle.money += money;
	candle.trades += 1;
	candle.lastTradeId = trade.id;
	if (trade.aggressor === 'sell') return;
	candle.takerBuyLots += lots;
	candle.takerBuyMoney += money;
};

/** Merges candles into longer periods. `openOf` gives the start of the period that contains a moment. */
export const mergeCandles = (candles: Iterable<Candle>, openOf: (ms: number) => number): Candle[] => {
	const merged: Candle[] = [];
	for (const candle of candles) {
		const openAtMs = openOf(candle.openAtMs);
		const last = merged.at(-1);
		if (last?.openAtMs === openAtMs) join(last, candle);
		else merged.push({...candle, openAtMs});
	}

	return merged;
};

const join = (into: Candle, next: Candle): void => {
	into.high = Math.max(into.high, next.high);
	into.low = Math.min(into.low, next.low);
	into.close = next.close;
	into.lots += next.lots;
	into.money += next.money;
	into.takerBuyLots += next.takerBuyLots;
	into.takerBuyMoney += next.takerBuyMoney;
	into.trades += next.trades;
	if (into.firstTradeId < 0) into.firstTradeId = next.firstTradeId;
	if (next.lastTradeId >= 0) into.lastTradeId = next.lastTradeId;
};

/** The candle of a period without trades: all prices are the close before it. */
export const quietCandle = ({close}: Pick<Candle, 'close'>, openAtMs: number): Candle => ({
	openAtMs,
	open: close,
	high: close,
	low: close,
	close,
	lots: 0n,
	money: 0n,
	takerBuyLots: 0n,
	takerBuyMoney: 0n,
	trades: 0,
	firstTradeId: -1,
	lastTradeId: -1,
});
