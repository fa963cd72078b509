/** The feed's state as it was last told: since when it holds, and whether there is news of it. */

import type {Instant} from '../domain/units.js';
import type {FeedStatus} from './status.js';

export class StatusTeller {
	#status: FeedStatus;
	#told = false;

	constructor(start: Instant) {
		this.#status = {state: 'connecting', reason: 'start', attempt: 1, bufferedDiffs: 0, sinceMs: start.wallMs};
	}

	get last(): FeedStatus {
		return this.#status;
	}

	/** With the moment since which state and reason are what they are. */
	dated(status: Omit<FeedStatus, 'sinceMs'>, at: Instant): FeedStatus {
		const same = status.state === this.#status.state && status.reason === this.#status.reason;
		return {...status, sinceMs: same ? this.#status.sinceMs : at.wallMs};
	}

	/** @returns what is news; another state, reason or attempt is. */
	news(status: FeedStatus): {readonly stateChanged: boolean} | undefined {
		const held = this.#status;
		this.#status = status;
		const same = status.state === held.state && status.reason === held.reason && status.attempt === held.attempt;
		if (same && this.#told) return undefined;
		this.#told = true;
		return {stateChanged: status.state !== held.state};
	}
}
