/** Writes window statistics in the venue's ticker shapes, for REST and for streams. */

import type {Top} from '../../../domain/feed-event.js';
import type {ListedSymbol} from '../../listing/listing.js';
import type {WindowStatistics} from '../../market/statistics.js';
import {wireAverage, wireMoney, wirePercent, wirePrice, wireQuantity, wireTime, type TimeUnit} from '../wire-numbers.js';

const NOTHING = '0.00000000';

/** Input of a ticker. */
export type TickerSource = {
	readonly instrument: ListedSymbol;
	readonly window: WindowStatistics;
	/** `undefined` while a side is empty. */
	readonly top: Top | undefined;
	readonly timeUnit: TimeUnit;
};

const change = ({instrument, window: {candle}}: TickerSource) => ({
	priceChange: wirePrice(instrument, candle.close - candle.open),
	priceChangePercent: wirePercent(candle.open, candle.close),
	weightedAvgPrice: wireAverage(instrument, candle.money, candle.lots),
});

const prices = ({instrument, window: {candle}}: TickerSource) => ({
	openPrice: wirePrice(instrument, candle.open),
	highPrice: wirePrice(instrument, candle.high),
	lowPrice: wirePrice(instrument, candle.low),
});

const volumes = ({instrument, window, timeUnit}: TickerSource) => ({
	volume: wireQuantity(window.candle.lots),
	quoteVolume: wireMoney(instrument, window.candle.money),
	openTime: wireTime(window.openMs, timeUnit),
	closeTime: wireTime(window.closeMs, timeUnit),
	firstId: window.candle.firstTradeId,
	lastId: window.candle.lastTradeId,
	count: window.candle.trades,
});

const lastPrice = ({instrument, window}: TickerSource) => ({lastPrice: wirePrice(instrument, window.candle.close)});

export const bestPrices = (instrument: ListedSymbol, top: Top | undefined) => ({
	bidPrice: top ? wirePrice(instrument, top.bid.priceUnits) : NOTHING,
	bidQty: top ? wireQuantity(top.bid.qtyLots) : NOTHING,
	askPrice: top ? wirePrice(instrument, top.ask.priceUnits) : NOTHING,
	askQty: top ? wireQuantity(top.ask.qtyLots) : NOTHING,
});

/** `ticker/24hr`, type FULL. */
export const dayTickerBody = (source: TickerSource): object => ({
	symbol: source.instrument.symbol,
	...change(source),
	prevClosePrice: wirePrice(source.instrument, source.window.before),
	...lastPrice(source),
	lastQty: lastQuantity(source),
	...bestPrices(source.instrument, source.top),
	...prices(source),
	...volumes(source),
});

/** `ticker` and `ticker/tradingDay`, type FULL. */
export const windowTickerBody = (source: TickerSource): object => ({
	symbol: source.instrument.symbol,
	...change(source),
	...prices(source),
	...lastPrice(source),
	...volumes(source),
});

/** Type MINI of all tickers. */
export const miniTickerBody = (source: TickerSource): object => ({
	symbol: source.instrument.symbol,
	...prices(source),
	...lastPrice(source),
	...volumes(source),
});

const lastQuantity = ({window}: TickerSource): string => (window.lastTrade ? wireQuantity(window.lastTrade.qtyLots) : NOTHING);

export const miniTickerEvent = (source: TickerSource, sentAtMs: number): object => {
	const {instrument, window, timeUnit} = source;
	const {candle} = window;
	return {
		e: '24hrMiniTicker',
		E: wireTime(sentAtMs, timeUnit),
		s: instrument.symbol,
		c: wirePrice(instrument, candle.close),
		o: wirePrice(instrument, candle.open),
		h: wirePrice(instrument, candle.high),
		l: wirePrice(instrument, candle.low),
		v: wireQuantity(candle.lots),
		q: wireMoney(instrument, candle.money),
	};
};

export const dayTickerEvent = (source: TickerSource, sentAtMs: number): object => {
	const {instrument, window, timeUnit, top} = source;
	const {bidPrice, bidQty, askPrice, askQty} = bestPrices(instrument, top);
	const {o, h, l, v, q, ...counts} = windowNumbers(source);
	return {
		e: '24hrTicker',
		E: wireTime(sentAtMs, timeUnit),
		s: instrument.symbol,
		...changeNumbers(source),
		x: wirePrice(instrument, window.before),
		c: wirePrice(instrument, window.candle.close),
		Q: lastQuantity(source),
		b: bidPrice,
		B: bidQty,
		a: askPrice,
		A: askQty,
		o,
		h,
		l,
		v,
		q,
		...counts,
	};
};

/** @param name `1h`, `4h`, `1d` */
export const windowTickerEvent = (source: TickerSource, name: string, sentAtMs: number): object => {
	const {instrument, window, timeUnit} = source;
	const {w, ...moved} = changeNumbers(source);
	const {o, h, l, ...rest} = windowNumbers(source);
	return {
		e: `${name}Ticker`,
		E: wireTime(sentAtMs, timeUnit),
		s: instrument.symbol,
		...moved,
		o,
		h,
		l,
		c: wirePrice(instrument, window.candle.close),
		w,
		...rest,
	};
};

const changeNumbers = (source: TickerSource) => {
	const {priceChange, priceChangePercent, weightedAvgPrice} = change(source);
	return {p: priceChange, P: priceChangePercent, w: weightedAvgPrice};
};

const windowNumbers = (source: TickerSource) => {
	const {openPrice, highPrice, lowPrice} = prices(source);
	const {volume, quoteVolume, openTime, closeTime, firstId, lastId, count} = volumes(source);
	return {o: openPrice, h: highPrice, l: lowPrice, v: volume, q: quoteVolume, O: openTime, C: closeTime, F: firstId, L: lastId, n: count};
};
