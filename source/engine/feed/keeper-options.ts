/** A feed keeper's settings, ports and callbacks. */

import type {BookRules} from '../../domain/book-rules.js';
import type {Diff} from '../../domain/feed-event.js';
import type {UnixMs} from '../../domain/units.js';
import type {VenueLimits} from '../../domain/venue-limits.js';
import type {Effect} from './types/effect.js';
import type {Random} from '../../domain/prng.js';
import type {RestQueue} from './rest/rest-queue.js';
import type {Reason} from './types/status.js';

export type KeeperOptions = {
	readonly rules: BookRules;
	readonly limits: VenueLimits;
	readonly staleAfterMs: number;
	readonly snapshotDepth: number;
	readonly random: Random;
	readonly rest: RestQueue;
	readonly wallNow: () => UnixMs;
	readonly effect: (effect: Effect) => void;
	/** Called after every diff that was applied, while the book stands exactly there. */
	readonly onApplied: (diff: Diff) => void;
	/** Called the moment the book stops being believed. */
	readonly onDistrust: (reason: Reason) => void;
	/** The stream is silent, or was while there was no connection: the venue may have halted. */
	readonly onSilence: () => void;
	/** What a person should know, in a sentence. */
	readonly onNotice: (text: string, level: 'info' | 'warning') => void;
};
