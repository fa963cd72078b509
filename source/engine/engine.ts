/**
 * One symbol's engine: `step(input, at)` takes what happened and says, through its sink, what that means
 * (outputs) and what is to be done (effects). Synchronous and deterministic: same config, same inputs at the
 * same moments, same outputs. It is the only writer of market and quoting state; the state is one owned object
 * changed in place, because a book of thousands of levels cannot be copied for every message.
 */

import type {FeedEvent, SequenceRule, Trade} from '../domain/feed-event.js';
import type {Instrument} from '../domain/instrument.js';
import {midHalfTicks, touchOf} from '../domain/metrics.js';
import {isCrossed, type BookView} from '../domain/order-book.js';
import {monotonicMs, unixMs, type Instant, type MonotonicMs, type UnixMs, type UpdateId} from '../domain/units.js';
import type {Command} from './command.js';
import type {EngineConfig} from './engine-config.js';
import type {EngineView} from './engine-view.js';
import {FeedKeeper} from './feed-keeper.js';
import type {Counters, Gauges} from './gauges.js';
import type {Effect, EngineInput, RestCall, RestFailure, RestResult} from './inputs.js';
import {tellCommand, tellFill, tellStatus} from './journal.js';
import type {KnownRange} from './known-range.js';
import {MakerDesk, type DeskChange, type Obstacle} from './maker-desk.js';
import type {MakerParameters, MakerView} from './maker-state.js';
import type {EngineOutput} from './outputs.js';
import {MarketMeters} from './market-meters.js';
import {seededRandom} from './prng.js';
import {RestDesk, type WeightOf} from './rest-desk.js';
import type {FeedStatus} from './status.js';

/** A longer pause between two steps than this, on either clock, means that the process did not run. */
export const SUSPEND_AFTER_MS = 2000;
const TIME_EVERY_MS = 60_000;
/** The first samples come quickly, because latency means nothing without them. */
const FIRST_TIME_SAMPLES = 4;
const FIRST_TIME_EVERY_MS = 500;
const INSTRUMENT_EVERY_MS = 300_000;
const HALTED_INSTRUMENT_EVERY_MS = 10_000;
/** Nothing reached at the very start, this many times over: say so instead of trying for ever. */
const HOPELESS_ATTEMPTS = 4;
const HOPELESS_AFTER_MS = 12_000;

/** What the engine needs to know of a venue's manners. */
export type VenueRules = {
	readonly sequenceRule: SequenceRule;
	readonly weightPerMinute: number;
	readonly weightOf: WeightOf;
};

export type EngineSink = {
	/** Called in order, while the engine's view shows exactly the moment that is spoken of. */
	output(output: EngineOutput, at: Instant): void;
	effect(effect: Effect): void;
};

export class Engine implements EngineView {
	readonly #config: EngineConfig;
	readonly #sink: EngineSink;
	readonly #rest: RestDesk;
	readonly #keeper: FeedKeeper;
	readonly #desk: MakerDesk;
	readonly #meters = new MarketMeters();
	readonly #startedAt: Instant;
	#at: Instant;
	#instrument: Instrument | undefined;
	#nextTimeAt: MonotonicMs;
	#nextInstrumentAt: MonotonicMs;
	#status: FeedStatus;
	#lastTrustedAt: UnixMs | undefined;
	#deskDirty = false;
	#hopeless = false;
	#statusTold = false;
	readonly #counts = {depthEvents: 0, trades: 0, unknownEvents: 0, malformedEvents: 0};

	constructor(config: EngineConfig, rules: VenueRules, sink: EngineSink, start: Instant, seed: number) {
		const random = seededRandom(seed);
		this.#config = config;
		this.#sink = sink;
		this.#at = start;
		this.#startedAt = start;
		this.#nextTimeAt = start.monoMs;
		this.#nextInstrumentAt = start.monoMs;
		this.#rest = new RestDesk(rules.weightPerMinute, rules.weightOf, random);
		this.#desk = new MakerDesk(config.maker, start.wallMs);
		this.#keeper = new FeedKeeper({
			rule: rules.sequenceRule,
			staleAfterMs: config.staleAfterMs,
			snapshotDepth: config.snapshotDepth,
			random,
			rest: this.#rest,
			wallNow: () => this.#at.wallMs,
			effect: (effect) => sink.effect(effect),
			onApplied: () => this.#onApplied(),
			onDistrust: () => this.#meters.interrupt(),
		});
		this.#status = {state: 'connecting', reason: 'start', attempt: 1, bufferedDiffs: 0, sinceMs: start.wallMs};
	}

	step(input: EngineInput, at: Instant): void {
		const before = this.#at;
		this.#at = at;
		this.#noticeSuspend(before, at);
		this.#handle(input);
		this.#keeper.onTime(at.monoMs);
		this.#askForWhatIsDue();
		this.#rest.poll(at, (effect) => this.#sink.effect(effect));
		this.#publishStatus();
		this.#runDesk();
	}

	/** Read between two steps; nothing is computed that is not asked for. */
	get view(): EngineView {
		return this;
	}

	get symbol(): string {
		return this.#instrument?.symbol ?? this.#config.symbol;
	}

	get venue(): string {
		return this.#config.venue;
	}

	get instrument(): Instrument | undefined {
		return this.#instrument;
	}

	get status(): FeedStatus {
		return this.#currentStatus();
	}

	get trusted(): boolean {
		return this.#isTrusted();
	}

	get lastTrustedAtMs(): UnixMs | undefined {
		return this.#lastTrustedAt;
	}

	get updateId(): UpdateId | undefined {
		return this.#keeper.bookId;
	}

	get book(): BookView {
		return this.#keeper.book;
	}

	get counters(): Counters {
		return {...this.#counts, ...this.#keeper.counts};
	}

	get maker(): MakerView {
		return this.#desk.view;
	}

	gauges(now: Instant): Gauges {
		return this.#meters.gauges(now, {
			touch: touchOf(this.#keeper.book),
			depthAgeMs: this.#keeper.depthAgeMs(now.monoMs),
			weight: this.#rest.weight(now.wallMs),
		});
	}

	/** For the picture: since when the book is live, and what the snapshot vouches for. */
	get extent(): {readonly liveSinceMs: UnixMs | undefined; readonly known: KnownRange} {
		const since = this.#keeper.liveSince();
		const liveSinceMs = since === undefined ? undefined : unixMs(this.#at.wallMs - (this.#at.monoMs - since));
		return {liveSinceMs, known: this.#keeper.knownRange};
	}

	/** Suspended, stopped or stalled: everything may have happened meanwhile. */
	#noticeSuspend(before: Instant, at: Instant): void {
		const mono = at.monoMs - before.monoMs;
		const wall = at.wallMs - before.wallMs;
		if (mono > SUSPEND_AFTER_MS || Math.abs(wall - mono) > SUSPEND_AFTER_MS) {
			this.#meters.forgetClock();
			this.#nextTimeAt = at.monoMs;
			this.#keeper.distrust('suspend', at.monoMs);
			this.#deskDirty = true;
		}
	}

	#handle(input: EngineInput): void {
		switch (input.kind) {
			case 'tick':
				return;
			case 'opened':
				if (this.#keeper.accepts(input.generation)) this.#keeper.onOpened(this.#at.monoMs);
				return;
			case 'lost':
				if (this.#keeper.accepts(input.generation)) this.#keeper.onLost(input.code, input.detail, this.#at.monoMs);
				return;
			case 'event':
				if (this.#keeper.accepts(input.generation)) this.#onEvent(input.event);
				return;
			case 'reply':
				this.#onReply(input);
				return;
			case 'command':
				this.#onCommand(input.command);
		}
	}

	#onEvent(event: FeedEvent): void {
		const now = this.#at.monoMs;
		switch (event.kind) {
			case 'diff':
				this.#counts.depthEvents += 1;
				this.#meters.onDiff(event.eventAtMs, this.#at);
				this.#keeper.onDiff(event, now);
				return;
			case 'trade':
				this.#onTrade(event);
				return;
			case 'shutdown':
				this.#keeper.onShutdown(now);
				return;
			case 'malformed':
				this.#counts.malformedEvents += 1;
				if (event.depth) this.#keeper.distrust('bad-event', now);
				this.#journal('sync', `unreadable message: ${event.message}`, 'warning');
				return;
			case 'refused':
				this.#journal('connection', `the venue refused: ${event.message}`, 'warning');
				return;
			case 'unknown':
				this.#counts.unknownEvents += 1;
				return;
			case 'top':
			case 'subscribed':
		}
	}

	#onTrade(trade: Trade): void {
		this.#counts.trades += 1;
		this.#meters.onTrade(trade.eventAtMs, this.#at);
		this.#output({kind: 'trade', trade});
		this.#tell(this.#desk.onTrade(trade, this.#at.wallMs));
	}

	#onApplied(): void {
		this.#deskDirty = true;
		if (!this.#keeper.isReplaying) this.#publishStatus();
		const {bookId} = this.#keeper;
		if (bookId !== undefined) this.#output({kind: 'book', updateId: bookId});
	}

	#onReply(input: Extract<EngineInput, {kind: 'reply'}>): void {
		const asked = this.#rest.take(input.requestId, input.usedWeight, this.#at);
		if (asked === undefined) return;
		if (input.result.kind === 'failed') {
			this.#onRestFailure(asked.kind, input.result);
			return;
		}

		this.#onRestResult(asked, input.result, input.sentAt);
	}

	#onRestResult(asked: RestCall, result: Exclude<RestResult, RestFailure>, sentAt: Instant): void {
		switch (result.kind) {
			case 'instrument':
				this.#rest.settle('instrument');
				this.#takeInstrument(result.instrument);
				return;
			case 'time':
				this.#rest.settle('time');
				this.#meters.onVenueTime(sentAt, this.#at, result.venueAtMs);
				return;
			case 'snapshot':
				if (asked.kind === 'probe') this.#keeper.onProbe(result.snapshot.lastId, sentAt.monoMs, this.#at.monoMs);
				else if (asked.kind === 'snapshot') this.#keeper.onSnapshot(result.snapshot, asked.depth, sentAt.monoMs, this.#at.monoMs);
				this.#deskDirty = true;
		}
	}

	#onRestFailure(asked: string, failure: RestFailure): void {
		this.#rest.heed(failure, this.#at.monoMs);
		if (asked === 'snapshot') this.#keeper.onSnapshotFailed(failure);
		if (asked !== 'time') this.#journal('rest', `${asked} failed: ${failure.message}`, 'warning');
		if (asked === 'instrument') this.#onInstrumentFailure(failure);
	}

	#onInstrumentFailure(failure: RestFailure): void {
		if (this.#instrument !== undefined) return;
		if (failure.failure === 'unknown-symbol') {
			this.#giveUp(`${this.#config.symbol} is not traded at ${this.#config.venue} (${failure.message})`);
			return;
		}

		this.#nextInstrumentAt = this.#at.monoMs;
		const tried = this.#rest.attempt('instrument') >= HOPELESS_ATTEMPTS;
		const late = this.#at.monoMs - this.#startedAt.monoMs > HOPELESS_AFTER_MS;
		if (failure.failure !== 'rate-limited' && (tried || late)) {
			this.#giveUp(`${this.#config.venue} cannot be reached: ${failure.message}`);
		}
	}

	#giveUp(message: string): void {
		if (this.#hopeless) return;
		this.#hopeless = true;
		this.#output({kind: 'fatal', message});
	}

	#takeInstrument(instrument: Instrument): void {
		const held = this.#instrument;
		const halted = instrument.trading === 'halted';
		this.#nextInstrumentAt = monotonicMs(
			this.#at.monoMs + (halted ? HALTED_INSTRUMENT_EVERY_MS : INSTRUMENT_EVERY_MS),
		);
		this.#keeper.setTrading(!halted);
		this.#deskDirty = true;
		if (held !== undefined && sameGrid(held, instrument)) {
			this.#instrument = instrument;
			return;
		}

		this.#instrument = instrument;
		this.#desk.setInstrument(instrument);
		this.#output({kind: 'instrument', instrument});
		if (held === undefined) this.#keeper.start(this.#at.monoMs);
		else this.#keeper.distrust('audit', this.#at.monoMs);
	}

	#onCommand(command: Command): void {
		const parameters = this.#carryOut(command);
		this.#deskDirty = true;
		const entry = tellCommand(command, parameters, this.#at.wallMs);
		this.#output({kind: 'journal', entry});
	}

	#carryOut(command: Command): MakerParameters | undefined {
		switch (command.kind) {
			case 'resync':
				this.#keeper.resyncNow(this.#at.monoMs);
				return undefined;
			case 'adjust-skew':
				return this.#desk.adjustSkew(command.steps);
			case 'flat-skew':
				return this.#desk.flatSkew();
			case 'adjust-half-spread':
				return this.#desk.adjustHalfSpread(command.steps);
			case 'pull-quotes':
				this.#tell(this.#desk.pullByOperator(this.#at.wallMs));
				return undefined;
			case 'resume-quotes':
				this.#desk.resumeByOperator();
				return undefined;
		}
	}

	#askForWhatIsDue(): void {
		const now = this.#at.monoMs;
		if (now >= this.#nextInstrumentAt) {
			this.#rest.want({kind: 'instrument'});
			this.#nextInstrumentAt = monotonicMs(now + INSTRUMENT_EVERY_MS);
		}

		if (this.#instrument !== undefined && now >= this.#nextTimeAt) {
			this.#rest.want({kind: 'time'});
			const every = this.#meters.clockSamples < FIRST_TIME_SAMPLES ? FIRST_TIME_EVERY_MS : TIME_EVERY_MS;
			this.#nextTimeAt = monotonicMs(now + every);
		}

		if (this.#keeper.failedFirstDials > HOPELESS_ATTEMPTS) {
			this.#giveUp(`${this.#config.venue}'s stream cannot be reached: ${this.#status.detail ?? 'no answer'}`);
		}
	}

	/** Quotes follow the book and its trust within the same step. */
	#runDesk(): void {
		const trusted = this.#isTrusted();
		if (trusted) this.#lastTrustedAt = this.#at.wallMs;
		if (!this.#deskDirty && (trusted || !this.#desk.isQuoting)) return;
		this.#deskDirty = false;
		const touch = touchOf(this.#keeper.book);
		if (trusted && touch !== undefined) this.#meters.onMid(midHalfTicks(touch) / 2, this.#at.monoMs);
		this.#tell(this.#desk.onBook(this.#keeper.book, this.#obstacle(trusted), this.#at.wallMs));
	}

	#obstacle(trusted: boolean): Obstacle | undefined {
		if (this.#instrument === undefined) return 'no-instrument';
		if (trusted) return undefined;
		const oneSided = this.#keeper.isFresh(this.#at.monoMs) && touchOf(this.#keeper.book) === undefined;
		return oneSided ? 'one-sided-book' : 'book-not-trusted';
	}

	#tell(change: DeskChange): void {
		if (change.fill !== undefined && this.#instrument !== undefined) {
			this.#deskDirty = true;
			this.#output({kind: 'fill', fill: change.fill});
			this.#output({kind: 'journal', entry: tellFill(this.#instrument, change.fill)});
		}

		if (change.quoting !== undefined) this.#output({kind: 'quote', quoting: change.quoting});
		if (change.account !== undefined) this.#output({kind: 'account', account: change.account});
	}

	/** The one predicate: live, fresh, uncrossed, both sides. */
	#isTrusted(): boolean {
		const {book} = this.#keeper;
		return this.#keeper.isFresh(this.#at.monoMs) && touchOf(book) !== undefined && !isCrossed(book);
	}

	#currentStatus(): FeedStatus {
		const status = this.#instrument === undefined ? this.#startingStatus() : this.#keeper.status(this.#at);
		const same = status.state === this.#status.state && status.reason === this.#status.reason;
		return {...status, sinceMs: same ? this.#status.sinceMs : this.#at.wallMs};
	}

	#startingStatus(): Omit<FeedStatus, 'sinceMs'> {
		const attempt = Math.max(this.#rest.attempt('instrument'), 1);
		const reason = this.#rest.isRefused(this.#at.monoMs) ? 'rate-limited' : 'start';
		return {state: 'connecting', reason, attempt, bufferedDiffs: 0};
	}

	#publishStatus(): void {
		const status = this.#currentStatus();
		const held = this.#status;
		this.#status = status;
		const same = status.state === held.state && status.reason === held.reason && status.attempt === held.attempt;
		if (same && this.#statusTold) return;
		this.#statusTold = true;
		this.#output({kind: 'status', status});
		const entry = status.state === held.state ? undefined : tellStatus(status, this.#at.wallMs, this.#keeper.bookId);
		if (entry !== undefined) this.#output({kind: 'journal', entry});
	}

	#journal(kind: 'sync' | 'connection' | 'rest', text: string, level: 'info' | 'warning'): void {
		this.#output({kind: 'journal', entry: {atMs: this.#at.wallMs, kind, level, text}});
	}

	#output(output: EngineOutput): void {
		this.#sink.output(output, this.#at);
	}
}

/** Prices and quantities keep their meaning. */
const sameGrid = (a: Instrument, b: Instrument): boolean =>
	a.symbol === b.symbol &&
	a.priceDecimals === b.priceDecimals &&
	a.tickUnits === b.tickUnits &&
	a.qtyDecimals === b.qtyDecimals &&
	a.stepLots === b.stepLots;
