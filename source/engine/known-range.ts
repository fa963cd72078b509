/** How far a snapshot vouches: beyond the outermost level it was allowed to name, a level is unknown, not empty. */

import type {Level, Snapshot} from '../domain/feed-event.js';
import type {PriceTicks} from '../domain/units.js';

export type KnownRange = {
	/** Undefined: every bid is known. */
	readonly fromTicks: PriceTicks | undefined;
	/** Undefined: every ask is known. */
	readonly toTicks: PriceTicks | undefined;
};

export const EVERYTHING: KnownRange = {fromTicks: undefined, toTicks: undefined};

/** @param depth how many levels a side were asked for: a shorter list holds the whole side. */
export const knownRange = (snapshot: Snapshot, depth: number): KnownRange => ({
	fromTicks: outermost(snapshot.bids, depth),
	toTicks: outermost(snapshot.asks, depth),
});

const outermost = (levels: readonly Level[], depth: number): PriceTicks | undefined =>
	levels.length >= depth ? levels.at(-1)?.priceTicks : undefined;
