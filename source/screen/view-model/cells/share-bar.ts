/** A bar of two parts: bid against ask, or bought against sold. */

import {span, type Row} from './cells.js';
import type {Glyphs} from './symbols.js';

/** @param share of the left part, 0 … 1; a mark stands where the parts meet. */
export const shareBar = (share: number, cells: number, glyphs: Glyphs): Row => {
	const bid = Math.max(0, Math.min(cells, Math.round(share * cells)));
	return [
		span(glyphs.shareBid.repeat(bid), {role: 'bid'}),
		span(glyphs.shareMark),
		span(glyphs.shareAsk.repeat(cells - bid), {role: 'ask'}),
	];
};
