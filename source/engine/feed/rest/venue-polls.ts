/**
 * What is asked of the venue besides the book: its rules at the start, once a minute and when the prices speak
 * against them; its clock once a minute; and when, at the very start, to say that the venue cannot be had instead of
 * trying for ever.
 */

import {sameRules, type Instrument} from '../../../domain/instrument.js';
import {monotonicMs, unixMs, type Instant, type MonotonicMs, type UnixMs} from '../../../domain/units.js';
import type {RestFailure} from '../types/rest-call.js';
import type {RestQueue} from './rest-queue.js';
import type {BookLine} from '../book/book-line.js';
import {GridWatch} from '../meters/grid-watch.js';
import type {FeedStatus} from '../types/status.js';

const TIME_EVERY_MS = 60_000;
/** The first samples come quickly, because latency means nothing without them. */
const FIRST_TIME_SAMPLES = 4;
const FIRST_TIME_EVERY_MS = 500;
const INSTRUMENT_EVERY_MS = 60_000;
/** Where more than this share of the grant is used, what is left is kept for the book. */
const SCARCE_SHARE = 0.5;
const SCARCE_INSTRUMENT_EVERY_MS = 300_000;
/** Halted, a rule is missing, or the last reading failed. */
const SOON_INSTRUMENT_EVERY_MS = 10_000;
/** Prices that speak against the rules have them read again so often, each time that they hold half as often … */
const DOUBT_EVERY_MS = 10_000;
/** … down to this. */
const DOUBT_AT_LEAST_EVERY_MS = 640_000;
/** Doubts ask no more often than this. */
const CHECK_SPACING_MS = 5000;
/** Nothing reached at the very start, this many times over. */
const HOPELESS_ATTEMPTS = 4;
const HOPELESS_AFTER_MS = 12_000;
/** So many answers in a row that the symbol is unknown mean that it is: a single one may come from one faulty server. */
const DELISTED_AFTER = 2;

/** A venue that answers and cannot be understood is told apart from one that does not answer. */
const hopelessText = (venue: string, {failure, message}: RestFailure): string => {
	switch (failure) {
		case 'unreadable':
			return `${venue} answers, and its answer cannot be used: ${message}`;
		case 'refused':
		case 'rate-limited':
			return `${venue} answers, and refuses: ${message}`;
		case 'unknown-symbol':
		case 'unreachable':
			return `${venue} cannot be reached: ${message}${failure === 'unreachable' ? NO_NETWORK_ADVICE : ''}`;
	}
};

/** Offered in the message that the venue cannot be reached. */
export const NO_NETWORK_ADVICE = '; without a network, --demo runs on the built-in exchange';

export type PollsConfig = {
	readonly symbol: string;
	readonly venue: string;
	/** The venue asked an earlier run of this program for silence on REST until then. */
	readonly restHoldUntilMs?: UnixMs;
};

export class VenuePolls {
	readonly #config: PollsConfig;
	readonly #rest: RestQueue;
	readonly #startedAt: MonotonicMs;
	#nextTimeAt: MonotonicMs;
	#nextInstrumentAt: MonotonicMs;
	#askedAt = monotonicMs(-CHECK_SPACING_MS);
	#knowsInstrument = false;
	#denials = 0;
	readonly #grid = new GridWatch();
	#rules: Instrument | undefined;
	#nextDoubtAt = monotonicMs(0);
	#doubtEveryMs = DOUBT_EVERY_MS;

	constructor(config: PollsConfig, rest: RestQueue, start: Instant) {
		this.#config = config;
		this.#rest = rest;
		this.#startedAt = start.monoMs;
		this.#nextTimeAt = start.monoMs;
		this.#nextInstrumentAt = start.monoMs;
		const {restHoldUntilMs} = config;
		if (restHoldUntilMs !== undefined) rest.hold(monotonicMs(start.monoMs + (restHoldUntilMs - start.wallMs)));
	}

	/** @param clockSamples held so far. */
	askForWhatIsDue(now: MonotonicMs, clockSamples: number): void {
		// What is under way may hang: what is due then is asked after it.
		if (now >= this.#nextInstrumentAt && !this.#rest.isInFlight('instrument')) {
			this.#rest.want({kind: 'instrument'});
			this.#askedAt = now;
			this.#nextInstrumentAt = monotonicMs(now + INSTRUMENT_EVERY_MS);
		}

		if (!this.#knowsInstrument || now < this.#nextTimeAt) return;
		this.#rest.want({kind: 'time'});
		this.#nextTimeAt = monotonicMs(now + (clockSamples < FIRST_TIME_SAMPLES ? FIRST_TIME_EVERY_MS : TIME_EVERY_MS));
	}

	/** The local clock may have been stepped. */
	timeIsDue(now: MonotonicMs): void {
		this.#nextTimeAt = now;
	}

	/** A silent stream may be a halted market, an unreadable number another grid. */
	checkInstrument(now: MonotonicMs): void {
		const soonest = Math.max(now, this.#askedAt + CHECK_SPACING_MS);
		this.#nextInstrumentAt = monotonicMs(Math.min(this.#nextInstrumentAt, soonest));
	}

	onInstrument(instrument: Instrument, {monoMs: now, wallMs}: Instant): void {
		this.#rest.settle('instrument');
		this.#denials = 0;
		this.#knowsInstrument = true;
		const {trading, missingRules, tickUnits} = instrument;
		const soon = trading === 'halted' || missingRules !== undefined;
		const {used, limit} = this.#rest.weight(wallMs);
		const every = used > limit * SCARCE_SHARE ? SCARCE_INSTRUMENT_EVERY_MS : INSTRUMENT_EVERY_MS;
		this.#nextInstrumentAt = monotonicMs(now + (soon ? SOON_INSTRUMENT_EVERY_MS : every));
		if (this.#rules !== undefined && !sameRules(this.#rules, instrument)) this.#doubtEveryMs = DOUBT_EVERY_MS;
		this.#rules = instrument;
		this.#grid.begin(missingRules === undefined ? tickUnits : undefined);
	}

	/** @param line after a diff. Prices that no order could have under the rules that are known have them read again. */
	watchGrid({isLive, book}: BookLine, now: MonotonicMs): void {
		if (!isLive) this.#grid.interrupt();
		else if (this.#grid.look(book.bestUnits('bid'), book.bestUnits('ask'))) this.#doubtRules(now);
	}

	/** The prices may be odd for months, as seen by a reader that misunderstands them: then they are asked about less and less. */
	#doubtRules(now: MonotonicMs): void {
		if (now < this.#nextDoubtAt) return;
		// After a long time without any, a doubt is a new one.
		if (now - this.#nextDoubtAt > DOUBT_AT_LEAST_EVERY_MS) this.#doubtEveryMs = DOUBT_EVERY_MS;
		const soonest = Math.max(now, this.#askedAt + DOUBT_EVERY_MS);
		this.#nextInstrumentAt = monotonicMs(Math.min(this.#nextInstrumentAt, soonest));
		this.#nextDoubtAt = monotonicMs(soonest + this.#doubtEveryMs);
		this.#doubtEveryMs = Math.min(this.#doubtEveryMs * 2, DOUBT_AT_LEAST_EVERY_MS);
	}

	/** The venue has said several times in a row that it does not know the symbol, which it traded before. */
	get isDelisted(): boolean {
		return this.#knowsInstrument && this.#denials >= DELISTED_AFTER;
	}

	/** @returns why there is no use in going on, if that is so. */
	onInstrumentFailure(failure: RestFailure, now: MonotonicMs): string | undefined {
		if (this.#knowsInstrument) {
			if (failure.failure === 'unknown-symbol') this.#denials += 1;
			const soon = failure.failure === 'unknown-symbol' ? CHECK_SPACING_MS : SOON_INSTRUMENT_EVERY_MS;
			this.#nextInstrumentAt = monotonicMs(Math.min(this.#nextInstrumentAt, now + soon));
			return undefined;
		}

		const {symbol, venue} = this.#config;
		if (failure.failure === 'unknown-symbol') return `${symbol} is not traded at ${venue} (${failure.message})`;
		this.#nextInstrumentAt = now;
		const tried = this.#rest.attempt('instrument') >= HOPELESS_ATTEMPTS;
		const hopeless = tried || now - this.#startedAt > HOPELESS_AFTER_MS;
		return failure.failure !== 'rate-limited' && hopeless ? hopelessText(venue, failure) : undefined;
	}

	/** @returns why there is no use in going on, if no dial ever succeeded. */
	onFailedDials(failedFirstDials: number, detail: string | undefined): string | undefined {
		if (failedFirstDials <= HOPELESS_ATTEMPTS) return undefined;
		return `${this.#config.venue}'s stream cannot be reached: ${detail ?? 'no answer'}${NO_NETWORK_ADVICE}`;
	}

	/** Before the instrument is known there is no feed that could have a state. */
	startingStatus(at: Instant): Omit<FeedStatus, 'sinceMs'> {
		const attempt = Math.max(this.#rest.attempt('instrument'), 1);
		const reason = this.#rest.isRefused(at.monoMs) ? 'rate-limited' : 'start';
		const next = this.#rest.nextTry('instrument', at);
		const waits = next !== undefined && next > at.monoMs;
		const retry = waits ? {nextRetryAtMs: unixMs(at.wallMs + next - at.monoMs)} : {};
		return {state: 'connecting', reason, attempt, bufferedDiffs: 0, ...retry};
	}
}
