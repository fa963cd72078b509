/** The orders that rest at one price, first come first served. */

import type {PriceUnits, Side} from '../domain/units.js';
import {lots, NO_LOTS, type Lots} from './lots.js';

export type OrderId = number;

export type RestingOrder = {
	readonly id: OrderId;
	readonly side: Side;
	readonly priceUnits: PriceUnits;
	/** What is left of it. */
	remaining: Lots;
};

export class RestingQueue {
	readonly priceUnits: PriceUnits;
	/** A `Map` keeps its order of insertion and forgets anywhere in constant time: a queue that can be left. */
	readonly #orders = new Map<OrderId, RestingOrder>();
	#total = NO_LOTS;

	constructor(priceUnits: PriceUnits) {
		this.priceUnits = priceUnits;
	}

	/** The level's quantity. */
	get total(): Lots {
		return this.#total;
	}

	get orders(): IterableIterator<RestingOrder> {
		return this.#orders.values();
	}

	first(): RestingOrder | undefined {
		return this.#orders.values().next().value;
	}

	join(order: RestingOrder): void {
		this.#orders.set(order.id, order);
		this.#total = lots(this.#total + order.remaining);
	}

	/** Takes a part of an order away; an order without remainder leaves, all others keep their place. */
	take(order: RestingOrder, quantity: Lots): void {
		order.remaining = lots(order.remaining - quantity);
		this.#total = lots(this.#total - quantity);
		if (order.remaining === 0) this.#orders.delete(order.id);
	}
}
