/** Binance spot's limits, and how far below them we stay. */

import type {VenueLimits} from '../../domain/venue-limits.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const limits: VenueLimits = {
	/** The venue allows 300 dials in five minutes behind one address; nothing that goes wrong should come near it. */
	dials: {most: 30, windowMs: 5 * MINUTE_MS, policyCloseCode: 1008, policyWaitMs: 30_000},
	/** The venue cuts at 24 h; leave before, at a moment of our own. */
	rotateAfterMs: 23 * HOUR_MS,
	/** Since 2023-08-25; `exchangeInfo` has the word. */
	weights: [{limit: 6000, intervalMs: MINUTE_MS}],
	/** The depths at which the price of a snapshot steps down. */
	snapshots: {
		steps: [
			{depth: 5000, share: 0.15},
			{depth: 1000, share: 0.4},
		],
		cheapest: 100,
		dearestShare: 0.25,
	},
	refusals: {
		/** Too many requests; banned for going on after that; the firewall. */
		waitMs: new Map([
			[429, MINUTE_MS],
			[418, 2 * MINUTE_MS],
			[403, 5 * MINUTE_MS],
		]),
		/** The longest ban that the documentation knows is three days. */
		longestMs: 3 * 24 * HOUR_MS,
	},
};
