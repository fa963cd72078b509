/** What an engine is told at its start. Quantities are decimal text, because steps are known only later. */

import type {UnixMs} from '../domain/units.js';
import type {MakerSettings} from './maker/settings/maker-settings.js';

export type EngineConfig = {
	/** As the operator wrote it, any case. */
	readonly symbol: string;
	readonly venue: string;
	/** Absent: no market maker in this session. */
	readonly maker?: MakerSettings;
	/** Depth silence after which the book is stale. */
	readonly staleAfterMs: number;
	/** Levels a side to ask of a snapshot, at most: fewer where the venue's weight runs short. */
	readonly snapshotDepth: number;
	/** The venue asked an earlier run of this program for silence on REST until then. */
	readonly restHoldUntilMs?: UnixMs;
};

export const DEFAULT_STALE_AFTER_MS = 3000;
/** As many as venues give, and as a stream may print: what a snapshot does not name is unknown until it changes. */
export const DEFAULT_SNAPSHOT_DEPTH = 5000;
/** A rebate of half a basis point, such as venues grant market makers: with it a quote near the touch can live. */
export const DEMO_MAKER_FEE_RATE = -5000n;
