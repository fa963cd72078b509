/**
 * The static price axis: the market moves along it, it does not move under the eyes. `anchorTicks` is the price
 * of the first row below the spread when the market stands in the middle.
 */

export type AxisMode = 'auto' | 'held';

export type Axis = {readonly groupTicks: number; readonly anchorTicks: number; readonly mode: AxisMode};

/** Prices on the axis from top to bottom. */
export const axisPrices = ({anchorTicks, groupTicks}: Axis, rows: number): readonly number[] => {
	const above = rowsAbove(rows);
	return Array.from({length: Math.max(0, rows)}, (_, index) => anchorTicks + groupTicks * (above - index));
};

/** Rows above the spread when it stands in the middle. */
const rowsAbove = (rows: number): number => Math.floor(rows / 2);

/** The first row below a mid price given as twice its ticks. */
export const anchorBelow = (midHalfTicks: number, groupTicks: number): number =>
	(Math.ceil(midHalfTicks / 2 / groupTicks) - 1) * groupTicks;

/** How many rows of the axis lie above the mid. */
export const rowsAboveMid = (prices: readonly number[], midHalfTicks: number): number => {
	const below = prices.findIndex((price) => price * 2 < midHalfTicks);
	return below < 0 ? prices.length : below;
};

/** The market may come this near to an edge before the axis moves. */
const marginRows = (rows: number): number => Math.max(1, Math.floor(rows * 0.3));

const nearEdge = (axis: Axis, rows: number, midHalfTicks: number): boolean => {
	const above = rowsAboveMid(axisPrices(axis, rows), midHalfTicks);
	const margin = marginRows(rows);
	return above < margin || above > rows - margin;
};

export const centredAxis = (groupTicks: number, midHalfTicks: number): Axis => ({
	groupTicks,
	anchorTicks: anchorBelow(midHalfTicks, groupTicks),
	mode: 'auto',
});

/** Moves an axis only by its rule: a held one never, another one when the market comes near an edge. */
export const followMarket = (
	axis: Axis | undefined,
	groupTicks: number,
	rows: number,
	midHalfTicks: number,
): Axis => {
	if (axis === undefined) return centredAxis(groupTicks, midHalfTicks);
	const sameGroup = axis.groupTicks === groupTicks;
	if (axis.mode === 'held') return sameGroup ? axis : regroup(axis, groupTicks);
	return sameGroup && !nearEdge(axis, rows, midHalfTicks) ? axis : centredAxis(groupTicks, midHalfTicks);
};

/** The same price stays in the middle. */
const regroup = (axis: Axis, groupTicks: number): Axis => ({
	...axis,
	groupTicks,
	anchorTicks: Math.floor(axis.anchorTicks / groupTicks) * groupTicks,
});

/** Scrolling holds the axis; positive rows look at higher prices. The lowest row stays at a price above zero. */
export const scrollAxis = (axis: Axis, rows: number): Axis => ({
	...axis,
	anchorTicks: Math.max(axis.groupTicks, axis.anchorTicks + rows * axis.groupTicks),
	mode: 'held',
});
