/** What comes over a connection, counted, measured and given to whom it is for. */

import type {FeedEvent, Trade} from '../domain/feed-event.js';
import type {Instant, UnixMs} from '../domain/units.js';
import type {FeedKeeper} from './feed-keeper.js';
import type {MarketMeters} from './market-meters.js';
import {TradeGate} from './trade-gate.js';
import type {VenueErrands} from './venue-errands.js';

export type IntakeParts = {
	readonly keeper: FeedKeeper;
	readonly meters: MarketMeters;
	readonly errands: VenueErrands;
	/** Each trade once. */
	readonly onTrade: (trade: Trade) => void;
	/** What a person should know, in a sentence. */
	readonly onProblem: (kind: 'sync' | 'connection', text: string) => void;
};

export class FeedIntake {
	readonly counts = {depthEvents: 0, trades: 0, unknownEvents: 0, malformedEvents: 0};
	readonly #parts: IntakeParts;
	readonly #trades = new TradeGate();
	#diffAtMs: UnixMs | undefined;

	constructor(parts: IntakeParts) {
		this.#parts = parts;
	}

	/** When the venue sent the diff that is being taken in, by its clock. */
	get diffAtMs(): UnixMs | undefined {
		return this.#diffAtMs;
	}

	/** @param generation of a connection that is listened to. */
	take(generation: number, event: FeedEvent, at: Instant): void {
		const {keeper, meters, onProblem} = this.#parts;
		const now = at.monoMs;
		switch (event.kind) {
			case 'diff':
				this.counts.depthEvents += 1;
				this.#diffAtMs = event.eventAtMs;
				meters.onDiff(event.eventAtMs, at);
				keeper.onDiff(generation, event, now, meters.lateMs(event.eventAtMs, at));
				return;
			case 'trade':
				this.#takeTrade(event, at);
				return;
			case 'shutdown':
				keeper.onShutdown(generation, now);
				return;
			case 'malformed':
				this.#takeMalformed(generation, event, at);
				return;
			case 'refused':
				onProblem('connection', `the venue refused: ${event.message}`);
				return;
			case 'unknown':
				this.counts.unknownEvents += 1;
				return;
			case 'top':
				keeper.onTop(generation, event, now);
				return;
			case 'subscribed':
		}
	}

	/** Without a part of the depth the book means nothing; perhaps the venue counts in other steps now. */
	#takeMalformed(generation: number, {depth, message}: Extract<FeedEvent, {kind: 'malformed'}>, at: Instant): void {
		const {keeper, errands, onProblem} = this.#parts;
		this.counts.malformedEvents += 1;
		if (depth) {
			errands.checkInstrument(at.monoMs);
			keeper.onBadDepth(generation, at.monoMs);
		}

		onProblem('sync', `unreadable message: ${message}`);
	}

	#takeTrade(trade: Trade, at: Instant): void {
		if (!this.#trades.admit(trade.id)) return;
		this.counts.trades += 1;
		this.#parts.meters.onTrade(trade.eventAtMs, at);
		this.#parts.onTrade(trade);
	}
}
