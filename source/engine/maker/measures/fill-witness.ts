/** How fills came about, from the moment in which they happened until they are reported. */

import type {FillCircumstances} from '../types/execution-observer.js';
import type {OrderFill} from '../types/order-report.js';

/** Fills that are seen and never reported are forgotten beyond this, the oldest first. */
const MOST_SEEN = 10_000;

export class FillWitness {
	readonly #seen = new Map<number, FillCircumstances>();

	note({executionId}: OrderFill, circumstances: FillCircumstances): void {
		this.#seen.set(executionId, circumstances);
		if (this.#seen.size <= MOST_SEEN) return;
		const [oldest] = this.#seen.keys();
		if (oldest !== undefined) this.#seen.delete(oldest);
	}

	/** Once for each fill. */
	take({executionId}: OrderFill): FillCircumstances | undefined {
		const circumstances = this.#seen.get(executionId);
		this.#seen.delete(executionId);
		return circumstances;
	}
}
