/** Writes market events as the venue's stream messages. Prices and quantities always have eight decimals. */

import type {ListedDiff, Level, Snapshot, Top, Trade} from '../../domain/feed-event.js';
import type {Aggressor} from '../../domain/units.js';
import type {ListedSymbol} from '../listing/listing.js';
import {wirePrice, wireQuantity, wireTime, type TimeUnit} from './wire-numbers.js';
import type {AggregateTrade} from '../market/trade-aggregator.js';

/** What a message contains besides the event. */
export type WireContext = {
	readonly instrument: ListedSymbol;
	readonly timeUnit: TimeUnit;
	/** Unix milliseconds of sending. */
	readonly sentAtMs: number;
};

type WireLevel = readonly [price: string, quantity: string];

const wireLevels = (instrument: ListedSymbol, levels: readonly Level[]): WireLevel[] =>
	levels.map(({priceUnits, qtyLots}) => [wirePrice(instrument, priceUnits), wireQuantity(qtyLots)]);

export const depthUpdate = ({instrument, timeUnit, sentAtMs}: WireContext, diff: ListedDiff): object => ({
	e: 'depthUpdate',
	E: wireTime(sentAtMs, timeUnit),
	s: instrument.symbol,
	U: diff.firstId,
	u: diff.lastId,
	b: wireLevels(instrument, diff.bids),
	a: wireLevels(instrument, diff.asks),
});

export const depthBody = (instrument: ListedSymbol, snapshot: Snapshot): object => ({
	lastUpdateId: snapshot.lastId,
	bids: wireLevels(instrument, snapshot.bids),
	asks: wireLevels(instrument, snapshot.asks),
});

/** As at the venue, without event name, symbol and time. */
export const partialDepth = ({instrument}: WireContext, snapshot: Snapshot): object => depthBody(instrument, snapshot);

export const trade = ({instrument, timeUnit, sentAtMs}: WireContext, event: Trade): object => ({
	e: 'trade',
	E: wireTime(sentAtMs, timeUnit),
	s: instrument.symbol,
	t: event.id,
	p: wirePrice(instrument, event.priceUnits),
	q: wireQuantity(event.qtyLots),
	T: wireTime(event.tradeAtMs, timeUnit),
	m: isBuyerMaker(event.aggressor),
	M: true,
});

export const aggregateTrade = ({instrument, timeUnit, sentAtMs}: WireContext, event: AggregateTrade): object => ({
	e: 'aggTrade',
	E: wireTime(sentAtMs, timeUnit),
	s: instrument.symbol,
	a: event.id,
	p: wirePrice(instrument, event.priceUnits),
	q: wireQuantity(event.quantity),
	f: event.firstTradeId,
	l: event.lastTradeId,
	T: wireTime(event.tradeAtMs, timeUnit),
	m: isBuyerMaker(event.aggressor),
	M: true,
});

/** As at the venue, without event name and time. */
export const bookTicker = ({instrument}: WireContext, top: Top): object => ({
	u: top.updateId,
	s: instrument.symbol,
	b: wirePrice(instrument, top.bid.priceUnits),
	B: wireQuantity(top.bid.qtyLots),
	a: wirePrice(instrument, top.ask.priceUnits),
	A: wireQuantity(top.ask.qtyLots),
});

export const serverShutdown = (timeUnit: TimeUnit, sentAtMs: number): object => ({
	e: 'serverShutdown',
	E: wireTime(sentAtMs, timeUnit),
});

/** An event of an unknown kind. */
export const unknownEvent = (timeUnit: TimeUnit, sentAtMs: number): object => ({
	e: 'lunarEclipse',
	E: wireTime(sentAtMs, timeUnit),
	note: 'new events may appear at any time',
	x: {depth: [1, 2, 3]},
});

export const isBuyerMaker = (aggressor: Aggressor): boolean => aggressor === 'sell';

/** A depth event with text in place of a number. */
export const damagedDepthUpdate = (context: WireContext, diff: ListedDiff): object => {
	const whole = wireLevels(context.instrument, diff.bids);
	const middle = Math.floor(whole.length / 2);
	return {...depthUpdate(context, diff), b: [...whole.slice(0, middle), ['12.3e', 'NaN'], ...whole.slice(middle)]};
};
