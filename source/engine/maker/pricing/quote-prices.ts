/**
 * From fair value and a model's shape to quotes, in one fixed order: reservation price =
 * fair − skew, half-spread around it, levels behind it; rounded outward to ticks, never crossing the market, never
 * closer together than the least spread; then sizes, clipped to the room that the limits leave, and no order that
 * the venue or the risk layer would refuse. Exact: everything is money or whole ticks. Pure.
 *
 * The linear model is `skew = inventory · inventory_skew (+ the operator's own)`, `bid = fair − half-spread − skew`,
 * `ask = fair + half-spread − skew`.
 */

import {priceMoney, tickAbove, tickBelow, type Instrument} from '../../../domain/instrument.js';
import {midHalfUnits, type Touch} from '../../../domain/book/metrics.js';
import {ceilDivide, floorDivide, type Money, money, powerOfTen} from '../../../domain/money.js';
import {priceUnits, type PriceUnits, type Side} from '../../../domain/units.js';
import {fairValue, type Fair} from './fair-value.js';
import {tickMoney} from '../settings/price-money.js';
import type {Quoting, QuotingState} from '../types/quotes.js';
import type {MakerParameters} from '../settings/parameters.js';
import {sizeQuotes, type QuoteRules, type SizedSide} from './quote-sizes.js';

/** What a model asks for at the present inventory, as exact money per base unit. */
export type MoneyShape = {readonly skew: Money; readonly halfSpread: Money};

/** Positive skew lowers both quotes. */
export const skewOf = (instrument: Instrument, parameters: MakerParameters, inventoryLots: bigint): Money => {
	const perUnit = powerOfTen(instrument.qtyDecimals);
	const beyond = inventoryLots - parameters.targetLots;
	return money(floorDivide(beyond * parameters.inventorySkew, perUnit) + parameters.manualSkew);
};

export const linearMoneyShape = (instrument: Instrument, parameters: MakerParameters, inventoryLots: bigint): MoneyShape => ({
	skew: skewOf(instrument, parameters, inventoryLots),
	halfSpread: parameters.halfSpread,
});

type PricedSide = {readonly price: PriceUnits; readonly clamped: boolean};

/** Rounded down to a tick, and kept below the best ask by a tick, or by what an ask off the grid leaves. */
const bidPrice = (instrument: Instrument, raw: bigint, touch: Touch): PricedSide => {
	const wanted = Number(floorDivide(raw - originMoney(instrument), tickMoney(instrument))) * instrument.tickUnits;
	const limit = tickBelow(instrument, touch.ask.priceUnits - 1);
	return {price: priceUnits(Math.min(wanted, limit)), clamped: wanted > limit};
};

/** Rounded up to a tick, and kept above the best bid in the same way. */
const askPrice = (instrument: Instrument, raw: bigint, touch: Touch): PricedSide => {
	const wanted = Number(ceilDivide(raw - originMoney(instrument), tickMoney(instrument))) * instrument.tickUnits;
	const limit = tickAbove(instrument, touch.bid.priceUnits + 1);
	return {price: priceUnits(Math.max(wanted, limit)), clamped: wanted < limit};
};

/** What prices are counted from; on the tick grid. */
const originMoney = (instrument: Instrument): Money => priceMoney(instrument, 0);

/** Least distance of the two quotes: whole ticks, one at least. */
export const minSpreadUnits = (instrument: Instrument, parameters: MakerParameters): number =>
	Math.max(Number(ceilDivide(parameters.minSpread, tickMoney(instrument))), 1) * instrument.tickUnits;

/**
 * Both sides can want to be closer together than allowed. The side that would add to the inventory gives way;
 * with none held, both do.
 */
const keepApart = (
	bid: PricedSide,
	ask: PricedSide,
	beyondLots: bigint,
	least: number,
	tickUnits: number,
): {readonly bid: PricedSide; readonly ask: PricedSide} => {
	const missing = least - (ask.price - bid.price);
	if (missing <= 0) return {bid, ask};
	const each = beyondLots === 0n ? Math.ceil(missing / 2 / tickUnits) * tickUnits : missing;
	return {
		bid: beyondLots >= 0n ? {...bid, price: priceUnits(bid.price - each)} : bid,
		ask: beyondLots <= 0n ? {...ask, price: priceUnits(ask.price + each)} : ask,
	};
};

/** Prices of the levels behind the first one, each at least a tick further out. */
const levelPrices = (instrument: Instrument, parameters: MakerParameters, first: PriceUnits, side: Side): readonly PriceUnits[] => {
	const spacing = Math.max(Number(ceilDivide(parameters.levelSpacing, tickMoney(instrument))), 1) * instrument.tickUnits;
	const away = side === 'bid' ? -1 : 1;
	return Array.from({length: parameters.levels}, (_, level) => priceUnits(first + away * level * spacing));
};

export type QuoteInputs = {
	readonly fair?: Fair;
	/** Of the model; the linear one where absent. */
	readonly shape?: MoneyShape;
	readonly rules?: QuoteRules;
};

/** What to quote on a trusted, two-sided book. */
export const quoteFor = (
	instrument: Instrument,
	parameters: MakerParameters,
	inventoryLots: bigint,
	touch: Touch,
	{fair = fairValue(parameters.fairValue, instrument, touch), shape, rules}: QuoteInputs = {},
): QuotingState => {
	const {skew, halfSpread: asked} = shape ?? linearMoneyShape(instrument, parameters, inventoryLots);
	const halfSpread = widened(asked, rules?.widening ?? 1);
	const reservation = money(fair.value - skew);
	const {bid: bidAt, ask: askAt} = keepApart(
		bidPrice(instrument, reservation - halfSpread, touch),
		askPrice(instrument, reservation + halfSpread, touch),
		inventoryLots - parameters.targetLots,
		minSpreadUnits(instrument, parameters),
		instrument.tickUnits,
	);
	const prices = {
		bid: levelPrices(instrument, parameters, bidAt.price, 'bid'),
		ask: levelPrices(instrument, parameters, askAt.price, 'ask'),
	};
	const {bid, ask} = sizeQuotes(instrument, parameters, inventoryLots, prices, rules);
	return {
		kind: 'quoting',
		...sidesOf(bid, ask),
		bidClamped: bidAt.clamped,
		askClamped: askAt.clamped,
		midHalfUnits: midHalfUnits(touch),
		fairValue: fair.kind,
		fair: fair.value,
		skew,
		reservation,
		halfSpread,
		model: parameters.model,
	};
};

const sidesOf = (bid: SizedSide, ask: SizedSide): Pick<QuotingState, 'bid' | 'ask' | 'bids' | 'asks' | 'bidOff' | 'askOff'> => ({
	bid: bid.quotes[0],
	ask: ask.quotes[0],
	bids: bid.quotes,
	asks: ask.quotes,
	bidOff: bid.off,
	askOff: ask.off,
});

const widened = (halfSpread: Money, widening: number): Money =>
	widening <= 1 ? halfSpread : money((halfSpread * BigInt(Math.round(widening * 1000))) / 1000n);

/** A model's number as money; ten digits are more than any model means. */
export const moneyOfFloat = (value: number): Money => money(BigInt(Math.round(value * 1e10)) * 10n ** 16n);

/** Equal in everything that a quote line says. */
export const sameQuoting = (a: Quoting, b: Quoting): boolean => {
	if (a.kind !== 'quoting' || b.kind !== 'quoting') {
		return (
			a.kind === b.kind &&
			(a.kind !== 'pulled' || b.kind !== 'pulled' || (a.reason === b.reason && a.bidOff === b.bidOff && a.askOff === b.askOff))
		);
	}

	return (
		a.fair === b.fair &&
		a.midHalfUnits === b.midHalfUnits &&
		a.skew === b.skew &&
		a.halfSpread === b.halfSpread &&
		a.bidOff === b.bidOff &&
		a.askOff === b.askOff &&
		sameLevels(a.bids, b.bids) &&
		sameLevels(a.asks, b.asks)
	);
};

const sameLevels = (a: QuotingState['bids'], b: QuotingState['bids']): boolean =>
	a.length === b.length && a.every((side, index) => side.priceUnits === b[index]?.priceUnits && side.qtyLots === b[index]?.qtyLots);
