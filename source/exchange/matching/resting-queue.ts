/** The orders at one price, first in first out. */

import type {PriceUnits, Side} from '../../domain/units.js';
import {lots, NO_LOTS, type Lots} from '../listing/lots.js';

export type OrderId = number;

export type RestingOrder = {
	readonly id: OrderId;
	readonly side: Side;
	readonly priceUnits: PriceUnits;
	/** Unfilled quantity. */
	remaining: Lots;
};

export class RestingQueue {
	readonly priceUnits: PriceUnits;
	/** Oldest first. A plain array: most levels hold one order, and there are thousands of levels. */
	#orders: RestingOrder[] = [];
	#total = NO_LOTS;

	constructor(priceUnits: PriceUnits) {
		this.priceUnits = priceUnits;
	}

	/** The level's quantity. */
	get total(): Lots {
		return this.#total;
	}

	get orders(): readonly RestingOrder[] {
		return this.#orders;
	}

	first(): RestingOrder | undefined {
		return this.#orders[0];
	}

	join(order: RestingOrder): void {
		if (this.#orders.length === 0) this.#orders = [order];
		else this.#orders.push(order);
		this.#total = lots(this.#total + order.remaining);
	}

	/** Fills part of an order; a fully filled order leaves, all others keep their place. */
	take(order: RestingOrder, quantity: Lots): void {
		order.remaining = lots(order.remaining - quantity);
		this.#total = lots(this.#total - quantity);
		if (order.remaining === 0) this.#orders = this.#orders.filter((held) => held !== order);
	}
}
