/** How the venue writes its REST answers. */

import {formatFixed} from '../domain/decimal-text.js';
import type {Top, Trade} from '../domain/feed-event.js';
import {formatMoney, MONEY_DECIMALS} from '../domain/money.js';
import {notional, type Instrument} from '../domain/instrument.js';
import {priceUnits, qtyLots} from '../domain/units.js';
import {isBuyerMaker, wirePrice, wireQuantity, wireTime, type TimeUnit} from './binance-messages.js';
import type {Candle} from './candles.js';
import {WIRE_DECIMALS} from './listing.js';
import {WEIGHT_PER_MINUTE} from './rate-limit.js';

const BASE_PRECISION = 8;
const ORDER_TYPES = ['LIMIT', 'LIMIT_MAKER', 'MARKET'];
const RATE_LIMITS = [
	{rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: WEIGHT_PER_MINUTE},
	{rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100},
	{rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200_000},
	{rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 300_000},
];

export const exchangeInfoBody = (instruments: readonly Instrument[], nowMs: number, timeUnit: TimeUnit): object => ({
	timezone: 'UTC',
	serverTime: wireTime(nowMs, timeUnit),
	rateLimits: RATE_LIMITS,
	exchangeFilters: [],
	symbols: instruments.map(symbolInfo),
});

const symbolInfo = (instrument: Instrument): object => ({
	symbol: instrument.symbol,
	status: instrument.venueStatus,
	baseAsset: instrument.baseAsset,
	baseAssetPrecision: BASE_PRECISION,
	quoteAsset: instrument.quoteAsset,
	quotePrecision: BASE_PRECISION,
	quoteAssetPrecision: BASE_PRECISION,
	baseCommissionPrecision: BASE_PRECISION,
	quoteCommissionPrecision: BASE_PRECISION,
	orderTypes: ORDER_TYPES,
	icebergAllowed: true,
	ocoAllowed: true,
	otoAllowed: true,
	opoAllowed: true,
	quoteOrderQtyMarketAllowed: true,
	allowTrailingStop: true,
	cancelReplaceAllowed: true,
	amendAllowed: true,
	pegInstructionsAllowed: true,
	isSpotTradingAllowed: true,
	isMarginTradingAllowed: false,
	filters: filters(instrument),
	permissions: [],
	permissionSets: [['SPOT']],
	defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
	allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH', 'DECREMENT', 'TRANSFER'],
});

const filters = (instrument: Instrument): object[] => {
	const tickSize = wirePrice(instrument, priceUnits(1));
	const stepSize = wireQuantity(qtyLots(instrument.stepLots));
	return [
		{filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '1000000.00000000', tickSize},
		{filterType: 'LOT_SIZE', minQty: wireQuantity(qtyLots(instrument.minQtyLots)), maxQty: '9000000.00000000', stepSize},
		{filterType: 'ICEBERG_PARTS', limit: 100},
		{filterType: 'MARKET_LOT_SIZE', minQty: '0.00000000', maxQty: '100.00000000', stepSize: '0.00000000'},
		{
			filterType: 'NOTIONAL',
			minNotional: fixedMoney(instrument.minNotional, MONEY_DECIMALS),
			applyMinToMarket: true,
			maxNotional: '9000000.00000000',
			applyMaxToMarket: false,
			avgPriceMins: 5,
		},
		{filterType: 'MAX_NUM_ORDERS', maxNumOrders: 200},
		{filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: 5},
	];
};

/** Cuts to the eight decimals of the wire. */
const fixedMoney = (units: bigint, decimals: number): string =>
	formatFixed(units / 10n ** BigInt(decimals - WIRE_DECIMALS), WIRE_DECIMALS);

export const tradesBody = (instrument: Instrument, trades: readonly Trade[], timeUnit: TimeUnit): object[] =>
	trades.map(trade => ({
		id: trade.id,
		price: wirePrice(instrument, trade.priceUnits),
		qty: wireQuantity(trade.qtyLots),
		quoteQty: formatMoney(notional(instrument, trade.priceUnits, trade.qtyLots)),
		time: wireTime(trade.tradeAtMs, timeUnit),
		isBuyerMaker: isBuyerMaker(trade.aggressor),
		isBestMatch: true,
	}));

export const bookTickerBody = (instrument: Instrument, top: Top | undefined): object => {
	const absent = {bidPrice: '0.00000000', bidQty: '0.00000000', askPrice: '0.00000000', askQty: '0.00000000'};
	if (top === undefined) return {symbol: instrument.symbol, ...absent};
	return {
		symbol: instrument.symbol,
		bidPrice: wirePrice(instrument, top.bid.priceUnits),
		bidQty: wireQuantity(top.bid.qtyLots),
		askPrice: wirePrice(instrument, top.ask.priceUnits),
		askQty: wireQuantity(top.ask.qtyLots),
	};
};

export const klinesBody = (
	instrument: Instrument,
	candles: readonly Candle[],
	periodMs: number,
	timeUnit: TimeUnit,
): unknown[][] => {
	const price = (ticks: number): string => wirePrice(instrument, priceUnits(ticks));
	const money = (ticksTimesLots: bigint): string =>
		fixedMoney(ticksTimesLots * BigInt(instrument.tickUnits), instrument.priceDecimals + WIRE_DECIMALS);
	return candles.map(candle => [
		wireTime(candle.openAtMs, timeUnit),
		price(candle.open),
		price(candle.high),
		price(candle.low),
		price(candle.close),
		wireQuantity(qtyLots(candle.lots)),
		wireTime(candle.openAtMs + periodMs, timeUnit) - 1,
		money(candle.money),
		candle.trades,
		wireQuantity(qtyLots(candle.takerBuyLots)),
		money(candle.takerBuyMoney),
		'0',
	]);
};
