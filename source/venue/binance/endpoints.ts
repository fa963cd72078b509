/** Where Binance spot is reached, what it charges, and how its URLs are built. */

import type {RestRequest, SocketPlan} from '../venue.js';

/** Market data only: no account can be reached through these. */
export const ENDPOINTS = {
	restUrl: 'https://data-api.binance.vision',
	wsUrl: 'wss://data-stream.binance.vision',
} as const;

/** Since 2023-08-25; `exchangeInfo` has the word. */
export const WEIGHT_LIMITS = [{limit: 6000, intervalMs: 60_000}] as const;

const MICROSECONDS = {'X-MBX-TIME-UNIT': 'MICROSECOND'};
const API_PREFIX = '/api/v3';

const streamsOf = (symbol: string): readonly string[] => {
	const name = lowerAscii(symbol);
	return [`${name}@depth@100ms`, `${name}@trade`, `${name}@bookTicker`];
};

/** Only ASCII letters have a case here: symbols in other scripts are opaque. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
export const upperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

/**
 * The combined stream, unless the base URL ends in `/ws`: then the bare socket, subscribed by message.
 * A base that ends in `/stream`, or has no path, gives the combined form.
 */
export const socketPlan = (wsUrl: string, symbol: string): SocketPlan => {
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

export const restUrl = (base: string, request: RestRequest): string => base.replace(/\/+$/, '').replace(/\/api(\/v3)?$/, '') + request.path;

/** Weights as the REST documentation has them since 2023-10-19. */
const depthWeight = (depth: number): number => {
	if (depth <= 100) return 5;
	if (depth <= 500) return 25;
	return depth <= 1000 ? 50 : 250;
};

export const snapshotRequest = (symbol: string, depth: number): RestRequest => ({
	path: `${API_PREFIX}/depth?symbol=${encodeURIComponent(upperAscii(symbol))}&limit=${depth}`,
	headers: {},
	weight: depthWeight(depth),
});

export const instrumentRequest = (symbol: string): RestRequest => ({
	path: `${API_PREFIX}/exchangeInfo?symbol=${encodeURIComponent(upperAscii(symbol))}`,
	headers: {},
	weight: 20,
});

export const timeRequest = (): RestRequest => ({
	path: `${API_PREFIX}/time`,
	headers: MICROSECONDS,
	weight: 1,
});
