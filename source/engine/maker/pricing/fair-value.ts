/**
 * What a unit is worth now, as exact money.
 *
 * | kind | value |
 * |---|---|
 * | `mid` | (bid + ask) ÷ 2 |
 * | `weighted` | each price weighted by the other side's size: bid + spread·Qb ÷ (Qb + Qa) |
 * | `micro` | mid + G*(imbalance, spread), learned from the book's own moves (Stoikov 2018); `weighted` until it has |
 */

import {priceMoney, unitMoney, type Instrument} from '../../../domain/instrument.js';
import {midHalfUnits, spreadUnits, type Touch} from '../../../domain/book/metrics.js';
import {divideHalfEven, money, type Money} from '../../../domain/money.js';
import {tickMoney} from '../settings/price-money.js';
import type {FairValueKind} from '../settings/names.js';

export type Fair = {
	/** What it came from in the end. */
	readonly kind: FairValueKind;
	readonly value: Money;
};

/** Fractional ticks that are finer than money are nothing. */
const MICRO_TICK = 1_000_000;

/** @param adjustment of the mid in ticks by the micro-price; undefined while it is not learned. */
export const fairValue = (kind: FairValueKind, instrument: Instrument, touch: Touch, adjustment?: number): Fair => {
	const mid = priceMoney(instrument, midHalfUnits(touch));
	if (kind === 'mid') return {kind, value: mid};
	if (kind === 'weighted' || adjustment === undefined) return {kind: 'weighted', value: weightedMid(instrument, touch)};
	const shift = divideHalfEven(BigInt(Math.round(adjustment * MICRO_TICK)) * tickMoney(instrument), BigInt(MICRO_TICK));
	return {kind, value: money(mid + shift)};
};

const weightedMid = (instrument: Instrument, touch: Touch): Money => {
	const [bidQty, askQty] = [BigInt(touch.bid.qtyLots), BigInt(touch.ask.qtyLots)];
	const bid = priceMoney(instrument, touch.bid.priceUnits * 2);
	const spread = BigInt(spreadUnits(touch)) * unitMoney(instrument);
	return money(bid + divideHalfEven(spread * bidQty, bidQty + askQty));
};
