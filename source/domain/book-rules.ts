/** How a venue's book is put together: what it promises of its snapshots, ids and checks. The engine takes it as data. */

import type {BookView} from './book/order-book.js';
import type {Diff, StreamSnapshot} from './feed-event.js';
import type {UpdateId} from './units.js';

/** How a diff stands to a book at an id. */
export type Continuity = 'old' | 'follows' | 'gap';

/** What a venue says about the order of its diffs. `first` is true for the first diff after a snapshot. */
export type SequenceRule = (bookId: UpdateId, diff: Diff, first: boolean) => Continuity;

/** What a gap is told by: the id that would have continued the book, and the one that came in its place. */
export type GapIds = {readonly expectedId: UpdateId; readonly receivedId: UpdateId};

export type BookRules = {
	/** Where a book begins: asked for by REST, or sent on the stream, once for every connection. */
	readonly snapshot: 'rest' | 'stream';
	readonly continuity: SequenceRule;
	readonly gapIds: (bookId: UpdateId, diff: Diff) => GapIds;
	/**
	 * Whether the book, which has just taken `change` in, has the checksum that came with it; true where none came.
	 * Absent where the venue offers none.
	 */
	readonly verify?: (book: BookView, change: Diff | StreamSnapshot) => boolean;
	/** The venue's best bid and ask name the id of the book that they are of, so that the two can be compared. */
	readonly topsCarryIds: boolean;
	/** Levels of the smallest snapshot that tells the book's id; undefined where REST tells no id of the stream. */
	readonly probeDepth: number | undefined;
};
