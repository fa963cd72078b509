/**
 * One symbol's engine: `step(input, at)` takes what happened and says, through its sink, what that means
 * (outputs) and what is to be done (effects). Synchronous and deterministic: same config, same inputs at the
 * same moments, same outputs. It is the only writer of market and quoting state; the state is one owned object
 * changed in place, because a book of thousands of levels cannot be copied for every message.
 */

import type {Diff, FeedEvent, Trade} from '../domain/feed-event.js';
import type {Instant, UnixMs} from '../domain/units.js';
import {BookTrust} from './book-trust.js';
import {MakerDriver} from './maker-driver.js';
import type {EngineConfig} from './engine-config.js';
import type {EngineView} from './engine-view.js';
import {FeedIntake} from './feed/feed-intake.js';
import {FeedKeeper} from './feed/feed-keeper.js';
import type {EngineInput} from './inputs.js';
import type {Effect} from './feed/types/effect.js';
import {InstrumentChanges} from './instrument-changes.js';
import {LiveView} from './live-view.js';
import type {MakerDesk} from './maker/maker-desk.js';
import {paperExecution, paperRandom} from './maker/paper/paper-execution.js';
import type {Obstacle} from './maker/types/quotes.js';
import {OperatorIntake} from './operator-intake.js';
import type {NoticeTopic} from './feed/notice-limiter.js';
import type {EngineOutput} from './outputs.js';
import type {JournalEntry} from '../domain/journal-entry.js';
import {MarketMeters} from './feed/meters/feed-meters.js';
import {seededRandom, type Random} from '../domain/prng.js';
import {RestQueue} from './feed/rest/rest-queue.js';
import {RestReplies} from './feed/rest-replies.js';
import {StatusReports} from './status-reports.js';
import {VenuePolls} from './feed/rest/venue-polls.js';
import type {VenueRules} from './venue-rules.js';

/** A longer pause between two steps than this, on either clock, means that the process did not run. */
export const SUSPEND_AFTER_MS = 2000;

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

export class Engine {
	/** Read between two steps. */
	readonly view: EngineView;
	readonly #config: EngineConfig;
	readonly #sink: EngineSink;
	readonly #rest: RestQueue;
	readonly #keeper: FeedKeeper;
	readonly #desk: MakerDesk;
	readonly #meters = new MarketMeters();
	readonly #polls: VenuePolls;
	readonly #intake: FeedIntake;
	readonly #replies: RestReplies;
	readonly #driver: MakerDriver;
	readonly #instruments: InstrumentChanges;
	readonly #trust: BookTrust;
	readonly #status: StatusReports;
	readonly #operator: OperatorIntake;
	#at: Instant;
	/** When the venue sent the newest diff of the book. */
	#bookAtMs: UnixMs | undefined;
	#hopeless = false;

	constructor(config: EngineConfig, rules: VenueRules, sink: EngineSink, start: Instant, seed: number) {
		const random = seededRandom(seed);
		this.#config = config;
		this.#sink = sink;
		this.#at = start;
		this.#rest = new RestQueue(rules.limits, rules.weightOf, random);
		this.#polls = new VenuePolls(config, this.#rest, start);
		const output = (news: EngineOutput): void => this.#output(news);
		const makeExecution = paperExecution(config.maker, paperRandom(seed));
		this.#driver = new MakerDriver({settings: config.maker, at: start, makeExecution}, this.#meters, output);
		this.#desk = this.#driver.desk;
		this.#keeper = this.#makeKeeper(rules, random);
		const parts = {keeper: this.#keeper, desk: this.#desk, driver: this.#driver, output};
		this.#trust = new BookTrust(this.#keeper);
		this.#instruments = new InstrumentChanges(parts);
		this.#status = new StatusReports({...parts, polls: this.#polls, trust: this.#trust}, start);
		this.#operator = new OperatorIntake({...parts, instrument: () => this.#instruments.instrument, runMaker: () => this.#runMaker()});
		this.#intake = this.#makeIntake(rules.denseTradeIds);
		this.#replies = this.#makeReplies();
		this.view = this.#makeView();
	}

	step(input: EngineInput, at: Instant): void {
		const before = this.#at;
		this.#at = at;
		this.#noticeSuspend(before, at);
		const trusted = this.#trust.holds(at);
		this.#trust.note(trusted);
		// Time alone can take the trust: a trade must not meet quotes that should be gone, and both say the same reason.
		if (!trusted && this.#desk.isFollowing) {
			this.#publishStatus();
			this.#runMaker();
		}

		this.#handle(input);
		this.#intake.onTime(at.monoMs);
		this.#keeper.onTime(at.monoMs);
		this.#polls.askForWhatIsDue(at.monoMs, this.#meters.clockSamples);
		this.#giveUp(this.#polls.onFailedDials(this.#keeper.failedFirstDials, this.#status.last.detail));
		this.#rest.poll(at, (effect) => {
			if (effect.kind === 'request' && effect.call.kind === 'probe') this.#keeper.onProbeSent();
			this.#sink.effect(effect);
		});
		this.#publishStatus();
		this.#runMaker();
	}

	/** For whoever shares the venue's grant among several engines. */
	get rest(): Pick<RestQueue, 'budget' | 'waitingWeight'> {
		return this.#rest;
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
				this.#trust.note(false);
				this.#meters.interrupt();
			},
			onSilence: () => this.#polls.checkInstrument(this.#at.monoMs),
			onNotice: (text, level) => this.#journal('sync', text, level),
		});
	}

	#makeIntake(denseTradeIds: boolean): FeedIntake {
		return new FeedIntake({
			keeper: this.#keeper,
			meters: this.#meters,
			polls: this.#polls,
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
			polls: this.#polls,
			keeper: this.#keeper,
			meters: this.#meters,
			effect: (effect) => this.#sink.effect(effect),
			onInstrument: (instrument) => this.#instruments.take(instrument, this.#at),
			onSnapshot: () => this.#onSnapshot(),
			onProblem: (text) => this.#journal('rest', text, 'warning'),
			onHopeless: (message) => this.#giveUp(message),
			onDelisted: (message) => this.#onDelisted(message),
		});
	}

	#makeView(): EngineView {
		return new LiveView({
			config: this.#config,
			keeper: this.#keeper,
			intake: this.#intake,
			instruments: this.#instruments,
			trust: this.#trust,
			status: this.#status,
			meters: this.#meters,
			rest: this.#rest,
			desk: this.#desk,
			at: () => this.#at,
			bookAtMs: () => this.#bookAtMs,
		});
	}

	/** The book may be another one now. */
	#onSnapshot(): void {
		this.#instruments.findGrid();
		this.#driver.stir();
	}

	/** Suspended, stopped or stalled: everything may have happened meanwhile. */
	#noticeSuspend(before: Instant, at: Instant): void {
		const mono = at.monoMs - before.monoMs;
		const wall = at.wallMs - before.wallMs;
		if (mono > SUSPEND_AFTER_MS || Math.abs(wall - mono) > SUSPEND_AFTER_MS) {
			this.#meters.forgetClock();
			this.#polls.timeIsDue(at.monoMs);
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
				if (input.result.kind === 'snapshot') this.#instruments.followSnapshot(input.result.snapshot, this.#at);
				this.#replies.take(input, this.#at);
				return;
			case 'shared-budget':
				this.#rest.share(input);
				return;
			case 'command':
				this.#operator.take(input.command, input.source, this.#at);
		}
	}

	#onEvent(generation: number, event: FeedEvent): void {
		const inReach = this.#instruments.withinReach(event, this.#at);
		if (inReach !== undefined) this.#intake.take(generation, inReach, this.#at);
		this.#instruments.followMarket(this.#at);
	}

	#onLost(input: Extract<EngineInput, {kind: 'lost'}>): void {
		if (!this.#keeper.accepts(input.generation)) return;
		this.#keeper.onLost(input.generation, input.code, input.detail, this.#at.monoMs);
	}

	#onTrade(trade: Trade): void {
		this.#output({kind: 'trade', trade});
		this.#desk.onTrade(trade, this.#at);
	}

	#onApplied(diff: Diff): void {
		this.#driver.stir();
		this.#bookAtMs = this.#intake.diffAtMs;
		this.#desk.onDepth(this.#keeper.line.book, this.#bookAtMs, this.#at);
		if (!this.#keeper.line.isReplaying) this.#publishStatus();
		const {bookId} = this.#keeper.line;
		if (bookId !== undefined) this.#output({kind: 'book', updateId: bookId, diff, epoch: this.#trust.epoch});
		this.#trust.note(this.#trust.holds(this.#at));
	}

	#giveUp(message: string | undefined): void {
		if (message === undefined || this.#hopeless) return;
		this.#hopeless = true;
		this.#output({kind: 'fatal', message});
	}

	/** It may come back: the venue is asked again and again. */
	#onDelisted(message: string): void {
		this.#keeper.halt = `${this.view.symbol} is delisted: ${message}`;
		this.#driver.stir();
	}

	#runMaker(): void {
		const trusted = this.#trust.holds(this.#at);
		this.#trust.noteStep(trusted, this.#at);
		const {book} = this.#keeper.line;
		this.#driver.run({book, obstacle: this.#obstacle(trusted), gauges: (now) => this.view.gauges(now)}, this.#at);
	}

	#obstacle(trusted: boolean): Obstacle | undefined {
		if (this.#instruments.instrument === undefined) return 'no-instrument';
		return trusted ? undefined : this.#trust.obstacle(this.#at);
	}

	#publishStatus(): void {
		this.#status.publish(this.#instruments.instrument !== undefined, this.#at);
	}

	#journal(kind: JournalEntry['kind'], text: string, level: 'info' | 'warning'): void {
		this.#output({kind: 'journal', entry: {atMs: this.#at.wallMs, kind, level, text}});
	}

	#output(output: EngineOutput): void {
		this.#sink.output(output, this.#at);
	}
}
