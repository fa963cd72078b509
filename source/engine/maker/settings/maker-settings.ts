import type {FeeAsset} from '../../../domain/accounting/ledger.js';
import type {Money} from '../../../domain/money.js';
import type {PriceOffset} from '../../../domain/text/value-text.js';
import type {FairValueKind, FillModel, QuotingModel} from './names.js';
import type {RiskLimits} from './risk-limits.js';

export type MakerSettings = {
	/** Half-spread; chosen from the first price where absent. */
	readonly halfSpread?: PriceOffset;
	/** For each base unit of inventory; chosen from the first price where absent. */
	readonly inventorySkew?: PriceOffset;
	/** Base units, decimal text. */
	readonly orderSize?: string;
	/** Base units, decimal text. */
	readonly maxInventory?: string;
	/** Base units held at the start, signed decimal text. */
	readonly inventory: string;
	/** What that inventory cost per base unit. */
	readonly averagePrice?: Money;
	/** Fraction in units of 10^-8; negative is a rebate. */
	readonly makerFeeRate: bigint;
	/** The same of what a flatten takes; a common first tier where absent. */
	readonly takerFeeRate?: bigint;
	/** Quote currency where absent. */
	readonly feeAsset?: FeeAsset;
	readonly quoting?: QuotingSettings;
	readonly paper?: PaperChoice;
	readonly limits?: Partial<RiskLimits>;
	/** Base units, decimal text: the largest order that the risk layer lets through. */
	readonly maxOrder?: string;
};
/** All absent: the linear model around the mid, one level, no extras. */
export type QuotingSettings = {
	readonly model?: QuotingModel;
	readonly fairValue?: FairValueKind;
	/** γ, per quote currency; chosen from volatility where absent. */
	readonly riskAversion?: number;
	/** T − t of the rolling horizon. */
	readonly horizonS?: number;
	/** In place of what the tape says: σ per √second, A per second, k per quote currency. */
	readonly volatility?: number;
	readonly arrivalRate?: number;
	readonly arrivalDecay?: number;
	readonly levels?: number;
	readonly levelSpacing?: PriceOffset;
	/** Base units that each further level is larger by, decimal text. */
	readonly levelStep?: string;
	/** Base units to return to, signed decimal text. */
	readonly target?: string;
	readonly sizeSkew?: number;
	readonly minSpread?: PriceOffset;
	readonly refreshTolerance?: PriceOffset;
	readonly priceCeiling?: Money;
	readonly priceFloor?: Money;
};
/** How paper orders fill. */
export type PaperChoice = {
	readonly model?: FillModel;
	/** Exponent of `queue-prob`. */
	readonly power?: number;
	/** Fixed; where absent, 25 ms or half the measured round trip, whichever is longer. */
	readonly latencyMs?: number;
	/** Of cancels and cuts; the same as of orders where absent. */
	readonly cancelLatencyMs?: number;
	/** Each message takes up to this much longer, at random; a fifth of its latency where absent. */
	readonly jitterMs?: number;
	readonly holdBackMs?: number;
};
/** 10 bp, a common first tier. */
export const DEFAULT_MAKER_FEE_RATE = 100000n;
export const DEFAULT_TAKER_FEE_RATE = 100000n;
