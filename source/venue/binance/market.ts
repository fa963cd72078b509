/** Binance spot's stream: URLs and messages. */

import type {FeedEvent} from '../../domain/feed-event.js';
import type {Instrument} from '../../domain/instrument.js';
import type {SocketPlan, VenueMarket} from '../venue.js';
import {fastParse} from './fast-parse.js';
import {parseMessage, splitMessage} from './parse.js';
import {lowerAscii} from './symbol.js';

const streamsOf = (symbol: string): readonly string[] => {
	const name = lowerAscii(symbol);
	return [`${name}@depth@100ms`, `${name}@trade`, `${name}@bookTicker`];
};

/**
 * The combined stream, unless the base URL ends in `/ws`: then the raw socket, subscribed by message. A base
 * that ends in `/stream`, or has no path, gives the combined form.
 */
const plan = (wsUrl: string, symbol: string): SocketPlan => {
	const streams = streamsOf(symbol);
	const base = wsUrl.replace(/\/+$/, '');
	if (base.endsWith('/ws')) {
		return {
			url: `${base}?timeUnit=MICROSECOND`,
			hello: [JSON.stringify({method: 'SUBSCRIBE', params: streams, id: 1})],
		};
	}

	const root = base.replace(/\/stream$/, '');
	const names = streams.map((stream) => encodeURIComponent(stream).replaceAll('%40', '@')).join('/');
	return {url: `${root}/stream?streams=${names}&timeUnit=MICROSECOND`, hello: []};
};

/** A byte order mark stays in the text, so that the general parser refuses it. */
const utf8 = new TextDecoder('utf-8', {ignoreBOM: true});

/** The one event of a message. A diff read from bytes is valid until the next call. */
export const readMessage = (message: Uint8Array | string, instrument: Instrument): FeedEvent => {
	if (typeof message === 'string') return parseMessage(message, instrument);
	return fastParse(message, instrument) ?? parseMessage(utf8.decode(message), instrument);
};

export const market: VenueMarket = {
	/** A host for market data only; it gives no access to accounts. */
	url: 'wss://data-stream.binance.vision',
	denseTradeIds: true,
	plan,
	read: (message, instrument, sink) => sink(readMessage(message, instrument)),
	split: splitMessage,
};
