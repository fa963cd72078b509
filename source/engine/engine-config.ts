/** What an engine is told at its start. Quantities are decimal text, because steps are known only later. */

import type {Money} from '../domain/money.js';

export type MakerSettings = {
	/** Half-spread in quote currency; chosen from the first price where absent. */
	readonly halfSpread?: Money;
	/** Quote currency per base unit of inventory; chosen from the first price where absent. */
	readonly inventorySkew?: Money;
	/** Base units, decimal text. */
	readonly orderSize?: string;
	/** Base units, decimal text. */
	readonly maxInventory?: string;
	/** Base units held at the start, signed decimal text. */
	readonly inventory: string;
	/** What that inventory cost per base unit. */
	readonly averagePrice?: Money;
	/** Fraction in units of 10^-8. */
	readonly makerFeeRate: bigint;
};

export type EngineConfig = {
	/** As the operator wrote it, any case. */
	readonly symbol: string;
	readonly venue: string;
	/** Absent: no market maker in this session. */
	readonly maker?: MakerSettings;
	/** Depth silence after which the book is stale. */
	readonly staleAfterMs: number;
	/** Levels a side to ask of a snapshot. */
	readonly snapshotDepth: number;
};

export const DEFAULT_STALE_AFTER_MS = 3000;
export const DEFAULT_SNAPSHOT_DEPTH = 1000;
/** 10 bp, a common first tier. */
export const DEFAULT_MAKER_FEE_RATE = 100_000n;
