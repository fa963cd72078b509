/** Whether a second connection may become the feed. */

import type {BookView} from '../../../domain/book/order-book.js';
import type {MonotonicMs} from '../../../domain/units.js';
import {compareBooks} from '../book/book-compare.js';
import type {BookLine} from '../book/book-line.js';
import type {SuccessorState} from './successor.js';

export type TakeOver =
	| 'wait'
	/** Both books at one id, and equal: nothing is lost. */
	| 'switch'
	/** The first connection's book is not believed anyway, and nothing speaks against the second one's. */
	| 'fall-back'
	/** The venue's own top says that the second book is wrong. */
	| 'second-is-wrong'
	/** Two books at one id that differ: one of them is wrong. */
	| 'books-differ';

type Line = Pick<BookLine, 'isLive' | 'isFresh' | 'bookId' | 'known'> & {readonly book: BookView};

type Second = {readonly line: Line; state(now: MonotonicMs): SuccessorState};

/** @param agreesWithTop whether nothing that the venue says of its own top speaks against the second book. */
export const takeOver = (line: Line, successor: Second, agreesWithTop: () => boolean, now: MonotonicMs): TakeOver => {
	const state = successor.state(now);
	if (state !== 'ready' && state !== 'joined') return 'wait';
	if (!line.isLive) return state === 'joined' ? 'wait' : agreesWithTop() ? 'fall-back' : 'second-is-wrong';
	// A joined book has seen no diff of its own stream: the first one's freshness is all it has.
	if (successor.line.bookId !== line.bookId || (state === 'joined' && !line.isFresh(now))) return 'wait';
	return compareBooks(line, successor.line).different === 0 ? 'switch' : 'books-differ';
};
