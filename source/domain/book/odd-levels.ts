/**
 * The levels of a side that lie between the slots of its grid. They are few, so they are kept in a map and sorted
 * only when they are read.
 */

import {ZERO_LOTS, type PriceUnits, type QtyLots} from '../units.js';

export class OddLevels {
	readonly #sign: 1 | -1;
	readonly #lots = new Map<PriceUnits, QtyLots>();
	/** Prices, best first; undefined since a level came or went. */
	#order: readonly PriceUnits[] | undefined;

	/** @param sign +1 for bids, −1 for asks. */
	constructor(sign: 1 | -1) {
		this.#sign = sign;
	}

	get count(): number {
		return this.#lots.size;
	}

	lotsAt(price: PriceUnits): QtyLots {
		return this.#lots.get(price) ?? ZERO_LOTS;
	}

	/** Zero removes. */
	set(price: PriceUnits, qty: QtyLots): void {
		if (qty !== 0) {
			if (!this.#lots.has(price)) this.#order = undefined;
			this.#lots.set(price, qty);
		} else if (this.#lots.delete(price)) this.#order = undefined;
	}

	/** Prices of all levels, best first. */
	order(): readonly PriceUnits[] {
		this.#order ??= [...this.#lots.keys()].toSorted((a, b) => (b - a) * this.#sign);
		return this.#order;
	}

	clear(): void {
		this.#lots.clear();
		this.#order = undefined;
	}
}
