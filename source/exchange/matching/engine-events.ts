/** What goes into the matching engine and what it tells. */

import type {Aggressor, PriceUnits, Side, UpdateId} from '../../domain/units.js';
import type {Lots} from '../listing/lots.js';
import type {OrderId} from './resting-queue.js';

/**
 * `limit` rests what does not match, `limit-maker` is refused if it would match, `immediate` (IOC) lets what does
 * not match at its price expire, `market` matches at any price.
 */
export type OrderRequest =
	| {
			readonly kind: 'limit' | 'limit-maker' | 'immediate';
			readonly side: Side;
			readonly priceUnits: PriceUnits;
			readonly quantity: Lots;
	  }
	| {readonly kind: 'market'; readonly side: Side; readonly quantity: Lots};

export type OrderOutcome = {
	readonly orderId: OrderId;
	readonly status: 'resting' | 'filled' | 'expired' | 'rejected';
	readonly filled: Lots;
};

export type Fill = {
	readonly tradeId: number;
	readonly priceUnits: PriceUnits;
	readonly quantity: Lots;
	readonly aggressor: Aggressor;
	readonly makerOrderId: OrderId;
	readonly takerOrderId: OrderId;
};

export type LevelChange = {
	readonly updateId: UpdateId;
	readonly side: Side;
	readonly priceUnits: PriceUnits;
	readonly before: Lots;
	readonly after: Lots;
};

/** Hears everything in the order in which it happened; the book already shows what is told. */
export type EngineListener = {
	onFill(fill: Fill): void;
	onLevelChange(change: LevelChange): void;
};

/** The last ids given away before the first event. */
export type EngineIds = {readonly updateId: UpdateId; readonly tradeId: number; readonly orderId: OrderId};
