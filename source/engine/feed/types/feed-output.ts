/** What one market's feed says, in the order in which it happened. */

import type {Diff, Trade} from '../../../domain/feed-event.js';
import type {Instrument} from '../../../domain/instrument.js';
import type {JournalEntry} from '../../../domain/journal-entry.js';
import type {UpdateId} from '../../../domain/units.js';
import type {FeedStatus} from './status.js';
import type {TradeLoss} from './trade-loss.js';

export type FeedOutput =
	| {readonly kind: 'instrument'; readonly instrument: Instrument}
	/**
	 * A depth event was applied: the book may be read now. The diff is valid until the listener returns.
	 * `epoch` grows at every loss of trust.
	 */
	| {readonly kind: 'book'; readonly updateId: UpdateId; readonly diff: Diff; readonly epoch: number}
	| {readonly kind: 'trade'; readonly trade: Trade}
	| {readonly kind: 'loss'; readonly loss: TradeLoss}
	| {readonly kind: 'status'; readonly status: FeedStatus}
	| {readonly kind: 'journal'; readonly entry: JournalEntry}
	/** The session cannot go on: the symbol does not exist, the venue refuses it. */
	| {readonly kind: 'fatal'; readonly message: string};
