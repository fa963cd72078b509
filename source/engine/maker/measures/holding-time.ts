/** How long inventory is held: from the fill that opened it to the one that closed it, oldest first, by quantity. */

import type {UnixMs} from '../../../domain/units.js';
import type {OrderFill} from '../types/order-report.js';

export type HoldingView = {
	/** Mean over all that was closed, weighted by quantity; undefined before the first. */
	readonly meanMs: number | undefined;
	/** Of the oldest lot that is still open. */
	readonly openSinceMs: UnixMs | undefined;
};

/** More open lots than this: the two oldest are taken as one. */
const MOST_OPEN = 10_000;

type OpenLot = {lots: number; at: UnixMs};

export class HoldingTime {
	/** Oldest first, all of one sign. */
	readonly #open: OpenLot[] = [];
	#closedLots = 0;
	#closedLotMs = 0;

	get view(): HoldingView {
		return {meanMs: this.#closedLots === 0 ? undefined : this.#closedLotMs / this.#closedLots, openSinceMs: this.#open[0]?.at};
	}

	onFill({side, qtyLots, atMs}: Pick<OrderFill, 'side' | 'qtyLots' | 'atMs'>): void {
		const sign = side === 'bid' ? 1 : -1;
		let left = Number(qtyLots);
		for (let oldest = this.#open[0]; left > 0 && oldest !== undefined && oldest.lots * sign < 0; oldest = this.#open[0]) {
			const closed = Math.min(left, Math.abs(oldest.lots));
			this.#closedLots += closed;
			this.#closedLotMs += closed * Math.max(atMs - oldest.at, 0);
			oldest.lots += sign * closed;
			left -= closed;
			if (oldest.lots === 0) this.#open.shift();
		}

		if (left > 0) this.#push({lots: sign * left, at: atMs});
	}

	#push(lot: OpenLot): void {
		this.#open.push(lot);
		if (this.#open.length <= MOST_OPEN) return;
		const [first, second] = this.#open.splice(0, 2);
		if (first !== undefined && second !== undefined) this.#open.unshift({lots: first.lots + second.lots, at: first.at});
	}
}
