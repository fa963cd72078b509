/** How often a venue lets itself be asked, and what it means when it will not be. The engine takes it as data. */

import type {WeightLimit} from './request-weight.js';

/** Of connections that are made, whoever makes them. */
export type DialLimits = {
	/** Ours, far below the venue's own. */
	readonly most: number;
	readonly windowMs: number;
	/** The close code that says that our manners were bad, and for how long nothing is dialled then. */
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
	/** The longest wait that is believed. */
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
