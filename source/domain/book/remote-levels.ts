/**
 * Levels at prices out of reach of the instrument's origin: far from the market, so few, and in no hurry. Their prices
 * are counted from zero.
 */

import {MAX_FAR_LEVELS} from './far-levels.js';
import type {QtyLots, Side} from '../units.js';

export type RemoteLevel = {readonly units: bigint; readonly qtyLots: QtyLots};

/** What a diff or a snapshot says of such levels. */
export type RemoteSides = {readonly bids: readonly RemoteLevel[]; readonly asks: readonly RemoteLevel[]};

/** Best first. */
export const remoteOrder =
	(side: Side) =>
	(a: RemoteLevel, b: RemoteLevel): number =>
		a.units === b.units ? 0 : a.units > b.units === (side === 'bid') ? -1 : 1;

/** Of one side of a book. */
export class RemoteLevels {
	readonly #side: Side;
	readonly #lots = new Map<bigint, QtyLots>();
	#evicted = 0;

	constructor(side: Side) {
		this.#side = side;
	}

	get count(): number {
		return this.#lots.size;
	}

	/** Levels let go of because they were too many. */
	get evicted(): number {
		return this.#evicted;
	}

	/** Absolute quantities; zero removes. */
	apply(levels: readonly RemoteLevel[]): void {
		for (const {units, qtyLots} of levels) {
			if (qtyLots === 0) this.#lots.delete(units);
			else this.#lots.set(units, qtyLots);
		}

		if (this.#lots.size > MAX_FAR_LEVELS) this.#evict();
	}

	/** Best first. */
	levels(): readonly RemoteLevel[] {
		return Array.from(this.#lots, ([units, qtyLots]) => ({units, qtyLots})).toSorted(remoteOrder(this.#side));
	}

	/** The furthest go, down to three quarters of what there may be. */
	#evict(): void {
		const furthest = this.levels().slice((MAX_FAR_LEVELS * 3) / 4);
		for (const {units} of furthest) this.#lots.delete(units);
		this.#evicted += furthest.length;
	}
}
