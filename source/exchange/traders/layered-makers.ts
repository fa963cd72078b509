/**
 * Makers that fill the depth of the book: bands around the fair price, dense and short-lived near the touch,
 * sparse and long-lived further out, and large orders at round prices. New orders replace expired ones, so the
 * book keeps its shape.
 */

import {priceUnits, type PriceUnits, type Side} from '../../domain/units.js';
import type {MatchingEngine} from '../matching/matching-engine.js';
import {TraderOrders} from './trader-orders.js';
import type {Random} from '../listing/random.js';
import type {Band} from './bands.js';

export type LayeredMakers = {
	/** Fills an empty book to its steady state. */
	seed(): void;
	/** Cancels and replaces the orders that end in this span. */
	step(elapsedMs: number): void;
};

/** The best prices, from which makers' distances are measured. */
export type TouchPrices = {readonly bid: PriceUnits; readonly ask: PriceUnits};

/** Spacing of round prices, as a fraction of the price. */
const ROUND = 0.000_15;

/** Spacing of round prices in ticks: 1, 2 or 5 times a power of ten. A price of 67,000 with tick 0.01 gives 1000. */
export const roundStep = (startTicks: number): number => {
	const wanted = Math.max(startTicks * ROUND, 10);
	const power = 10 ** Math.floor(Math.log10(wanted));
	const factor = wanted / power;
	if (factor >= 5) return 5 * power;
	return factor >= 2 ? 2 * power : power;
};

type Layer = {readonly band: Band; readonly side: Side; readonly desk: TraderOrders};

export type LayeredMakersOptions = {
	readonly engine: MatchingEngine;
	readonly startTicks: number;
	readonly bands: readonly Band[];
	readonly random: Random;
	/** The tick in force, in price steps. */
	readonly tick: () => number;
	readonly touch: () => TouchPrices;
};

export const createLayeredMakers = (options: LayeredMakersOptions): LayeredMakers => {
	const {engine, startTicks, bands, random, tick, touch} = options;
	const round = roundStep(startTicks);
	const layers: Layer[] = bands.flatMap((band) => [
		{band, side: 'bid', desk: new TraderOrders(engine, random)},
		{band, side: 'ask', desk: new TraderOrders(engine, random)},
	]);

	const place = ({band, side, desk}: Layer): void => {
		const step = multipleOf(tick(), random.chance(band.roundChance) ? round : 1);
		const price = choosePrice(touch(), side, Math.floor(band.distance()), step);
		if (price < 1) return;
		desk.submit({kind: 'limit-maker', side, priceUnits: priceUnits(price), quantity: band.size()});
	};

	const stepLayer = (layer: Layer, elapsedMs: number): void => {
		const {count, lifetimeMs} = layer.band;
		layer.desk.expire(elapsedMs, lifetimeMs);
		for (let left = random.poisson((count * elapsedMs) / lifetimeMs); left > 0; left -= 1) place(layer);
	};

	return {
		seed() {
			for (const layer of layers) for (let left = layer.band.count; left > 0; left -= 1) place(layer);
		},
		step(elapsedMs) {
			for (const layer of layers) stepLayer(layer, elapsedMs);
		},
	};
};

const multipleOf = (tick: number, steps: number): number => Math.ceil(steps / tick) * tick;

/** The price `distance` steps behind the touch, rounded away from it to a multiple of `step`. */
const choosePrice = (touch: TouchPrices, side: Side, distance: number, step: number): number =>
	side === 'bid' ? Math.floor((touch.bid - distance) / step) * step : Math.ceil((touch.ask + distance) / step) * step;
