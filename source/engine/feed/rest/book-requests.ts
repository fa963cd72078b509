/** What is asked of REST for the book's sake, as much as can be afforded. */

import type {BookRules} from '../../../domain/book-rules.js';
import type {Instant, UnixMs} from '../../../domain/units.js';
import type {VenueLimits} from '../../../domain/venue-limits.js';
import type {RestQueue} from './rest-queue.js';
import {affordableDepth} from './snapshot-depth.js';

export type BookRequestsOptions = {
	readonly rules: BookRules;
	readonly limits: VenueLimits;
	readonly snapshotDepth: number;
	readonly rest: RestQueue;
	readonly wallNow: () => UnixMs;
};

export class BookRequests {
	readonly #options: BookRequestsOptions;

	constructor(options: BookRequestsOptions) {
		this.#options = options;
	}

	/** For the status: the attempt, when the next one goes out, whether REST is refused. */
	condition(at: Instant) {
		const {rest} = this.#options;
		return {
			snapshotAttempt: rest.attempt('snapshot'),
			nextSnapshotAt: rest.nextTry('snapshot', at),
			restRefused: rest.isRefused(at.monoMs),
		};
	}

	wantSnapshot(kind: 'snapshot' | 'successor-snapshot'): void {
		const {rest, snapshotDepth, wallNow, limits} = this.#options;
		const costOf = (depth: number): number => rest.costOf({kind, depth});
		rest.want({kind, depth: affordableDepth(snapshotDepth, rest.weight(wallNow()), limits.snapshots, costOf)});
	}

	/** Does nothing for a venue whose REST snapshots carry no id of the stream. */
	wantProbe(): void {
		const {rest, rules} = this.#options;
		if (rules.probeDepth !== undefined) rest.want({kind: 'probe', depth: rules.probeDepth});
	}
}
