/** How far a snapshot vouches: beyond the outermost level it was allowed to name, a level is unknown, not empty. */

import type {Level, Snapshot} from '../../../domain/feed-event.js';
import type {RemoteLevel} from '../../../domain/book/remote-levels.js';
import type {PriceUnits} from '../../../domain/units.js';

export type KnownRange = {
	/** Undefined: every bid is known. */
	readonly fromUnits: PriceUnits | undefined;
	/** Undefined: every ask is known. */
	readonly toUnits: PriceUnits | undefined;
};

export const EVERYTHING: KnownRange = {fromUnits: undefined, toUnits: undefined};

/** @param depth how many levels a side were asked for: a shorter list holds the whole side. */
export const knownRange = (snapshot: Snapshot, depth: number): KnownRange => ({
	fromUnits: outermost(snapshot.bids, depth, snapshot.remote?.bids),
	toUnits: outermost(snapshot.asks, depth, snapshot.remote?.asks),
});

const outermost = (levels: readonly Level[], depth: number, remote: readonly RemoteLevel[] = []): PriceUnits | undefined =>
	levels.length + remote.length >= depth ? levels.at(-1)?.priceUnits : undefined;

/** The touch has come so near to the edge of what is known, as a share of the way there, that it is time to look again. */
const RENEW_AT_SHARE = 0.25;

/** Both best prices lie where the snapshot vouches: beyond it a better price may rest unannounced. */
export const holdsTouch = (known: KnownRange, bidUnits: number, askUnits: number): boolean =>
	(known.fromUnits === undefined || bidUnits >= known.fromUnits) && (known.toUnits === undefined || askUnits <= known.toUnits);

/** Whether less than a quarter of the known range is left on one side of the touch. */
export const isNearEdge = (known: KnownRange, bidUnits: number, askUnits: number): boolean => {
	if (known.fromUnits === undefined || known.toUnits === undefined) return false;
	const least = (known.toUnits - known.fromUnits) * (RENEW_AT_SHARE / 2);
	return bidUnits - known.fromUnits < least || known.toUnits - askUnits < least;
};
