/** The immutable picture that is handed to the screen. Plain data: it crosses threads. */

import type {Level, Trade} from '../domain/feed-event.js';
import type {Instrument} from '../domain/instrument.js';
import type {Reach} from '../domain/book/reach.js';
import type {PriceUnits, Side, UnixMs, UpdateId} from '../domain/units.js';
import type {Counters, Gauges, Latency} from './feed/types/gauges.js';
import type {MakerView} from './maker/maker-view.js';
import type {Fill} from './maker/types/fill.js';
import type {TradeLoss} from './feed/types/trade-loss.js';
import type {CommandAnswer} from './command.js';
import type {MakerEntry} from './maker/types/maker-output.js';
import type {FeedStatus} from './feed/types/status.js';

/** What the screen wants of the ladder. It shapes the picture, never the engine's state. */
export type Watch = {
	/** Rows are this far apart: a multiple of the tick. */
	readonly groupUnits: number;
	/** How many grouped rows a side. */
	readonly rows: number;
	/** What it takes to trade up to this price is wanted too. */
	readonly cursorUnits?: PriceUnits | undefined;
};

export type LadderPicture = {
	readonly groupUnits: number;
	/** Best first; bids are grouped down, asks up, so that grouping never narrows the market. */
	readonly bids: readonly Level[];
	readonly asks: readonly Level[];
	/** What the last snapshot vouches for: beyond these prices a level is unknown, not empty. */
	readonly knownFromUnits: PriceUnits | undefined;
	readonly knownToUnits: PriceUnits | undefined;
	/** Levels that the book let go of: too many, too far from the touch. */
	readonly evicted: number;
};

/** What it takes to trade through one side up to the watched price. */
export type ReachPicture = Reach & {readonly side: Side; readonly toUnits: PriceUnits};

/** Prices of trades since the start of the session; undefined before the first. */
export type SessionPicture = {
	readonly highUnits: PriceUnits | undefined;
	readonly lowUnits: PriceUnits | undefined;
	readonly lastUnits: PriceUnits | undefined;
};

/** From the raw book, ungrouped; undefined where a side is empty. */
export type TouchPicture = {
	readonly bid: Level | undefined;
	readonly ask: Level | undefined;
	/** Twice the mid. */
	readonly midHalfUnits: number | undefined;
	readonly spreadUnits: number | undefined;
	/** With a fraction of a unit: a gauge. */
	readonly micropriceUnits: number | undefined;
	/** (bid − ask) ÷ (bid + ask) over the best 1, 5 and 20 levels. */
	readonly imbalance1: number | undefined;
	readonly imbalance5: number | undefined;
	readonly imbalance20: number | undefined;
};

export type MonitorFrame = {
	/** Counts frames from 1. */
	readonly sequence: number;
	readonly atMs: UnixMs;
	readonly symbol: string;
	readonly venue: string;
	readonly instrument: Instrument | undefined;
	readonly status: FeedStatus;
	/** Live, fresh, uncrossed, both sides: the one predicate that says whether the book may be believed. */
	readonly trusted: boolean;
	/** When the book was last known to be right; undefined before the first time. */
	readonly lastTrustedAtMs: UnixMs | undefined;
	readonly updateId: UpdateId | undefined;
	/** When the venue sent the newest diff, by its clock. */
	readonly bookAtMs: UnixMs | undefined;
	readonly touch: TouchPicture;
	readonly ladder: LadderPicture;
	readonly session: SessionPicture;
	/** Undefined where no price is watched, or its side is empty. */
	readonly reach: ReachPicture | undefined;
	/** Receive → applied; undefined before the first sample. */
	readonly applyLatency: Latency | undefined;
	readonly counters: Counters;
	readonly gauges: Gauges;
	readonly maker: MakerView;
	/** Everything since the frame before, oldest first; bounded, with what did not fit counted. */
	readonly trades: readonly Trade[];
	/** Holes in the trades, of this frame or of earlier ones; one that was told before is smaller now. */
	readonly losses: readonly TradeLoss[];
	readonly fills: readonly Fill[];
	readonly journal: readonly MakerEntry[];
	/** To whoever gave commands; one that did not fit is not sent later. */
	readonly answers: readonly CommandAnswer[];
	readonly lost: {readonly trades: number; readonly fills: number; readonly journal: number};
	/** Absent if nothing is recorded. */
	readonly recording?: RecordingPicture;
};

export type RecordingPicture = {
	readonly state: 'on' | 'failed';
	/** Why it failed, for a person. */
	readonly reason?: string;
	/** On the drive since the program began. */
	readonly bytes: number;
};
