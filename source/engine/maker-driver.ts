/** Steps the market maker's desk: with the time always, with the book where it, its trust or the desk has changed. */

import {midHalfUnits, touchOf} from '../domain/book/metrics.js';
import type {BookView} from '../domain/book/order-book.js';
import type {Instant} from '../domain/units.js';
import type {Gauges} from './feed/types/gauges.js';
import {MakerDesk} from './maker/maker-desk.js';
import type {MakerWiring} from './maker/maker-parts.js';
import type {Obstacle} from './maker/types/quotes.js';
import type {MarketMeters} from './feed/meters/feed-meters.js';
import type {EngineOutput} from './outputs.js';

/** The market at the end of a step. */
export type MakerMarket = {
	readonly book: BookView;
	/** Why there can be no quotes. */
	readonly obstacle: Obstacle | undefined;
	readonly gauges: (now: Instant) => Gauges;
};

export class MakerDriver {
	readonly desk: MakerDesk;
	readonly #meters: MarketMeters;
	#stirred = false;

	/** @param wiring the desk's, but for where it speaks. */
	constructor(wiring: Omit<MakerWiring, 'emit' | 'onTransition'>, meters: MarketMeters, output: (output: EngineOutput) => void) {
		this.desk = new MakerDesk({
			...wiring,
			emit: (news) => {
				// A fill changes the inventory, so the quotes are computed again.
				if (news.kind === 'fill') this.stir();
				output(news);
			},
		});
		this.#meters = meters;
	}

	/** Something has happened that quotes may depend on. */
	stir(): void {
		this.#stirred = true;
	}

	/** Quotes follow the book and its trust within the same step. */
	run({book, obstacle, gauges}: MakerMarket, at: Instant): void {
		this.desk.onClock(this.#meters.clockOffset(at.monoMs));
		this.desk.onTime(at);
		if (this.desk.wantsHealth(at)) this.desk.onHealth(gauges(at), at);
		const mustStop = obstacle !== undefined && this.desk.isFollowing;
		if (!this.#stirred && !this.desk.isDue && !mustStop) return;
		this.#stirred = false;
		const touch = touchOf(book);
		if (obstacle === undefined && touch !== undefined) this.#meters.onMid(midHalfUnits(touch) / 2, at.monoMs);
		this.desk.onBook(book, obstacle);
	}
}
