import type {Money} from '../../../domain/money.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {Aggressor, PriceUnits, UnixMs} from '../../../domain/units.js';
import type {AttributionView} from '../books/attribution.js';
import type {FillCause, FillModel} from '../settings/names.js';

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
