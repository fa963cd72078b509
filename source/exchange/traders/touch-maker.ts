/**
 * The maker at the best prices: quotes around a centre that moves only when the fair value has left it, refills
 * what is taken, and sometimes gives way.
 */

import {opposite, priceUnits, type PriceUnits, type Side} from '../../domain/units.js';
import type {FairValue} from './value-path.js';
import type {TouchPrices} from './layered-makers.js';
import {lots} from '../listing/lots.js';
import type {MatchingEngine} from '../matching/matching-engine.js';
import {TraderOrders} from './trader-orders.js';
import type {OrderSizes} from './order-sizes.js';
import type {Random} from '../listing/random.js';

export type TouchMaker = {
	/** Its intended best prices; the book's may differ for some milliseconds. */
	readonly prices: () => TouchPrices;
	/** Places the first quotes. */
	seed(): void;
	step(elapsedMs: number): void;
};

/** How far the fair value moves before the quotes follow, as a fraction of the price. */
const PATIENCE = 0.12e-4;
const LEAST_PATIENCE_TICKS = 1;
const SPREAD_EVERY_MS = 700;
/** Share of the orders in the way of a price move that are filled instead of cancelled. */
const SLOW_OWNERS = 0.3;
const REACTION_MS = 12;
/** Mean life of a quote. At a steady state there are about four quotes at each best price. */
const QUOTE_LIFE_MS = 500;
const QUOTE_EVERY_MS = 125;
const SIDES = ['bid', 'ask'] as const;

export type TouchMakerOptions = {
	readonly engine: MatchingEngine;
	readonly fair: FairValue;
	readonly sizes: OrderSizes;
	readonly random: Random;
	/** The tick in force, in price steps. */
	readonly tick: () => number;
};

export const createTouchMaker = (options: TouchMakerOptions): TouchMaker => new TouchQuotes(options);

class TouchQuotes implements TouchMaker {
	readonly #engine: MatchingEngine;
	readonly #fair: FairValue;
	readonly #sizes: OrderSizes;
	readonly #random: Random;
	readonly #tick: () => number;
	readonly #orders: TraderOrders;
	readonly #usualPatience: number;
	#bid: number;
	/** In ticks. */
	#spread = 1;
	#patience: number;
	/** An arrow property, because it is passed on as a function. */
	readonly prices = (): TouchPrices => ({bid: priceUnits(this.#bid), ask: priceUnits(this.#bid + this.#width)});

	constructor({engine, fair, sizes, random, tick}: TouchMakerOptions) {
		this.#engine = engine;
		this.#fair = fair;
		this.#sizes = sizes;
		this.#random = random;
		this.#tick = tick;
		this.#usualPatience = Math.max(fair.ticks() * PATIENCE, LEAST_PATIENCE_TICKS);
		this.#patience = this.#usualPatience;
		this.#orders = new TraderOrders(engine, random);
		this.#bid = this.#onGrid(fair.ticks());
	}

	seed(): void {
		for (const side of SIDES) for (let left = 4; left > 0; left -= 1) this.#quote(side);
	}

	step(elapsedMs: number): void {
		this.#follow();
		if (this.#random.chance(elapsedMs / SPREAD_EVERY_MS)) this.#drawSpread();
		this.#orders.expire(elapsedMs, QUOTE_LIFE_MS);
		for (const side of SIDES) this.#stepSide(side, elapsedMs);
	}

	get #width(): number {
		return this.#spread * this.#tick();
	}

	#onGrid(price: number): number {
		return Math.floor(price / this.#tick()) * this.#tick();
	}

	#wanted(side: Side): PriceUnits {
		return this.prices()[side];
	}

	#quote(side: Side): void {
		this.#orders.submit({kind: 'limit-maker', side, priceUnits: this.#wanted(side), quantity: this.#sizes.touch()});
	}

	#cancelInTheWay(side: Side, chance: number): void {
		for (const id of this.#engine.ordersBetterThan(side, this.#wanted(side))) if (this.#random.chance(chance)) this.#engine.cancel(id);
	}

	/** Takes out the orders that are in the way of the new quotes. */
	#clear(side: Side): void {
		this.#cancelInTheWay(side, 1 - SLOW_OWNERS);
		const inTheWay = this.#engine.ordersBetterThan(side, this.#wanted(side));
		const quantity = inTheWay.reduce((sum, id) => sum + (this.#engine.order(id)?.remaining ?? 0), 0);
		if (quantity === 0) return;
		this.#engine.submit({kind: 'immediate', side: opposite(side), priceUnits: this.#wanted(side), quantity: lots(quantity)});
	}

	#moveTo(nextBid: number): void {
		const up = nextBid > this.#bid;
		this.#bid = Math.max(this.#tick(), this.#onGrid(nextBid));
		this.#clear(up ? 'ask' : 'bid');
		this.#quote(up ? 'bid' : 'ask');
	}

	#follow(): void {
		const fair = this.#fair.ticks();
		if (Math.abs(fair - (this.#bid + this.#width / 2)) <= Math.max(this.#patience, this.#tick() / 2)) return;
		this.#patience = this.#usualPatience * this.#random.between(0.4, 1.8);
		this.#moveTo(this.#onGrid(fair - this.#width / 2));
	}

	#drawSpread(): void {
		this.#spread = chooseSpread(this.#random);
		for (const side of SIDES) this.#cancelInTheWay(side, 1);
	}

	/** Restores a best price that was taken, or gives way by a little. */
	#refill(side: Side): void {
		if (this.#engine.bestPrice(side) === this.#wanted(side)) return;
		if (this.#random.chance(0.9)) {
			this.#quote(side);
			return;
		}

		const steps = (1 + this.#random.below(3)) * this.#tick() * (side === 'ask' ? 1 : -1);
		this.#fair.push(steps);
		this.#moveTo(this.#bid + steps);
	}

	#stepSide(side: Side, elapsedMs: number): void {
		if (this.#random.chance(elapsedMs / REACTION_MS)) this.#refill(side);
		if (this.#random.chance(elapsedMs / QUOTE_EVERY_MS)) this.#quote(side);
	}
}

/** One tick in most draws. */
const chooseSpread = (random: Random): number => {
	const draw = random.uniform();
	if (draw < 0.8) return 1;
	return draw < 0.94 ? 2 + random.below(2) : 4 + random.below(7);
};
