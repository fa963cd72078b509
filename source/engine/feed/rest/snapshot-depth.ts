/** How many levels a snapshot asks for: as many as wanted while weight is plenty, fewer when it runs short. */

import type {SnapshotSteps} from '../../../domain/venue-limits.js';

/**
 * A shallow book that is right now beats a deep one in a minute; its known range says how far it can be believed.
 *
 * @param wanted levels a side.
 * @param weight used in the venue's present interval, and its grant.
 * @param costOf what the venue charges for so many levels.
 */
export const affordableDepth = (
	wanted: number,
	weight: {readonly used: number; readonly limit: number},
	{steps, cheapest, dearestShare}: SnapshotSteps,
	costOf: (depth: number) => number = () => 0,
): number => {
	const affordable = steps.find(({depth, share}) => weight.used <= weight.limit * share && costOf(depth) <= weight.limit * dearestShare);
	return Math.min(wanted, affordable?.depth ?? cheapest);
};
