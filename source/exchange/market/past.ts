/**
 * Invented candles of the two months before the market's start, ending at its start price; derived from the seed
 * alone. Single trades of that time are not kept.
 */

import {mergeCandles, type Candle} from './candles.js';
import type {Listing} from '../listing/listing.js';
import type {Random} from '../listing/random.js';

/** Each list is oldest first and ends before the start. */
export type Past = {
	readonly seconds: readonly Candle[];
	readonly minutes: readonly Candle[];
	readonly quarters: readonly Candle[];
};

export const NO_PAST: Past = {seconds: [], minutes: [], quarters: []};

export type PastOptions = {
	readonly listing: Listing;
	/** Unix milliseconds. */
	readonly startMs: number;
	/** The last trade id before the first trade. */
	readonly tradeId: number;
	readonly random: Random;
};

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const QUARTER_MS = 15 * MINUTE_MS;
const SECONDS = 3600;
const MINUTES = 1500;
const QUARTERS = 5900;
/** Relative price change per square root of a second: about three percent a day. */
const NOISE = 1e-4;
const TRADES_PER_SECOND = 5;
/** Mean trade size in usual orders. */
const MEAN_SIZE = 1.3;
/** Lower bound of a price, in steps. */
const LEAST_STEPS = 100;

/** Position of a walk backwards in time. */
type Walker = {endMs: number; price: number; tradeId: number};

export const inventPast = (options: PastOptions): Past => {
	const {listing, startMs, tradeId} = options;
	const walker: Walker = {endMs: Math.floor(startMs / SECOND_MS) * SECOND_MS, price: listing.startPrice, tradeId};
	const seconds = walk(options, walker, SECOND_MS, SECONDS + secondsInto(walker.endMs));
	const minutes = [...walk(options, walker, MINUTE_MS, MINUTES), ...mergeCandles(seconds, floorTo(MINUTE_MS))];
	walkToQuarter(options, walker, minutes);
	const quarters = [...walk(options, walker, QUARTER_MS, QUARTERS), ...mergeCandles(minutes, floorTo(QUARTER_MS))];
	return {seconds, minutes, quarters};
};

const floorTo =
	(periodMs: number) =>
	(ms: number): number =>
		Math.floor(ms / periodMs) * periodMs;

/** Seconds to walk so that the remaining walk starts on a whole minute. */
const secondsInto = (endMs: number): number => (endMs % MINUTE_MS) / SECOND_MS;

/** Adds minutes until the walk stands on a quarter of an hour. */
const walkToQuarter = (options: PastOptions, walker: Walker, minutes: Candle[]): void => {
	minutes.unshift(...walk(options, walker, MINUTE_MS, (walker.endMs % QUARTER_MS) / MINUTE_MS));
};

/** `count` candles that end at the walker, oldest first. */
const walk = (options: PastOptions, walker: Walker, periodMs: number, count: number): Candle[] => {
	const candles: Candle[] = [];
	for (let left = count; left > 0; left -= 1) candles.push(stepBack(options, walker, periodMs));
	return candles.toReversed();
};

const stepBack = ({listing, random}: PastOptions, walker: Walker, periodMs: number): Candle => {
	const close = walker.price;
	const reach = close * NOISE * Math.sqrt(periodMs / 1000);
	const step = (strength: number): number => Math.round(reach * strength);
	const open = Math.max(LEAST_STEPS, close + step(random.normal()));
	const trades = 1 + random.below(Math.ceil((2 * TRADES_PER_SECOND * periodMs) / 1000));
	const lots = Math.round(trades * listing.typicalQuantity * MEAN_SIZE * random.between(0.5, 1.5));
	const high = Math.max(open, close) + step(Math.abs(random.normal()) / 3);
	const low = Math.max(1, Math.min(open, close) - step(Math.abs(random.normal()) / 3));
	const price = BigInt(Math.round((open + close + high + low) / 4));
	const stepped = toSteps(lots, listing.instrument.stepLots);
	const taken = toSteps(lots * random.between(0.3, 0.7), listing.instrument.stepLots);
	const lastTradeId = walker.tradeId;
	walker.endMs -= periodMs;
	walker.price = open;
	walker.tradeId -= trades;
	return {
		openAtMs: walker.endMs,
		open,
		high,
		low,
		close,
		lots: stepped,
		money: stepped * price,
		takerBuyLots: taken,
		takerBuyMoney: taken * price,
		trades,
		firstTradeId: walker.tradeId + 1,
		lastTradeId,
	};
};

const toSteps = (lots: number, stepLots: number): bigint => BigInt(Math.max(1, Math.round(lots / stepLots))) * BigInt(stepLots);
