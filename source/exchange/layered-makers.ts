/**
 * The makers that fill the book's depth: bands around the fair price, dense and nervous near the touch, thin, lumpy
 * and patient further out, and walls at round prices. Orders come as they go, so the book keeps its shape.
 */

import {priceUnits, type PriceUnits, type Side} from '../domain/units.js';
import type {Lots} from './lots.js';
import type {MatchingEngine} from './matching-engine.js';
import {OrderDesk} from './order-desk.js';
import type {OrderSizes} from './order-sizes.js';
import type {Random} from './random.js';

export type LayeredMakers = {
	/** Fills the book as if it had been there for long. */
	seed(): void;
	/** Cancels and replaces what this span of activity sees. */
	step(elapsedMs: number): void;
};

/** The best prices that makers keep their distance from. */
export type TouchPrices = {readonly bid: PriceUnits; readonly ask: PriceUnits};

type Band = {
	/** Orders on a side, on average. */
	readonly count: number;
	readonly lifetimeMs: number;
	/** How many ticks behind the touch the next order goes. */
	readonly distance: () => number;
	readonly roundChance: number;
	readonly size: () => Lots;
};

/** How far from the touch the book goes, as a part of the price. */
const REACH = 0.005;
const MIDDLE = 0.000_12;
/** With a coarse tick the book is still as many levels deep. */
const LEAST_REACH_TICKS = 400;
/** Part of the price between prices that people call round. */
const ROUND = 0.000_15;

const createBands = (startTicks: number, sizes: OrderSizes, random: Random): readonly Band[] => {
	const reach = Math.max(startTicks * REACH, LEAST_REACH_TICKS);
	const middle = Math.max(startTicks * MIDDLE, LEAST_REACH_TICKS / 8);
	const far = (): number => reach * random.uniform() ** 1.4;
	return [
		{count: 30, lifetimeMs: 600, distance: () => random.exponential(8), roundChance: 0, size: sizes.layer},
		{count: 190, lifetimeMs: 8000, distance: () => random.exponential(middle), roundChance: 0.15, size: sizes.layer},
		{count: 520, lifetimeMs: 40_000, distance: far, roundChance: 0.3, size: sizes.layer},
		{count: 12, lifetimeMs: 60_000, distance: far, roundChance: 1, size: sizes.wall},
	];
};

/** 67,000 with a tick of 0.01 → 1000 ticks: prices are round in 1, 2 or 5 times a power of ten. */
export const roundStep = (startTicks: number): number => {
	const wanted = Math.max(startTicks * ROUND, 10);
	const power = 10 ** Math.floor(Math.log10(wanted));
	const factor = wanted / power;
	if (factor >= 5) return 5 * power;
	return factor >= 2 ? 2 * power : power;
};

type Layer = {readonly band: Band; readonly side: Side; readonly desk: OrderDesk};

export type LayeredMakersOptions = {
	readonly engine: MatchingEngine;
	readonly startTicks: number;
	readonly sizes: OrderSizes;
	readonly random: Random;
	readonly touch: () => TouchPrices;
};

export const createLayeredMakers = (options: LayeredMakersOptions): LayeredMakers => {
	const {engine, startTicks, sizes, random, touch} = options;
	const round = roundStep(startTicks);
	const layers: Layer[] = createBands(startTicks, sizes, random).flatMap(band => [
		{band, side: 'bid', desk: new OrderDesk(engine, random)},
		{band, side: 'ask', desk: new OrderDesk(engine, random)},
	]);

	const place = ({band, side, desk}: Layer): void => {
		const step = random.chance(band.roundChance) ? round : 1;
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

/** A price `distance` ticks behind the touch, moved to the next multiple of `step` that is no better. */
const choosePrice = (touch: TouchPrices, side: Side, distance: number, step: number): number =>
	side === 'bid'
		? Math.floor((touch.bid - distance) / step) * step
		: Math.ceil((touch.ask + distance) / step) * step;
