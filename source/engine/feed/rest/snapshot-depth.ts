/** How many levels a snapshot asks for: as many as wanted while weight is plenty, fewer when it runs short. */

/** From the dearest to the cheapest; `share` of the venue's grant that may be used up before it is passed over. */
const STEPS = [
	{depth: 5000, share: 0.15},
	{depth: 1000, share: 0.4},
] as const;
const CHEAPEST = 100;
/** Of the grant, one snapshot costs no more than this. */
const DEAREST = 0.25;

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
	costOf: (depth: number) => number = () => 0,
): number => {
	const affordable = STEPS.find(({depth, share}) => weight.used <= weight.limit * share && costOf(depth) <= weight.limit * DEAREST);
	return Math.min(wanted, affordable?.depth ?? CHEAPEST);
};
