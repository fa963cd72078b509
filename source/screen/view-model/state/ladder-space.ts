/** How a ladder's panel divides its rows, and how many rows so many levels take. */

import type {Rect} from '../cells/rect.js';

/** Rows the not-live banner takes on the ladder; the spread takes one. */
const BANNER_ROWS = 3;
const LEAST_ROWS_FOR_BANNER = 11;
const LEAST_ROWS_FOR_TOTALS = 20;
const LEAST_COLUMNS_FOR_TOTALS = 44;

/** What the ladder's panel gives to what. */
export type LadderSpace = {
	readonly head: boolean;
	readonly totals: boolean;
	/** Rows that each show a price. */
	readonly priceRows: number;
	/** Rows between bids and asks. */
	readonly middleRows: number;
};

export const spaceOf = ({width, height}: Pick<Rect, 'width' | 'height'>, trusted: boolean): LadderSpace => {
	const inner = height - 2;
	const head = inner > LEAST_ROWS_FOR_BANNER;
	const totals = inner >= LEAST_ROWS_FOR_TOTALS && width >= LEAST_COLUMNS_FOR_TOTALS;
	const body = Math.max(0, inner - (head ? 1 : 0) - (totals ? 1 : 0));
	const middleRows = !trusted && body >= LEAST_ROWS_FOR_BANNER + 2 ? BANNER_ROWS : 1;
	return {head, totals, priceRows: Math.max(0, body - middleRows), middleRows};
};

/** Rows of a panel of this width, borders included, that has so many levels of each side and all that belongs around them. */
export const ladderHeight = (levels: number, width: number): number => {
	let height = 2 * levels + 3;
	while (spaceOf({width, height: height + 1}, true).priceRows <= 2 * levels) height += 1;
	return height;
};
