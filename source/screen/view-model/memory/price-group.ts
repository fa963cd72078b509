/** Price groups of 1, 2, 5, 10, 20, 50 … ticks, and their rows. */

const STEPS = [1, 2, 5] as const;
const MAX_INDEX = 24;

/** Default height of a row as a fraction of the price: 1.00 at 67,000. */
const ROW_SHARE = 1.5e-5;

/** Ticks of the nth group. */
export const groupTicksAt = (index: number): number => {
	const bounded = clampGroup(index);
	return (STEPS[bounded % 3] ?? 1) * 10 ** Math.floor(bounded / 3);
};

export const clampGroup = (index: number): number => Math.max(0, Math.min(MAX_INDEX, index));

/** The default group at this price. */
export const initialGroup = (midHalfUnits: number): number => nearestGroup((midHalfUnits / 2) * ROW_SHARE);

/** The group nearest to `ticks` by ratio. */
export const nearestGroup = (ticks: number): number => {
	const wanted = Math.log(Math.max(1, ticks));
	const distance = (index: number): number => Math.abs(Math.log(groupTicksAt(index)) - wanted);
	let best = 0;
	for (let index = 1; index <= MAX_INDEX; index += 1) if (distance(index) < distance(best)) best = index;
	return best;
};

/** Bids round down, so that grouping never narrows the spread. */
export const bidRow = (priceUnits: number, groupUnits: number): number => Math.floor(priceUnits / groupUnits) * groupUnits;

/** Asks round up. */
export const askRow = (priceUnits: number, groupUnits: number): number => Math.ceil(priceUnits / groupUnits) * groupUnits;
