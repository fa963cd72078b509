/** The level cursor. It is bound to a price, not to a screen row, and moves by price group. */

import type {Side, UnixMs} from '../../../domain/units.js';
import {axisPrices, scrollAxis, type Axis} from './ladder-axis.js';
import {askRow, bidRow} from './price-group.js';

export type Cursor = {
	readonly priceUnits: number;
	/** The axis is held for a moment after a move. */
	readonly movedAtMs: UnixMs | undefined;
};

/** How long rows keep their place after a move, so that none moves under the finger. */
const STILL_MS = 300;

export const holdsAxis = (cursor: Cursor | undefined, atMs: UnixMs): boolean => {
	if (cursor?.movedAtMs === undefined) return false;
	const ageMs = atMs - cursor.movedAtMs;
	return ageMs >= 0 && ageMs < STILL_MS;
};

/** The side of the market of a price; `midHalfUnits` is twice the mid. */
export const sideAt = (priceUnits: number, midHalfUnits: number): Side => (2 * priceUnits > midHalfUnits ? 'ask' : 'bid');

/** The row of a price: bids round down, asks round up. */
export const rowAt = (priceUnits: number, side: Side, groupUnits: number): number =>
	side === 'bid' ? bidRow(priceUnits, groupUnits) : askRow(priceUnits, groupUnits);

/** A new cursor starts at the touch of the side that it is moved to. */
export const movedCursor = (
	cursor: Cursor | undefined,
	rows: number,
	{groupUnits, bestUnits}: {readonly groupUnits: number; readonly bestUnits: number},
): number => {
	if (cursor === undefined) return rowAt(bestUnits, rows > 0 ? 'ask' : 'bid', groupUnits);
	return Math.max(groupUnits, Math.round(cursor.priceUnits / groupUnits + rows) * groupUnits);
};

/** Scrolls the axis just far enough to show the price. */
export const axisShowing = (axis: Axis, rows: number, priceUnits: number): Axis => {
	const prices = axisPrices(axis, rows);
	const [high, low] = [prices[0], prices.at(-1)];
	if (high === undefined || low === undefined) return axis;
	if (priceUnits > high) return scrollAxis(axis, Math.ceil((priceUnits - high) / axis.groupUnits));
	if (priceUnits < low) return scrollAxis(axis, Math.floor((priceUnits - low) / axis.groupUnits));
	return axis;
};
