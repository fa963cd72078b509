/** The level cursor: it stands on a price, not on a line of the screen, and moves by rows of the price group. */

import type {Side, UnixMs} from '../../../domain/units.js';
import {axisPrices, scrollAxis, type Axis} from './ladder-axis.js';
import {askRow, bidRow} from './price-group.js';

export type Cursor = {
	readonly priceUnits: number;
	/** The axis stands still for a moment after a move. */
	readonly movedAtMs: UnixMs | undefined;
};

/** Rows do not move under an operator's finger for so long. */
const STILL_MS = 300;

export const holdsAxis = (cursor: Cursor | undefined, atMs: UnixMs): boolean => {
	if (cursor?.movedAtMs === undefined) return false;
	const ageMs = atMs - cursor.movedAtMs;
	return ageMs >= 0 && ageMs < STILL_MS;
};

/** The side of the market that a price lies on, with twice the mid in ticks. */
export const sideAt = (priceUnits: number, midHalfUnits: number): Side => (2 * priceUnits > midHalfUnits ? 'ask' : 'bid');

/** The row that a price stands on: bids down, asks up. */
export const rowAt = (priceUnits: number, side: Side, groupUnits: number): number =>
	side === 'bid' ? bidRow(priceUnits, groupUnits) : askRow(priceUnits, groupUnits);

/** A cursor that comes to be at all stands at the touch of the side it was sent to. */
export const movedCursor = (
	cursor: Cursor | undefined,
	rows: number,
	{groupUnits, bestUnits}: {readonly groupUnits: number; readonly bestUnits: number},
): number => {
	if (cursor === undefined) return rowAt(bestUnits, rows > 0 ? 'ask' : 'bid', groupUnits);
	return Math.max(groupUnits, Math.round(cursor.priceUnits / groupUnits + rows) * groupUnits);
};

/** The axis scrolled just so far that the price is on it; as it was where it is. */
export const axisShowing = (axis: Axis, rows: number, priceUnits: number): Axis => {
	const prices = axisPrices(axis, rows);
	const [high, low] = [prices[0], prices.at(-1)];
	if (high === undefined || low === undefined) return axis;
	if (priceUnits > high) return scrollAxis(axis, Math.ceil((priceUnits - high) / axis.groupUnits));
	if (priceUnits < low) return scrollAxis(axis, Math.floor((priceUnits - low) / axis.groupUnits));
	return axis;
};
