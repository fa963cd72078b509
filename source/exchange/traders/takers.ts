/**
 * Taker orders as a self-exciting (Hawkes) process: bursts, mostly on the side of the order before, mostly
 * small, occasionally through several levels.
 */

import {opposite, priceUnits, type Side} from '../../domain/units.js';
import type {FairValue} from './value-path.js';
import {lots, type Lots} from '../listing/lots.js';
import type {MatchingEngine} from '../matching/matching-engine.js';
import type {OrderSizes} from './order-sizes.js';
import type {Random} from '../listing/random.js';

export type Takers = {step(elapsedMs: number): void};

/** Base rate, orders per second. */
const CALM_RATE = 3;
/** Increase of the rate per order, and its decay: one order causes 0.6 more on average. */
const EXCITEMENT = 3;
const FORGETTING_MS = 200;
const MOST_EXCITED = 40;
const SAME_SIDE = 0.72;
const SWEEP_CHANCE = 0.025;
const SWEEP_LEVELS = 6;
/** Greatest distance of a taker's limit from the best price, as a fraction of it. */
const PROTECTION = 0.001;
const LEAST_PROTECTION_TICKS = 5;

export type TakersOptions = {
	readonly engine: MatchingEngine;
	readonly fair: FairValue;
	readonly sizes: OrderSizes;
	readonly random: Random;
	/** The tick in force, in price steps. */
	readonly tick: () => number;
};

export const createTakers = ({engine, fair, sizes, random, tick}: TakersOptions): Takers => {
	let excitement = 0;
	let side: Side = 'bid';

	const chooseSide = (): Side => {
		const best = engine.bestPrice('bid');
		const pull = best === undefined ? 0 : Math.tanh((fair.ticks() - best) / 100) * 0.2;
		if (random.chance(SAME_SIDE)) return side;
		return random.chance(0.5 + pull) ? 'bid' : 'ask';
	};

	const sweepSize = (): Lots => {
		const levels = engine.levels(opposite(side), 2 + random.below(SWEEP_LEVELS));
		const sum = levels.reduce((total, level) => total + Number(level.qtyLots), 0);
		return sum === 0 ? sizes.taker() : lots(sum);
	};

	const take = (): void => {
		side = chooseSide();
		const best = engine.bestPrice(opposite(side));
		if (best === undefined) return;
		const quantity = random.chance(SWEEP_CHANCE) ? sweepSize() : sizes.taker();
		const room = Math.max(LEAST_PROTECTION_TICKS, Math.round(best * PROTECTION));
		const limit = priceUnits(onGrid(best + (side === 'bid' ? room : -room), side, tick()));
		engine.submit({kind: 'immediate', side, priceUnits: limit, quantity});
		excitement = Math.min(MOST_EXCITED, excitement + EXCITEMENT);
	};

	return {
		step(elapsedMs) {
			excitement *= Math.exp(-elapsedMs / FORGETTING_MS);
			const count = random.poisson(((CALM_RATE + excitement) * elapsedMs) / 1000);
			for (let left = count; left > 0; left -= 1) take();
		},
	};
};

/** Rounds a limit to the tick grid on the side that accepts the worse price. */
const onGrid = (price: number, side: Side, tick: number): number => {
	const ticks = side === 'bid' ? Math.ceil(price / tick) : Math.floor(price / tick);
	return Math.max(1, ticks) * tick;
};
