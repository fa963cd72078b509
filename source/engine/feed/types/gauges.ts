/** Numbers about the feed's health and the market's mood, for gauges and `stats`. Plain data. */

import type {ClockOffset} from '../../../domain/clock-offset.js';
import type {UnixMs} from '../../../domain/units.js';

export type Latency = {
	readonly p50Ms: number;
	readonly p99Ms: number;
	/** How many messages the percentiles stand on. */
	readonly samples: number;
};

export type Counters = {
	readonly depthEvents: number;
	readonly trades: number;
	/** Trades that the venue made and we were not told of, as far as its ids tell. */
	readonly tradesLost: number;
	/** Trades with an id that another trade had: not counted. */
	readonly tradesConflicting: number;
	/** Volume, prints and paper fills are incomplete from then on, by the venue's clock; undefined while none was lost. */
	readonly tradesIncompleteSinceMs: UnixMs | undefined;
	/** Messages of no known kind. */
	readonly unknownEvents: number;
	/** Messages that could not be read, other symbols' included. */
	readonly malformedEvents: number;
	readonly gaps: number;
	readonly resyncs: number;
	readonly connections: number;
	readonly snapshots: number;
	readonly rotations: number;
	/** Comparisons with a fresh snapshot at one update id. */
	readonly audits: number;
	readonly auditMismatches: number;
	/** The ids never met. */
	readonly auditsInconclusive: number;
	/** Comparisons with the venue's own best bid and ask at one update id. */
	readonly topChecks: number;
	readonly topMismatches: number;
};

/** What the last comparison with a fresh snapshot found. */
export type AuditPicture = {
	readonly result: 'equal' | 'different' | 'inconclusive';
	readonly ageMs: number;
	readonly levels: number;
	readonly different: number;
};

export type Gauges = {
	/** Undefined before the first one. */
	readonly lastAudit: AuditPicture | undefined;
	/** Exchange → receive, corrected by the clock offset; undefined before the first sample. */
	readonly latency: Latency | undefined;
	readonly clockOffset: ClockOffset | undefined;
	/** How late depth comes, steadily: the median of the newest 21 events, so that one late message is none. Undefined before five. */
	readonly feedAgeMs: number | undefined;
	/** Age of the newest applied depth event on the monotonic clock. */
	readonly depthAgeMs: number | undefined;
	/** Standard deviation of the mid over one second, as an average over about a minute, in basis points. */
	readonly volatilityBp: number | undefined;
	/** Messages in the last second. */
	readonly depthRate: number;
	readonly tradeRate: number;
	/** REST weight used in the venue's present minute, and the venue's limit. */
	readonly restWeightUsed: number;
	readonly restWeightLimit: number;
};
