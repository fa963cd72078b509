/**
 * A bounded log of level changes. The book at any id still in the log is the present book with the later changes
 * undone; tests compare a client's book with it.
 */

import type {Level} from '../../domain/feed-event.js';
import {updateId, type PriceUnits, type QtyLots, type Side, type UpdateId} from '../../domain/units.js';
import type {LevelChange} from '../matching/engine-events.js';

/** Both sides, best first. */
export type BookLevels = {readonly bids: readonly Level[]; readonly asks: readonly Level[]};

/** About two minutes of changes at the usual pace. */
const HISTORY_CHANGES = 65_536;

type Quantities = Record<Side, Map<PriceUnits, QtyLots>>;

export class BookHistory {
	readonly #capacity: number;
	/** Ring buffer: the change with id `n` is at `n % capacity`. */
	readonly #changes: LevelChange[] = [];
	#oldest: UpdateId | undefined;
	#latest: UpdateId;

	constructor(startId: UpdateId, capacity = HISTORY_CHANGES) {
		this.#latest = startId;
		this.#capacity = capacity;
	}

	/** Ids must be consecutive. */
	record(change: LevelChange): void {
		this.#changes[change.updateId % this.#capacity] = change;
		this.#latest = change.updateId;
		this.#oldest ??= change.updateId;
		if (this.#latest - this.#oldest >= this.#capacity) this.#oldest = updateId(this.#oldest + 1);
	}

	/** Empties the log, because update ids begin again. */
	restart(startId: UpdateId): void {
		this.#changes.length = 0;
		this.#oldest = undefined;
		this.#latest = startId;
	}

	/** Whether the book at this id can be rebuilt. */
	holds(id: UpdateId): boolean {
		return id <= this.#latest && id >= (this.#oldest ?? this.#latest + 1) - 1;
	}

	/** The least id for which `holds` is true. */
	oldestHeld(): UpdateId {
		return this.#oldest === undefined ? this.#latest : updateId(this.#oldest - 1);
	}

	/** The book at `id`, rebuilt from the present one; `undefined` if the log does not reach it. */
	rewind(present: BookLevels, id: UpdateId): BookLevels | undefined {
		if (!this.holds(id)) return undefined;
		const undone = this.#collect(id, 'before');
		return {
			bids: merge(present.bids, undone.bid, (a, b) => b - a),
			asks: merge(present.asks, undone.ask, (a, b) => a - b),
		};
	}

	/** The levels changed after `id`, with their present quantities; `undefined` if the log does not reach `id`. */
	since(id: UpdateId): BookLevels | undefined {
		if (!this.holds(id)) return undefined;
		const touched = this.#collect(id, 'after');
		return {bids: toLevels(touched.bid), asks: toLevels(touched.ask)};
	}

	/** For each level changed after `id`: its quantity before the first change, or after the last. */
	#collect(id: UpdateId, which: 'before' | 'after'): Quantities {
		const found: Quantities = {bid: new Map(), ask: new Map()};
		const count = this.#latest - id;
		for (let index = 0; index < count; index += 1) {
			const at = which === 'before' ? this.#latest - index : id + 1 + index;
			const change = this.#changes[at % this.#capacity];
			if (change !== undefined) found[change.side].set(change.priceUnits, change[which]);
		}

		return found;
	}
}

const toLevels = (quantities: Map<PriceUnits, QtyLots>): Level[] =>
	Array.from(quantities, ([priceUnits, qtyLots]) => ({priceUnits, qtyLots}));

const merge = (
	present: readonly Level[],
	changed: Map<PriceUnits, QtyLots>,
	order: (a: PriceUnits, b: PriceUnits) => number,
): readonly Level[] => {
	if (changed.size === 0) return present;
	const quantities = new Map(present.map((level) => [level.priceUnits, level.qtyLots]));
	for (const [price, quantity] of changed) {
		if (quantity === 0) quantities.delete(price);
		else quantities.set(price, quantity);
	}

	return toLevels(quantities).toSorted((a, b) => order(a.priceUnits, b.priceUnits));
};
