/** Methods for prices and window statistics. */

import {DAY_MS, windowStatistics} from '../../market/statistics.js';
import {pricesWeight} from './book-methods.js';
import {inTimeZone, KLINE_INTERVALS, readTimeZone, type KlineInterval} from '../intervals.js';
import {invalidData, RequestError, type Parameters} from './parameters.js';
import {forSymbols, symbolCount, type Call, type Found, type PublicMethod} from './public-method.js';
import {dayTickerBody, miniTickerBody, windowTickerBody, type TickerSource} from './ticker-bodies.js';
import {wirePrice} from '../wire-numbers.js';

const readPrice = (call: Call) =>
	forSymbols(call, ({instrument, market}) => ({symbol: instrument.symbol, price: wirePrice(instrument, market.lastPrice())}));

/** @throws {RequestError} −1139 */
const readIsMini = (parameters: Parameters): boolean => {
	const type = parameters.optional('type') ?? 'FULL';
	if (type === 'FULL' || type === 'MINI') return type === 'MINI';
	throw new RequestError(-1139, 'Invalid ticker type.');
};

type Bodies = {readonly full: (source: TickerSource) => object; readonly sinceMs: number};

const answerWindow = (call: Call, {full, sinceMs}: Bodies): (() => unknown) => {
	const write = readIsMini(call.parameters) ? miniTickerBody : full;
	return forSymbols(call, (found) => write(sourceOf(call, found, sinceMs)));
};

const sourceOf = ({view, timeUnit}: Call, {instrument, market}: Found, sinceMs: number): TickerSource => {
	const window = windowStatistics(market.tape, sinceMs, view.nowMs);
	if (window === undefined) throw new RequestError(-1000, 'An unknown error occurred while processing the request.', 500);
	return {instrument, window, top: market.top(), timeUnit};
};

const readDayTicker = (call: Call) => answerWindow(call, {full: dayTickerBody, sinceMs: call.view.nowMs - DAY_MS});

const LONGEST = new Map([
	['m', 59],
	['h', 23],
	['d', 7],
]);
const UNIT_MS = new Map([
	['m', 60_000],
	['h', 3_600_000],
	['d', DAY_MS],
]);

/** `5m`, `4h`, `1d` in milliseconds. @throws {RequestError} −1130 */
const readWindow = (parameters: Parameters): number => {
	const {amount = '', unit = ''} = /^(?<amount>\d{1,2})(?<unit>[mhd])$/u.exec(parameters.optional('windowSize') ?? '1d')?.groups ?? {};
	const count = Number(amount);
	if (count >= 1 && count <= (LONGEST.get(unit) ?? 0)) return count * (UNIT_MS.get(unit) ?? 0);
	throw invalidData('windowSize');
};

const MINUTE_MS = 60_000;

const readRollingTicker = (call: Call) => {
	const sinceMs = call.view.nowMs - readWindow(call.parameters);
	return needsSymbols(call, () => answerWindow(call, {full: windowTickerBody, sinceMs: Math.floor(sinceMs / MINUTE_MS) * MINUTE_MS}));
};

const DAY: KlineInterval | undefined = KLINE_INTERVALS.get('1d');

const readTradingDay = (call: Call) => {
	const offsetMs = readTimeZone(call.parameters.optional('timeZone') ?? '0');
	if (offsetMs === undefined || DAY === undefined) throw invalidData('timeZone');
	const sinceMs = inTimeZone(DAY, offsetMs).openOf(call.view.nowMs);
	return needsSymbols(call, () => answerWindow(call, {full: windowTickerBody, sinceMs}));
};

/** @throws {RequestError} −1102 if no symbol is named. */
const needsSymbols = ({parameters}: Call, read: () => () => unknown): (() => unknown) => {
	if (parameters.oneOrSeveral() !== undefined) return read();
	throw new RequestError(-1102, "Param 'symbol' or 'symbols' must be sent, but both were empty/null!");
};

const dayWeight = (sent: ReadonlyMap<string, string>): number => {
	const count = symbolCount(sent);
	if (count === undefined || count > 100) return 80;
	return count <= 20 ? 2 : 40;
};

const windowWeight = (sent: ReadonlyMap<string, string>): number => Math.min(200, 4 * (symbolCount(sent) ?? 1));

export const TICKER_METHODS: readonly PublicMethod[] = [
	{path: '/api/v3/ticker/price', wsMethod: 'ticker.price', parameters: 3, weight: pricesWeight, read: readPrice},
	{path: '/api/v3/ticker/24hr', wsMethod: 'ticker.24hr', parameters: 4, weight: dayWeight, read: readDayTicker},
	{path: '/api/v3/ticker', wsMethod: 'ticker', parameters: 5, weight: windowWeight, read: readRollingTicker},
	{path: '/api/v3/ticker/tradingDay', wsMethod: 'ticker.tradingDay', parameters: 5, weight: windowWeight, read: readTradingDay},
];
