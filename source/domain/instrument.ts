/** What is traded, in which steps, and how its numbers are read and written. Plain data: it crosses threads. */

import {
	contractNotional,
	contractWorth,
	createContract,
	notionalDecimals,
	sameContract,
	spotContract,
	type Contract,
	type ContractText,
} from './contract.js';
import {formatAtLeast, formatFixed, formatTrimmed, parseScaled, significantDecimals} from './text/decimal-text.js';
import {type Money, money, MONEY_DECIMALS, powerOfTen, subtractMoney} from './money.js';
import type {OwnLots} from './own-lots.js';
import {fromOrigin, type WholeUnits} from './price-origin.js';
import {priceUnits, qtyLots, type PriceUnits, type QtyLots} from './units.js';

/** `trading` is the only state in which a book may be believed; all else is `halted`. */
export type TradingState = 'trading' | 'halted';

/** What an own order cannot be built without; its name is the reason for there being no quotes. */
export type MissingRule = 'no-tick-size' | 'no-lot-step';

export type Instrument = {
	/** As the venue writes it: `BTCUSDT`. */
	readonly symbol: string;
	readonly baseAsset: string;
	readonly quoteAsset: string;
	/** What a quantity at a price is worth. */
	readonly contract: Contract;
	readonly trading: TradingState;
	/** The venue's own word for the state: `TRADING`, `BREAK`. */
	readonly venueStatus: string;
	/** Of a halted one: what that word means, in words. */
	readonly haltText?: string;
	/** One price unit is 10^-unitDecimals: the finest price that the venue's texts can name. */
	readonly unitDecimals: number;
	/** Where prices are counted from, in price units: 0 unless the market's prices are too high to be counted from there. */
	readonly originUnits: bigint;
	/** One tick in price units. Own prices and the ladder's rows are multiples of it; the venue's prices need not be. */
	readonly tickUnits: number;
	/** Digits behind the point that the tick has: what a person sees of a price. */
	readonly priceDecimals: number;
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
	/** The venue has switched them off, or left them out: the book can be watched, and nothing is quoted. At least one where there is a list. */
	readonly missingRules?: readonly MissingRule[];
};

export type InstrumentText = {
	readonly symbol: string;
	readonly baseAsset: string;
	readonly quoteAsset: string;
	/** Absent for what is bought and sold for itself. */
	readonly contract?: ContractText;
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
	/** The same of its prices; where it does not say, those of the tick size. */
	readonly unitDecimals?: number;
};

/** @throws {RangeError} naming the field, when a step is not a positive plain decimal, or too fine for money. */
export const createInstrument = (text: InstrumentText): Instrument => {
	const priceDecimals = significantDecimals(text.tickSize);
	const unitDecimals = Math.max(text.unitDecimals ?? 0, priceDecimals);
	const qtyDecimals = Math.max(text.qtyDecimals, significantDecimals(text.stepSize));
	const contract = text.contract === undefined ? spotContract(text.quoteAsset) : createContract(text.contract);
	// A finer grid would make a notional of half a unit inexact.
	if (notionalDecimals({contract, unitDecimals, qtyDecimals}) > MONEY_DECIMALS) {
		throw new RangeError(`the tick size "${text.tickSize}" and the lot step "${text.stepSize}" have too many digits`);
	}

	return {
		symbol: text.symbol,
		baseAsset: text.baseAsset,
		quoteAsset: text.quoteAsset,
		contract,
		trading: text.trading,
		venueStatus: text.venueStatus,
		priceDecimals,
		unitDecimals,
		originUnits: 0n,
		qtyDecimals,
		tickUnits: positiveSafe('tick size', text.tickSize, unitDecimals),
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

/** Exact price counted from zero, on the tick grid or off it; `undefined` for anything that is not a positive plain decimal. */
export const parseWholeUnits = (instrument: Instrument, text: unknown): WholeUnits | undefined =>
	parseScaled(text, instrument.unitDecimals) || undefined;

/** Exact price, on the tick grid or off it; `undefined` for anything that is not a positive plain decimal, or is out of reach. */
export const parsePrice = (instrument: Instrument, text: unknown): PriceUnits | undefined => {
	const units = parseWholeUnits(instrument, text);
	return units === undefined ? undefined : fromOrigin(instrument.originUnits, units);
};

/** A price counted from zero. */
export const wholeUnits = ({originUnits}: Instrument, price: PriceUnits): WholeUnits =>
	originUnits === 0n ? price : originUnits + BigInt(price);

/** Exact quantity in lots, zero allowed; `undefined` for anything that is not a plain decimal. */
export const parseQty = (instrument: Instrument, text: unknown): QtyLots | undefined => {
	const lots = parseScaled(text, instrument.qtyDecimals);
	return lots === undefined ? undefined : qtyLots(lots);
};

/** `67234.10`: as many digits as the tick has, for columns; all of its digits for a price off the tick grid. */
export const formatPrice = (instrument: Instrument, price: PriceUnits): string =>
	formatAtLeast(wholeUnits(instrument, price), instrument.unitDecimals, instrument.priceDecimals);

/** `67234.1`: plain notation without trailing zeros, for NDJSON. */
export const plainPrice = (instrument: Instrument, price: PriceUnits): string => plainUnits(instrument, wholeUnits(instrument, price));

/** The same of a price counted from zero, or of a difference of prices. */
export const plainUnits = ({unitDecimals}: Instrument, units: WholeUnits): string => formatTrimmed(units, unitDecimals);

/** The same of a price given as twice its units, such as a mid. */
export const plainHalfUnits = (instrument: Instrument, halfUnits: number): string =>
	formatTrimmed(wholeHalfUnits(instrument, halfUnits) * 5n, instrument.unitDecimals + 1);

/** A price given as twice its units, counted from zero. */
export const wholeHalfUnits = ({originUnits}: Instrument, halfUnits: number): bigint => 2n * originUnits + BigInt(halfUnits);

/** A difference of prices in ticks; a fraction where a price lies off the grid. For gauges and words. */
export const ticksOf = ({tickUnits}: Instrument, units: number): number => units / tickUnits;

/** Not every price of a venue is: a tick size that rose leaves older orders where they are. */
export const isOnTick = ({tickUnits}: Instrument, price: PriceUnits): boolean => price % tickUnits === 0;

/** The price itself, or the next one on the tick grid below it. */
export const tickBelow = ({tickUnits}: Instrument, price: number): PriceUnits => priceUnits(Math.floor(price / tickUnits) * tickUnits);

/** The price itself, or the next one on the tick grid above it. */
export const tickAbove = ({tickUnits}: Instrument, price: number): PriceUnits => priceUnits(Math.ceil(price / tickUnits) * tickUnits);

export const plainQty = (instrument: Instrument, lots: QtyLots | bigint): string => formatTrimmed(lots, instrument.qtyDecimals);

/** Digits behind the point that the instrument's lot step has: what a person wants to see of a size. */
export const stepDecimals = (instrument: Instrument): number =>
	significantDecimals(formatFixed(instrument.stepLots, instrument.qtyDecimals));

/** One price unit as money. */
export const unitMoney = ({unitDecimals}: Instrument): Money => money(powerOfTen(MONEY_DECIMALS - unitDecimals));

/** A price given as twice its units, as money per base unit, exact. */
export const priceMoney = (instrument: Instrument, halfUnits: number): Money =>
	money((wholeHalfUnits(instrument, halfUnits) * unitMoney(instrument)) / 2n);

/** Price and quantity as the contract counts them. `halfUnits` is twice the price, so that a mid has a notional too. */
export const notionalAtHalfUnits = (instrument: Instrument, halfUnits: number, lots: QtyLots | bigint): Money =>
	contractNotional(instrument, wholeHalfUnits(instrument, halfUnits), BigInt(lots));

export const notional = (instrument: Instrument, price: PriceUnits, lots: QtyLots | bigint): Money =>
	notionalAtHalfUnits(instrument, price * 2, lots);

/** What profit is a difference of: the notional of a linear contract, its opposite of an inverse one. */
export const worthAtHalfUnits = (instrument: Instrument, halfUnits: number, lots: QtyLots | bigint): Money =>
	contractWorth(instrument, wholeHalfUnits(instrument, halfUnits), BigInt(lots));

export const worth = (instrument: Instrument, price: PriceUnits, lots: QtyLots | bigint): Money =>
	worthAtHalfUnits(instrument, price * 2, lots);

/** What lots gain while the price, given as twice itself, goes from one to the other. */
export const gainAtHalfUnits = (instrument: Instrument, from: number, to: number, lots: QtyLots | bigint): Money =>
	subtractMoney(worthAtHalfUnits(instrument, to, lots), worthAtHalfUnits(instrument, from, lots));

/** Less than the venue takes as one order. */
export const isBelowMinimum = (instrument: Instrument, price: PriceUnits, lots: OwnLots): boolean =>
	lots <= 0 || lots < instrument.minQtyLots || notional(instrument, price, BigInt(lots)) < instrument.minNotional;

/** The most that the venue takes as one order at a price; undefined where it states nothing. */
export const mostOrderLots = (instrument: Instrument, price: PriceUnits, takes: boolean): bigint | undefined => {
	const {maxQtyLots, maxTakerLots, maxNotional} = instrument;
	const perLot = notional(instrument, price, 1n);
	const caps = [
		maxQtyLots,
		takes ? maxTakerLots : undefined,
		maxNotional === undefined || perLot === 0n ? undefined : maxNotional / perLot,
	];
	return caps.reduce<bigint | undefined>(
		(least, cap) => (cap === undefined || (least !== undefined && least <= cap) ? least : BigInt(cap)),
		undefined,
	);
};

/** A price, also a fraction of a unit, in quote currency. For gauges only. */
export const lossyPrice = (instrument: Instrument, units: number): number =>
	lossyDistance(instrument, units) + Number(instrument.originUnits) / 10 ** instrument.unitDecimals;

/** A difference of prices in quote currency. For gauges only. */
export const lossyDistance = ({unitDecimals}: Instrument, units: number): number => units / 10 ** unitDecimals;

/** What prices are counted from. */
export type PriceOrigin = Pick<Instrument, 'originUnits'>;

/** A price as a number of units counted from zero. For gauges only. */
export const lossyUnits = ({originUnits}: PriceOrigin, units: number): number => units + Number(originUnits);

/** Prices and quantities mean the same in both: a book of one is a book of the other. */
export const sameUnits = (a: Instrument, b: Instrument): boolean =>
	a.symbol === b.symbol &&
	a.unitDecimals === b.unitDecimals &&
	a.originUnits === b.originUnits &&
	a.qtyDecimals === b.qtyDecimals &&
	sameContract(a.contract, b.contract);

/** Own orders obey the same rules in both. */
export const sameRules = (a: Instrument, b: Instrument): boolean =>
	sameGrid(a, b) &&
	a.minQtyLots === b.minQtyLots &&
	a.minNotional === b.minNotional &&
	a.maxQtyLots === b.maxQtyLots &&
	a.maxTakerLots === b.maxTakerLots &&
	a.maxNotional === b.maxNotional &&
	String(a.missingRules) === String(b.missingRules);

/** Prices and sizes of own orders are multiples of the same steps in both. */
export const sameGrid = (a: Instrument, b: Instrument): boolean =>
	sameUnits(a, b) && a.tickUnits === b.tickUnits && a.stepLots === b.stepLots;
