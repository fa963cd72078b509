import type {OwnLots} from '../../../domain/own-lots.js';
import type {PriceUnits, Side, UnixMs} from '../../../domain/units.js';

/** An own order as the router plans with it. */
export type PlannedOrder = {
	readonly id: number;
	readonly side: Side;
	/** 0 is the quote nearest to the market. */
	readonly level: number;
	readonly priceUnits: PriceUnits;
	readonly leavesLots: OwnLots;
	readonly placedAtMs: UnixMs;
	/**
	 * On its way in, in the book, on its way out, or not known: a message about it was not answered. Asked to be cancelled
	 * it is on its way out, whatever was known of it.
	 */
	readonly phase: 'entering' | 'resting' | 'leaving' | 'unknown';
	/** An answer to the last message is still under way. */
	readonly busy: boolean;
};
