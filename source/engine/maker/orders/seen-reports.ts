import type {OrderReport} from '../types/order-report.js';

/** A repetition comes soon, by a second connection or after a lost one: numbers older than so many reports are forgotten. */
const MOST_SEEN = 10_000;

/** Each report counts once, however often it is told. */
export class SeenReports {
	readonly #seen = new Set<number>();

	/** @returns whether it is new. */
	take({executionId}: OrderReport): boolean {
		if (this.#seen.has(executionId)) return false;
		this.#seen.add(executionId);
		if (this.#seen.size > MOST_SEEN) {
			const [oldest] = this.#seen;
			if (oldest !== undefined) this.#seen.delete(oldest);
		}

		return true;
	}
}
