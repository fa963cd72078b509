/**
 * Turns level changes into depth events, one publisher per stream speed: the final quantity of each level
 * changed since the last event, with first id = last event's id + 1.
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

	/** @returns `undefined` if nothing changed; the venue then sends nothing. */
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

	/** Drops unpublished changes, because update ids begin again. */
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
