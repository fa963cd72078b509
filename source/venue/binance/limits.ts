/** Binance spot's limits, and the lower ones that this program keeps. */

import type {VenueLimits} from '../../domain/venue-limits.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const limits: VenueLimits = {
	/** The venue allows 300 connections in five minutes per address; a failing program stays far below. */
	dials: {most: 30, windowMs: 5 * MINUTE_MS, policyCloseCode: 1008, policyWaitMs: 30_000},
	/** The venue disconnects at 24 h; reconnect before that, at a time of our choice. */
	rotateAfterMs: 23 * HOUR_MS,
	/** Since 2023-08-25; `exchangeInfo` overrides it. */
	weights: [{limit: 6000, intervalMs: MINUTE_MS}],
	/** The depths above which a snapshot costs more weight. */
	snapshots: {
		steps: [
			{depth: 5000, share: 0.15},
			{depth: 1000, share: 0.4},
		],
		cheapest: 100,
		dearestShare: 0.25,
	},
	refusals: {
		/** 429 too many requests, 418 banned for going on after it, 403 the firewall. */
		waitMs: new Map([
			[429, MINUTE_MS],
			[418, 2 * MINUTE_MS],
			[403, 5 * MINUTE_MS],
		]),
		/** The longest documented ban is three days. */
		longestMs: 3 * 24 * HOUR_MS,
	},
};
