/**
 * Cuts the stream of level changes into depth events, one publisher per stream speed: final quantities of the
 * levels touched since the last event, ids from the one after the last event's to the present one.
 */

import type {ListedDiff, Level} from '../../domain/feed-event.js';
import {unixMs, updateId, type PriceUnits, type QtyLots, type Side, type UpdateId} from '../../domain/units.js';
import type {LevelChange} from '../matching/engine-events.js';

export class DepthPublisher {
	readonly #touched: Record<Side, Map<PriceUnits, QtyLots>> = {bid: new Map(), ask: new Map()};
	#publishedId: UpdateId;
	#latestId: UpdateId;

	constructor(startId: UpdateId) {
		this.#publishedId = startId;
		this.#latestId = startId;
	}

	touch(change: LevelChange): void {
		this.#touched[change.side].set(change.priceUnits, change.after);
		this.#latestId = change.updateId;
	}

	/** @returns `undefined` where nothing changed: nothing is sent then. */
	publish(eventAtMs: number): ListedDiff | undefined {
		if (this.#latestId === this.#publishedId) return undefined;
		const diff: ListedDiff = {
			kind: 'diff',
			firstId: updateId(this.#publishedId + 1),
			lastId: this.#latestId,
			eventAtMs: unixMs(eventAtMs),
			bids: drain(this.#touched.bid),
			asks: drain(this.#touched.ask),
		};
		this.#publishedId = this.#latestId;
		return diff;
	}

	/** What was touched before the ids restarted is never told. */
	restart(startId: UpdateId): void {
		this.#touched.bid.clear();
		this.#touched.ask.clear();
		this.#publishedId = startId;
		this.#latestId = startId;
	}
}

const drain = (touched: Map<PriceUnits, QtyLots>): Level[] => {
	const levels = Array.from(touched, ([priceUnits, qtyLots]) => ({priceUnits, qtyLots}));
	touched.clear();
	return levels;
};
