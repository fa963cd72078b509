/** Methods for the book and its trades. */

import type {Trade} from '../../../domain/feed-event.js';
import {depthBody, isBuyerMaker} from '../binance-messages.js';
import type {ListedSymbol} from '../../listing/listing.js';
import type {AggregateTrade} from '../../market/trade-aggregator.js';
import {RequestError} from './parameters.js';
import {checkStatus, findMarket, forSymbols, readStatus, symbolCount, type Call, type PublicMethod} from './public-method.js';
import {bestPrices} from './ticker-bodies.js';
import {wireMoney, wirePrice, wireQuantity, wireTime, type TimeUnit} from '../wire-numbers.js';

const DEPTH_LIMIT = {usual: 100, most: 5000};
const TRADES_LIMIT = {usual: 500, most: 1000};

const depthWeight = (sent: ReadonlyMap<string, string>): number => {
	const limit = Number(sent.get('limit') ?? DEPTH_LIMIT.usual);
	if (!(limit > 100)) return 5;
	if (limit <= 500) return 25;
	return limit <= 1000 ? 50 : 250;
};

const readDepth = ({parameters, view}: Call) => {
	const symbol = parameters.symbol();
	const limit = parameters.limit(DEPTH_LIMIT);
	const status = readStatus(parameters);
	return () => {
		const {instrument, market} = findMarket(view, symbol);
		checkStatus(instrument, status);
		return depthBody(instrument, view.snapshot(market, limit));
	};
};

const readTrades = ({parameters, view, timeUnit}: Call) => {
	const symbol = parameters.symbol();
	const limit = parameters.limit(TRADES_LIMIT);
	return () => {
		const {instrument, market} = findMarket(view, symbol);
		return market.tape.trades.last(limit).map((trade) => tradeBody(instrument, trade, timeUnit));
	};
};

const readHistoricalTrades = ({parameters, view, timeUnit}: Call) => {
	const symbol = parameters.symbol();
	const limit = parameters.limit(TRADES_LIMIT);
	const fromId = parameters.integer('fromId');
	return () => {
		const {instrument, market} = findMarket(view, symbol);
		const {trades} = market.tape;
		const chosen = fromId === undefined ? trades.last(limit) : trades.from(fromId, limit);
		return chosen.map((trade) => tradeBody(instrument, trade, timeUnit));
	};
};

const readAggregates = ({parameters, view, timeUnit}: Call) => {
	const symbol = parameters.symbol();
	const limit = parameters.limit(TRADES_LIMIT);
	const fromId = parameters.integer('fromId');
	const startMs = parameters.time('startTime');
	const endMs = parameters.time('endTime');
	if (fromId !== undefined && (startMs ?? endMs) !== undefined) {
		throw new RequestError(-1128, 'Combination of optional parameters invalid.');
	}
	return () => {
		const {instrument, market} = findMarket(view, symbol);
		const {aggregates} = market.tape;
		const chosen = fromId === undefined ? between(aggregates.held, startMs, endMs, limit) : aggregates.from(fromId, limit);
		return chosen.map((trade) => aggregateBody(instrument, trade, timeUnit));
	};
};

/** Items with `startTime` ≤ time ≤ `endTime`: the first ones if a start is given, else the last ones. */
const between = (
	trades: readonly AggregateTrade[],
	startMs: number | undefined,
	endMs: number | undefined,
	limit: number,
): readonly AggregateTrade[] => {
	const first = startMs === undefined ? 0 : trades.findLastIndex((trade) => Math.floor(trade.tradeAtMs) < startMs) + 1;
	const end = endMs === undefined ? trades.length : trades.findLastIndex((trade) => Math.floor(trade.tradeAtMs) <= endMs) + 1;
	if (startMs !== undefined) return trades.slice(first, Math.min(end, first + limit));
	return trades.slice(Math.max(0, end - limit), end);
};

const tradeBody = (instrument: ListedSymbol, trade: Trade, timeUnit: TimeUnit): object => ({
	id: trade.id,
	price: wirePrice(instrument, trade.priceUnits),
	qty: wireQuantity(trade.qtyLots),
	quoteQty: wireMoney(instrument, BigInt(trade.priceUnits) * BigInt(trade.qtyLots)),
	time: wireTime(trade.tradeAtMs, timeUnit),
	isBuyerMaker: isBuyerMaker(trade.aggressor),
	isBestMatch: true,
});

const aggregateBody = (instrument: ListedSymbol, trade: AggregateTrade, timeUnit: TimeUnit): object => ({
	a: trade.id,
	p: wirePrice(instrument, trade.priceUnits),
	q: wireQuantity(trade.quantity),
	f: trade.firstTradeId,
	l: trade.lastTradeId,
	T: wireTime(trade.tradeAtMs, timeUnit),
	m: isBuyerMaker(trade.aggressor),
	M: true,
});

const readBookTicker = (call: Call) =>
	forSymbols(call, ({instrument, market}) => ({symbol: instrument.symbol, ...bestPrices(instrument, market.top())}));

/** Weight: 2 for one symbol, 4 for several or all. */
export const pricesWeight = (sent: ReadonlyMap<string, string>): number => (sent.has('symbols') || symbolCount(sent) === undefined ? 4 : 2);

export const BOOK_METHODS: readonly PublicMethod[] = [
	{path: '/api/v3/depth', wsMethod: 'depth', parameters: 3, weight: depthWeight, read: readDepth},
	{path: '/api/v3/trades', wsMethod: 'trades.recent', parameters: 2, weight: () => 25, read: readTrades},
	{path: '/api/v3/historicalTrades', wsMethod: 'trades.historical', parameters: 3, weight: () => 25, read: readHistoricalTrades},
	{path: '/api/v3/aggTrades', wsMethod: 'trades.aggregate', parameters: 5, weight: () => 4, read: readAggregates},
	{path: '/api/v3/ticker/bookTicker', wsMethod: 'ticker.book', parameters: 3, weight: pricesWeight, read: readBookTicker},
];
