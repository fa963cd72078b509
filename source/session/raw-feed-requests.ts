/** What a raw feed asks of the venue by REST: whether the symbol exists, then what time it is there. One request at a time. Pure. */

import {monotonicMs, unixMs, type Instant, type MonotonicMs} from '../domain/units.js';
import {addSample, clockOffset, sampleClock, type ClockSample} from '../engine/feed/meters/clock-offset.js';
import {createRestBudget, refuse} from '../engine/feed/rest/rest-budget.js';
import {NO_NETWORK_ADVICE} from '../engine/feed/rest/venue-polls.js';
import type {RestCall, RestFailure, RestResult} from '../engine/feed/types/rest-call.js';
import type {Venue} from '../venue/venue.js';
import {readAnswer, requestOf} from './read-answer.js';
import type {WireAnswer, WireEffect} from './wire.js';

const FIRST_CLOCK_SAMPLES = 3;
const CLOCK_EVERY_MS = 60_000;
const FIRST_TRIES = 4;
const FIRST_TRY_WAIT_MS = 400;

type Plan =
	/** The symbol, at `at`; `attempt` counts tries that the venue did not put off. */
	| {readonly kind: 'symbol'; readonly attempt: number; readonly at: MonotonicMs}
	/** The time there, at `at`; before the first connection `missing` samples more. */
	| {readonly kind: 'time'; readonly missing: number; readonly at: MonotonicMs}
	/** There is no use in going on. */
	| {readonly kind: 'given-up'};

export type RawFeedRequestsParts = {
	readonly venue: Venue;
	readonly symbol: string;
	readonly restUrl: string;
	/** Milliseconds since 1970 of an HTTP date, NaN where it is none. */
	readonly parseDate: (text: string) => number;
	readonly effect: (effect: WireEffect) => void;
	readonly onNotice: (text: string) => void;
	readonly onFatal: (message: string) => void;
	/** Once: the symbol exists, and the clock is measured where it could be. */
	readonly onReady: (at: Instant) => void;
};

export class RawFeedRequests {
	readonly #parts: RawFeedRequestsParts;
	#plan: Plan;
	#requestId = 0;
	#inFlight: RestCall | undefined;
	#clock: readonly ClockSample[] = [];

	constructor(parts: RawFeedRequestsParts, now: MonotonicMs) {
		this.#parts = parts;
		this.#plan = {kind: 'symbol', attempt: 1, at: now};
	}

	/** The venue's clock is so many milliseconds ahead of ours; undefined while it is not measured. */
	offsetMs(now: MonotonicMs): number | undefined {
		return clockOffset(this.#clock, now)?.offsetMs;
	}

	onTime(now: MonotonicMs): void {
		const plan = this.#plan;
		if (plan.kind === 'given-up' || this.#inFlight !== undefined || now < plan.at) return;
		this.#ask(plan.kind === 'symbol' ? {kind: 'instrument'} : {kind: 'time'});
	}

	onAnswer(requestId: number, sentAt: Instant, answer: WireAnswer, at: Instant): void {
		if (requestId !== this.#requestId || this.#inFlight === undefined) return;
		const {venue, symbol, parseDate} = this.#parts;
		const {result} = readAnswer({venue, symbol, instrument: undefined, parseDate}, this.#inFlight, answer, at.wallMs);
		this.#inFlight = undefined;
		if (this.#plan.kind === 'symbol') this.#onSymbol(this.#plan.attempt, result, answer.kind === 'reply', at);
		else if (this.#plan.kind === 'time') this.#onClock(this.#plan.missing, result, sentAt, at);
	}

	#ask(call: RestCall): void {
		const {venue, symbol, restUrl, effect} = this.#parts;
		const request = requestOf(venue, call, symbol);
		this.#requestId += 1;
		this.#inFlight = call;
		const {headers, weight} = request;
		effect({kind: 'get', requestId: this.#requestId, url: venue.rest.urlOf(restUrl, request), headers, call, weight});
	}

	#onSymbol(attempt: number, result: RestResult, isVenuesWord: boolean, at: Instant): void {
		if (result.kind === 'instrument') {
			this.#plan = {kind: 'time', missing: FIRST_CLOCK_SAMPLES, at: at.monoMs};
		} else if (result.kind !== 'failed') {
			this.#giveUp(`${this.#parts.venue.name} cannot be reached: no answer`);
		} else if (result.failure === 'rate-limited') {
			this.#putOff(attempt, result, isVenuesWord, at);
		} else if (result.failure === 'unknown-symbol') {
			this.#giveUp(`${this.#parts.symbol} is not traded at ${this.#parts.venue.name} (${result.message})`);
		} else if (attempt >= FIRST_TRIES) {
			const advice = result.failure === 'unreachable' ? NO_NETWORK_ADVICE : '';
			this.#giveUp(`${this.#parts.venue.name} cannot be reached: ${result.message}${advice}`);
		} else {
			this.#plan = {kind: 'symbol', attempt: attempt + 1, at: monotonicMs(at.monoMs + FIRST_TRY_WAIT_MS * attempt)};
		}
	}

	/** The venue wants silence: said to us, or to another program, which has kept it. */
	#putOff(attempt: number, failure: RestFailure, isVenuesWord: boolean, {monoMs, wallMs}: Instant): void {
		const {venue, restUrl, effect, onNotice} = this.#parts;
		const waitMs = isVenuesWord
			? refuse(createRestBudget([]), failure, venue.limits.refusals, monoMs).notBefore - monoMs
			: (failure.retryAfterMs ?? 0);
		if (isVenuesWord) effect({kind: 'remember-hold', baseUrl: restUrl, untilMs: unixMs(wallMs + waitMs)});
		this.#plan = {kind: 'symbol', attempt, at: monotonicMs(monoMs + waitMs)};
		onNotice(`${venue.name} wants no requests for another ${Math.ceil(waitMs / 1000)} s`);
	}

	#giveUp(message: string): void {
		this.#plan = {kind: 'given-up'};
		this.#parts.onFatal(message);
	}

	/** A sample that failed is no sample. */
	#onClock(missing: number, result: RestResult, sentAt: Instant, at: Instant): void {
		if (result.kind === 'time') this.#clock = addSample(this.#clock, sampleClock(sentAt, at, result.venueAtMs));
		// One after the other: samples that run together would lengthen each other's round trip.
		this.#plan = {kind: 'time', missing: Math.max(missing - 1, 0), at: missing > 1 ? at.monoMs : monotonicMs(at.monoMs + CLOCK_EVERY_MS)};
		if (missing === 1) this.#parts.onReady(at);
	}
}
