/** The REST side of the exchange: a request and the markets in, an answer out. */

import type {Snapshot} from '../domain/feed-event.js';
import type {Instrument} from '../domain/instrument.js';
import {bookTickerBody, exchangeInfoBody, klinesBody, tradesBody} from './binance-bodies.js';
import {depthBody, wireTime, type TimeUnit} from './binance-messages.js';
import {chooseCandles, PERIODS_MS} from './kline-query.js';
import {SYMBOL_PATTERN} from './listing.js';
import type {Market} from './market.js';
import {errorResponse, jsonResponse, NOT_FOUND, RestError, type RestResponse} from './rest-response.js';

export type RestRequest = {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	/** The header `X-MBX-TIME-UNIT`, as sent. */
	readonly timeUnit?: string | undefined;
};

/** What the answers are made from. */
export type RestView = {
	readonly instruments: readonly Instrument[];
	/** Unix milliseconds. */
	readonly nowMs: number;
	readonly market: (symbol: string) => Market | undefined;
	/** Takes the copy of the book that is served now, which may be an old one. */
	readonly snapshot: (market: Market, limit: number) => Snapshot;
};

type Call = {readonly query: URLSearchParams; readonly view: RestView; readonly timeUnit: TimeUnit};
type Route = {readonly weight: (query: URLSearchParams) => number; readonly answer: (call: Call) => unknown};

const DEPTH_LIMIT = {usual: 100, most: 5000};
const TRADES_LIMIT = {usual: 500, most: 1000};
const SYMBOL_RANGE = '^[A-Z0-9-_.]{1,20}$';

const depthWeight = (query: URLSearchParams): number => {
	const limit = Number(query.get('limit') ?? DEPTH_LIMIT.usual);
	if (!(limit > 100)) return 5;
	if (limit <= 500) return 25;
	return limit <= 1000 ? 50 : 250;
};

const ROUTES = new Map<string, Route>([
	['/api/v3/ping', {weight: () => 1, answer: () => ({})}],
	['/api/v3/time', {weight: () => 1, answer: ({view, timeUnit}) => ({serverTime: wireTime(view.nowMs, timeUnit)})}],
	['/api/v3/exchangeInfo', {weight: () => 20, answer: call => answerExchangeInfo(call)}],
	['/api/v3/depth', {weight: depthWeight, answer: call => answerDepth(call)}],
	['/api/v3/trades', {weight: () => 25, answer: call => answerTrades(call)}],
	['/api/v3/klines', {weight: () => 2, answer: call => answerKlines(call)}],
	['/api/v3/ticker/bookTicker', {weight: query => (query.has('symbol') ? 2 : 4), answer: call => answerBookTicker(call)}],
]);

/** What a request costs; unknown ones cost as little as any. */
export const requestWeight = ({path, query}: RestRequest): number => ROUTES.get(path)?.weight(query) ?? 1;

export const answerRest = (request: RestRequest, view: RestView): RestResponse => {
	const route = ROUTES.get(request.path);
	if (route === undefined || request.method !== 'GET') return NOT_FOUND;
	try {
		const timeUnit = readTimeUnit(request.timeUnit);
		return jsonResponse(route.answer({query: request.query, view, timeUnit}));
	} catch (error) {
		if (error instanceof RestError) return errorResponse(error);
		throw error;
	}
};

/** @throws {RestError} -1194 */
const readTimeUnit = (text: string | undefined): TimeUnit => {
	const unit = (text ?? 'MILLISECOND').toUpperCase();
	if (unit === 'MILLISECOND' || unit === 'MICROSECOND') return unit;
	throw new RestError(-1194, 'Invalid value for time unit; expected either MICROSECOND or MILLISECOND.');
};

const answerExchangeInfo = ({query, view, timeUnit}: Call): object => {
	const wanted = query.has('symbols') ? readSymbols(query.get('symbols') ?? '') : query.getAll('symbol');
	const chosen = wanted.map(symbol => findInstrument(view, checkSymbol(symbol)));
	return exchangeInfoBody(wanted.length > 0 ? chosen : view.instruments, view.nowMs, timeUnit);
};

const readSymbols = (text: string): string[] => {
	const illegal = illegalCharacters('symbols', `["${SYMBOL_RANGE}"]`);
	try {
		const symbols: unknown = JSON.parse(text);
		if (Array.isArray(symbols) && symbols.every(symbol => typeof symbol === 'string')) return symbols;
	} catch {
		throw illegal;
	}

	throw illegal;
};

const answerDepth = ({query, view}: Call): object => {
	const market = readMarket(query, view);
	const limit = readLimit(query, DEPTH_LIMIT);
	return depthBody(market.instrument, view.snapshot(market, limit));
};

const answerTrades = ({query, view, timeUnit}: Call): object[] => {
	const market = readMarket(query, view);
	return tradesBody(market.instrument, market.tape.recent(readLimit(query, TRADES_LIMIT)), timeUnit);
};

const answerKlines = ({query, view, timeUnit}: Call): unknown[][] => {
	const market = readMarket(query, view);
	const interval = query.get('interval');
	if (interval === null || interval === '') throw missing('interval');
	const periodMs = PERIODS_MS.get(interval);
	if (periodMs === undefined) throw new RestError(-1120, 'Invalid interval.');
	const candles = chooseCandles(market.candles(periodMs), periodMs, {
		limit: readLimit(query, TRADES_LIMIT),
		startMs: readTime(query, 'startTime'),
		endMs: readTime(query, 'endTime') ?? view.nowMs,
	});
	return klinesBody(market.instrument, candles, periodMs, timeUnit);
};

const answerBookTicker = ({query, view}: Call): object => {
	const body = (instrument: Instrument) => bookTickerBody(instrument, view.market(instrument.symbol)?.top());
	return query.has('symbol') ? body(readMarket(query, view).instrument) : view.instruments.map(body);
};

const missing = (name: string): RestError =>
	new RestError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);

const illegalCharacters = (name: string, range: string): RestError =>
	new RestError(-1100, `Illegal characters found in parameter '${name}'; legal range is '${range}'.`);

const illegalNumber = (name: string): RestError => illegalCharacters(name, '^[0-9]{1,20}$');

const checkSymbol = (symbol: string): string => {
	if (SYMBOL_PATTERN.test(symbol)) return symbol;
	throw illegalCharacters('symbol', SYMBOL_RANGE);
};

const unknownSymbol = (): RestError => new RestError(-1121, 'Invalid symbol.');

const readMarket = (query: URLSearchParams, view: RestView): Market => {
	const symbol = query.get('symbol');
	if (symbol === null || symbol === '') throw missing('symbol');
	const market = view.market(checkSymbol(symbol));
	if (market === undefined) throw unknownSymbol();
	return market;
};

const findInstrument = (view: RestView, symbol: string): Instrument => {
	const found = view.instruments.find(instrument => instrument.symbol === symbol);
	if (found === undefined) throw unknownSymbol();
	return found;
};

const readLimit = (query: URLSearchParams, {usual, most}: {usual: number; most: number}): number => {
	const text = query.get('limit');
	if (text === null) return usual;
	if (!/^\d{1,20}$/.test(text)) throw illegalNumber('limit');
	if (Number(text) === 0) throw new RestError(-1130, "Data sent for parameter 'limit' is not valid.");
	return Math.min(Number(text), most);
};

/** Both milliseconds and microseconds are taken, as the venue does; what is beyond the year 5000 is the latter. */
const readTime = (query: URLSearchParams, name: string): number | undefined => {
	const text = query.get(name);
	if (text === null) return undefined;
	if (!/^\d{1,20}$/.test(text)) throw illegalNumber(name);
	return Number(text) > 1e14 ? Number(text) / 1000 : Number(text);
};
