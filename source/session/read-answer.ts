/** From what a REST request came back with to what the engine is told of it. */

import type {Instrument} from '../domain/instrument.js';
import type {UsedWeight} from '../domain/request-weight.js';
import {safeText} from '../domain/text/safe-text.js';
import type {UnixMs} from '../domain/units.js';
import {retryAfterMs} from '../engine/feed/rest/rest-budget.js';
import type {RestCall, RestFailure, RestResult} from '../engine/feed/types/rest-call.js';
import type {RestRequest, Unreadable, Venue} from '../venue/venue.js';
import type {WireAnswer} from './wire.js';

export type RestReading = {readonly result: RestResult; readonly usedWeight?: readonly UsedWeight[]};

export type ReaderOf = {
	readonly venue: Venue;
	readonly symbol: string;
	/** As it is when the answer is read: the grid may have changed while it was under way. Needed to read a snapshot. */
	readonly instrument: Instrument | undefined;
	/** Milliseconds since 1970 of an HTTP date, NaN where it is none. */
	readonly parseDate: (text: string) => number;
};

const TOO_MANY_REQUESTS = 429;

export const requestOf = (venue: Venue, call: RestCall, symbol: string): RestRequest => {
	switch (call.kind) {
		case 'instrument':
			return venue.rest.instrument(symbol);
		case 'time':
			return venue.rest.time();
		case 'snapshot':
		case 'successor-snapshot':
		case 'probe':
			return venue.rest.snapshot(symbol, call.depth);
	}
};

/** A failure is a result too. */
export const readAnswer = (reader: ReaderOf, call: RestCall, answer: WireAnswer, wall: UnixMs): RestReading => {
	switch (answer.kind) {
		case 'failed':
			return {result: failed('unreachable', 0, answer.message)};
		case 'held':
			return {result: heldByOthers(reader.venue.name, answer.waitMs)};
		case 'reply': {
			const usedWeight = reader.venue.rest.usedWeight(answer.headers);
			const result = answer.status === 200 ? readBody(reader, call, answer.body) : refusal(reader, answer, wall);
			return usedWeight.length === 0 ? {result} : {result, usedWeight};
		}
	}
};

const failed = (failure: RestFailure['failure'], status: number, message: string): RestFailure => ({
	kind: 'failed',
	failure,
	status,
	message: safeText(message),
});

/** As the venue would say it, had it been asked: it has said it to another program. */
const heldByOthers = (venue: string, waitMs: number): RestFailure => ({
	...failed(
		'rate-limited',
		TOO_MANY_REQUESTS,
		`by another run's word, ${venue} wants no requests for another ${Math.ceil(waitMs / 1000)} s`,
	),
	retryAfterMs: waitMs,
});

const refusal = ({venue, parseDate}: ReaderOf, reply: Extract<WireAnswer, {kind: 'reply'}>, wall: UnixMs): RestFailure => {
	const {kind, message} = venue.rest.readRefusal(reply.status, reply.body);
	const failure = failed(kind === 'other' ? 'refused' : kind, reply.status, message);
	const wait = retryAfterMs(reply.headers['retry-after'], wall, parseDate);
	return wait === undefined ? failure : {...failure, retryAfterMs: wait};
};

const isUnreadable = (value: object | number): value is Unreadable => typeof value === 'object' && 'unreadable' in value;

const readBody = ({venue, symbol, instrument}: ReaderOf, call: RestCall, body: string): RestResult => {
	switch (call.kind) {
		case 'instrument': {
			const read = venue.rest.readInstrument(body, symbol);
			return isUnreadable(read)
				? failed(read.absent === true ? 'unknown-symbol' : 'unreadable', 200, read.unreadable)
				: {kind: 'instrument', instrument: read, weight: venue.rest.readWeightLimits(body)};
		}

		case 'time': {
			const read = venue.rest.readTime(body);
			return isUnreadable(read) ? failed('unreadable', 200, read.unreadable) : {kind: 'time', venueAtMs: read};
		}

		case 'snapshot':
		case 'successor-snapshot':
		case 'probe': {
			if (instrument === undefined) return failed('unreadable', 200, 'a snapshot came before the instrument is known');
			const read = venue.rest.readSnapshot(body, instrument);
			return isUnreadable(read) ? failed('unreadable', 200, read.unreadable) : {kind: 'snapshot', snapshot: read};
		}
	}
};
