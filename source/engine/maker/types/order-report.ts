/** What is asked of whoever executes own orders, and what comes back. */

import type {Money} from '../../../domain/money.js';
import type {OwnLots} from '../../../domain/own-lots.js';
import type {PriceUnits, Side, UnixMs} from '../../../domain/units.js';

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

/** What an execution cost, as it was charged. */
export type ReportedFee = {
	readonly asset: string;
	/** Units of that asset; negative is a rebate. */
	readonly amount: Money;
	/** In the settlement asset, where the report says so. */
	readonly worth?: Money;
};

type Reported = {
	/** Every report has a number of its own; numbers grow in the order of what happened. A number that comes again is the same report. */
	readonly executionId: number;
	readonly orderId: number;
	readonly side: Side;
	/** On the exchange's clock. */
	readonly atMs: UnixMs;
};

export type OrderFill = Reported & {
	readonly kind: 'filled';
	/** As it was asked for. */
	readonly level: number;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: OwnLots;
	/** What is left of the order; with 0 it is over. */
	readonly leavesLots: OwnLots;
	readonly liquidity: 'maker' | 'taker';
	readonly fee: ReportedFee;
	/** When its order was sent, on the local wall clock. */
	readonly sentAtMs: UnixMs;
};

/** `would-take`: it is for making only; `nothing-to-replace`: what it was to replace had been filled; `refused`: the venue's rules or the balance. */
type RejectReason = 'would-take' | 'nothing-to-replace' | 'refused';

export type OrderReport =
	| OrderFill
	| (Reported & {readonly kind: 'accepted'})
	| (Reported & {readonly kind: 'rejected'; readonly reason: RejectReason})
	| (Reported & {readonly kind: 'reduced'; readonly leavesLots: OwnLots})
	| (Reported & {readonly kind: 'cancelled'})
	/** It took what there was; the rest is gone. */
	| (Reported & {readonly kind: 'expired'})
	/** A message about it was not answered: it may be in the market or not, and counts in full until another report tells. */
	| (Reported & {readonly kind: 'unknown'});

/** Nothing more can come of its order. */
export const isFinal = (report: OrderReport): boolean => {
	switch (report.kind) {
		case 'filled':
			return report.leavesLots === 0;
		case 'rejected':
		case 'cancelled':
		case 'expired':
			return true;
		case 'accepted':
		case 'reduced':
		case 'unknown':
			return false;
	}
};

/** What a report says beyond whose it is and when. */
export type OrderNews<Report extends OrderReport = OrderReport> = Report extends OrderReport ? Omit<Report, keyof Reported> : never;
