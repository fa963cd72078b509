/** What the market maker wants in the market, and the orders of it that work there. */

import type {Money} from '../../../domain/money.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {PriceUnits, QtyLots, UnixMs} from '../../../domain/units.js';
import type {FairValueKind, QuotingModel} from '../settings/names.js';
import type {PlannedOrder} from './planned-order.js';

/** Why there are no quotes, or why one side is missing: a closed list. */
const PULL_REASONS = [
	'operator',
	'book-not-trusted',
	'one-sided-book',
	'no-instrument',
	/** The venue states no grid for the prices of orders, or none for their sizes. */
	'no-tick-size',
	'no-lot-step',
	/** The risk layer's; its own reason and numbers stand beside it. */
	'risk',
	'killed',
	/** The quoting model has no numbers that may be believed. */
	'not-calibrated',
	/** Sizes that cannot be worked with: too many digits, or beyond what is counted exactly. */
	'bad-size',
	/** Neither side may be quoted; each has its own reason. */
	'no-side',
	'off',
] as const;
export type PullReason = (typeof PULL_REASONS)[number];

const SIDE_OFF_REASONS = [
	'max-inventory',
	'below-minimum',
	'price-not-positive',
	'price-band',
	'reduce-only',
	'one-sided-fills',
	'order-limit',
	'gross-limit',
	'price-collar',
	/** An own order there may be in the market or not. */
	'order-unknown',
] as const;
export type SideOffReason = (typeof SIDE_OFF_REASONS)[number];

export type QuoteSide = {readonly priceUnits: PriceUnits; readonly qtyLots: OwnLots};

export type QuotingState = {
	readonly kind: 'quoting';
	/** The quote nearest to the market of each side. */
	readonly bid: QuoteSide | undefined;
	readonly ask: QuoteSide | undefined;
	/** All levels of a side, nearest first. */
	readonly bids: readonly QuoteSide[];
	readonly asks: readonly QuoteSide[];
	readonly bidOff: SideOffReason | undefined;
	readonly askOff: SideOffReason | undefined;
	/** The post-only rule moved this side away from where the model wanted it. */
	readonly bidClamped: boolean;
	readonly askClamped: boolean;
	/** Twice the mid. */
	readonly midHalfUnits: number;
	readonly fairValue: FairValueKind;
	/** Fair value, skew and reservation price as exact money per base unit; positive skew lowers both quotes. */
	readonly fair: Money;
	readonly skew: Money;
	readonly reservation: Money;
	readonly halfSpread: Money;
	readonly model: QuotingModel;
};

export type Quoting =
	/** No market maker in this session. */
	| {readonly kind: 'off'}
	| {
			readonly kind: 'pulled';
			readonly reason: PullReason;
			/** Since when that reason holds. */
			readonly sinceMs: UnixMs;
			/** Of `no-side`: why each of them is missing. */
			readonly bidOff?: SideOffReason | undefined;
			readonly askOff?: SideOffReason | undefined;
	  }
	| QuotingState;

/** An own order with its estimated place in the queue. */
export type WorkingOrder = Omit<PlannedOrder, 'busy'> & QueuePlace;

export type QueuePlace = {
	/** Estimate of the quantity that must trade or go before this order is next; the optimistic one beside it. */
	readonly aheadLots: QtyLots;
	readonly bestAheadLots: QtyLots;
	readonly behindLots: QtyLots;
};

/** Why there can be no quotes at all, told by whoever knows the book. */
export type Obstacle = Extract<PullReason, 'book-not-trusted' | 'one-sided-book' | 'no-instrument'>;
