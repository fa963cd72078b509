/** What is traded, in which steps, and how its numbers are read and written. Plain data: it crosses threads. */

import {formatFixed, formatTrimmed, parseScaled, significantDecimals} from './decimal-text.js';
import {type Money, money, MONEY_DECIMALS, powerOfTen} from './money.js';
import type {OwnLots} from './own-lots.js';
import {priceUnits, qtyLots, type PriceUnits, type QtyLots} from './units.js';

/** `trading` is the only state in which a book may be believed; all else is `halted`. */
export type TradingState = 'trading' | 'halted';

export type Instrument = {
	/** As the venue writes it: `BTCUSDT`. */
	readonly symbol: string;
	readonly baseAsset: string;
	readonly quoteAsset: string;
	readonly trading: TradingState;
	/** The venue's own word for the state: `TRADING`, `BREAK`. */
	readonly venueStatus: string;
	/** Of a halted one: what that word means, in words. */
	readonly haltText?: string;
	/** Digits behind the point of a price. */
	readonly priceDecimals: number;
	/** One tick in units of 10^-priceDecimals: tick 0.05 has 2 decimals and 5 units. */
	readonly tickUnits: number;
	/** One lot is 10^-qtyDecimals. */
	readonly qtyDecimals: number;
	/** Quantities of orders are multiples of this. */
	readonly stepLots: number;
	readonly minQtyLots: number;
	/** Least price × quantity of an order. */
	readonly minNotional: Money;
	/** What one order may have at most, of an order that takes at once, and in price × quantity; undefined where the venue states none. */
	readonly maxQtyLots: OwnLots | undefined;
	readonly maxTakerLots: OwnLots | undefined;
	readonly maxNotional: Money | undefined;
};

export type InstrumentText = {
	readonly symbol: string;
	readonly baseAsset: string;
	readonly quoteAsset: string;
	readonly venueStatus: string;
	readonly trading: TradingState;
	readonly tickSize: string;
	readonly stepSize: string;
	readonly minQty: string;
	readonly minNotional: string;
	/** Zero, as absence, is a rule that is switched off. */
	readonly maxQty?: string | undefined;
	readonly maxTakerQty?: string | undefined;
	readonly maxNotional?: string | undefined;
	/** Digits behind the point that the venue's quantities can have. */
	readonly qtyDecimals: number;
};

/** Finer grids than this would make a notional of half a tick inexact. */
const MAX_NOTIONAL_DECIMALS = MONEY_DECIMALS - 1;

/** @throws {RangeError} naming the field, when a step is not a positive plain decimal, or too fine for money. */
export const createInstrument = (text: InstrumentText): Instrument => {
	const priceDecimals = significantDecimals(text.tickSize);
	const qtyDecimals = Math.max(text.qtyDecimals, significantDecimals(text.stepSize));
	if (priceDecimals + qtyDecimals > MAX_NOTIONAL_DECIMALS) {
		throw new RangeError(`the tick size "${text.tickSize}" and the lot step "${text.stepSize}" have too many digits`);
	}

	return {
		symbol: text.symbol,
		baseAsset: text.baseAsset,
		quoteAsset: text.quoteAsset,
		trading: text.trading,
		venueStatus: text.venueStatus,
		priceDecimals,
		qtyDecimals,
		tickUnits: positiveSafe('tick size', text.tickSize, priceDecimals),
		stepLots: positiveSafe('lot step', text.stepSize, qtyDecimals),
		minQtyLots: safe('minimum quantity', text.minQty, qtyDecimals),
		minNotional: money(BigInt(parseOrThrow('minimum notional', text.minNotional, MONEY_DECIMALS))),
		maxQtyLots: mostOf('maximum quantity', text.maxQty, qtyDecimals),
		maxTakerLots: mostOf('maximum market quantity', text.maxTakerQty, qtyDecimals),
		maxNotional: maxNotionalOf(text.maxNotional),
	};
};

const mostOf = (name: string, text: string | undefined, decimals: number): OwnLots | undefined =>
	text === undefined ? undefined : parseOrThrow(name, text, decimals) || undefined;

const maxNotionalOf = (text: string | undefined): Money | undefined => {
	const most = mostOf('maximum notional', text, MONEY_DECIMALS);
	return most === undefined ? undefined : money(BigInt(most));
};

const parseOrThrow = (name: string, text: string, decimals: number): number | bigint => {
	const value = parseScaled(text, decimals);
	if (value === undefined) throw new RangeError(`the ${name} "${text}" is not a plain decimal number`);
	return value;
};

const safe = (name: string, text: string, decimals: number): number => {
	const value = parseOrThrow(name, text, decimals);
	if (typeof value === 'bigint') throw new RangeError(`the ${name} "${text}" is too large`);
	return value;
};

const positiveSafe = (name: string, text: string, decimals: number): number => {
	const value = safe(name, text, decimals);
	if (value === 0) throw new RangeError(`the ${name} "${text}" must not be zero`);
	return value;
};

/** Exact price in ticks; `undefined` for anything that is not a positive plain decimal on the tick grid. */
export const parsePrice = (instrument: Instrument, text: unknown): PriceUnits | undefined => {
	const units = parseScaled(text, instrument.priceDecimals);
	if (typeof units !== 'number' || units === 0) return undefined;
	const ticks = units / instrument.tickUnits;
	return Number.isInteger(ticks) ? priceUnits(ticks) : undefined;
};

/** Exact quantity in lots, zero allowed; `undefined` for anything that is not a plain decimal. */
export const parseQty = (instrument: Instrument, text: unknown): QtyLots | undefined => {
	const lots = parseScaled(text, instrument.qtyDecimals);
	return lots === undefined ? undefined : qtyLots(lots);
};

/** `67234.10`: always the instrument's own number of digits, for columns. */
export const formatPrice = (instrument: Instrument, ticks: PriceUnits): string =>
	formatFixed(BigInt(ticks) * BigInt(instrument.tickUnits), instrument.priceDecimals);

/** `67234.1`: plain notation without trailing zeros, for NDJSON. */
export const plainPrice = (instrument: Instrument, ticks: PriceUnits): string =>
	formatTrimmed(BigInt(ticks) * BigInt(instrument.tickUnits), instrument.priceDecimals);

export const plainQty = (instrument: Instrument, lots: QtyLots | bigint): string =>
	formatTrimmed(lots, instrument.qtyDecimals);

/** Digits behind the point that the instrument's lot step has: what a person wants to see of a size. */
export const stepDecimals = (instrument: Instrument): number =>
	significantDecimals(formatFixed(instrument.stepLots, instrument.qtyDecimals));

/** price × quantity, exact. `halfUnits` is twice the price in ticks, so that a mid has a notional too. */
export const notionalAtHalfUnits = (instrument: Instrument, halfUnits: number, lots: QtyLots | bigint): Money => {
	const scale = MONEY_DECIMALS - instrument.priceDecimals - instrument.qtyDecimals;
	return money((BigInt(halfUnits) * BigInt(instrument.tickUnits) * BigInt(lots) * powerOfTen(scale)) / 2n);
};

export const notional = (instrument: Instrument, price: PriceUnits, lots: QtyLots | bigint): Money =>
	notionalAtHalfUnits(instrument, price * 2, lots);

/** Less than the venue takes as one order. */
export const isBelowMinimum = (instrument: Instrument, price: PriceUnits, lots: OwnLots): boolean =>
	lots <= 0 || lots < instrument.minQtyLots || notional(instrument, price, BigInt(lots)) < instrument.minNotional;

/** The most that the venue takes as one order at a price; undefined where it states nothing. */
export const mostOrderLots = (instrument: Instrument, price: PriceUnits, takes: boolean): bigint | undefined => {
	const {maxQtyLots, maxTakerLots, maxNotional} = instrument;
	const perLot = notional(instrument, price, 1n);
	const caps = [maxQtyLots, takes ? maxTakerLots : undefined, maxNotional === undefined || perLot === 0n ? undefined : maxNotional / perLot];
	return caps.reduce<bigint | undefined>((least, cap) => (cap === undefined || (least !== undefined && least <= cap) ? least : BigInt(cap)), undefined);
};

/** A price difference in (possibly fractional) ticks, in quote currency. For gauges only. */
export const lossyPrice = (instrument: Instrument, ticks: number): number =>
	(ticks * instrument.tickUnits) / 10 ** instrument.priceDecimals;

/** Prices in ticks and quantities in lots mean the same in both. */
export const sameGrid = (a: Instrument, b: Instrument): boolean =>
	a.symbol === b.symbol &&
	a.priceDecimals === b.priceDecimals &&
	a.tickUnits === b.tickUnits &&
	a.qtyDecimals === b.qtyDecimals &&
	a.stepLots === b.stepLots;
