/** The events that every venue's messages are translated into. What could not be read is an event too. */

import type {Level, LevelSource} from './book/level-columns.js';
import type {RemoteSides} from './book/remote-levels.js';
import type {Aggressor, PriceUnits, QtyLots, UnixMs, UpdateId} from './units.js';

export type {Level} from './book/level-columns.js';

/** New absolute quantities of some levels; zero removes. In no particular order. */
type DiffOf<Side extends LevelSource> = {
	readonly kind: 'diff';
	readonly firstId: UpdateId;
	readonly lastId: UpdateId;
	/** The last id of the diff before, where the venue chains by it. */
	readonly previousId?: UpdateId;
	/** When the venue sent it. */
	readonly eventAtMs?: UnixMs;
	readonly bids: Side;
	readonly asks: Side;
	/** Levels out of reach of the instrument's origin; absent where there are none. */
	readonly remote?: RemoteSides;
	/** The venue's checksum of the book after this change; absent where it sends none. */
	readonly checksum?: number;
};

/** As it comes from a venue: valid until the next message is parsed. Whoever keeps one {@link detachDiff}es it. */
export type Diff = DiffOf<LevelSource>;

/** A diff that owns its levels and stays what it is. */
export type ListedDiff = DiffOf<readonly Level[]>;

export const detachDiff = (diff: Diff): ListedDiff => ({...diff, bids: listed(diff.bids), asks: listed(diff.asks)});

const listed = (levels: LevelSource): readonly Level[] => ('prices' in levels ? [...levels] : levels);

export type Trade = {
	readonly kind: 'trade';
	readonly id: number;
	readonly priceUnits: PriceUnits;
	readonly qtyLots: QtyLots;
	readonly aggressor: Aggressor;
	/** When it was matched. */
	readonly tradeAtMs: UnixMs;
	/** When the venue sent it. */
	readonly eventAtMs: UnixMs;
};

/** Best bid and ask as the venue states them at a book id. */
export type Top = {readonly kind: 'top'; readonly updateId: UpdateId; readonly bid: Level; readonly ask: Level};

/** A trade, or a top, at a price that is out of reach of the instrument's origin: prices have to be counted from elsewhere. */
export type OutOfReach = {
	readonly kind: 'out-of-reach';
	/** The price, or the top's best bid, counted from zero. */
	readonly units: bigint;
	/** The trade without its price. */
	readonly trade?: Omit<Trade, 'priceUnits'>;
};

export type FeedEvent =
	| Diff
	| StreamSnapshot
	| Trade
	| Top
	| OutOfReach
	/** The venue will cut this connection soon. */
	| {readonly kind: 'shutdown'}
	| {readonly kind: 'subscribed'}
	/** The venue refused a request made over the socket. The message is already cleaned for a terminal. */
	| {readonly kind: 'refused'; readonly message: string}
	/** Well-formed, and of no known kind: counted and survived. */
	| {readonly kind: 'unknown'; readonly name: string}
	/** Not readable. `depth` tells whether the book lost something by it; the message is already cleaned. */
	| {readonly kind: 'malformed'; readonly depth: boolean; readonly message: string};

export type Snapshot = {
	readonly lastId: UpdateId;
	/** Best first. */
	readonly bids: readonly Level[];
	/** Best first. */
	readonly asks: readonly Level[];
	/** Best first; absent where there are none. */
	readonly remote?: RemoteSides;
};

/** A book that the stream itself brings, whole: whatever came before it on the same connection is in it. */
export type StreamSnapshot = Snapshot & {
	readonly kind: 'snapshot';
	/** Levels a side that the subscription holds; absent where it holds all. */
	readonly depth?: number;
	/** When the venue sent it. */
	readonly eventAtMs?: UnixMs;
	/** The venue's checksum of this book; absent where it sends none. */
	readonly checksum?: number;
};
