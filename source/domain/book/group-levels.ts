/** Levels gathered into rows of a price group: bids down, asks up, so that grouping never narrows the market. */

import type {Level} from '../feed-event.js';
import type {BookView} from './order-book.js';
import {addLots, priceUnits, ZERO_LOTS, type PriceUnits, type QtyLots, type Side} from '../units.js';

/** The row that a price belongs to. */
export const groupPrice = (side: Side, price: PriceUnits, groupUnits: number): PriceUnits => {
	const groups = price / groupUnits;
	return priceUnits((side === 'bid' ? Math.floor(groups) : Math.ceil(groups)) * groupUnits);
};

/** Rows best first, at most `rows` groups away from the best price; groups without quantity are left out. */
export const groupLevels = (book: BookView, side: Side, groupUnits: number, rows: number): readonly Level[] => {
	const best = side === 'bid' ? book.bestBid() : book.bestAsk();
	if (best === undefined || rows <= 0) return [];
	const reach = (rows - 1) * groupUnits;
	const nearest = groupPrice(side, best.priceUnits, groupUnits);
	const furthest = priceUnits(side === 'bid' ? nearest - reach : nearest + reach);
	const grouped = new Map<PriceUnits, QtyLots>();
	for (const level of book.levelsTo(side, furthest)) {
		const row = groupPrice(side, level.priceUnits, groupUnits);
		grouped.set(row, addLots(grouped.get(row) ?? ZERO_LOTS, level.qtyLots));
	}

	return [...grouped].map(([row, qtyLots]) => ({priceUnits: row, qtyLots}));
};
