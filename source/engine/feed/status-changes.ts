/** The feed's state as it was last told: since when it holds, and whether there is news of it. */

import type {Instant} from '../../domain/units.js';
import type {FeedStatus} from './types/status.js';

export class StatusChanges {
	#status: FeedStatus;
	#trusted = false;
	/** Why the book last had to sync: at the latest look, and when a status was last published. */
	#asked: FeedStatus['reason'] = 'start';
	#synced: FeedStatus['reason'] = 'start';
	#told = false;

	constructor(start: Instant) {
		this.#status = {state: 'connecting', reason: 'start', attempt: 1, bufferedDiffs: 0, sinceMs: start.wallMs};
	}

	get last(): FeedStatus {
		return this.#status;
	}

	/** With the moment since which the state, and whether the book is trusted in it, is what it is. */
	dated(status: Omit<FeedStatus, 'sinceMs'>, trusted: boolean, at: Instant): FeedStatus {
		const same = status.state === this.#status.state && trusted === this.#trusted;
		return {...status, reason: this.#reasonOf(status), sinceMs: same ? this.#status.sinceMs : at.wallMs};
	}

	/** @returns what is news; another state, reason or attempt is. */
	news(status: FeedStatus, trusted: boolean): {readonly stateChanged: boolean; readonly reasonChanged: boolean} | undefined {
		const held = this.#status;
		this.#status = status;
		this.#trusted = trusted;
		this.#synced = this.#asked;
		const stateChanged = status.state !== held.state;
		const reasonChanged = status.reason !== held.reason;
		if (this.#told && !stateChanged && !reasonChanged && status.attempt === held.attempt) return undefined;
		this.#told = true;
		return {stateChanged, reasonChanged};
	}

	/** A book that was stale and is live again, without having been loaded anew, is live after what made it stale. */
	#reasonOf({state, reason}: Omit<FeedStatus, 'sinceMs'>): FeedStatus['reason'] {
		const held = this.#status;
		this.#asked = reason;
		if (state !== 'live' || (held.state === 'live' && reason !== this.#synced)) return reason;
		return held.state === 'stale' || held.state === 'live' ? held.reason : reason;
	}
}
