/** Methods for candles and the average price. */

import type {Candle} from '../../market/candles.js';
import {chooseCandles} from './kline-query.js';
import type {ListedSymbol} from '../../listing/listing.js';
import {AVERAGE_MINUTES, averagePrice} from '../../market/statistics.js';
import {inTimeZone, KLINE_INTERVALS, readTimeZone, type KlineInterval} from '../intervals.js';
import {invalidData, RequestError, type Parameters} from './parameters.js';
import {findMarket, type Call, type PublicMethod} from './public-method.js';
import {wireAverage, wireClose, wireMoney, wirePrice, wireQuantity, wireTime, type TimeUnit} from '../wire-numbers.js';

const KLINES_LIMIT = {usual: 500, most: 1000};

const readKlines = ({parameters, view, timeUnit}: Call) => {
	const symbol = parameters.symbol();
	const interval = readInterval(parameters);
	const limit = parameters.limit(KLINES_LIMIT);
	const startMs = parameters.time('startTime');
	const endMs = parameters.time('endTime') ?? view.nowMs;
	return () => {
		const {instrument, market} = findMarket(view, symbol);
		const candles = market.tape.candles(interval);
		const chosen = chooseCandles(candles, interval, {limit, startMs, endMs}, view.nowMs);
		return chosen.map((candle) => klineBody(instrument, candle, interval, timeUnit));
	};
};

/** @throws {RequestError} −1120 */
const readInterval = (parameters: Parameters): KlineInterval => {
	const interval = KLINE_INTERVALS.get(parameters.mandatory('interval'));
	if (interval === undefined) throw new RequestError(-1120, 'Invalid interval.');
	const offsetMs = readTimeZone(parameters.optional('timeZone') ?? '0');
	if (offsetMs === undefined) throw invalidData('timeZone');
	return inTimeZone(interval, offsetMs);
};

const klineBody = (instrument: ListedSymbol, candle: Candle, interval: KlineInterval, timeUnit: TimeUnit): unknown[] => [
	wireTime(candle.openAtMs, timeUnit),
	wirePrice(instrument, candle.open),
	wirePrice(instrument, candle.high),
	wirePrice(instrument, candle.low),
	wirePrice(instrument, candle.close),
	wireQuantity(candle.lots),
	wireClose(interval.nextOpen(candle.openAtMs), timeUnit),
	wireMoney(instrument, candle.money),
	candle.trades,
	wireQuantity(candle.takerBuyLots),
	wireMoney(instrument, candle.takerBuyMoney),
	'0',
];

const readAveragePrice = ({parameters, view, timeUnit}: Call) => {
	const symbol = parameters.symbol();
	return () => {
		const {instrument, market} = findMarket(view, symbol);
		const average = averagePrice(market.tape, view.nowMs) ?? {money: 0n, lots: 0n};
		const closeMs = market.tape.trades.last(1)[0]?.tradeAtMs ?? view.nowMs;
		return {mins: AVERAGE_MINUTES, price: wireAverage(instrument, average.money, average.lots), closeTime: wireTime(closeMs, timeUnit)};
	};
};

export const KLINE_METHODS: readonly PublicMethod[] = [
	{path: '/api/v3/klines', wsMethod: 'klines', parameters: 6, weight: () => 2, read: readKlines},
	{path: '/api/v3/uiKlines', wsMethod: 'uiKlines', parameters: 6, weight: () => 2, read: readKlines},
	{path: '/api/v3/avgPrice', wsMethod: 'avgPrice', parameters: 1, weight: () => 2, read: readAveragePrice},
];
