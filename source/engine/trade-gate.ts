/** Lets every trade pass once, also while two connections tell of the same ones. */

/** Ids remembered: more than any overlap of two connections holds. */
export const MAX_REMEMBERED_TRADES = 4096;

export class TradeGate {
	readonly #seen = new Set<number>();

	/** @returns false for a trade that has passed before. */
	admit(tradeId: number): boolean {
		if (this.#seen.has(tradeId)) return false;
		this.#seen.add(tradeId);
		if (this.#seen.size > MAX_REMEMBERED_TRADES) {
			const oldest = this.#seen.values().next();
			if (oldest.done !== true) this.#seen.delete(oldest.value);
		}

		return true;
	}
}
