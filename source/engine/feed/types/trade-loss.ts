import type {UnixMs} from '../../../domain/units.js';

/** Trades that the venue made and we were not told of, between two that we were. */
export type TradeLoss = {
	/** The first and last id of the hole. Told again with the same ids when a part of it came late. */
	readonly fromId: number;
	readonly toId: number;
	/** How many of them are missing now; 0 when all came late. */
	readonly missing: number;
	/** When the trades on both sides of it were matched. */
	readonly afterMs: UnixMs;
	readonly beforeMs: UnixMs;
};
