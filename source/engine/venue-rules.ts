import type {SequenceRule} from '../domain/feed-event.js';
import type {WeightLimit} from '../domain/request-weight.js';
import type {WeightOf} from './feed/rest/rest-queue.js';

/** What the engine needs to know of a venue's manners. */
export type VenueRules = {
	readonly sequenceRule: SequenceRule;
	/** The venue numbers the trades of a symbol without holes: an id that is left out is a trade that was lost. */
	readonly denseTradeIds: boolean;
	/** Until the venue says its own. */
	readonly weightLimits: readonly WeightLimit[];
	readonly weightOf: WeightOf;
};
