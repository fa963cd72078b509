/**
 * What a venue provides, in four parts: translation and data, without sockets or clock. Each venue's folder has
 * the same files: `market`, `rest`, `book`, `limits`, and `index`, which joins them.
 */

import type {BookRules} from '../domain/book-rules.js';
import type {FeedEvent, Snapshot} from '../domain/feed-event.js';
import type {Instrument} from '../domain/instrument.js';
import type {UsedWeight, WeightLimits} from '../domain/request-weight.js';
import type {UnixMs} from '../domain/units.js';
import type {VenueLimits} from '../domain/venue-limits.js';

export type RestRequest = {
	/** Path and query, relative to the REST base URL. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Request weight that the venue charges. */
	readonly weight: number;
};

/** How to subscribe to a market's messages. */
export type SocketPlan = {
	readonly url: string;
	/** Messages to send after the socket opens. */
	readonly hello: readonly string[];
};

/** A message split without interpretation, for the raw feed. */
export type RawParts = {
	readonly stream: string | undefined;
	/** The payload's exact text. */
	readonly dataText: string;
	readonly eventAtMs: UnixMs | undefined;
};

/** The venue's refusal of a request. */
export type Refusal = {
	readonly kind: 'unknown-symbol' | 'rate-limited' | 'other';
	readonly message: string;
};

/** A body that could not be read as what it should be. */
export type Unreadable = {
	readonly unreadable: string;
	/** The body is valid, but the symbol is not in it. */
	readonly absent?: true;
};

/** Receives a message's events, in order. */
export type EventSink = (event: FeedEvent) => void;

/** The venue's stream. */
export type VenueMarket = {
	/** Default stream URL. */
	readonly url: string;
	/** Whether trade ids of a symbol are consecutive, so that a missing id is a lost trade. */
	readonly denseTradeIds: boolean;
	plan(wsUrl: string, symbol: string): SocketPlan;
	/**
	 * Passes all events of one message to the sink: none, one, or several. Never throws: an unreadable message is
	 * an event too. The next call may overwrite a diff read from bytes; `detachDiff` gives one to keep.
	 */
	read(message: Uint8Array | string, instrument: Instrument, sink: EventSink): void;
	split(text: string): RawParts;
};

/** The venue's requests and the readers of their answers. */
export type VenueRest = {
	/** Default REST URL. */
	readonly url: string;
	/** Joins a request's path to a base URL, which may already contain the API's prefix. */
	urlOf(base: string, request: RestRequest): string;
	instrument(symbol: string): RestRequest;
	snapshot(symbol: string, depth: number): RestRequest;
	time(): RestRequest;
	readInstrument(body: string, symbol: string): Instrument | Unreadable;
	/** Reads the body of the rules request. */
	readWeightLimits(body: string): WeightLimits;
	readSnapshot(body: string, instrument: Instrument): Snapshot | Unreadable;
	readTime(body: string): UnixMs | Unreadable;
	readRefusal(status: number, body: string): Refusal;
	/** Weight used in the current intervals, from a response's headers. */
	usedWeight(headers: Readonly<Record<string, string>>): readonly UsedWeight[];
};

export type Venue = {
	readonly name: string;
	readonly market: VenueMarket;
	readonly rest: VenueRest;
	readonly book: BookRules;
	readonly limits: VenueLimits;
};
