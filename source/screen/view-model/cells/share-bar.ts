/** Bid against ask, bought against sold: one bar of two parts. */

import {span, type Row} from './cells.js';
import type {Glyphs} from './symbols.js';

/** Two parts of a whole, with a mark where they meet. */
export const shareBar = (share: number, cells: number, glyphs: Glyphs): Row => {
	const bid = Math.max(0, Math.min(cells, Math.round(share * cells)));
	return [
		span(glyphs.shareBid.repeat(bid), {role: 'bid'}),
		span(glyphs.shareMark),
		span(glyphs.shareAsk.repeat(cells - bid), {role: 'ask'}),
	];
};
