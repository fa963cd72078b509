import type {BookRules} from '../domain/book-rules.js';
import type {VenueLimits} from '../domain/venue-limits.js';
import type {WeightOf} from './feed/rest/rest-queue.js';

/** What the engine needs to know of a venue, of which it knows nothing by itself. */
export type VenueRules = {
	readonly book: BookRules;
	readonly limits: VenueLimits;
	/** The venue numbers the trades of a symbol without holes: an id that is left out is a trade that was lost. */
	readonly denseTradeIds: boolean;
	readonly weightOf: WeightOf;
};
