/**
 * Orders of which nobody knows what became of them: a message was not answered. Each may rest in the market at its full
 * size, so its side is not quoted until a report tells; nothing is ever sent in its place before.
 */

import type {MonotonicMs, Side} from '../../../domain/units.js';
import type {OrderReport} from '../types/order-report.js';

/** More are not remembered one by one: by then both sides have been off for long. */
const MOST_UNKNOWN = 1000;

type UnknownOrder = {readonly side: Side; readonly since: MonotonicMs};

/** What a report changes: an order is not known any more, or is known again. */
export type KnowledgeChange = 'lost' | 'found';

export class UnknownOrders {
	readonly #orders = new Map<number, UnknownOrder>();

	get count(): number {
		return this.#orders.size;
	}

	/** Any other report of the order says what became of it. */
	onReport({kind, orderId, side}: OrderReport, now: MonotonicMs): KnowledgeChange | undefined {
		if (kind !== 'unknown') return this.#orders.delete(orderId) ? 'found' : undefined;
		if (this.#orders.has(orderId) || this.#orders.size >= MOST_UNKNOWN) return undefined;
		this.#orders.set(orderId, {side, since: now});
		return 'lost';
	}

	/** Sides with such an order. */
	get blocked(): Readonly<Partial<Record<Side, 'order-unknown'>>> {
		const sides = [...this.#orders.values()].map(({side}) => [side, 'order-unknown'] as const);
		return Object.fromEntries(sides);
	}

	/** For how long the oldest is not known; undefined where there is none. */
	oldestMs(now: MonotonicMs): number | undefined {
		const [oldest] = this.#orders.values();
		return oldest === undefined ? undefined : now - oldest.since;
	}
}
