/** What the engine says, in the order in which it happened. */

import type {CommandAnswer} from './command.js';
import type {FeedOutput} from './feed/types/feed-output.js';
import type {MakerOutput} from './maker/types/maker-output.js';

/** Entries of the feed are entries of the market maker that ask nothing. */
export type EngineOutput =
	| Exclude<FeedOutput, {readonly kind: 'journal'}>
	| MakerOutput
	/** To a command that said who gave it. */
	| {readonly kind: 'answer'; readonly answer: CommandAnswer};
