/**
 * Binance spot, "How to manage a local order book correctly" (text of 2025-11-12, read 2026-07-21): step 5, drop
 * events with `u` ≤ the snapshot's `lastUpdateId`; step 7, ignore events with `u` < the book's id, start over if
 * `U` > id + 1, otherwise apply.
 *
 * The documented condition for the first event, "lastUpdateId within [U;u]", fails on most quiet symbols, whose
 * next `U` is lastUpdateId + 1. `U ≤ id + 1` is correct for every event.
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
