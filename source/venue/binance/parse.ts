/** Binance spot's stream messages → feed events. Nothing here throws. */

import type {FeedEvent, Level} from '../../domain/feed-event.js';
import {parseQty, parseWholeUnits, wholeUnits, type Instrument} from '../../domain/instrument.js';
import {fromOrigin} from '../../domain/price-origin.js';
import type {RemoteLevel, RemoteSides} from '../../domain/book/remote-levels.js';
import {safeText} from '../../domain/text/safe-text.js';
import {describeValue, isArray, isRecord, memberText, parseJson, readInteger, readText, readUpdateId, type JsonRecord} from '../json.js';
import type {RawParts} from '../venue.js';
import {readTime} from './wire-time.js';

const malformed = (message: string, depth = false): FeedEvent => ({kind: 'malformed', depth, message});

/** The general parser: any JSON spelling, members in any order. */
export const parseMessage = (text: string, instrument: Instrument): FeedEvent => {
	const message = parseJson(text);
	if (!isRecord(message)) return malformed(message === undefined ? 'not JSON' : 'not an object');
	const payload = isRecord(message['data']) && 'stream' in message ? message['data'] : message;
	return parsePayload(payload, instrument);
};

/** By `e`, as documented; without it, by the fields that only one kind of message has. */
const parsePayload = (payload: JsonRecord, instrument: Instrument): FeedEvent => {
	switch (payload['e']) {
		case 'depthUpdate':
			return ofInstrument(payload, instrument, parseDiff);
		case 'trade':
			return ofInstrument(payload, instrument, parseTrade);
		case 'serverShutdown':
			return {kind: 'shutdown'};
		case undefined:
			return parseUntyped(payload, instrument);
		default:
			return {kind: 'unknown', name: describeValue(payload['e'])};
	}
};

const parseUntyped = (payload: JsonRecord, instrument: Instrument): FeedEvent => {
	if (isRecord(payload['error'])) return parseRefusal(payload['error']);
	if ('code' in payload && 'msg' in payload) return parseRefusal(payload);
	if ('result' in payload) return {kind: 'subscribed'};
	const inner = payload['event'];
	// Unwrapped once only: a payload without `e` is not searched further, however deep it nests.
	if (isRecord(inner) && inner['e'] !== undefined) return parsePayload(inner, instrument);
	if ('u' in payload && 'B' in payload) return ofInstrument(payload, instrument, parseTop);
	return {kind: 'unknown', name: safeText(Object.keys(payload).slice(0, 4).join(','), 80)};
};

const parseRefusal = (error: JsonRecord): FeedEvent => ({
	kind: 'refused',
	message: safeText(`${describeValue(error['code'])} ${readText(error['msg']) ?? ''}`),
});

const ofInstrument = (
	payload: JsonRecord,
	instrument: Instrument,
	parse: (payload: JsonRecord, instrument: Instrument) => FeedEvent,
): FeedEvent => (payload['s'] === instrument.symbol ? parse(payload, instrument) : malformed(`for symbol ${describeValue(payload['s'])}`));

const parseDiff = (payload: JsonRecord, instrument: Instrument): FeedEvent => {
	const firstId = readUpdateId(payload['U']);
	const lastId = readUpdateId(payload['u']);
	if (firstId === undefined || lastId === undefined || firstId > lastId) {
		return malformed(`update ids U=${describeValue(payload['U'])} u=${describeValue(payload['u'])}`, true);
	}

	const bids = parseLevels(payload['b'], instrument);
	const asks = parseLevels(payload['a'], instrument);
	if (typeof bids === 'string') return malformed(`bid ${bids} in u=${lastId}`, true);
	if (typeof asks === 'string') return malformed(`ask ${asks} in u=${lastId}`, true);
	const eventAtMs = readTime(payload['E']);
	return {
		kind: 'diff',
		firstId,
		lastId,
		bids: bids.levels,
		asks: asks.levels,
		...(eventAtMs === undefined ? {} : {eventAtMs}),
		...remoteOf(bids, asks),
	};
};

/** All levels or none: the string names the first level that cannot be read. */
export const parseLevels = (value: unknown, instrument: Instrument): ReadLevels | string => {
	if (!isArray(value)) return 'side is no list';
	const levels: Level[] = [];
	const remote: RemoteLevel[] = [];
	for (const entry of value) {
		const level = parseLevel(entry, instrument);
		if (level === undefined) return `level ${describeLevel(entry)}`;
		if ('units' in level) remote.push(level);
		else levels.push(level);
	}

	return {levels, remote};
};

/** Levels that the instrument can count, and remote ones too far from its origin. */
export type ReadLevels = {readonly levels: readonly Level[]; readonly remote: readonly RemoteLevel[]};

/** Empty in nearly all markets. */
export const remoteOf = (bids: ReadLevels, asks: ReadLevels): {readonly remote?: RemoteSides} =>
	bids.remote.length + asks.remote.length === 0 ? {} : {remote: {bids: bids.remote, asks: asks.remote}};

const describeLevel = (entry: unknown): string =>
	isArray(entry) ? `[${entry.slice(0, 3).map(describeValue).join(', ')}]` : describeValue(entry);

const parseLevel = (entry: unknown, instrument: Instrument): Level | RemoteLevel | undefined => {
	if (!isArray(entry) || entry.length < 2) return undefined;
	const units = parseWholeUnits(instrument, entry[0]);
	const qty = parseQty(instrument, entry[1]);
	if (units === undefined || qty === undefined) return undefined;
	const price = fromOrigin(instrument.originUnits, units);
	return price === undefined ? {units: BigInt(units), qtyLots: qty} : {priceUnits: price, qtyLots: qty};
};

const parseTrade = (payload: JsonRecord, instrument: Instrument): FeedEvent => {
	const id = readInteger(payload['t']);
	const units = parseWholeUnits(instrument, payload['p']);
	const qty = parseQty(instrument, payload['q']);
	const tradeAtMs = readTime(payload['T']);
	const eventAtMs = readTime(payload['E']) ?? tradeAtMs;
	const buyerIsMaker = payload['m'];
	if (id === undefined || units === undefined || qty === undefined || tradeAtMs === undefined) {
		return malformed(`trade ${describeValue(payload['t'])}`);
	}

	if (eventAtMs === undefined || typeof buyerIsMaker !== 'boolean') return malformed(`trade ${id}`);
	const aggressor = buyerIsMaker ? 'sell' : 'buy';
	const trade = {kind: 'trade', id, qtyLots: qty, aggressor, tradeAtMs, eventAtMs} as const;
	const price = fromOrigin(instrument.originUnits, units);
	return price === undefined ? {kind: 'out-of-reach', units: BigInt(units), trade} : {...trade, priceUnits: price};
};

const parseTop = (payload: JsonRecord, instrument: Instrument): FeedEvent => {
	const updateId = readUpdateId(payload['u']);
	const bid = parseLevel([payload['b'], payload['B']], instrument);
	const ask = parseLevel([payload['a'], payload['A']], instrument);
	if (updateId === undefined || bid === undefined || ask === undefined) return malformed('book ticker');
	if ('units' in bid || 'units' in ask) {
		return {kind: 'out-of-reach', units: 'units' in bid ? bid.units : BigInt(wholeUnits(instrument, bid.priceUnits))};
	}
	return {kind: 'top', updateId, bid, ask};
};

/** Splits a message for the raw feed; on the raw socket the stream's name is derived from the payload. */
export const splitMessage = (text: string): RawParts => {
	const message = parseJson(text);
	if (!isRecord(message)) return {stream: undefined, dataText: JSON.stringify(text), eventAtMs: undefined};
	const stream = readText(message['stream']);
	const data = message['data'];
	if (stream === undefined || !isRecord(data)) {
		return {stream: streamOf(message), dataText: text.trim(), eventAtMs: readTime(message['E'])};
	}

	return {stream, dataText: memberText(text, 'data') ?? text.trim(), eventAtMs: readTime(data['E'])};
};

const streamOf = (payload: JsonRecord): string | undefined => {
	const symbol = readText(payload['s'])?.toLowerCase();
	if (symbol === undefined) return undefined;
	if (payload['e'] === 'depthUpdate') return `${symbol}@depth@100ms`;
	if ('e' in payload) return `${symbol}@${describeValue(payload['e'])}`;
	return 'u' in payload && 'B' in payload ? `${symbol}@bookTicker` : undefined;
};
