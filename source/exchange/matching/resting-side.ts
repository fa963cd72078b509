/** One side of the matching engine's book: queues by price, the prices in a sorted array with the best last. */

import type {Level} from '../../domain/feed-event.js';
import type {PriceUnits, Side} from '../../domain/units.js';
import {NO_LOTS, type Lots} from '../listing/lots.js';
import {RestingQueue, type OrderId} from './resting-queue.js';

export class RestingSide {
	/** +1 if a higher price is better (bids), −1 for asks. */
	readonly #sign: 1 | -1;
	readonly #queues = new Map<PriceUnits, RestingQueue>();
	/** Worst first, so that changes near the touch move few elements. */
	readonly #prices: PriceUnits[] = [];

	constructor(side: Side) {
		this.#sign = side === 'bid' ? 1 : -1;
	}

	get levelCount(): number {
		return this.#prices.length;
	}

	best(): RestingQueue | undefined {
		const price = this.#prices.at(-1);
		return price === undefined ? undefined : this.#queues.get(price);
	}

	bestPrice(): PriceUnits | undefined {
		return this.#prices.at(-1);
	}

	totalAt(price: PriceUnits): Lots {
		return this.#queues.get(price)?.total ?? NO_LOTS;
	}

	queueAt(price: PriceUnits): RestingQueue | undefined {
		return this.#queues.get(price);
	}

	/** The queue at a price, created if absent. */
	openAt(price: PriceUnits): RestingQueue {
		const held = this.#queues.get(price);
		if (held !== undefined) return held;
		const queue = new RestingQueue(price);
		this.#queues.set(price, queue);
		this.#prices.splice(this.#indexOf(price), 0, price);
		return queue;
	}

	/** Removes a queue without orders. */
	closeIfEmpty(queue: RestingQueue): void {
		if (queue.total > 0) return;
		this.#queues.delete(queue.priceUnits);
		this.#prices.splice(this.#indexOf(queue.priceUnits), 1);
	}

	/** Whether `price` is at least as good as `limit` for this side's resting orders. */
	isAtOrBetter(price: PriceUnits, limit: PriceUnits): boolean {
		return this.#sign * (price - limit) >= 0;
	}

	/** The best `count` levels, best first. */
	levels(count: number): Level[] {
		const levels: Level[] = [];
		for (let index = this.#prices.length - 1; index >= 0 && levels.length < count; index -= 1) {
			const price = this.#prices[index];
			if (price !== undefined) levels.push({priceUnits: price, qtyLots: this.totalAt(price)});
		}

		return levels;
	}

	/** The orders that rest strictly better than a price, best level first. */
	ordersBetterThan(price: PriceUnits): OrderId[] {
		const found: OrderId[] = [];
		for (let index = this.#prices.length - 1; index >= 0; index -= 1) {
			const held = this.#prices[index];
			if (held === undefined || this.#sign * (held - price) <= 0) break;
			for (const order of this.#queues.get(held)?.orders ?? []) found.push(order.id);
		}

		return found;
	}

	/** First index whose price is not worse than the given one. */
	#indexOf(price: PriceUnits): number {
		let low = 0;
		let high = this.#prices.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (this.#sign * ((this.#prices[middle] ?? price) - price) < 0) low = middle + 1;
			else high = middle;
		}

		return low;
	}
}
