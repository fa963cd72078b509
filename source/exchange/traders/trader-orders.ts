/** One trader's orders, each with a random lifetime. */

import type {OrderRequest} from '../matching/engine-events.js';
import type {MatchingEngine} from '../matching/matching-engine.js';
import type {Random} from '../listing/random.js';
import type {OrderId} from '../matching/resting-queue.js';

export class TraderOrders {
	readonly #engine: MatchingEngine;
	readonly #random: Random;
	/** May contain orders filled since; cancelling those has no effect. */
	readonly #orders: OrderId[] = [];

	constructor(engine: MatchingEngine, random: Random) {
		this.#engine = engine;
		this.#random = random;
	}

	submit(request: OrderRequest): void {
		const outcome = this.#engine.submit(request);
		if (outcome.status === 'resting') this.#orders.push(outcome.orderId);
	}

	/** Cancels as many orders as end within this span at a mean lifetime of `lifetimeMs`. */
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
