/**
 * Joins the prints of one taker order into one line. A venue reports each print alone, so this is inferred:
 * consecutive ids, one side, one matching time, prices that only get worse for the taker.
 */

import type {Trade} from '../../../domain/feed-event.js';
import {addLots, lossyLots, type Aggressor, type QtyLots, type UnixMs} from '../../../domain/units.js';

export type OrderSize = 'normal' | 'large' | 'huge';

export type TapeOrder = {
	readonly kind: 'order';
	readonly aggressor: Aggressor;
	readonly atMs: UnixMs;
	readonly lastId: number;
	readonly firstUnits: number;
	/** The worst price reached. */
	readonly lastUnits: number;
	readonly qtyLots: QtyLots;
	readonly prints: number;
	/** Σ lots × distance from the first price, for gauges. */
	readonly walkUnitLots: number;
	readonly size: OrderSize;
};

type Thresholds = {readonly largePrint: number | undefined; readonly hugePrint: number | undefined};

export const firstPrint = ({id, aggressor, priceUnits, qtyLots, tradeAtMs}: Trade, thresholds: Thresholds): TapeOrder => ({
	kind: 'order',
	aggressor,
	atMs: tradeAtMs,
	lastId: id,
	firstUnits: priceUnits,
	lastUnits: priceUnits,
	qtyLots,
	prints: 1,
	walkUnitLots: 0,
	size: orderSize(qtyLots, thresholds),
});

export const joins = (order: TapeOrder, {id, aggressor, priceUnits, tradeAtMs}: Trade): boolean => {
	if (id !== order.lastId + 1 || aggressor !== order.aggressor || tradeAtMs !== order.atMs) return false;
	return aggressor === 'buy' ? priceUnits >= order.lastUnits : priceUnits <= order.lastUnits;
};

export const addPrint = (order: TapeOrder, {id, priceUnits, qtyLots}: Trade, thresholds: Thresholds): TapeOrder => {
	const total = addLots(order.qtyLots, qtyLots);
	return {
		...order,
		lastId: id,
		lastUnits: priceUnits,
		qtyLots: total,
		prints: order.prints + 1,
		walkUnitLots: order.walkUnitLots + lossyLots(qtyLots) * Math.abs(priceUnits - order.firstUnits),
		size: orderSize(total, thresholds),
	};
};

const orderSize = (lots: QtyLots, {largePrint, hugePrint}: Thresholds): OrderSize => {
	const size = lossyLots(lots);
	if (hugePrint !== undefined && size >= hugePrint) return 'huge';
	return largePrint !== undefined && size >= largePrint ? 'large' : 'normal';
};

/** Distance between its first and last price. */
export const slippageUnits = ({firstUnits, lastUnits}: TapeOrder): number => Math.abs(lastUnits - firstUnits);

/** Volume-weighted price with a fraction of a unit, for gauges. */
export const averagePriceUnits = ({aggressor, firstUnits, walkUnitLots, qtyLots}: TapeOrder): number => {
	const walked = qtyLots === 0 ? 0 : walkUnitLots / lossyLots(qtyLots);
	return aggressor === 'buy' ? firstUnits + walked : firstUnits - walked;
};
