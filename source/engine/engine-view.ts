/** What may be read of a running engine between two steps. */

import type {Instrument} from '../domain/instrument.js';
import type {BookView} from '../domain/book/order-book.js';
import type {Instant, UnixMs, UpdateId} from '../domain/units.js';
import type {KnownRange} from './feed/book/known-range.js';
import type {Counters, Gauges} from './feed/types/gauges.js';
import type {MakerView} from './maker/maker-view.js';
import type {RiskView} from './maker/risk/risk-manager.js';
import type {FeedStatus} from './feed/types/status.js';

/** What the snapshot vouches for, and when the venue sent the newest change that is in the book, where that is known. */
export type BookExtent = {readonly known: KnownRange; readonly bookAtMs: UnixMs | undefined};

export type EngineView = {
	readonly symbol: string;
	readonly venue: string;
	readonly instrument: Instrument | undefined;
	readonly status: FeedStatus;
	/** Live, fresh, uncrossed, both sides. */
	readonly trusted: boolean;
	readonly lastTrustedAtMs: UnixMs | undefined;
	readonly updateId: UpdateId | undefined;
	/** Empty before the first snapshot; the last known one while not live. */
	readonly book: BookView;
	readonly extent: BookExtent;
	readonly counters: Counters;
	readonly maker: MakerView;
	/** Part of {@link EngineView.maker}, for whoever wants no more of it at every quote. */
	readonly risk: RiskView | undefined;
	gauges(now: Instant): Gauges;
};
