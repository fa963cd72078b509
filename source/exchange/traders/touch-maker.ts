/**
 * The maker that owns the best prices: quotes tightly around a price that stays until the fair value has left it,
 * refills what is taken, and gives way now and then.
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
	/** Where it wants the best prices; the book's own may lag behind for some milliseconds. */
	readonly prices: () => TouchPrices;
	/** Puts up the first quotes. */
	seed(): void;
	step(elapsedMs: number): void;
};

/** How far the fair value goes before the quotes follow, as a part of the price. */
const PATIENCE = 0.12e-4;
const LEAST_PATIENCE_TICKS = 1;
const SPREAD_EVERY_MS = 700;
/** Of the orders that a moving price leaves in the way, the part whose owners are too slow to cancel. */
const SLOW_OWNERS = 0.3;
const REACTION_MS = 12;
/** A quote lives this long, and as many are put up as go: about four at each best price. */
const QUOTE_LIFE_MS = 500;
const QUOTE_EVERY_MS = 125;
const SIDES = ['bid', 'ask'] as const;

export type TouchMakerOptions = {
	readonly engine: MatchingEngine;
	readonly fair: FairValue;
	readonly sizes: OrderSizes;
	readonly random: Random;
	/** The present tick, in steps of price. */
	readonly tick: () => number;
};

export const createTouchMaker = ({engine, fair, sizes, random, tick}: TouchMakerOptions): TouchMaker => {
	const usualPatience = Math.max(fair.ticks() * PATIENCE, LEAST_PATIENCE_TICKS);
	const desk = new TraderOrders(engine, random);
	const onGrid = (price: number): number => Math.floor(price / tick()) * tick();
	let bid = onGrid(fair.ticks());
	/** In ticks. */
	let spread = 1;
	let patience = usualPatience;

	const width = (): number => spread * tick();
	const prices = (): TouchPrices => ({bid: priceUnits(bid), ask: priceUnits(bid + width())});
	const wanted = (side: Side): PriceUnits => prices()[side];

	const quote = (side: Side): void => {
		desk.submit({kind: 'limit-maker', side, priceUnits: wanted(side), quantity: sizes.touch()});
	};

	const cancelInTheWay = (side: Side, chance: number): void => {
		for (const id of engine.ordersBetterThan(side, wanted(side))) if (random.chance(chance)) engine.cancel(id);
	};

	/** Whoever did not leave in time is taken out. */
	const clear = (side: Side): void => {
		cancelInTheWay(side, 1 - SLOW_OWNERS);
		const inTheWay = engine.ordersBetterThan(side, wanted(side));
		const quantity = inTheWay.reduce((sum, id) => sum + (engine.order(id)?.remaining ?? 0), 0);
		if (quantity === 0) return;
		engine.submit({kind: 'immediate', side: opposite(side), priceUnits: wanted(side), quantity: lots(quantity)});
	};

	const moveTo = (nextBid: number): void => {
		const up = nextBid > bid;
		bid = Math.max(tick(), onGrid(nextBid));
		clear(up ? 'ask' : 'bid');
		quote(up ? 'bid' : 'ask');
	};

	const follow = (): void => {
		if (Math.abs(fair.ticks() - (bid + width() / 2)) <= Math.max(patience, tick() / 2)) return;
		patience = usualPatience * random.between(0.4, 1.8);
		moveTo(onGrid(fair.ticks() - width() / 2));
	};

	const drawSpread = (): void => {
		spread = chooseSpread(random);
		for (const side of SIDES) cancelInTheWay(side, 1);
	};

	/** Where the best price was taken away: comes back to it, or gives a little way. */
	const refill = (side: Side): void => {
		if (engine.bestPrice(side) === wanted(side)) return;
		if (random.chance(0.9)) return quote(side);
		const steps = (1 + random.below(3)) * tick() * (side === 'ask' ? 1 : -1);
		fair.push(steps);
		moveTo(bid + steps);
	};

	const stepSide = (side: Side, elapsedMs: number): void => {
		if (random.chance(elapsedMs / REACTION_MS)) refill(side);
		if (random.chance(elapsedMs / QUOTE_EVERY_MS)) quote(side);
	};

	return {
		prices,
		seed() {
			for (const side of SIDES) for (let left = 4; left > 0; left -= 1) quote(side);
		},
		step(elapsedMs) {
			follow();
			if (random.chance(elapsedMs / SPREAD_EVERY_MS)) drawSpread();
			desk.expire(elapsedMs, QUOTE_LIFE_MS);
			for (const side of SIDES) stepSide(side, elapsedMs);
		},
	};
};

/** Mostly one tick. */
const chooseSpread = (random: Random): number => {
	const draw = random.uniform();
	if (draw < 0.8) return 1;
	return draw < 0.94 ? 2 + random.below(2) : 4 + random.below(7);
};
