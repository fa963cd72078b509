/**
 * The makers that fill the book's depth: bands around the fair price, dense and nervous near the touch, thin, lumpy
 * and patient further out, and walls at round prices. Orders come as they go, so the book keeps its shape.
 */

import {priceUnits, type PriceUnits, type Side} from '../../domain/units.js';
import type {MatchingEngine} from '../matching/matching-engine.js';
import {TraderOrders} from './trader-orders.js';
import type {Random} from '../listing/random.js';
import type {Band} from './bands.js';

export type LayeredMakers = {
	/** Fills the book as if it had been there for long. */
	seed(): void;
	/** Cancels and replaces what this span of activity sees. */
	step(elapsedMs: number): void;
};

/** The best prices that makers keep their distance from. */
export type TouchPrices = {readonly bid: PriceUnits; readonly ask: PriceUnits};

/** Part of the price between prices that people call round. */
const ROUND = 0.000_15;

/** 67,000 with a tick of 0.01 → 1000 ticks: prices are round in 1, 2 or 5 times a power of ten. */
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
	/** The present tick, in steps of price. */
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

/** A price `distance` steps behind the touch, moved to the next multiple of `step` that is no better. */
const choosePrice = (touch: TouchPrices, side: Side, distance: number, step: number): number =>
	side === 'bid' ? Math.floor((touch.bid - distance) / step) * step : Math.ceil((touch.ask + distance) / step) * step;
