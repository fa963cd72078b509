/**
 * The static price axis: the market moves along it. `anchorUnits` is the price of the first row below the spread
 * when the market is centred.
 */

export type AxisMode = 'auto' | 'held';

export type Axis = {readonly groupUnits: number; readonly anchorUnits: number; readonly mode: AxisMode};

/** Prices from top to bottom. */
export const axisPrices = ({anchorUnits, groupUnits}: Axis, rows: number): readonly number[] => {
	const above = rowsAbove(rows);
	return Array.from({length: Math.max(0, rows)}, (_, index) => anchorUnits + groupUnits * (above - index));
};

/** Rows above the spread when it is centred. */
const rowsAbove = (rows: number): number => Math.floor(rows / 2);

/** The first row below a mid given as twice its units. */
export const anchorBelow = (midHalfUnits: number, groupUnits: number): number =>
	(Math.ceil(midHalfUnits / 2 / groupUnits) - 1) * groupUnits;

/** Number of rows above the mid. */
export const rowsAboveMid = (prices: readonly number[], midHalfUnits: number): number => {
	const below = prices.findIndex((price) => price * 2 < midHalfUnits);
	return below < 0 ? prices.length : below;
};

/** Rows that the market keeps from an edge before the axis moves. */
const marginRows = (rows: number): number => Math.max(1, Math.floor(rows * 0.3));

const nearEdge = (axis: Axis, rows: number, midHalfUnits: number): boolean => {
	const above = rowsAboveMid(axisPrices(axis, rows), midHalfUnits);
	const margin = marginRows(rows);
	return above < margin || above > rows - margin;
};

export const centredAxis = (groupUnits: number, midHalfUnits: number): Axis => ({
	groupUnits,
	anchorUnits: anchorBelow(midHalfUnits, groupUnits),
	mode: 'auto',
});

/** Moves the axis if needed: a held one never, an automatic one when the market is near an edge. */
export const followMarket = (axis: Axis | undefined, groupUnits: number, rows: number, midHalfUnits: number): Axis => {
	if (axis === undefined) return centredAxis(groupUnits, midHalfUnits);
	const sameGroup = axis.groupUnits === groupUnits;
	if (axis.mode === 'held') return sameGroup ? axis : regroup(axis, groupUnits);
	return sameGroup && !nearEdge(axis, rows, midHalfUnits) ? axis : centredAxis(groupUnits, midHalfUnits);
};

/** Keeps the same price in the middle. */
const regroup = (axis: Axis, groupUnits: number): Axis => ({
	...axis,
	groupUnits,
	anchorUnits: Math.floor(axis.anchorUnits / groupUnits) * groupUnits,
});

/** Scrolling holds the axis; positive rows show higher prices. The lowest row stays above zero. */
export const scrollAxis = (axis: Axis, rows: number): Axis => ({
	...axis,
	anchorUnits: Math.max(axis.groupUnits, axis.anchorUnits + rows * axis.groupUnits),
	mode: 'held',
});
