/** A running engine's view: read between two steps, and computed only where it is asked for. */

import {touchOf} from '../domain/book/metrics.js';
import type {BookView} from '../domain/book/order-book.js';
import type {Instrument} from '../domain/instrument.js';
import type {Instant, UnixMs, UpdateId} from '../domain/units.js';
import type {BookTrust} from './book-trust.js';
import type {EngineConfig} from './engine-config.js';
import type {BookExtent, EngineView} from './engine-view.js';
import type {FeedIntake} from './feed/feed-intake.js';
import type {FeedKeeper} from './feed/feed-keeper.js';
import type {MarketMeters} from './feed/meters/feed-meters.js';
import type {RestQueue} from './feed/rest/rest-queue.js';
import type {Counters, Gauges} from './feed/types/gauges.js';
import type {FeedStatus} from './feed/types/status.js';
import type {InstrumentChanges} from './instrument-changes.js';
import type {MakerDesk} from './maker/maker-desk.js';
import type {MakerView} from './maker/maker-view.js';
import type {RiskView} from './maker/risk/risk-manager.js';
import type {StatusReports} from './status-reports.js';

export type LiveViewParts = {
	readonly config: EngineConfig;
	readonly keeper: FeedKeeper;
	readonly intake: FeedIntake;
	readonly instruments: InstrumentChanges;
	readonly trust: BookTrust;
	readonly status: StatusReports;
	readonly meters: MarketMeters;
	readonly rest: RestQueue;
	readonly desk: MakerDesk;
	/** The moment of the latest step. */
	readonly at: () => Instant;
	readonly bookAtMs: () => UnixMs | undefined;
};

export class LiveView implements EngineView {
	readonly #parts: LiveViewParts;

	constructor(parts: LiveViewParts) {
		this.#parts = parts;
	}

	get symbol(): string {
		return this.instrument?.symbol ?? this.#parts.config.symbol;
	}

	get venue(): string {
		return this.#parts.config.venue;
	}

	get instrument(): Instrument | undefined {
		return this.#parts.instruments.instrument;
	}

	get status(): FeedStatus {
		return this.#parts.status.status(this.instrument !== undefined, this.#parts.at());
	}

	get trusted(): boolean {
		return this.#parts.trust.holds(this.#parts.at());
	}

	get lastTrustedAtMs(): UnixMs | undefined {
		return this.#parts.trust.lastAtMs;
	}

	get updateId(): UpdateId | undefined {
		return this.#parts.keeper.line.bookId;
	}

	get book(): BookView {
		return this.#parts.keeper.line.book;
	}

	get extent(): BookExtent {
		return {known: this.#parts.keeper.line.known, bookAtMs: this.#parts.bookAtMs()};
	}

	get counters(): Counters {
		const {intake, keeper} = this.#parts;
		return {...intake.counts, ...keeper.counts, ...keeper.checks.counts};
	}

	get maker(): MakerView {
		return this.#parts.desk.view;
	}

	get risk(): RiskView | undefined {
		return this.#parts.desk.risk;
	}

	gauges(now: Instant): Gauges {
		const {meters, keeper, rest} = this.#parts;
		return meters.gauges(now, {
			instrument: this.instrument,
			touch: touchOf(keeper.line.book),
			depthAgeMs: keeper.depthAgeMs(now.monoMs),
			weight: rest.weight(now.wallMs),
			lastAudit: keeper.checks.lastAudit(now.monoMs),
		});
	}
}
