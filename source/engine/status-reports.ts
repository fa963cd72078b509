/** The feed's status as it is now, and the outputs that say when it has become another one. */

import type {JournalEntry} from '../domain/journal-entry.js';
import type {Instant} from '../domain/units.js';
import type {BookTrust} from './book-trust.js';
import type {FeedKeeper} from './feed/feed-keeper.js';
import type {VenuePolls} from './feed/rest/venue-polls.js';
import {StatusChanges} from './feed/status-changes.js';
import type {FeedStatus} from './feed/types/status.js';
import {tellReason, tellStatus} from './journal.js';
import type {MakerDesk} from './maker/maker-desk.js';
import type {EngineOutput} from './outputs.js';

export type StatusParts = {
	readonly keeper: FeedKeeper;
	readonly polls: VenuePolls;
	readonly trust: BookTrust;
	readonly desk: MakerDesk;
	readonly output: (output: EngineOutput) => void;
};

export class StatusReports {
	readonly #parts: StatusParts;
	readonly #changes: StatusChanges;

	constructor(parts: StatusParts, start: Instant) {
		this.#parts = parts;
		this.#changes = new StatusChanges(start);
	}

	/** As it was published last. */
	get last(): FeedStatus {
		return this.#changes.last;
	}

	/** @param isKnown whether the venue has told the instrument: before that there is no feed that could have a state. */
	status(isKnown: boolean, at: Instant): FeedStatus {
		const {keeper, polls, trust} = this.#parts;
		return this.#changes.dated(isKnown ? keeper.status(at) : polls.startingStatus(at), trust.holds(at), at);
	}

	publish(isKnown: boolean, at: Instant): void {
		const {polls, trust, desk, output} = this.#parts;
		const status = this.status(isKnown, at);
		const trusted = trust.holds(at);
		const news = this.#changes.news(status, trusted);
		if (news === undefined) return;
		if (status.state === 'stale') polls.checkInstrument(at.monoMs);
		output({kind: 'status', status});
		const entry = this.#entryOf(status, news, at);
		if (entry !== undefined) output({kind: 'journal', entry});
		// Quotes that are off for the feed's sake are off for the feed's own reason.
		if (news.reasonChanged && !trusted) desk.sayAgain();
	}

	#entryOf(status: FeedStatus, news: {stateChanged: boolean; reasonChanged: boolean}, at: Instant): JournalEntry | undefined {
		const {keeper, desk} = this.#parts;
		const moment = {atMs: at.wallMs, updateId: keeper.line.bookId, quoting: desk.view.quoting.kind === 'quoting'};
		if (news.stateChanged) return tellStatus(status, moment);
		return news.reasonChanged ? tellReason(status, moment) : undefined;
	}
}
