import type {Money} from '../../../domain/money.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {FairValueKind, QuotingModel} from './names.js';

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
