/** The body of `exchangeInfo`: rate limits, symbols and their filters. */

import {WEIGHT_PER_MINUTE, RAW_REQUESTS_PER_FIVE_MINUTES} from '../rate-limit.js';
import type {ListedSymbol} from '../../listing/listing.js';
import {wirePrice, wireQuantity, wireTime, type TimeUnit} from '../wire-numbers.js';

const BASE_PRECISION = 8;
const ORDER_TYPES = ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT'];
/** Permissions that every symbol grants. */
export const PERMISSIONS: readonly string[] = ['SPOT'];

export const WEIGHT_LIMIT = {rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: WEIGHT_PER_MINUTE};
const RATE_LIMITS = [
	WEIGHT_LIMIT,
	{rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100},
	{rateLimitType: 'ORDERS', interval: 'DAY', intervalNum: 1, limit: 200_000},
	{rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: RAW_REQUESTS_PER_FIVE_MINUTES},
];

export type ExchangeInfo = {
	readonly instruments: readonly ListedSymbol[];
	readonly nowMs: number;
	readonly timeUnit: TimeUnit;
	readonly showPermissionSets: boolean;
};

export const exchangeInfoBody = ({instruments, nowMs, timeUnit, showPermissionSets}: ExchangeInfo): object => ({
	timezone: 'UTC',
	serverTime: wireTime(nowMs, timeUnit),
	rateLimits: RATE_LIMITS,
	exchangeFilters: [],
	symbols: instruments.map((instrument) => symbolInfo(instrument, showPermissionSets)),
});

const symbolInfo = (instrument: ListedSymbol, showPermissionSets: boolean): object => ({
	symbol: instrument.symbol,
	status: instrument.status,
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
	permissionSets: showPermissionSets ? [PERMISSIONS] : [],
	defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
	allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH', 'DECREMENT', 'TRANSFER'],
});

const MOST_STEPS = 900_000_000;
const MOST_MARKET_STEPS = 10_000_000;
const MOST_TICKS = 100_000_000;

/** The venue's filters of one symbol. */
const filters = (instrument: ListedSymbol): object[] => {
	const tickSize = wirePrice(instrument, instrument.tickSteps);
	const step = BigInt(instrument.stepLots);
	const stepSize = wireQuantity(step);
	return [
		{filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: wirePrice(instrument, instrument.tickSteps * MOST_TICKS), tickSize},
		{filterType: 'LOT_SIZE', minQty: stepSize, maxQty: wireQuantity(step * BigInt(MOST_STEPS)), stepSize},
		{filterType: 'ICEBERG_PARTS', limit: 100},
		{
			filterType: 'MARKET_LOT_SIZE',
			minQty: wireQuantity(0n),
			maxQty: wireQuantity(step * BigInt(MOST_MARKET_STEPS)),
			stepSize: wireQuantity(0n),
		},
		{
			filterType: 'TRAILING_DELTA',
			minTrailingAboveDelta: 10,
			maxTrailingAboveDelta: 2000,
			minTrailingBelowDelta: 10,
			maxTrailingBelowDelta: 2000,
		},
		{
			filterType: 'PERCENT_PRICE_BY_SIDE',
			bidMultiplierUp: '5',
			bidMultiplierDown: '0.2',
			askMultiplierUp: '5',
			askMultiplierDown: '0.2',
			avgPriceMins: 5,
		},
		{
			filterType: 'NOTIONAL',
			minNotional: eightDecimals(instrument.minNotional),
			applyMinToMarket: true,
			maxNotional: '9000000.00000000',
			applyMaxToMarket: false,
			avgPriceMins: 5,
		},
		{filterType: 'MAX_NUM_ORDERS', maxNumOrders: 200},
		{filterType: 'MAX_NUM_ORDER_LISTS', maxNumOrderLists: 20},
		{filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: 5},
		{filterType: 'MAX_NUM_ORDER_AMENDS', maxNumOrderAmends: 10},
	];
};

const eightDecimals = (text: string): string => {
	const [whole = '0', fraction = ''] = text.split('.');
	return `${whole}.${fraction.padEnd(BASE_PRECISION, '0')}`;
};
