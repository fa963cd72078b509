/**
 * What is asked of the venue besides the book: the instrument at the start and now and then, its clock once a
 * minute; and when, at the very start, to say that the venue cannot be had instead of trying for ever.
 */

import type {Instrument} from '../domain/instrument.js';
import {monotonicMs, unixMs, type Instant, type MonotonicMs} from '../domain/units.js';
import type {EngineConfig} from './engine-config.js';
import type {RestFailure} from './inputs.js';
import type {RestDesk} from './rest-desk.js';
import type {FeedStatus} from './status.js';

const TIME_EVERY_MS = 60_000;
/** The first samples come quickly, because latency means nothing without them. */
const FIRST_TIME_SAMPLES = 4;
const FIRST_TIME_EVERY_MS = 500;
const INSTRUMENT_EVERY_MS = 300_000;
/** Halted, or the last reading failed. */
const SOON_INSTRUMENT_EVERY_MS = 10_000;
/** Doubts ask no more often than this. */
const CHECK_SPACING_MS = 5000;
/** Nothing reached at the very start, this many times over. */
const HOPELESS_ATTEMPTS = 4;
const HOPELESS_AFTER_MS = 12_000;
/** One answer may be another machine's mistake. */
const DELISTED_AFTER = 2;

/** Whether it was heard and what it said is not the same. */
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

/** For whoever only wants to see the program. */
export const NO_NETWORK_ADVICE = '; without a network, --demo runs on the built-in exchange';

export class VenueErrands {
	readonly #config: EngineConfig;
	readonly #rest: RestDesk;
	readonly #startedAt: MonotonicMs;
	#nextTimeAt: MonotonicMs;
	#nextInstrumentAt: MonotonicMs;
	#askedAt = monotonicMs(-CHECK_SPACING_MS);
	#knowsInstrument = false;
	#denials = 0;

	constructor(config: EngineConfig, rest: RestDesk, start: Instant) {
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
		if (now >= this.#nextInstrumentAt) {
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

	onInstrument(instrument: Instrument, now: MonotonicMs): void {
		this.#rest.settle('instrument');
		this.#denials = 0;
		this.#knowsInstrument = true;
		const every = instrument.trading === 'halted' ? SOON_INSTRUMENT_EVERY_MS : INSTRUMENT_EVERY_MS;
		this.#nextInstrumentAt = monotonicMs(now + every);
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
