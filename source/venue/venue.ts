/**
 * What a venue must say about itself. Translators only: no socket, no clock. Each venue's folder has the same
 * file names: `endpoints`, `messages`, `parse`, `sequence-rule`, `index`.
 */

import type {FeedEvent, SequenceRule, Snapshot} from '../domain/feed-event.js';
import type {Instrument} from '../domain/instrument.js';
import type {UsedWeight, WeightLimit, WeightLimits} from '../domain/request-weight.js';
import type {UnixMs} from '../domain/units.js';

export type RestRequest = {
	/** Path and query, to be put behind the REST base URL. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	/** What the venue charges for it. */
	readonly weight: number;
};

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

export type Venue = {
	readonly name: string;
	readonly endpoints: {readonly restUrl: string; readonly wsUrl: string};
	/** REST weight that the venue grants, until it says so itself. */
	readonly weightLimits: readonly WeightLimit[];
	readonly sequenceRule: SequenceRule;
	/** Trades of a symbol are numbered one by one: an id that is left out is a trade that was lost on its way. */
	readonly denseTradeIds: boolean;
	socketPlan(wsUrl: string, symbol: string): SocketPlan;
	/** Puts a request's path behind a base URL that may already carry the API's prefix. */
	restUrl(base: string, request: RestRequest): string;
	instrumentRequest(symbol: string): RestRequest;
	snapshotRequest(symbol: string, depth: number): RestRequest;
	timeRequest(): RestRequest;
	/**
	 * Never throws: what cannot be read is an event too. A diff out of bytes may be overwritten by the next message:
	 * `detachDiff` gives one that stays.
	 */
	parseMessage(message: Uint8Array | string, instrument: Instrument): FeedEvent;
	splitMessage(text: string): RawParts;
	parseInstrument(body: string, symbol: string): Instrument | Unreadable;
	/** Of the same body. */
	parseWeightLimits(body: string): WeightLimits;
	parseSnapshot(body: string, instrument: Instrument): Snapshot | Unreadable;
	parseTime(body: string): UnixMs | Unreadable;
	readRefusal(status: number, body: string): Refusal;
	/** Weight used in the present intervals, as a reply's headers tell it. */
	usedWeight(headers: Readonly<Record<string, string>>): readonly UsedWeight[];
};
