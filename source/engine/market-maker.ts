/**
 * Linear inventory skew: `skew = inventory · inventory_skew (+ the operator's own)`,
 * `bid = fair − half-spread − skew`, `ask = fair + half-spread − skew`; rounded outward to ticks, never
 * crossing the market, clipped to the room that the inventory limit leaves. Exact: everything is money or
 * integer ticks. A pure function of a trusted touch.
 */

import type {Instrument} from '../domain/instrument.js';
import {notional} from '../domain/instrument.js';
import {midHalfTicks, type Touch} from '../domain/metrics.js';
import {money, type Money} from '../domain/money.js';
import {priceTicks, type PriceTicks, type Side} from '../domain/units.js';
import {floorToStep, priceMoney, tickMoney} from './maker-parameters.js';
import type {MakerParameters, QuoteSide, Quoting, SideOffReason} from './maker-state.js';

const floorDivide = (top: bigint, bottom: bigint): bigint => {
	const quotient = top / bottom;
	return top % bottom < 0n ? quotient - 1n : quotient;
};

const ceilDivide = (top: bigint, bottom: bigint): bigint => -floorDivide(-top, bottom);

/** Positive skew lowers both quotes. */
export const skewOf = (instrument: Instrument, parameters: MakerParameters, inventoryLots: bigint): Money => {
	const perUnit = 10n ** BigInt(instrument.qtyDecimals);
	return money(floorDivide(inventoryLots * parameters.inventorySkew, perUnit) + parameters.manualSkew);
};

type PricedSide = {readonly ticks: PriceTicks; readonly clamped: boolean};

/** Rounded down, and kept one tick below the best ask. */
const bidPrice = (instrument: Instrument, raw: bigint, touch: Touch): PricedSide => {
	const wanted = Number(floorDivide(raw, tickMoney(instrument)));
	const limit = touch.ask.priceTicks - 1;
	return {ticks: priceTicks(Math.min(wanted, limit)), clamped: wanted > limit};
};

/** Rounded up, and kept one tick above the best bid. */
const askPrice = (instrument: Instrument, raw: bigint, touch: Touch): PricedSide => {
	const wanted = Number(ceilDivide(raw, tickMoney(instrument)));
	const limit = touch.bid.priceTicks + 1;
	return {ticks: priceTicks(Math.max(wanted, limit)), clamped: wanted < limit};
};

/**
 * Without a half-spread both sides can want the same price. The side that would add to the inventory gives
 * way; with none held, both do.
 */
const keepApart = (
	bid: PricedSide,
	ask: PricedSide,
	inventoryLots: bigint,
): {readonly bid: PricedSide; readonly ask: PricedSide} => {
	if (bid.ticks < ask.ticks) return {bid, ask};
	return {
		bid: inventoryLots >= 0n ? {...bid, ticks: priceTicks(bid.ticks - 1)} : bid,
		ask: inventoryLots <= 0n ? {...ask, ticks: priceTicks(ask.ticks + 1)} : ask,
	};
};

/** What the inventory limit leaves of one order, in whole lot steps. */
const roomFor = (
	instrument: Instrument,
	parameters: MakerParameters,
	inventoryLots: bigint,
	side: Side,
): number => {
	const signed = side === 'bid' ? inventoryLots : -inventoryLots;
	const room = Number(BigInt(parameters.maxInventoryLots) - signed);
	return floorToStep(instrument, Math.max(Math.min(parameters.orderLots, room), 0));
};

type SizedSide = {readonly quote: QuoteSide | undefined; readonly off: SideOffReason | undefined};

const sized = (instrument: Instrument, ticks: PriceTicks, qtyLots: number): SizedSide => {
	if (ticks <= 0) return {quote: undefined, off: 'price-not-positive'};
	if (qtyLots === 0) return {quote: undefined, off: 'max-inventory'};
	const tooSmall =
		qtyLots < instrument.minQtyLots || notional(instrument, ticks, BigInt(qtyLots)) < instrument.minNotional;
	return tooSmall
		? {quote: undefined, off: 'below-minimum'}
		: {quote: {priceTicks: ticks, qtyLots}, off: undefined};
};

/** What to quote on a trusted, two-sided book. */
export const quoteFor = (
	instrument: Instrument,
	parameters: MakerParameters,
	inventoryLots: bigint,
	touch: Touch,
): Extract<Quoting, {kind: 'quoting'}> => {
	const fairHalfTicks = midHalfTicks(touch);
	const skew = skewOf(instrument, parameters, inventoryLots);
	const reservation = money(priceMoney(instrument, fairHalfTicks) - skew);
	const {bid: bidAt, ask: askAt} = keepApart(
		bidPrice(instrument, reservation - parameters.halfSpread, touch),
		askPrice(instrument, reservation + parameters.halfSpread, touch),
		inventoryLots,
	);
	const bid = sized(instrument, bidAt.ticks, roomFor(instrument, parameters, inventoryLots, 'bid'));
	const ask = sized(instrument, askAt.ticks, roomFor(instrument, parameters, inventoryLots, 'ask'));
	return {
		kind: 'quoting',
		bid: bid.quote,
		ask: ask.quote,
		bidOff: bid.off,
		askOff: ask.off,
		bidClamped: bidAt.clamped,
		askClamped: askAt.clamped,
		fairHalfTicks,
		skew,
		reservation,
	};
};

/** Equal in everything that a quote line says. */
export const sameQuoting = (a: Quoting, b: Quoting): boolean => {
	if (a.kind !== 'quoting' || b.kind !== 'quoting') {
		return a.kind === b.kind && (a.kind !== 'pulled' || b.kind !== 'pulled' || a.reason === b.reason);
	}

	return (
		a.fairHalfTicks === b.fairHalfTicks &&
		a.skew === b.skew &&
		a.bidOff === b.bidOff &&
		a.askOff === b.askOff &&
		sameSide(a.bid, b.bid) &&
		sameSide(a.ask, b.ask)
	);
};

const sameSide = (a: QuoteSide | undefined, b: QuoteSide | undefined): boolean =>
	a?.priceTicks === b?.priceTicks && a?.qtyLots === b?.qtyLots;
