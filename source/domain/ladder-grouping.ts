/** Levels gathered into rows of a price group: bids down, asks up, so that grouping never narrows the market. */

import type {Level} from './feed-event.js';
import type {BookView} from './order-book.js';
import {addLots, priceTicks, ZERO_LOTS, type PriceTicks, type QtyLots, type Side} from './units.js';

/** The row that a price belongs to. */
export const groupPrice = (side: Side, price: PriceTicks, groupTicks: number): PriceTicks => {
	const groups = price / groupTicks;
	return priceTicks((side === 'bid' ? Math.floor(groups) : Math.ceil(groups)) * groupTicks);
};

/** Rows best first, at most `rows` groups away from the best price; groups without quantity are left out. */
export const groupLevels = (book: BookView, side: Side, groupTicks: number, rows: number): readonly Level[] => {
	const best = side === 'bid' ? book.bestBid() : book.bestAsk();
	if (best === undefined || rows <= 0) return [];
	const reach = (rows - 1) * groupTicks;
	const nearest = groupPrice(side, best.priceTicks, groupTicks);
	const furthest = priceTicks(side === 'bid' ? nearest - reach : nearest + reach);
	const grouped = new Map<PriceTicks, QtyLots>();
	for (const level of book.levelsTo(side, furthest)) {
		const row = groupPrice(side, level.priceTicks, groupTicks);
		grouped.set(row, addLots(grouped.get(row) ?? ZERO_LOTS, level.qtyLots));
	}

	return [...grouped].map(([row, qtyLots]) => ({priceTicks: row, qtyLots}));
};
