/**
 * What a venue must say about itself, in four parts. Translators and data only: no socket, no clock. Each venue's
 * folder has the same file names: `market`, `rest`, `book`, `limits`, and `index`, which puts them together.
 */

import type {BookRules} from '../domain/book-rules.js';
import type {FeedEvent, Snapshot} from '../domain/feed-event.js';
import type {Instrument} from '../domain/instrument.js';
import type {UsedWeight, WeightLimits} from '../domain/request-weight.js';
import type {UnixMs} from '../domain/units.js';
import type {VenueLimits} from '../domain/venue-limits.js';

export type RestRequest = {
	/** Path and query, to be put behind the REST base URL. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	/** What the venue charges for it. */
	readonly weight: number;
};

/** How a market's messages are had. */
export type SocketPlan = {
	readonly url: string;
	/** What to send once the socket is open. */
	readonly hello: readonly string[];
};

/** A message taken apart without being understood: what the raw feed prints. */
export type RawParts = {
	readonly stream: string | undefined;
	/** The payload's own text. */
	readonly dataText: string;
	readonly eventAtMs: UnixMs | undefined;
};

/** The venue's answer when it refuses. */
export type Refusal = {
	readonly kind: 'unknown-symbol' | 'rate-limited' | 'other';
	readonly message: string;
};

/** A body that was not what it should be. */
export type Unreadable = {
	readonly unreadable: string;
	/** The answer is in order, and the symbol is not in it. */
	readonly absent?: true;
};

/** Takes what a message said, in the order in which it was said. */
export type EventSink = (event: FeedEvent) => void;

/** What comes over the socket. */
export type VenueMarket = {
	/** Of the socket, where the operator names no other. */
	readonly url: string;
	/** Trades of a symbol are numbered one by one: an id that is left out is a trade that was lost on its way. */
	readonly denseTradeIds: boolean;
	plan(wsUrl: string, symbol: string): SocketPlan;
	/**
	 * Tells the sink all that one message says: nothing, an event, or several. Never throws: what cannot be read is an
	 * event too. A diff out of bytes may be overwritten by the next message: `detachDiff` gives one that stays.
	 */
	read(message: Uint8Array | string, instrument: Instrument, sink: EventSink): void;
	split(text: string): RawParts;
};

/** What is asked for, and how the answers are read. */
export type VenueRest = {
	/** Of REST, where the operator names no other. */
	readonly url: string;
	/** Puts a request's path behind a base URL that may already carry the API's prefix. */
	urlOf(base: string, request: RestRequest): string;
	instrument(symbol: string): RestRequest;
	snapshot(symbol: string, depth: number): RestRequest;
	time(): RestRequest;
	readInstrument(body: string, symbol: string): Instrument | Unreadable;
	/** Of the same body. */
	readWeightLimits(body: string): WeightLimits;
	readSnapshot(body: string, instrument: Instrument): Snapshot | Unreadable;
	readTime(body: string): UnixMs | Unreadable;
	readRefusal(status: number, body: string): Refusal;
	/** Weight used in the present intervals, as a reply's headers tell it. */
	usedWeight(headers: Readonly<Record<string, string>>): readonly UsedWeight[];
};

export type Venue = {
	readonly name: string;
	readonly market: VenueMarket;
	readonly rest: VenueRest;
	readonly book: BookRules;
	readonly limits: VenueLimits;
};
