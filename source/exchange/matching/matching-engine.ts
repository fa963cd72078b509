/**
 * Price–time matching on whole ticks and lots. Each change of a level's quantity gets the next update id, each
 * fill the next trade id, each order the next order id. After each update id the book is valid: never crossed,
 * no empty level.
 */

import type {Level} from '../../domain/feed-event.js';
import {opposite, updateId, type PriceUnits, type Side, type UpdateId} from '../../domain/units.js';
import type {EngineIds, EngineListener, OrderOutcome, OrderRequest} from './engine-events.js';
import {lots, type Lots} from '../listing/lots.js';
import type {OrderId, RestingOrder, RestingQueue} from './resting-queue.js';
import {RestingSide} from './resting-side.js';

type Taker = {
	readonly id: OrderId;
	readonly side: Side;
	/** `undefined` takes any price. */
	readonly limit: PriceUnits | undefined;
};

export class MatchingEngine {
	readonly #sides = {bid: new RestingSide('bid'), ask: new RestingSide('ask')};
	readonly #orders = new Map<OrderId, RestingOrder>();
	readonly #listener: EngineListener;
	#updateId: UpdateId;
	#tradeId: number;
	#orderId: OrderId;

	constructor(ids: EngineIds, listener: EngineListener) {
		this.#updateId = ids.updateId;
		this.#tradeId = ids.tradeId;
		this.#orderId = ids.orderId;
		this.#listener = listener;
	}

	/** Update id of the present book. */
	get updateId(): UpdateId {
		return this.#updateId;
	}

	get orderCount(): number {
		return this.#orders.size;
	}

	submit(request: OrderRequest): OrderOutcome {
		if (request.quantity <= 0) throw new RangeError('an order needs a quantity');
		const limit = request.kind === 'market' ? undefined : request.priceUnits;
		this.#orderId += 1;
		const taker: Taker = {id: this.#orderId, side: request.side, limit};
		if (request.kind === 'limit-maker' && this.#matchable(taker) !== undefined) {
			return {orderId: taker.id, status: 'rejected', filled: lots(0)};
		}

		const left = this.#match(taker, request.quantity);
		const filled = lots(request.quantity - left);
		if (left === 0) return {orderId: taker.id, status: 'filled', filled};
		if (limit === undefined || request.kind === 'immediate') return {orderId: taker.id, status: 'expired', filled};
		this.#rest({id: taker.id, side: taker.side, priceUnits: limit, remaining: left});
		return {orderId: taker.id, status: 'resting', filled};
	}

	/** @returns false if no such order rests. */
	cancel(orderId: OrderId): boolean {
		const order = this.#orders.get(orderId);
		return order !== undefined && this.reduce(orderId, order.remaining);
	}

	/** Reduces an order without loss of queue position. @returns false if no such order rests. */
	reduce(orderId: OrderId, by: Lots): boolean {
		const order = this.#orders.get(orderId);
		const queue = order && this.#sides[order.side].queueAt(order.priceUnits);
		if (order === undefined || queue === undefined || by <= 0) return false;
		const before = queue.total;
		this.#take(queue, order, lots(Math.min(by, order.remaining)));
		this.#settle(order.side, queue, before);
		return true;
	}

	order(orderId: OrderId): Readonly<RestingOrder> | undefined {
		return this.#orders.get(orderId);
	}

	bestPrice(side: Side): PriceUnits | undefined {
		return this.#sides[side].bestPrice();
	}

	best(side: Side): Level | undefined {
		const queue = this.#sides[side].best();
		return queue && {priceUnits: queue.priceUnits, qtyLots: queue.total};
	}

	quantityAt(side: Side, price: PriceUnits): Lots {
		return this.#sides[side].totalAt(price);
	}

	levelCount(side: Side): number {
		return this.#sides[side].levelCount;
	}

	/** The best `count` levels, best first. */
	levels(side: Side, count: number): Level[] {
		return this.#sides[side].levels(count);
	}

	/** The orders that rest strictly better than a price, best level first. */
	ordersBetterThan(side: Side, price: PriceUnits): OrderId[] {
		return this.#sides[side].ordersBetterThan(price);
	}

	/** Gives the next level change id 1, as after a venue's restart. */
	restartUpdateIds(): void {
		this.#updateId = updateId(0);
	}

	/** The best opposite queue, if the taker's limit reaches it. */
	#matchable(taker: Taker): RestingQueue | undefined {
		const makers = this.#sides[opposite(taker.side)];
		const queue = makers.best();
		if (queue === undefined || taker.limit === undefined) return queue;
		return makers.isAtOrBetter(queue.priceUnits, taker.limit) ? queue : undefined;
	}

	/** @returns the unmatched quantity. */
	#match(taker: Taker, quantity: Lots): Lots {
		let left = quantity;
		for (let queue = this.#matchable(taker); queue !== undefined && left > 0; queue = this.#matchable(taker)) {
			left = this.#matchLevel(taker, queue, left);
		}

		return left;
	}

	#matchLevel(taker: Taker, queue: RestingQueue, quantity: Lots): Lots {
		const before = queue.total;
		let left = quantity;
		for (let maker = queue.first(); maker !== undefined && left > 0; maker = queue.first()) {
			const matched = lots(Math.min(left, maker.remaining));
			this.#take(queue, maker, matched);
			left = lots(left - matched);
			this.#emitFill(taker, maker, matched);
		}

		this.#settle(opposite(taker.side), queue, before);
		return left;
	}

	#emitFill(taker: Taker, maker: RestingOrder, quantity: Lots): void {
		this.#tradeId += 1;
		this.#listener.onFill({
			tradeId: this.#tradeId,
			priceUnits: maker.priceUnits,
			quantity,
			aggressor: taker.side === 'bid' ? 'buy' : 'sell',
			makerOrderId: maker.id,
			takerOrderId: taker.id,
		});
	}

	#rest(order: RestingOrder): void {
		const queue = this.#sides[order.side].openAt(order.priceUnits);
		const before = queue.total;
		this.#orders.set(order.id, order);
		queue.join(order);
		this.#settle(order.side, queue, before);
	}

	#take(queue: RestingQueue, order: RestingOrder, quantity: Lots): void {
		queue.take(order, quantity);
		if (order.remaining === 0) this.#orders.delete(order.id);
	}

	/** Assigns the next update id to the level's new quantity and emits it. */
	#settle(side: Side, queue: RestingQueue, before: Lots): void {
		this.#sides[side].closeIfEmpty(queue);
		this.#updateId = updateId(this.#updateId + 1);
		this.#listener.onLevelChange({
			updateId: this.#updateId,
			side,
			priceUnits: queue.priceUnits,
			before,
			after: queue.total,
		});
	}
}
