/**
 * One symbol's engine: `step(input, at)` takes what happened and says, through its sink, what that means
 * (outputs) and what is to be done (effects). Synchronous and deterministic: same config, same inputs at the
 * same moments, same outputs. It is the only writer of market and quoting state; the state is one owned object
 * changed in place, because a book of thousands of levels cannot be copied for every message.
 */

import type {Diff, FeedEvent, Trade} from '../domain/feed-event.js';
import type {Instrument} from '../domain/instrument.js';
import {touchOf} from '../domain/book/metrics.js';
import {isCrossed, type BookView} from '../domain/book/order-book.js';
import type {Instant, UnixMs, UpdateId} from '../domain/units.js';
import type {Command} from './command.js';
import {MakerDriver} from './maker-driver.js';
import type {EngineConfig} from './engine-config.js';
import type {BookExtent, EngineView} from './engine-view.js';
import {FeedIntake} from './feed/feed-intake.js';
import {FeedKeeper} from './feed/feed-keeper.js';
import type {Counters, Gauges} from './feed/types/gauges.js';
import type {EngineInput} from './inputs.js';
import type {Effect} from './feed/types/effect.js';
import {tellCommand, tellDone, tellReason, tellStatus} from './journal.js';
import {InstrumentChanges} from './instrument-changes.js';
import {MakerDesk} from './maker/maker-desk.js';
import type {Obstacle} from './maker/types/quotes.js';
import type {MakerView} from './maker/maker-view.js';
import {answerTo} from './answer-command.js';
import {applyCommand, type Applied} from './maker/operator-commands.js';
import type {NoticeTopic} from './feed/notice-limiter.js';
import type {EngineOutput} from './outputs.js';
import type {JournalEntry} from '../domain/journal-entry.js';
import {MarketMeters} from './feed/meters/feed-meters.js';
import {seededRandom, type Random} from '../domain/prng.js';
import {RestQueue} from './feed/rest/rest-queue.js';
import {RestReplies} from './feed/rest-replies.js';
import type {FeedStatus} from './feed/types/status.js';
import {StatusChanges} from './feed/status-changes.js';
import {VenuePolls} from './feed/rest/venue-polls.js';
import type {VenueRules} from './venue-rules.js';

/** A longer pause between two steps than this, on either clock, means that the process did not run. */
export const SUSPEND_AFTER_MS = 2000;

/** The paper orders' latency draws numbers of its own, so that it changes nothing else. */
const PAPER_SEED = 0x70_61_70_65;

const TOPIC_KINDS: Readonly<Record<NoticeTopic, JournalEntry['kind']>> = {
	unreadable: 'sync',
	unknown: 'sync',
	refused: 'connection',
	conflict: 'trades',
	lost: 'trades',
	restart: 'trades',
};

export type EngineSink = {
	/** Called in order, while the engine's view shows exactly the moment that is spoken of. */
	output(output: EngineOutput, at: Instant): void;
	effect(effect: Effect): void;
};

export class Engine implements EngineView {
	readonly #config: EngineConfig;
	readonly #sink: EngineSink;
	readonly #rest: RestQueue;
	readonly #keeper: FeedKeeper;
	readonly #desk: MakerDesk;
	readonly #meters = new MarketMeters();
	readonly #errands: VenuePolls;
	readonly #intake: FeedIntake;
	readonly #replies: RestReplies;
	readonly #driver: MakerDriver;
	readonly #listing: InstrumentChanges;
	readonly #teller: StatusChanges;
	#at: Instant;
	#lastTrustedAt: UnixMs | undefined;
	/** When the venue sent the newest diff of the book. */
	#bookAtMs: UnixMs | undefined;
	#hopeless = false;
	/** Grows at every loss of trust. */
	#epoch = 1;
	#wasTrusted = false;

	constructor(config: EngineConfig, rules: VenueRules, sink: EngineSink, start: Instant, seed: number) {
		const random = seededRandom(seed);
		this.#config = config;
		this.#sink = sink;
		this.#at = start;
		this.#rest = new RestQueue(rules.limits, rules.weightOf, random);
		this.#errands = new VenuePolls(config, this.#rest, start);
		this.#teller = new StatusChanges(start);
		this.#desk = new MakerDesk(config.maker, start, seededRandom(seed ^ PAPER_SEED));
		this.#driver = new MakerDriver(this.#desk, this.#meters, (output) => this.#output(output));
		this.#keeper = this.#makeKeeper(rules, random);
		this.#listing = new InstrumentChanges({
			keeper: this.#keeper,
			desk: this.#desk,
			driver: this.#driver,
			output: (output) => this.#output(output),
		});
		this.#intake = this.#makeIntake(rules.denseTradeIds);
		this.#replies = this.#makeReplies();
	}

	step(input: EngineInput, at: Instant): void {
		const before = this.#at;
		this.#at = at;
		this.#noticeSuspend(before, at);
		const {trusted} = this;
		this.#noteTrust(trusted);
		// Time alone can take the trust: a trade must not meet quotes that should be gone, and both say the same reason.
		if (!trusted && this.#desk.isFollowing) {
			this.#publishStatus();
			this.#runDesk();
		}

		this.#handle(input);
		this.#intake.onTime(at.monoMs);
		this.#keeper.onTime(at.monoMs);
		this.#errands.askForWhatIsDue(at.monoMs, this.#meters.clockSamples);
		this.#giveUp(this.#errands.onFailedDials(this.#keeper.failedFirstDials, this.#teller.last.detail));
		this.#rest.poll(at, (effect) => {
			if (effect.kind === 'request' && effect.call.kind === 'probe') this.#keeper.onProbeSent();
			this.#sink.effect(effect);
		});
		this.#publishStatus();
		this.#runDesk();
	}

	/** Read between two steps; nothing is computed that is not asked for. */
	get view(): EngineView {
		return this;
	}

	get symbol(): string {
		return this.instrument?.symbol ?? this.#config.symbol;
	}

	get venue(): string {
		return this.#config.venue;
	}

	get instrument(): Instrument | undefined {
		return this.#listing.instrument;
	}

	get status(): FeedStatus {
		const status = this.instrument === undefined ? this.#errands.startingStatus(this.#at) : this.#keeper.status(this.#at);
		return this.#teller.dated(status, this.trusted, this.#at);
	}

	/** The one predicate. */
	get trusted(): boolean {
		const {book} = this.#keeper.line;
		return this.#keeper.isFresh(this.#at.monoMs) && touchOf(book) !== undefined && !isCrossed(book);
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
		return {...this.#intake.counts, ...this.#keeper.counts, ...this.#keeper.checks.counts};
	}

	get maker(): MakerView {
		return this.#desk.view;
	}

	gauges(now: Instant): Gauges {
		return this.#meters.gauges(now, {
			instrument: this.instrument,
			touch: touchOf(this.#keeper.line.book),
			depthAgeMs: this.#keeper.depthAgeMs(now.monoMs),
			weight: this.#rest.weight(now.wallMs),
			lastAudit: this.#keeper.checks.lastAudit(now.monoMs),
		});
	}

	get extent(): BookExtent {
		return {known: this.#keeper.line.known, bookAtMs: this.#bookAtMs};
	}

	#makeKeeper({book, limits}: VenueRules, random: Random): FeedKeeper {
		return new FeedKeeper({
			rules: book,
			limits,
			staleAfterMs: this.#config.staleAfterMs,
			snapshotDepth: this.#config.snapshotDepth,
			random,
			rest: this.#rest,
			wallNow: () => this.#at.wallMs,
			effect: (effect) => this.#sink.effect(effect),
			onApplied: (diff) => this.#onApplied(diff),
			onDistrust: () => {
				this.#noteTrust(false);
				this.#meters.interrupt();
			},
			onSilence: () => this.#errands.checkInstrument(this.#at.monoMs),
			onNotice: (text, level) => this.#journal('sync', text, level),
		});
	}

	#makeIntake(denseTradeIds: boolean): FeedIntake {
		return new FeedIntake({
			keeper: this.#keeper,
			meters: this.#meters,
			errands: this.#errands,
			denseTradeIds,
			onTrade: (trade) => this.#onTrade(trade),
			onSnapshot: () => {
				this.#bookAtMs = this.#intake.diffAtMs;
				this.#onSnapshot();
			},
			onLoss: (loss) => this.#output({kind: 'loss', loss}),
			onProblem: (topic, text) => this.#journal(TOPIC_KINDS[topic], text, 'warning'),
		});
	}

	#makeReplies(): RestReplies {
		return new RestReplies({
			rest: this.#rest,
			errands: this.#errands,
			keeper: this.#keeper,
			meters: this.#meters,
			effect: (effect) => this.#sink.effect(effect),
			onInstrument: (instrument) => this.#listing.take(instrument, this.#at),
			onSnapshot: () => this.#onSnapshot(),
			onProblem: (text) => this.#journal('rest', text, 'warning'),
			onHopeless: (message) => this.#giveUp(message),
			onDelisted: (message) => this.#onDelisted(message),
		});
	}

	/** The book may be another one now. */
	#onSnapshot(): void {
		this.#listing.findGrid();
		this.#driver.stir();
	}

	/** Suspended, stopped or stalled: everything may have happened meanwhile. */
	#noticeSuspend(before: Instant, at: Instant): void {
		const mono = at.monoMs - before.monoMs;
		const wall = at.wallMs - before.wallMs;
		if (mono > SUSPEND_AFTER_MS || Math.abs(wall - mono) > SUSPEND_AFTER_MS) {
			this.#meters.forgetClock();
			this.#errands.timeIsDue(at.monoMs);
			this.#keeper.startOver('suspend', at.monoMs);
			this.#driver.stir();
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
				if (input.result.kind === 'snapshot') this.#listing.followSnapshot(input.result.snapshot, this.#at);
				this.#replies.take(input, this.#at);
				return;
			case 'command':
				this.#onCommand(input);
		}
	}

	#onEvent(generation: number, event: FeedEvent): void {
		const told = this.#listing.withinReach(event, this.#at);
		if (told !== undefined) this.#intake.take(generation, told, this.#at);
		this.#listing.followMarket(this.#at);
	}

	#onLost(input: Extract<EngineInput, {kind: 'lost'}>): void {
		if (!this.#keeper.accepts(input.generation)) return;
		this.#keeper.onLost(input.generation, input.code, input.detail, this.#at.monoMs);
	}

	#onTrade(trade: Trade): void {
		this.#output({kind: 'trade', trade});
		this.#driver.tell(this.#desk.onTrade(trade, this.#at));
	}

	#onApplied(diff: Diff): void {
		this.#driver.stir();
		this.#bookAtMs = this.#intake.diffAtMs;
		this.#desk.onDepth(this.#keeper.line.book, this.#bookAtMs, this.#at);
		if (!this.#keeper.line.isReplaying) this.#publishStatus();
		const {bookId} = this.#keeper.line;
		if (bookId !== undefined) this.#output({kind: 'book', updateId: bookId, diff, epoch: this.#epoch});
		this.#noteTrust(this.trusted);
	}

	/** What stood on the book before it was lost does not stand on the one after it. */
	#noteTrust(trusted: boolean): void {
		if (this.#wasTrusted && !trusted) this.#epoch += 1;
		this.#wasTrusted = trusted;
	}

	#giveUp(message: string | undefined): void {
		if (message === undefined || this.#hopeless) return;
		this.#hopeless = true;
		this.#output({kind: 'fatal', message});
	}

	/** It may come back: the venue is asked again and again. */
	#onDelisted(message: string): void {
		this.#keeper.halt = `${this.symbol} is delisted: ${message}`;
		this.#driver.stir();
	}

	#onCommand({command, source}: Extract<EngineInput, {kind: 'command'}>): void {
		const applied = this.#carryOut(command);
		this.#driver.stir();
		this.#driver.tell(applied.told);
		const entry = applied.refused === true ? undefined : this.#tellDone(command, applied);
		if (entry !== undefined) this.#output({kind: 'journal', entry});
		if (source !== undefined) this.#output({kind: 'answer', answer: answerTo(source, applied, entry, this.#at.wallMs)});
	}

	/** What was changed is told as it acts. */
	#tellDone(command: Command, {parameters, did}: Applied): JournalEntry {
		if (parameters !== undefined || did !== undefined) this.#runDesk();
		return did === undefined
			? tellCommand(command, parameters, this.instrument, this.#at.wallMs, this.maker.quoting)
			: tellDone(did, this.#at.wallMs);
	}

	#carryOut(command: Command): Applied {
		if (command.kind !== 'resync') return applyCommand(this.#desk, command, this.#at);
		this.#keeper.resyncNow(this.#at.monoMs);
		return {told: [], parameters: undefined};
	}

	#runDesk(): void {
		const {trusted} = this;
		this.#noteTrust(trusted);
		if (trusted) this.#lastTrustedAt = this.#at.wallMs;
		this.#driver.run({book: this.book, obstacle: this.#obstacle(trusted), gauges: (now) => this.gauges(now)}, this.#at);
	}

	#obstacle(trusted: boolean): Obstacle | undefined {
		if (this.instrument === undefined) return 'no-instrument';
		if (trusted) return undefined;
		const oneSided = this.#keeper.isFresh(this.#at.monoMs) && touchOf(this.#keeper.line.book) === undefined;
		return oneSided ? 'one-sided-book' : 'book-not-trusted';
	}

	#publishStatus(): void {
		const {status} = this;
		const news = this.#teller.news(status, this.trusted);
		if (news === undefined) return;
		if (status.state === 'stale') this.#errands.checkInstrument(this.#at.monoMs);
		this.#output({kind: 'status', status});
		const moment = {atMs: this.#at.wallMs, updateId: this.#keeper.line.bookId, quoting: this.#desk.view.quoting.kind === 'quoting'};
		const entry = news.stateChanged ? tellStatus(status, moment) : news.reasonChanged ? tellReason(status, moment) : undefined;
		if (entry !== undefined) this.#output({kind: 'journal', entry});
		// Quotes that are off for the feed's sake are off for the feed's own reason.
		if (news.reasonChanged && !this.trusted) this.#driver.tell(this.#desk.saidAgain);
	}

	#journal(kind: JournalEntry['kind'], text: string, level: 'info' | 'warning'): void {
		this.#output({kind: 'journal', entry: {atMs: this.#at.wallMs, kind, level, text}});
	}

	#output(output: EngineOutput): void {
		this.#sink.output(output, this.#at);
	}
}
