/** The orders that one trader has in the book, each living for a random time. */

import type {OrderRequest} from '../matching/engine-events.js';
import type {MatchingEngine} from '../matching/matching-engine.js';
import type {Random} from '../listing/random.js';
import type {OrderId} from '../matching/resting-queue.js';

export class TraderOrders {
	readonly #engine: MatchingEngine;
	readonly #random: Random;
	/** May name orders that were filled since; cancelling those does nothing. */
	readonly #orders: OrderId[] = [];

	constructor(engine: MatchingEngine, random: Random) {
		this.#engine = engine;
		this.#random = random;
	}

	submit(request: OrderRequest): void {
		const outcome = this.#engine.submit(request);
		if (outcome.status === 'resting') this.#orders.push(outcome.orderId);
	}

	/** Cancels as many as end in this span when the mean life is `lifetimeMs`. */
	expire(elapsedMs: number, lifetimeMs: number): void {
		const count = this.#random.poisson((this.#orders.length * elapsedMs) / lifetimeMs);
		for (let left = count; left > 0; left -= 1) this.#cancelAny();
	}

	#cancelAny(): void {
		const index = this.#random.below(this.#orders.length);
		const chosen = this.#orders[index];
		const last = this.#orders.pop();
		if (chosen === undefined || last === undefined) return;
		if (index < this.#orders.length) this.#orders[index] = last;
		this.#engine.cancel(chosen);
	}
}
