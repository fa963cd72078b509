/** Distribution of the ladder panel's rows, and the height for a number of levels. */

import type {Rect} from '../cells/rect.js';

/** The not-live banner's rows; the spread takes one. */
const BANNER_ROWS = 3;
const LEAST_ROWS_FOR_BANNER = 11;
const LEAST_ROWS_FOR_TOTALS = 20;
const LEAST_COLUMNS_FOR_TOTALS = 44;

/** Rows of the ladder panel by use. */
export type LadderSpace = {
	readonly head: boolean;
	readonly totals: boolean;
	/** Rows with a price. */
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

/** Height of a panel of this width, borders included, for a number of levels per side. */
export const ladderHeight = (levels: number, width: number): number => {
	let height = 2 * levels + 3;
	while (spaceOf({width, height: height + 1}, true).priceRows <= 2 * levels) height += 1;
	return height;
};
