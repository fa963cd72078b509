/** Binance spot. */

import type {FeedEvent} from '../../domain/feed-event.js';
import type {Instrument} from '../../domain/instrument.js';
import type {Venue} from '../venue.js';
import {ENDPOINTS, instrumentRequest, restUrl, snapshotRequest, socketPlan, timeRequest, WEIGHT_LIMITS} from './endpoints.js';
import {fastParse} from './fast-parse.js';
import {parseInstrument, parseSnapshot, parseTime, readRefusal} from './messages.js';
import {parseMessage as parseText, splitMessage} from './parse.js';
import {sequenceRule} from './sequence-rule.js';
import {parseWeightLimits, usedWeight} from './weight-limits.js';

/** A byte order mark is no JSON: it stays, and the general parser refuses it. */
const utf8 = new TextDecoder('utf-8', {ignoreBOM: true});

const parseMessage = (message: Uint8Array | string, instrument: Instrument): FeedEvent => {
	if (typeof message === 'string') return parseText(message, instrument);
	return fastParse(message, instrument) ?? parseText(utf8.decode(message), instrument);
};

export const binance: Venue = {
	name: 'binance',
	endpoints: ENDPOINTS,
	weightLimits: WEIGHT_LIMITS,
	sequenceRule,
	denseTradeIds: true,
	socketPlan,
	restUrl,
	instrumentRequest,
	snapshotRequest,
	timeRequest,
	parseMessage,
	splitMessage,
	parseInstrument,
	parseWeightLimits,
	parseSnapshot,
	parseTime,
	readRefusal,
	usedWeight,
};
