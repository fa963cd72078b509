/** A venue's limits of dials and REST requests, and what its refusals mean. */

import type {WeightLimit} from './request-weight.js';

/** Limits of new connections, counted for the whole address. */
export type DialLimits = {
	/** Dials allowed in the interval, far fewer than the venue would allow. */
	readonly most: number;
	readonly windowMs: number;
	/** The close code for breaking the venue's rules, and for how long nothing is dialled after it. */
	readonly policyCloseCode: number;
	readonly policyWaitMs: number;
};

/** How deep a snapshot may be while how much of the grant is used up. */
export type SnapshotSteps = {
	/** From the dearest to the cheapest; `share` of the grant that may be used up before a step is passed over. */
	readonly steps: readonly {readonly depth: number; readonly share: number}[];
	/** What is asked for where no step can be afforded. */
	readonly cheapest: number;
	/** Of the grant, one snapshot costs no more than this. */
	readonly dearestShare: number;
};

/** How long a refusal silences everything. */
export type Refusals = {
	/** By HTTP status, where the answer does not say it itself. */
	readonly waitMs: ReadonlyMap<number, number>;
	/** A longer wait than this is taken for a wrong clock and cut. */
	readonly longestMs: number;
};

export type VenueLimits = {
	readonly dials: DialLimits;
	/** A connection is replaced at this age, before the venue cuts it; undefined where it never does. */
	readonly rotateAfterMs: number | undefined;
	/** What REST grants, until the venue says so itself. */
	readonly weights: readonly WeightLimit[];
	readonly snapshots: SnapshotSteps;
	readonly refusals: Refusals;
};
