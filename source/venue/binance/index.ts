/** Binance spot. */

import type {Venue} from '../venue.js';
import {
	ENDPOINTS,
	instrumentRequest,
	restUrl,
	snapshotRequest,
	socketPlan,
	timeRequest,
	usedWeight,
	WEIGHT_PER_MINUTE,
} from './endpoints.js';
import {parseInstrument, parseSnapshot, parseTime, readRefusal} from './messages.js';
import {parseMessage, splitMessage} from './parse.js';
import {sequenceRule} from './sequence-rule.js';

export const binance: Venue = {
	name: 'binance',
	endpoints: ENDPOINTS,
	weightPerMinute: WEIGHT_PER_MINUTE,
	sequenceRule,
	socketPlan,
	restUrl,
	instrumentRequest,
	snapshotRequest,
	timeRequest,
	parseMessage,
	splitMessage,
	parseInstrument,
	parseSnapshot,
	parseTime,
	readRefusal,
	usedWeight,
};
