/**
 * The world of Avellaneda & Stoikov 2008, sec. 3.3: s = 100, T = 1, σ = 2, dt = 0.005, A = 140, k = 1.5. In each
 * step one unit is sold at s + δa with probability A·e^(−kδa)·dt, and one bought at s − δb likewise, independently;
 * then the mid moves by ±σ√dt. Orders are not kept from crossing the mid. Profit is cash + inventory × mid at T.
 *
 * The distances come from the product's own quoting models (`engine/maker/pricing/quoting-model.ts`).
 */

import {
	distances,
	fillPremium,
	finiteShape,
	glftShape,
	linearShape,
	type ModelInputs,
	type Shape,
} from '../engine/maker/pricing/quoting-model.js';

export const WORLD = {mid: 100, horizon: 1, volatility: 2, step: 0.005, steps: 200, rate: 140, decay: 1.5} as const;

/** A strategy's quotes by step and inventory. */
export type Strategy = (step: number, held: number) => Shape;

const inputsOf = (riskAversion: number): ModelInputs => ({
	riskAversion,
	volatility: WORLD.volatility,
	decay: WORLD.decay,
	rate: WORLD.rate,
	size: 1,
});

/** Avellaneda–Stoikov with the remaining time. */
export const inventoryStrategy = (riskAversion: number): Strategy => {
	const inputs = inputsOf(riskAversion);
	return (step, held) => finiteShape(inputs, WORLD.horizon - step * WORLD.step, held);
};

/** Over T the spread of the inventory strategy is γσ²T/2 + (2/γ)·ln(1 + γ/k) on average. */
export const averageSpread = (riskAversion: number): number =>
	(riskAversion * WORLD.volatility ** 2 * WORLD.horizon) / 2 + 2 * fillPremium(inputsOf(riskAversion));

/** Constant quotes around the mid, with that average spread. */
export const symmetricStrategy = (riskAversion: number): Strategy => {
	const shape = {skew: 0, halfSpread: averageSpread(riskAversion) / 2};
	return () => shape;
};

/** The program's linear model. */
export const linearStrategy =
	(halfSpread: number, skewPerUnit: number): Strategy =>
	(_step, held) =>
		linearShape(halfSpread, skewPerUnit, held);

/** Half-spread and skew of the linear model in this world, by Guéant, Lehalle and Fernandez-Tapia. */
export const glftCoefficients = (riskAversion: number): {readonly halfSpread: number; readonly skew: number} => {
	const inputs = inputsOf(riskAversion);
	return {halfSpread: glftShape(inputs, 0).halfSpread, skew: glftShape(inputs, 1).skew};
};

/** Fill probability within a step, capped at 1. */
const fillChance = (distance: number): number => Math.min(WORLD.rate * Math.exp(-WORLD.decay * distance) * WORLD.step, 1);

/** Prices and fill probabilities of one step at one inventory. */
export type StepOdds = {readonly bid: number; readonly ask: number; readonly bidChance: number; readonly askChance: number};

export const oddsOf = (shape: Shape): StepOdds => {
	const {bid, ask} = distances(shape);
	return {bid, ask, bidChance: fillChance(bid), askChance: fillChance(ask)};
};
