/** Candles of the session's trades, in lots and ticks; volumes of money as ticks × lots. */

import type {Trade} from '../domain/feed-event.js';

export type Candle = {
	readonly openAtMs: number;
	readonly open: number;
	high: number;
	low: number;
	close: number;
	lots: number;
	/** Ticks × lots, exact as `bigint`. */
	money: bigint;
	takerBuyLots: number;
	takerBuyMoney: bigint;
	trades: number;
	firstTradeId: number;
	lastTradeId: number;
};

/** A series of equal periods, bounded; periods without trades are not stored. */
export class CandleSeries {
	readonly #periodMs: number;
	readonly #capacity: number;
	readonly #candles: Candle[] = [];

	constructor(periodMs: number, capacity: number) {
		this.#periodMs = periodMs;
		this.#capacity = capacity;
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
	lots: 0,
	money: 0n,
	takerBuyLots: 0,
	takerBuyMoney: 0n,
	trades: 0,
	firstTradeId: trade.id,
	lastTradeId: trade.id,
});

const addTrade = (candle: Candle, trade: Trade): void => {
	const money = BigInt(trade.priceUnits) * BigInt(trade.qtyLots);
	candle.high = Math.max(candle.high, trade.priceUnits);
	candle.low = Math.min(candle.low, trade.priceUnits);
	candle.close = trade.priceUnits;
	candle.lots += Number(trade.qtyLots);
	candle.money += money;
	candle.trades += 1;
	candle.lastTradeId = trade.id;
	if (trade.aggressor === 'sell') return;
	candle.takerBuyLots += Number(trade.qtyLots);
	candle.takerBuyMoney += money;
};

/** Joins stored candles into longer periods. */
export const mergeCandles = (candles: readonly Candle[], periodMs: number): Candle[] => {
	const merged: Candle[] = [];
	for (const candle of candles) {
		const openAtMs = Math.floor(candle.openAtMs / periodMs) * periodMs;
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
	into.lastTradeId = next.lastTradeId;
};
