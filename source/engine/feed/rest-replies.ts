/** What comes back from REST, given to whom it is for; a refusal is heeded whoever asked. */

import type {Instrument} from '../../domain/instrument.js';
import type {WeightLimits} from '../../domain/request-weight.js';
import {unixMs, type Instant} from '../../domain/units.js';
import type {FeedKeeper} from './feed-keeper.js';
import type {Effect} from './types/effect.js';
import type {RestCall, RestFailure, RestReply, RestResult} from './types/rest-call.js';
import type {MarketMeters} from './meters/feed-meters.js';
import type {RestQueue} from './rest/rest-queue.js';
import type {VenuePolls} from './rest/venue-polls.js';

const FAILURE_WORDS: Readonly<Record<RestFailure['failure'], string>> = {
	unreachable: 'failed',
	unreadable: 'cannot be used',
	'rate-limited': 'refused for now',
	'unknown-symbol': 'refused, symbol unknown',
	refused: 'refused',
};

export type RepliesParts = {
	readonly rest: RestQueue;
	readonly polls: VenuePolls;
	readonly keeper: FeedKeeper;
	readonly meters: MarketMeters;
	readonly effect: (effect: Effect) => void;
	readonly onInstrument: (instrument: Instrument) => void;
	/** The book may be another one now. */
	readonly onSnapshot: () => void;
	/** What a person should know, in a sentence. */
	readonly onProblem: (text: string) => void;
	/** The session has no use in going on. */
	readonly onHopeless: (message: string | undefined) => void;
	/** The venue does not know the symbol any more. */
	readonly onDelisted: (message: string) => void;
};

export class RestReplies {
	readonly #parts: RepliesParts;
	#toldLimits: string | undefined;
	#toldTime: RestFailure['failure'] | undefined;

	constructor(parts: RepliesParts) {
		this.#parts = parts;
	}

	take({requestId, usedWeight = [], result, sentAt}: RestReply, at: Instant): void {
		const asked = this.#parts.rest.take(requestId, usedWeight, at);
		// A rate limit holds for every request, also when the refused one is not wanted any more.
		if (result.kind === 'failed') this.#heed(result, at);
		if (asked === undefined) return;
		if (result.kind === 'failed') this.#onFailure(asked.kind, result, at);
		else this.#onResult(asked, result, sentAt, at);
	}

	#onResult(asked: RestCall, result: Exclude<RestResult, RestFailure>, sentAt: Instant, at: Instant): void {
		const {rest, polls, keeper, meters, onInstrument, onSnapshot} = this.#parts;
		switch (result.kind) {
			case 'instrument':
				if (result.weight !== undefined) this.#takeLimits(result.weight);
				polls.onInstrument(result.instrument, at);
				onInstrument(result.instrument);
				return;
			case 'time':
				rest.settle('time');
				this.#toldTime = undefined;
				meters.onVenueTime(sentAt, at, result.venueAtMs);
				return;
			case 'snapshot':
				if (asked.kind === 'probe') keeper.onProbe(result.snapshot.lastId, sentAt.monoMs, at.monoMs);
				else keeper.onSnapshot(asked, result.snapshot, sentAt.monoMs, at.monoMs);
				onSnapshot();
		}
	}

	/** What cannot be used is told once, and the limits that held so far go on. */
	#takeLimits({limits, problem}: WeightLimits): void {
		const {rest, onProblem} = this.#parts;
		if (limits.length > 0) rest.setLimits(limits);
		if (problem !== undefined && problem !== this.#toldLimits) onProblem(problem);
		this.#toldLimits = problem;
	}

	#onFailure(asked: RestCall['kind'], failure: RestFailure, at: Instant): void {
		const {polls, keeper, onProblem, onHopeless, onDelisted} = this.#parts;
		if (failure.failure === 'unreadable' || failure.failure === 'unknown-symbol') polls.checkInstrument(at.monoMs);
		if (asked === 'snapshot') keeper.onSnapshotFailed(failure);
		// The clock is asked for often, and only what is new about it is told.
		if (asked !== 'time' || this.#toldTime !== failure.failure) onProblem(`${asked} ${FAILURE_WORDS[failure.failure]}: ${failure.message}`);
		if (asked === 'time') this.#toldTime = failure.failure;
		if (asked !== 'instrument') return;
		onHopeless(polls.onInstrumentFailure(failure, at.monoMs));
		if (polls.isDelisted) onDelisted(failure.message);
	}

	#heed(failure: RestFailure, at: Instant): void {
		if (failure.failure !== 'rate-limited') return;
		const {rest, effect} = this.#parts;
		rest.heed(failure, at.monoMs);
		const leftMs = rest.notBefore - at.monoMs;
		if (leftMs > 0) effect({kind: 'remember-hold', untilMs: unixMs(at.wallMs + leftMs)});
	}
}
