/** What the market maker shows of itself. Plain data: it crosses threads. */

import type {Money} from '../../domain/money.js';
import type {OwnLots} from '../../domain/own-lots.js';
import type {Aggressor, PriceUnits, QtyLots, Side, UnixMs} from '../../domain/units.js';
import type {AttributionView} from './books/attribution.js';
import type {BreakEven} from './measures/break-even.js';
import type {CalibrationView} from './pricing/calibration.js';
import type {ExecutionView} from './measures/execution-stats.js';
import type {FairValueKind} from './pricing/fair-value.js';
import type {HoldingView} from './measures/holding-time.js';
import type {FillCause, FillModel} from './paper/fill-rules.js';
import type {MarkoutView} from './measures/markouts.js';
import type {QuotingModel} from './pricing/quoting-model.js';
import type {RiskView} from './risk/risk-manager.js';
import type {SignalView} from './measures/signal-quality.js';

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
] as const;
export type SideOffReason = (typeof SIDE_OFF_REASONS)[number];

export type QuoteSide = {readonly priceUnits: PriceUnits; readonly qtyLots: OwnLots};

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

/** An own paper order. */
export type WorkingOrder = {
	readonly id: number;
	readonly side: Side;
	/** 0 is the quote nearest to the market. */
	readonly level: number;
	readonly priceUnits: PriceUnits;
	readonly leavesLots: OwnLots;
	/** Estimate of the quantity that must trade or go before this order is next; the optimistic one beside it. */
	readonly aheadLots: QtyLots;
	readonly bestAheadLots: QtyLots;
	readonly behindLots: QtyLots;
	readonly placedAtMs: UnixMs;
	/** On its way in, in the book, on its way out. */
	readonly phase: 'entering' | 'resting' | 'leaving';
};

export type Fill = {
	readonly id: number;
	readonly side: Aggressor;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	readonly liquidity: 'maker' | 'taker';
	/** In `feeAsset`, and what it was worth in quote currency. */
	readonly fee: Money;
	readonly feeAsset: string;
	readonly feeValue: Money;
	readonly atMs: UnixMs;
	/** When it happened at the exchange, on the exchange's clock. */
	readonly executedAtMs: UnixMs;
	/** When its order was sent, on the local clock. */
	readonly sentAtMs: UnixMs;
	readonly cause: FillCause;
	/** Inventory before and after the fill, in lots: a fee in the base asset is out of it. */
	readonly inventoryBeforeLots: bigint;
	readonly inventoryLots: bigint;
};

export type Account = {
	/** The rule that decided the paper fills behind these figures. */
	readonly fillModel: FillModel | 'none';
	/** Lots, signed. */
	readonly inventoryLots: bigint;
	/** Undefined when flat. Rounded for display to 8 digits. */
	readonly averagePrice: Money | undefined;
	readonly realised: Money;
	readonly unrealised: Money;
	readonly fees: Money;
	/** realised + unrealised − fees, to the last digit. */
	readonly net: Money;
	/** The part of net that is older than the session: the result of what was held before, at the first mark. */
	readonly inherited: Money;
	/** The same net by where it comes from: spread captured + adverse selection + inventory − fees. */
	readonly attribution: AttributionView;
	/** The price everything is valued at: twice it. Undefined before the first trusted book. */
	readonly markHalfUnits: number | undefined;
	readonly fillCount: number;
	/** Net if it all had to go at the best price of the other side. */
	readonly liquidationNet: Money;
	/** First in, first out. */
	readonly fifoRealised: Money;
	readonly turnover: Money;
	/** The same orders if all who cancelled stood ahead: the other end of the band. */
	readonly optimistic: {readonly net: Money; readonly fillCount: number; readonly inventoryLots: bigint};
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
	readonly orderLots: OwnLots;
	readonly maxInventoryLots: OwnLots;
	/** Fee rates as fractions in units of 10^-8: 10 bp is 100000. */
	readonly makerFeeRate: bigint;
	/** What a purchase brings beyond its quantity, as a fraction like the fee rates: a rebate that is paid in the base asset. */
	readonly baseRebate: Readonly<Record<'maker' | 'taker', bigint>>;
	readonly model: QuotingModel;
	readonly fairValue: FairValueKind;
	/** Added to every model's half-spread by the operator's keys; the linear model's is in `halfSpread`. */
	readonly manualSpread: Money;
	/** Inventory to return to, signed lots. */
	readonly targetLots: bigint;
	/** How fast the side that would add to the inventory shrinks: size·e^(−η·share of the maximum). */
	readonly sizeSkew: number;
	/** Least distance of ask and bid. */
	readonly minSpread: Money;
	readonly levels: number;
	readonly levelSpacing: Money;
	readonly levelStepLots: OwnLots;
	/** Nothing is bought at this price and above, nothing sold at that and below. */
	readonly priceCeiling: Money | undefined;
	readonly priceFloor: Money | undefined;
	/** An order stays where the wanted price is no further away than this. */
	readonly refreshTolerance: Money;
};

export type Execution = ExecutionView & {readonly holding: HoldingView};

export type MakerView = {
	readonly quoting: Quoting;
	/** Undefined until defaults could be chosen from a first price. */
	readonly parameters: MakerParameters | undefined;
	readonly orders: readonly WorkingOrder[];
	readonly account: Account;
	/** The rule that decides paper fills, by name. */
	readonly fillModel: FillModel | 'none';
	/** From sending an order until the paper exchange acts; undefined without a market maker. */
	readonly orderLatencyMs: number | undefined;
	/** The exchange's clock is measured; until then orders count as a second slower. */
	readonly clockMeasured: boolean;
	/** Undefined without a market maker. */
	readonly risk: RiskView | undefined;
	/** What is held is being closed by taking. */
	readonly flattening: boolean;
	readonly markouts: MarkoutView | undefined;
	/** Can the quotes live; undefined until there are parameters. */
	readonly breakEven: BreakEven | undefined;
	readonly execution: Execution | undefined;
	/** What the weighted mid is worth here. */
	readonly signal: SignalView | undefined;
	readonly calibration: CalibrationView | undefined;
};
