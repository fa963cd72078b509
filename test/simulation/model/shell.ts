/**
 * What `runtime/live-session.ts` and `runtime/rest-client.ts` do, without promises: the engine's effects go to
 * the model network and REST side, and what comes back is read by the real venue.
 */

import type {Instrument} from '../../../source/domain/instrument.js';
import type {FeedEvent} from '../../../source/domain/feed-event.js';
import type {Instant} from '../../../source/domain/units.js';
import type {EngineInput} from '../../../source/engine/inputs.js';
import type {RestCall, RestFailure, RestResult} from '../../../source/engine/feed/types/rest-call.js';
import {retryAfterMs} from '../../../source/engine/feed/rest/rest-budget.js';
import {requestOf} from '../../../source/runtime/rest-client.js';
import {binance} from '../../../source/venue/binance/index.js';
import {readMessage} from '../../../source/venue/binance/market.js';
import type {RestRequest} from '../../../source/venue/venue.js';
import type {Reply} from './rest-server.js';

const SHELL_SYMBOL = 'modelusdt';

/** As bytes, as they come from a socket. A diff is good until the next call. */
export const readEvent = (text: string, instrument: Instrument): FeedEvent => readMessage(Buffer.from(text), instrument);

/** By kind and depth: the engine asks for a weight at every step, and the answer never changes. */
const requests = new Map<string, RestRequest>();

const requestFor = (call: RestCall): RestRequest => {
	const key = 'depth' in call ? `${call.kind} ${call.depth}` : call.kind;
	const known = requests.get(key) ?? requestOf(binance, call, SHELL_SYMBOL);
	requests.set(key, known);
	return known;
};

export const pathOf = (call: RestCall): string => requestFor(call).path;
export const weightOf = (call: RestCall): number => requestFor(call).weight;

const failed = (failure: RestFailure['failure'], status: number, message: string): RestFailure => ({
	kind: 'failed',
	failure,
	status,
	message,
});

const readBody = (call: RestCall, body: string, instrument: Instrument | undefined): RestResult => {
	if (call.kind === 'instrument') {
		const read = binance.rest.readInstrument(body, SHELL_SYMBOL);
		return 'unreadable' in read
			? failed(read.absent === true ? 'unknown-symbol' : 'unreadable', 200, read.unreadable)
			: {kind: 'instrument', instrument: read, weight: binance.rest.readWeightLimits(body)};
	}

	if (call.kind === 'time') {
		const read = binance.rest.readTime(body);
		return typeof read === 'object' ? failed('unreadable', 200, read.unreadable) : {kind: 'time', venueAtMs: read};
	}

	if (instrument === undefined) return failed('unreadable', 200, 'no instrument yet');
	const read = binance.rest.readSnapshot(body, instrument);
	return 'unreadable' in read ? failed('unreadable', 200, read.unreadable) : {kind: 'snapshot', snapshot: read};
};

const readFailure = (status: number, body: string, header: string | undefined, at: Instant): RestFailure => {
	const {kind, message} = binance.rest.readRefusal(status, body);
	const wait = retryAfterMs(header, at.wallMs, (text) => Date.parse(text));
	const failure = failed(kind === 'other' ? 'refused' : kind, status, message);
	return wait === undefined ? failure : {...failure, retryAfterMs: wait};
};

/** @param instrument as the shell knows it when the reply comes: the grid may have changed meanwhile. */
export const readReply = (
	{requestId, call, sentAt}: {readonly requestId: number; readonly call: RestCall; readonly sentAt: Instant},
	reply: Reply,
	instrument: Instrument | undefined,
	at: Instant,
): Extract<EngineInput, {kind: 'reply'}> => {
	if (!('body' in reply)) return {kind: 'reply', requestId, sentAt, result: failed('unreachable', 0, reply.error)};
	const used = binance.rest.usedWeight(reply.headers);
	const result =
		reply.status === 200 ? readBody(call, reply.body, instrument) : readFailure(reply.status, reply.body, reply.headers['retry-after'], at);
	return {kind: 'reply', requestId, sentAt, result, usedWeight: used};
};
