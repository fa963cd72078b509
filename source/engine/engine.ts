/**
 * One symbol's engine: `step(input, at)` takes what happened and says, through its sink, what that means
 * (outputs) and what is to be done (effects). Synchronous and deterministic: same config, same inputs at the
 * same moments, same outputs. It is the only writer of market and quoting state; the state is one owned object
 * changed in place, because a book of thousands of levels cannot be copied for every message.
 */

import type {FeedEvent, SequenceRule, Trade} from '../domain/feed-event.js';
import {sameGrid, type Instrument} from '../domain/instrument.js';
import {midHalfTicks, touchOf} from '../domain/metrics.js';
import {isCrossed, type BookView} from '../domain/order-book.js';
import {unixMs, type Instant, type MonotonicMs, type UnixMs, type UpdateId} from '../domain/units.js';
import type {Command} from './command.js';
import type {EngineConfig} from './engine-config.js';
import type {EngineView} from './engine-view.js';
import {FeedKeeper} from './feed-keeper.js';
import type {Counters, Gauges} from './gauges.js';
import type {Effect, EngineInput, RestCall, RestFailure, RestResult} from './inputs.js';
import {tellCommand, tellStatus} from './journal.js';
import type {KnownRange} from './known-range.js';
import {MakerDesk, type DeskOutput, type Obstacle} from './maker/maker-desk.js';
import type {MakerView} from './maker/maker-state.js';
import {obey, type Obeyed} from './maker/obey.js';
import type {EngineOutput} from './outputs.js';
import {MarketMeters} from './market-meters.js';
import {seededRandom} from './prng.js';
import {RestDesk, type WeightOf} from './rest-desk.js';
import type {FeedStatus} from './status.js';
import {TradeGate} from './trade-gate.js';
import {VenueErrands} from './venue-errands.js';

/** A longer pause between two steps than this, on either clock, means that the process did not run. */
export const SUSPEND_AFTER_MS = 2000;

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
	readonly #trades = new TradeGate();
	readonly #errands: VenueErrands;
	#at: Instant;
	#instrument: Instrument | undefined;
	#status: FeedStatus;
	#lastTrustedAt: UnixMs | undefined;
	#deskDirty = false;
	/** When the venue sent the diff that is being taken in. */
	#diffAtMs: UnixMs | undefined;
	#hopeless = false;
	#statusTold = false;
	readonly #counts = {depthEvents: 0, trades: 0, unknownEvents: 0, malformedEvents: 0};

	constructor(config: EngineConfig, rules: VenueRules, sink: EngineSink, start: Instant, seed: number) {
		const random = seededRandom(seed);
		this.#config = config;
		this.#sink = sink;
		this.#at = start;
		this.#rest = new RestDesk(rules.weightPerMinute, rules.weightOf, random);
		this.#errands = new VenueErrands(config, this.#rest, start);
		this.#desk = new MakerDesk(config.maker, start);
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
			onSilence: () => this.#errands.checkInstrument(this.#at.monoMs),
			onNotice: (text, level) => this.#journal('sync', text, level),
		});
		this.#status = {state: 'connecting', reason: 'start', attempt: 1, bufferedDiffs: 0, sinceMs: start.wallMs};
	}

	step(input: EngineInput, at: Instant): void {
		const before = this.#at;
		this.#at = at;
		this.#noticeSuspend(before, at);
		// Time alone can take the trust: a trade must not meet quotes that should be gone.
		if (this.#desk.isQuoting && !this.#isTrusted()) this.#runDesk();
		this.#handle(input);
		this.#keeper.onTime(at.monoMs);
		this.#errands.askForWhatIsDue(at.monoMs, this.#meters.clockSamples);
		this.#giveUp(this.#errands.onFailedDials(this.#keeper.failedFirstDials, this.#status.detail));
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
		return this.#keeper.line.bookId;
	}

	get book(): BookView {
		return this.#keeper.line.book;
	}

	get counters(): Counters {
		return {...this.#counts, ...this.#keeper.counts, ...this.#keeper.checks.counts};
	}

	get maker(): MakerView {
		return this.#desk.view;
	}

	gauges(now: Instant): Gauges {
		return this.#meters.gauges(now, {
			touch: touchOf(this.#keeper.line.book),
			depthAgeMs: this.#keeper.depthAgeMs(now.monoMs),
			weight: this.#rest.weight(now.wallMs),
			lastAudit: this.#keeper.checks.lastAudit(now.monoMs),
		});
	}

	/** For the picture: since when the book is live, and what the snapshot vouches for. */
	get extent(): {readonly liveSinceMs: UnixMs | undefined; readonly known: KnownRange} {
		const since = this.#keeper.liveSince;
		const liveSinceMs = since === undefined ? undefined : unixMs(this.#at.wallMs - (this.#at.monoMs - since));
		return {liveSinceMs, known: this.#keeper.line.known};
	}

	/** Suspended, stopped or stalled: everything may have happened meanwhile. */
	#noticeSuspend(before: Instant, at: Instant): void {
		const mono = at.monoMs - before.monoMs;
		const wall = at.wallMs - before.wallMs;
		if (mono > SUSPEND_AFTER_MS || Math.abs(wall - mono) > SUSPEND_AFTER_MS) {
			this.#meters.forgetClock();
			this.#errands.timeIsDue(at.monoMs);
			this.#keeper.distrust('suspend', at.monoMs);
			this.#deskDirty = true;
		}
	}

	#handle(input: EngineInput): void {
		switch (input.kind) {
			case 'tick':
				return;
			case 'opened':
				if (this.#keeper.accepts(input.generation)) this.#keeper.onOpened(input.generation, this.#at.monoMs);
				return;
			case 'lost':
				this.#onLost(input);
				return;
			case 'event':
				if (this.#keeper.accepts(input.generation)) this.#onEvent(input.generation, input.event);
				return;
			case 'reply':
				this.#onReply(input);
				return;
			case 'command':
				this.#onCommand(input.command);
		}
	}

	#onLost(input: Extract<EngineInput, {kind: 'lost'}>): void {
		if (!this.#keeper.accepts(input.generation)) return;
		this.#keeper.onLost(input.generation, input.code, input.detail, this.#at.monoMs);
	}

	#onEvent(generation: number, event: FeedEvent): void {
		const now = this.#at.monoMs;
		switch (event.kind) {
			case 'diff':
				this.#counts.depthEvents += 1;
				this.#diffAtMs = event.eventAtMs;
				this.#meters.onDiff(event.eventAtMs, this.#at);
				this.#keeper.onDiff(generation, event, now);
				return;
			case 'trade':
				this.#onTrade(event);
				return;
			case 'shutdown':
				this.#keeper.onShutdown(now);
				return;
			case 'malformed':
				this.#counts.malformedEvents += 1;
				if (event.depth) this.#onBadEvent(now);
				this.#journal('sync', `unreadable message: ${event.message}`, 'warning');
				return;
			case 'refused':
				this.#journal('connection', `the venue refused: ${event.message}`, 'warning');
				return;
			case 'unknown':
				this.#counts.unknownEvents += 1;
				return;
			case 'top':
				this.#keeper.onTop(event, now);
				return;
			case 'subscribed':
		}
	}

	/** Perhaps the venue counts in other steps now. */
	#onBadEvent(now: MonotonicMs): void {
		this.#errands.checkInstrument(now);
		this.#keeper.distrust('bad-event', now);
	}

	#onTrade(trade: Trade): void {
		if (!this.#trades.admit(trade.id)) return;
		this.#counts.trades += 1;
		this.#meters.onTrade(trade.eventAtMs, this.#at);
		this.#output({kind: 'trade', trade});
		this.#tell(this.#desk.onTrade(trade, this.#at));
	}

	#onApplied(): void {
		this.#deskDirty = true;
		this.#desk.onDepth(this.#keeper.line.book, this.#diffAtMs, this.#at);
		if (!this.#keeper.line.isReplaying) this.#publishStatus();
		const {bookId} = this.#keeper.line;
		if (bookId !== undefined) this.#output({kind: 'book', updateId: bookId});
	}

	#onReply(input: Extract<EngineInput, {kind: 'reply'}>): void {
		const asked = this.#rest.take(input.requestId, input.usedWeight, this.#at);
		// A refusal counts, even of a request that nobody waits for any more.
		if (input.result.kind === 'failed') this.#heed(input.result);
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
				this.#errands.onInstrument(result.instrument, this.#at.monoMs);
				this.#takeInstrument(result.instrument);
				return;
			case 'time':
				this.#rest.settle('time');
				this.#meters.onVenueTime(sentAt, this.#at, result.venueAtMs);
				return;
			case 'snapshot':
				if (asked.kind === 'probe') this.#keeper.onProbe(result.snapshot.lastId, sentAt.monoMs, this.#at.monoMs);
				else this.#keeper.onSnapshot(asked, result.snapshot, sentAt.monoMs, this.#at.monoMs);
				this.#deskDirty = true;
		}
	}

	#onRestFailure(asked: string, failure: RestFailure): void {
		if (failure.failure === 'unreadable') this.#errands.checkInstrument(this.#at.monoMs);
		if (asked === 'snapshot') this.#keeper.onSnapshotFailed(failure);
		if (asked !== 'time') this.#journal('rest', `${asked} failed: ${failure.message}`, 'warning');
		if (asked === 'instrument') this.#giveUp(this.#errands.onInstrumentFailure(failure, this.#at.monoMs));
	}

	#heed(failure: RestFailure): void {
		if (failure.failure !== 'rate-limited') return;
		this.#rest.heed(failure, this.#at.monoMs);
		const leftMs = this.#rest.notBefore - this.#at.monoMs;
		if (leftMs > 0) this.#sink.effect({kind: 'remember-hold', untilMs: unixMs(this.#at.wallMs + leftMs)});
	}

	#giveUp(message: string | undefined): void {
		if (message === undefined || this.#hopeless) return;
		this.#hopeless = true;
		this.#output({kind: 'fatal', message});
	}

	#takeInstrument(instrument: Instrument): void {
		const held = this.#instrument;
		this.#keeper.trading = instrument.trading === 'trading';
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
		const {told, parameters} = this.#carryOut(command);
		this.#deskDirty = true;
		this.#tell(told);
		const entry = tellCommand(command, parameters, this.#at.wallMs);
		this.#output({kind: 'journal', entry});
	}

	#carryOut(command: Command): Obeyed {
		if (command.kind !== 'resync') return obey(this.#desk, command, this.#at);
		this.#keeper.resyncNow(this.#at.monoMs);
		return {told: [], parameters: undefined};
	}

	/** Quotes follow the book and its trust within the same step. */
	#runDesk(): void {
		const trusted = this.#isTrusted();
		if (trusted) this.#lastTrustedAt = this.#at.wallMs;
		this.#tell(this.#desk.onTime(this.#at));
		if (this.#desk.wantsHealth(this.#at)) this.#desk.onHealth(this.gauges(this.#at), this.#at);
		if (!this.#deskDirty && !this.#desk.isDue && (trusted || !this.#desk.isQuoting)) return;
		this.#deskDirty = false;
		const touch = touchOf(this.#keeper.line.book);
		if (trusted && touch !== undefined) this.#meters.onMid(midHalfTicks(touch) / 2, this.#at.monoMs);
		this.#tell(this.#desk.onBook(this.#keeper.line.book, this.#obstacle(trusted), this.#at));
	}

	#obstacle(trusted: boolean): Obstacle | undefined {
		if (this.#instrument === undefined) return 'no-instrument';
		if (trusted) return undefined;
		const oneSided = this.#keeper.isFresh(this.#at.monoMs) && touchOf(this.#keeper.line.book) === undefined;
		return oneSided ? 'one-sided-book' : 'book-not-trusted';
	}

	#tell(told: readonly DeskOutput[]): void {
		for (const output of told) {
			if (output.kind === 'fill') this.#deskDirty = true;
			this.#output(output);
		}
	}

	/** The one predicate: live, fresh, uncrossed, both sides. */
	#isTrusted(): boolean {
		const {book} = this.#keeper.line;
		return this.#keeper.isFresh(this.#at.monoMs) && touchOf(book) !== undefined && !isCrossed(book);
	}

	#currentStatus(): FeedStatus {
		const status = this.#instrument === undefined ? this.#errands.startingStatus(this.#at) : this.#keeper.status(this.#at);
		const same = status.state === this.#status.state && status.reason === this.#status.reason;
		return {...status, sinceMs: same ? this.#status.sinceMs : this.#at.wallMs};
	}

	#publishStatus(): void {
		const status = this.#currentStatus();
		const held = this.#status;
		this.#status = status;
		const same = status.state === held.state && status.reason === held.reason && status.attempt === held.attempt;
		if (same && this.#statusTold) return;
		this.#statusTold = true;
		if (status.state === 'stale') this.#errands.checkInstrument(this.#at.monoMs);
		this.#output({kind: 'status', status});
		const entry = status.state === held.state ? undefined : tellStatus(status, this.#at.wallMs, this.#keeper.line.bookId);
		if (entry !== undefined) this.#output({kind: 'journal', entry});
	}

	#journal(kind: 'sync' | 'connection' | 'rest', text: string, level: 'info' | 'warning'): void {
		this.#output({kind: 'journal', entry: {atMs: this.#at.wallMs, kind, level, text}});
	}

	#output(output: EngineOutput): void {
		this.#sink.output(output, this.#at);
	}
}
