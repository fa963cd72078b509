/** Streams sent by the clock, at whole seconds: candles, tickers and average prices. */

import {publish, type Audience} from './broadcast.js';
import {quietCandle, type Candle} from '../market/candles.js';
import {averagePrice, AVERAGE_MINUTES, DAY_MS, windowStatistics} from '../market/statistics.js';
import {inTimeZone, KLINE_INTERVALS, readTimeZone, type KlineInterval} from './intervals.js';
import type {Found} from './methods/public-method.js';
import {dayTickerEvent, miniTickerEvent, windowTickerEvent, type TickerSource} from './methods/ticker-bodies.js';
import {wireAverage, wireClose, wireMoney, wirePrice, wireQuantity, wireTime, type TimeUnit} from './wire-numbers.js';

const SECOND_MS = 1000;
/** Interval of all candles longer than a second; they are also sent when they close. */
const CANDLES_EVERY_MS = 2000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WINDOWS_MS = new Map([
	['1h', HOUR_MS],
	['4h', 4 * HOUR_MS],
	['1d', DAY_MS],
]);

/** A whole second and the symbols listed then. */
export type Second = {readonly found: readonly Found[]; readonly atMs: number};

/** The event of one symbol; `undefined` if there is nothing to send. */
type EventOf = (found: Found, atMs: number, sentAtMs: number) => ((timeUnit: TimeUnit) => object) | undefined;

/** Publishes this second's events to the subscribed clients. */
export const publishSecond = (audience: Audience, second: Second): void => {
	const wanted = new Set<string>();
	for (const session of audience.sessions) for (const stream of session.streams) wanted.add(stream);
	for (const stream of wanted) publishStream(audience, stream, second);
};

const publishStream = (audience: Audience, stream: string, {found, atMs}: Second): void => {
	const all = /^!(?<kind>.+)@arr$/u.exec(stream)?.groups?.['kind'];
	if (all !== undefined) return publishAll(audience, stream, all, {found, atMs});
	const cut = stream.indexOf('@');
	const one = found.find(({instrument}) => instrument.symbol.toLowerCase() === stream.slice(0, cut));
	const event = one && eventOf(stream.slice(cut + 1))?.(one, atMs, audience.wallMs);
	if (event !== undefined) publish(audience, stream, event);
};

/** The `!…@arr` streams: only symbols traded in the last second, and no event if none was. */
const publishAll = (audience: Audience, stream: string, kind: string, {found, atMs}: Second): void => {
	const compose = kind.startsWith('kline') || kind === 'avgPrice' ? undefined : eventOf(kind);
	if (compose === undefined) return;
	const changed = found.filter(({market}) => (market.tape.trades.last(1)[0]?.tradeAtMs ?? -Infinity) > atMs - SECOND_MS);
	const events = changed.flatMap((one) => compose(one, atMs, audience.wallMs) ?? []);
	if (events.length > 0) publish(audience, stream, (timeUnit) => events.map((event) => event(timeUnit)));
};

const eventOf = (kind: string): EventOf | undefined => {
	if (kind === 'miniTicker') return ticker(DAY_MS, miniTickerEvent);
	if (kind === 'ticker') return ticker(DAY_MS, dayTickerEvent);
	if (kind === 'avgPrice') return averageEvent;
	const window = kind.startsWith('ticker_') ? kind.slice('ticker_'.length) : '';
	const windowMs = WINDOWS_MS.get(window);
	if (windowMs !== undefined) return ticker(windowMs, (source, sentAtMs) => windowTickerEvent(source, window, sentAtMs));
	const interval = readKlineStream(kind);
	return interval && klineEvent(interval);
};

const ticker =
	(windowMs: number, write: (source: TickerSource, sentAtMs: number) => object): EventOf =>
	({instrument, market}, atMs, sentAtMs) => {
		const window = windowStatistics(market.tape, atMs - windowMs, atMs);
		return window && ((timeUnit) => write({instrument, window, top: market.top(), timeUnit}, sentAtMs));
	};

const averageEvent: EventOf = ({instrument, market}, atMs, sentAtMs) => {
	const average = averagePrice(market.tape, atMs);
	const lastMs = market.tape.trades.last(1)[0]?.tradeAtMs ?? atMs;
	return (
		average &&
		((timeUnit) => ({
			e: 'avgPrice',
			E: wireTime(sentAtMs, timeUnit),
			s: instrument.symbol,
			i: `${AVERAGE_MINUTES}m`,
			w: wireAverage(instrument, average.money, average.lots),
			T: wireTime(lastMs, timeUnit),
		}))
	);
};

/** `kline_1m`, `kline_1d@+08:00` */
const readKlineStream = (kind: string): KlineInterval | undefined => {
	const {name, zone} = /^kline_(?<name>\w+)(?:@(?<zone>.+))?$/u.exec(kind)?.groups ?? {};
	const interval = KLINE_INTERVALS.get(name ?? '');
	const offsetMs = readTimeZone(zone ?? '0');
	return interval && offsetMs !== undefined ? inTimeZone(interval, offsetMs) : undefined;
};

const klineEvent =
	(interval: KlineInterval): EventOf =>
	({instrument, market}, atMs, sentAtMs) => {
		const openMs = interval.openOf(atMs - 1);
		const nextMs = interval.nextOpen(openMs);
		const closed = nextMs <= atMs;
		if (!closed && atMs % CANDLES_EVERY_MS !== 0) return undefined;
		const held = market.tape.candles(interval, openMs).find((candle) => candle.openAtMs === openMs);
		const candle = held ?? quietCandle({close: market.lastPrice()}, openMs);
		return (timeUnit) => ({
			e: 'kline',
			E: wireTime(sentAtMs, timeUnit),
			s: instrument.symbol,
			k: {
				t: wireTime(openMs, timeUnit),
				T: wireClose(nextMs, timeUnit),
				s: instrument.symbol,
				i: interval.name,
				...candleNumbers(candle),
				o: wirePrice(instrument, candle.open),
				c: wirePrice(instrument, candle.close),
				h: wirePrice(instrument, candle.high),
				l: wirePrice(instrument, candle.low),
				v: wireQuantity(candle.lots),
				n: candle.trades,
				x: closed,
				q: wireMoney(instrument, candle.money),
				V: wireQuantity(candle.takerBuyLots),
				Q: wireMoney(instrument, candle.takerBuyMoney),
				B: '0',
			},
		});
	};

const candleNumbers = ({firstTradeId, lastTradeId}: Candle) => ({f: firstTradeId, L: lastTradeId});
