/**
 * All traders of one instrument. They advance in equal time quanta, so the market depends on the seed alone and
 * not on how time is divided into calls.
 */

import {createFairValue} from './value-path.js';
import {createBands, createFarBands} from './bands.js';
import {createLayeredMakers} from './layered-makers.js';
import type {Listing} from '../listing/listing.js';
import type {MatchingEngine} from '../matching/matching-engine.js';
import {createOrderSizes} from './order-sizes.js';
import {createRandom} from '../listing/random.js';
import {createTakers} from './takers.js';
import {createTouchMaker} from './touch-maker.js';

export type Population = {
	/** Fills an empty book to its steady state. */
	seed(): void;
	/** Advances all traders by one quantum. */
	step(): void;
};

/** Milliseconds per quantum. */
export const QUANTUM_MS = 5;
/** Mean time between pauses of all trading. */
const QUIET_EVERY_MS = 20_000;
const QUIET_MS = {least: 250, most: 900};

export type PopulationOptions = {
	readonly listing: Listing;
	readonly engine: MatchingEngine;
	readonly seed: number;
	/** The tick in force, in price steps. */
	readonly tick: () => number;
	/** Orders per side that rest far from the touch. */
	readonly farOrders: number;
};

export const createPopulation = ({listing, engine, seed, tick, farOrders}: PopulationOptions): Population => {
	const random = (part: string) => createRandom(seed, `${listing.instrument.symbol} ${part}`);
	const mood = random('mood');
	const sizes = createOrderSizes(listing, random('sizes'));
	const fair = createFairValue(listing.startPrice, random('fair value'));
	const touch = createTouchMaker({engine, fair, sizes, tick, random: random('touch')});
	const takers = createTakers({engine, fair, sizes, tick, random: random('takers')});
	const startTicks = listing.startPrice;
	const common = {engine, startTicks, tick, touch: touch.prices};
	const near = random('layers');
	const layers = createLayeredMakers({...common, random: near, bands: createBands(startTicks, sizes, near)});
	const far = random('far layers');
	const farLayers = createLayeredMakers({
		...common,
		random: far,
		bands: createFarBands(farOrders, startTicks, createOrderSizes(listing, far), far),
	});
	let quietMs = 0;

	return {
		seed() {
			touch.seed();
			layers.seed();
			farLayers.seed();
		},
		step() {
			fair.step(QUANTUM_MS);
			if (mood.chance(QUANTUM_MS / QUIET_EVERY_MS)) quietMs = mood.between(QUIET_MS.least, QUIET_MS.most);
			quietMs -= QUANTUM_MS;
			if (quietMs > 0) return;
			touch.step(QUANTUM_MS);
			layers.step(QUANTUM_MS);
			farLayers.step(QUANTUM_MS);
			takers.step(QUANTUM_MS);
		},
	};
};
