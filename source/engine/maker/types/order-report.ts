/** What is asked of the exchange about own orders, and what it reports of them. */

import type {OwnLots} from '../../../domain/own-lots.js';
import type {PriceUnits, Side, UnixMs} from '../../../domain/units.js';
import type {FillCause} from '../settings/names.js';

/** No level of the quotes. */
export const TAKER_LEVEL = -1;

export type OrderRequest = {
	readonly side: Side;
	/** 0 is the quote nearest to the market. */
	readonly level: number;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	/** Cancel this order in the same message; where it is filled meanwhile, place nothing. */
	readonly replaces?: number;
	/** Takes what is offered up to its price when it arrives; the rest expires. Its level is {@link TAKER_LEVEL}. */
	readonly taker?: true;
};

/** Which rule a fill comes from: the chosen model, or the optimistic one beside it. */
export type Variant = 'main' | 'shadow';

export type PaperFill = {
	readonly kind: 'fill';
	readonly orderId: number;
	readonly side: Side;
	readonly level: number;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	readonly cause: FillCause;
	readonly liquidity: 'maker' | 'taker';
	readonly variant: Variant;
	/** On the exchange's clock. */
	readonly atMs: UnixMs;
	/** When its order was sent, on the local wall clock. */
	readonly sentAtMs: UnixMs;
	/** Twice the mid at that moment. */
	readonly midHalfUnits: number | undefined;
};

/** `rejected`: it would have taken; `replaced-none`: what it was to replace had been filled; `expired`: nothing more to take. */
export type OrderEnd = 'filled' | 'cancelled' | 'rejected' | 'replaced-none' | 'expired';

export type PaperReport =
	| PaperFill
	| {readonly kind: 'accepted'; readonly orderId: number; readonly side: Side; readonly atMs: UnixMs}
	| {readonly kind: 'reduced'; readonly orderId: number; readonly leavesLots: OwnLots; readonly atMs: UnixMs}
	| {readonly kind: 'ended'; readonly orderId: number; readonly side: Side; readonly how: OrderEnd; readonly atMs: UnixMs};
