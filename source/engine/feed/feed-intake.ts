/** What comes over a connection, counted, measured and given to whom it is for. */

import type {FeedEvent, OutOfReach, StreamSnapshot, Trade} from '../../domain/feed-event.js';
import type {Instant, MonotonicMs, UnixMs} from '../../domain/units.js';
import type {FeedKeeper} from './feed-keeper.js';
import type {MarketMeters} from './meters/feed-meters.js';
import {NoticeLimiter, type NoticeTopic} from './notice-limiter.js';
import type {TradeLoss} from './types/trade-loss.js';
import {TradeIntake} from './trade-intake.js';
import type {VenuePolls} from './rest/venue-polls.js';

export type IntakeParts = {
	readonly keeper: FeedKeeper;
	readonly meters: MarketMeters;
	readonly polls: VenuePolls;
	readonly denseTradeIds: boolean;
	/** Each trade once. */
	readonly onTrade: (trade: Trade) => void;
	/** The stream has brought a book: it may be another one now. */
	readonly onSnapshot: () => void;
	readonly onLoss: (loss: TradeLoss) => void;
	/** What a person should know, in a sentence. */
	readonly onProblem: (topic: NoticeTopic, text: string) => void;
};

export class FeedIntake {
	readonly #counts = {depthEvents: 0, unknownEvents: 0, malformedEvents: 0};
	readonly #parts: IntakeParts;
	readonly #notices: NoticeLimiter;
	readonly #trades: TradeIntake;
	#diffAtMs: UnixMs | undefined;

	constructor(parts: IntakeParts) {
		this.#parts = parts;
		this.#notices = new NoticeLimiter(parts.onProblem);
		const onNotice = (topic: NoticeTopic, text: string, now: MonotonicMs): void => this.#notices.add(topic, text, now);
		this.#trades = new TradeIntake({
			denseIds: parts.denseTradeIds,
			onTrade: (trade, at) => this.#onTrade(trade, at),
			onLoss: parts.onLoss,
			onNotice,
		});
	}

	get counts() {
		return {...this.#counts, ...this.#trades.counts};
	}

	/** Trades that are missing for long enough are lost, and what waited to be told is told. */
	onTime(now: MonotonicMs): void {
		this.#trades.onTime(now);
		this.#notices.onTime(now);
	}

	/** When the venue sent the diff that is being taken in, by its clock. */
	get diffAtMs(): UnixMs | undefined {
		return this.#diffAtMs;
	}

	/** @param generation of a connection that is listened to. */
	take(generation: number, event: Exclude<FeedEvent, OutOfReach>, at: Instant): void {
		const {keeper, meters, polls} = this.#parts;
		const now = at.monoMs;
		switch (event.kind) {
			case 'diff':
				this.#counts.depthEvents += 1;
				this.#diffAtMs = event.eventAtMs;
				meters.onDiff(event.eventAtMs, at);
				keeper.onDiff(generation, event, now, meters.lateMs(event.eventAtMs, at));
				polls.watchGrid(keeper.line, now);
				return;
			case 'snapshot':
				this.#takeSnapshot(generation, event, at);
				return;
			case 'trade':
				this.#trades.take(event, at);
				return;
			case 'shutdown':
				keeper.onShutdown(generation, now);
				return;
			case 'malformed':
				this.#takeMalformed(generation, event, at);
				return;
			case 'refused':
				this.#notices.add('refused', `the venue refused: ${event.message}`, now);
				return;
			case 'unknown':
				this.#counts.unknownEvents += 1;
				this.#notices.add('unknown', `a message of a kind that is not known: ${event.name}`, now);
				return;
			case 'top':
				keeper.onTop(generation, event, now);
				return;
			case 'subscribed':
		}
	}

	#takeSnapshot(generation: number, event: StreamSnapshot, at: Instant): void {
		const {keeper, meters, onSnapshot} = this.#parts;
		this.#counts.depthEvents += 1;
		this.#diffAtMs = event.eventAtMs;
		meters.onDiff(event.eventAtMs, at);
		keeper.onStreamSnapshot(generation, event, at.monoMs, meters.lateMs(event.eventAtMs, at));
		onSnapshot();
	}

	/** Without one depth event the book is wrong. The venue may have changed its steps, so its rules are read again. */
	#takeMalformed(generation: number, {depth, message}: Extract<FeedEvent, {kind: 'malformed'}>, at: Instant): void {
		const {keeper, polls} = this.#parts;
		this.#counts.malformedEvents += 1;
		if (depth) {
			polls.checkInstrument(at.monoMs);
			keeper.onBadDepth(generation, at.monoMs);
		}

		this.#notices.add('unreadable', `unreadable message: ${message}`, at.monoMs);
	}

	#onTrade(trade: Trade, at: Instant): void {
		this.#parts.meters.onTrade(trade.eventAtMs, at);
		this.#parts.onTrade(trade);
	}
}
