/** Binance spot's REST side: URLs and weights. */

import type {RestRequest, VenueRest} from '../venue.js';
import {parseInstrument, parseSnapshot, parseTime, readRefusal} from './rest-bodies.js';
import {upperAscii} from './symbol.js';
import {parseWeightLimits, usedWeight} from './weight-limits.js';

const MICROSECONDS = {'X-MBX-TIME-UNIT': 'MICROSECOND'};
const API_PREFIX = '/api/v3';

const urlOf = (base: string, request: RestRequest): string => base.replace(/\/+$/, '').replace(/\/api(\/v3)?$/, '') + request.path;

/** Weights of the REST documentation since 2023-10-19. */
const depthWeight = (depth: number): number => {
	if (depth <= 100) return 5;
	if (depth <= 500) return 25;
	return depth <= 1000 ? 50 : 250;
};

export const rest: VenueRest = {
	/** A host for market data only; it gives no access to accounts. */
	url: 'https://data-api.binance.vision',
	urlOf,
	instrument: (symbol) => ({
		path: `${API_PREFIX}/exchangeInfo?symbol=${encodeURIComponent(upperAscii(symbol))}`,
		headers: {},
		weight: 20,
	}),
	snapshot: (symbol, depth) => ({
		path: `${API_PREFIX}/depth?symbol=${encodeURIComponent(upperAscii(symbol))}&limit=${depth}`,
		headers: {},
		weight: depthWeight(depth),
	}),
	time: () => ({path: `${API_PREFIX}/time`, headers: MICROSECONDS, weight: 1}),
	readInstrument: parseInstrument,
	readWeightLimits: parseWeightLimits,
	readSnapshot: parseSnapshot,
	readTime: parseTime,
	readRefusal,
	usedWeight,
};
