/** What the market maker shows of itself. Plain data: it crosses threads. */

import type {Money} from '../domain/money.js';
import type {Aggressor, PriceTicks, QtyLots, Side, UnixMs} from '../domain/units.js';

/** Why there are no quotes, or why one side is missing: a closed list. */
export const PULL_REASONS = [
	'operator',
	'book-not-trusted',
	'one-sided-book',
	'no-instrument',
	'off',
] as const;
export type PullReason = (typeof PULL_REASONS)[number];

export const SIDE_OFF_REASONS = ['max-inventory', 'below-minimum', 'price-not-positive'] as const;
export type SideOffReason = (typeof SIDE_OFF_REASONS)[number];

export type QuoteSide = {readonly priceTicks: PriceTicks; readonly qtyLots: number};

export type Quoting =
	/** No market maker in this session. */
	| {readonly kind: 'off'}
	| {readonly kind: 'pulled'; readonly reason: PullReason; readonly sinceMs: UnixMs}
	| {
			readonly kind: 'quoting';
			readonly bid: QuoteSide | undefined;
			readonly ask: QuoteSide | undefined;
			readonly bidOff: SideOffReason | undefined;
			readonly askOff: SideOffReason | undefined;
			/** The post-only rule moved this side away from where the model wanted it. */
			readonly bidClamped: boolean;
			readonly askClamped: boolean;
			/** Twice the fair value in ticks (the mid may lie on a half tick). */
			readonly fairHalfTicks: number;
			/** Skew and reservation price as exact money per base unit; positive skew lowers both quotes. */
			readonly skew: Money;
			readonly reservation: Money;
	  };

/** An own paper order. */
export type WorkingOrder = {
	readonly id: number;
	readonly side: Side;
	readonly priceTicks: PriceTicks;
	readonly leavesLots: number;
	/** Estimate of the quantity that must trade or go before this order is next. */
	readonly aheadLots: QtyLots;
	readonly placedAtMs: UnixMs;
};

export type Fill = {
	readonly id: number;
	readonly side: Aggressor;
	readonly priceTicks: PriceTicks;
	readonly qtyLots: number;
	readonly liquidity: 'maker' | 'taker';
	readonly fee: Money;
	readonly feeAsset: string;
	readonly atMs: UnixMs;
	/** Inventory after the fill, in lots. */
	readonly inventoryLots: bigint;
};

export type Account = {
	/** Lots, signed. */
	readonly inventoryLots: bigint;
	/** Undefined when flat. Rounded for display to 8 digits. */
	readonly averagePrice: Money | undefined;
	readonly realised: Money;
	readonly unrealised: Money;
	readonly fees: Money;
	/** realised + unrealised − fees, to the last digit. */
	readonly net: Money;
	/** The price everything is valued at: twice it in ticks. Undefined before the first trusted book. */
	readonly markHalfTicks: number | undefined;
	readonly fillCount: number;
};

/** The numbers the operator set or the program chose. Money is per base unit. */
export type MakerParameters = {
	/** Half-spread, the contract's `--spread-offset`. */
	readonly halfSpread: Money;
	/** Quote currency per base unit of inventory, the contract's `--inventory-skew`. */
	readonly inventorySkew: Money;
	/** Added to the inventory's skew by the operator's keys. */
	readonly manualSkew: Money;
	/** What one key press changes. */
	readonly step: Money;
	readonly orderLots: number;
	readonly maxInventoryLots: number;
	/** Fee rates as fractions in units of 10^-8: 10 bp is 100000. */
	readonly makerFeeRate: bigint;
};

export type MakerView = {
	readonly quoting: Quoting;
	/** Undefined until defaults could be chosen from a first price. */
	readonly parameters: MakerParameters | undefined;
	readonly orders: readonly WorkingOrder[];
	readonly account: Account;
	/** The rule that decides paper fills, in words. */
	readonly fillModel: string;
};
