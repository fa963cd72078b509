/** One REST call of the engine, carried out: request, reply, reading, and every way it can fail. */

import type {Instrument} from '../domain/instrument.js';
import type {UsedWeight} from '../domain/request-weight.js';
import {safeText} from '../domain/text/safe-text.js';
import type {UnixMs} from '../domain/units.js';
import type {RestCall, RestFailure, RestResult} from '../engine/feed/types/rest-call.js';
import {retryAfterMs} from '../engine/feed/rest/rest-budget.js';
import type {RestRequest, Unreadable, Venue} from '../venue/venue.js';
import type {ClockPort, HttpPort, HttpReply} from './node/ports.js';

export type RestAnswer = {readonly result: RestResult; readonly usedWeight?: readonly UsedWeight[]};

export type RestTarget = {
	readonly venue: Venue;
	readonly baseUrl: string;
	readonly symbol: string;
	/** Needed to read a snapshot. */
	readonly instrument: Instrument | undefined;
};

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

/** Never rejects: a failure is an answer too. */
export const callRest = async (http: HttpPort, clock: ClockPort, target: RestTarget, call: RestCall): Promise<RestAnswer> => {
	const request = requestOf(target.venue, call, target.symbol);
	try {
		const reply = await http.get(target.venue.rest.urlOf(target.baseUrl, request), request.headers);
		const usedWeight = target.venue.rest.usedWeight(reply.headers);
		const result = reply.status === 200 ? readBody(target, call, reply.body) : refusal(target, reply, clock.now().wallMs, clock);
		return usedWeight.length === 0 ? {result} : {result, usedWeight};
	} catch (error) {
		return {result: failed('unreachable', 0, error instanceof Error ? error.message : String(error))};
	}
};

const failed = (failure: RestFailure['failure'], status: number, message: string): RestFailure => ({
	kind: 'failed',
	failure,
	status,
	message: safeText(message),
});

const refusal = (target: RestTarget, reply: HttpReply, wall: UnixMs, clock: ClockPort): RestFailure => {
	const {kind, message} = target.venue.rest.readRefusal(reply.status, reply.body);
	const failure = failed(kind === 'other' ? 'refused' : kind, reply.status, message);
	const wait = retryAfterMs(reply.headers['retry-after'], wall, (text) => clock.parseDate(text));
	return wait === undefined ? failure : {...failure, retryAfterMs: wait};
};

const isUnreadable = (value: object | number): value is Unreadable => typeof value === 'object' && 'unreadable' in value;

const readBody = ({venue, symbol, instrument}: RestTarget, call: RestCall, body: string): RestResult => {
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
