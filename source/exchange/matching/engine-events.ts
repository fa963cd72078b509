/** Requests to the matching engine and the events that it emits. */

import type {Aggressor, PriceUnits, Side, UpdateId} from '../../domain/units.js';
import type {Lots} from '../listing/lots.js';
import type {OrderId} from './resting-queue.js';

/**
 * `limit` rests its unmatched part, `limit-maker` is refused if it would match, `immediate` (IOC) expires its
 * unmatched part, `market` matches at any price.
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

/** Receives events in the order in which they happened; the book already includes the event. */
export type EngineListener = {
	onFill(fill: Fill): void;
	onLevelChange(change: LevelChange): void;
};

/** The last ids used before the first event. */
export type EngineIds = {readonly updateId: UpdateId; readonly tradeId: number; readonly orderId: OrderId};
