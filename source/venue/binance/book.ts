/**
 * Binance spot, "How to manage a local order book correctly" (text of 2025-11-12, read 2026-07-21):
 * 5. drop events with `u` ≤ the snapshot's `lastUpdateId`; 7. ignore events with `u` < the book's id; start
 * over when `U` > id + 1; otherwise apply.
 *
 * The text's "lastUpdateId within [U;u]" for the first event fails on most quiet symbols, where `U` is
 * lastUpdateId + 1; `U ≤ id + 1` is the sound test and holds for every event alike.
 */

import type {BookRules, SequenceRule} from '../../domain/book-rules.js';
import {updateId} from '../../domain/units.js';

const continuity: SequenceRule = (bookId, diff) => {
	if (diff.lastId <= bookId) return 'old';
	return diff.firstId <= bookId + 1 ? 'follows' : 'gap';
};

export const book: BookRules = {
	snapshot: 'rest',
	continuity,
	gapIds: (bookId, diff) => ({expectedId: updateId(bookId + 1), receivedId: diff.firstId}),
	topsCarryIds: true,
	probeDepth: 1,
};
