/** How far a snapshot vouches: beyond the outermost level it was allowed to name, a level is unknown, not empty. */

import type {Level, Snapshot} from '../domain/feed-event.js';
import type {PriceUnits} from '../domain/units.js';

export type KnownRange = {
	/** Undefined: every bid is known. */
	readonly fromTicks: PriceUnits | undefined;
	/** Undefined: every ask is known. */
	readonly toTicks: PriceUnits | undefined;
};

export const EVERYTHING: KnownRange = {fromTicks: undefined, toTicks: undefined};

/** @param depth how many levels a side were asked for: a shorter list holds the whole side. */
export const knownRange = (snapshot: Snapshot, depth: number): KnownRange => ({
	fromTicks: outermost(snapshot.bids, depth),
	toTicks: outermost(snapshot.asks, depth),
});

const outermost = (levels: readonly Level[], depth: number): PriceUnits | undefined =>
	levels.length >= depth ? levels.at(-1)?.priceUnits : undefined;

/** The touch has come so near to the edge of what is known, as a share of the way there, that it is time to look again. */
const RENEW_AT_SHARE = 0.25;

/** Both best prices lie where the snapshot vouches: beyond it a better price may rest unannounced. */
export const holdsTouch = (known: KnownRange, bidTicks: number, askTicks: number): boolean =>
	(known.fromTicks === undefined || bidTicks >= known.fromTicks) && (known.toTicks === undefined || askTicks <= known.toTicks);

/** Whether less than a quarter of the known range is left on one side of the touch. */
export const isNearEdge = (known: KnownRange, bidTicks: number, askTicks: number): boolean => {
	if (known.fromTicks === undefined || known.toTicks === undefined) return false;
	const least = (known.toTicks - known.fromTicks) * (RENEW_AT_SHARE / 2);
	return bidTicks - known.fromTicks < least || known.toTicks - askTicks < least;
};
