/** Price groups: 1, 2, 5, 10, 20, 50 … ticks, and which rows they make. */

const STEPS = [1, 2, 5] as const;
const MAX_INDEX = 24;

/** The share of the price that a row should span: 1.00 at 67,000. */
const ROW_SHARE = 1.5e-5;

/** Ticks of the nth group. */
export const groupTicksAt = (index: number): number => {
	const bounded = clampGroup(index);
	return (STEPS[bounded % 3] ?? 1) * 10 ** Math.floor(bounded / 3);
};

export const clampGroup = (index: number): number => Math.max(0, Math.min(MAX_INDEX, index));

/** The group nearest to a useful row at this price. */
export const initialGroup = (midHalfUnits: number): number => nearestGroup((midHalfUnits / 2) * ROW_SHARE);

/** The group nearest to so many ticks, measured as a ratio. */
export const nearestGroup = (ticks: number): number => {
	const wanted = Math.log(Math.max(1, ticks));
	const distance = (index: number): number => Math.abs(Math.log(groupTicksAt(index)) - wanted);
	let best = 0;
	for (let index = 1; index <= MAX_INDEX; index += 1) if (distance(index) < distance(best)) best = index;
	return best;
};

/** Bids are grouped down, so that grouping never narrows the market. */
export const bidRow = (priceUnits: number, groupUnits: number): number => Math.floor(priceUnits / groupUnits) * groupUnits;

/** Asks are grouped up. */
export const askRow = (priceUnits: number, groupUnits: number): number => Math.ceil(priceUnits / groupUnits) * groupUnits;
