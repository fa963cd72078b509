/**
 * Exact mean and deviation of profit and final inventory of a strategy in the paper's world, without sampling.
 * For each inventory its probability and the first two moments of wealth are carried through all steps. That is
 * sufficient because quotes depend on time and inventory alone, and a move of the mid adds q·±σ√dt to the
 * wealth.
 */

import {oddsOf, WORLD, type Strategy} from './paper-world.js';

export type Moments = {
	readonly profit: number;
	readonly profitDeviation: number;
	readonly finalHeld: number;
	readonly heldDeviation: number;
	readonly fills: number;
};

/** Inventories beyond this have a negligible probability. */
const MOST_HELD = 120;
const WIDTH = 2 * MOST_HELD + 1;

type State = {readonly probability: Float64Array; readonly first: Float64Array; readonly second: Float64Array};

const empty = (): State => ({probability: new Float64Array(WIDTH), first: new Float64Array(WIDTH), second: new Float64Array(WIDTH)});

export const exactMoments = (strategy: Strategy): Moments => {
	let state = empty();
	state.probability[MOST_HELD] = 1;
	let fills = 0;
	for (let step = 0; step < WORLD.steps; step += 1) {
		const next = empty();
		for (let index = 0; index < WIDTH; index += 1) fills += spread(state, next, index, strategy, step);
		moveMid(next);
		state = next;
	}

	return {...summary(state), fills};
};

const PRUNED = 1e-300;

/**
 * Distributes one inventory's probability over the outcomes of a step: no fill, one fill, both. @returns its
 * expected fills.
 */
const spread = (from: State, to: State, index: number, strategy: Strategy, step: number): number => {
	const probability = from.probability[index] ?? 0;
	if (probability < PRUNED) return 0;
	const odds = oddsOf(strategy(step, index - MOST_HELD));
	const {bidChance, askChance} = odds;
	const first = from.first[index] ?? 0;
	const second = from.second[index] ?? 0;
	const add = (chance: number, change: number, earned: number): void => {
		const at = Math.min(Math.max(index + change, 0), WIDTH - 1);
		to.probability[at] = (to.probability[at] ?? 0) + chance * probability;
		to.first[at] = (to.first[at] ?? 0) + chance * (first + earned * probability);
		to.second[at] = (to.second[at] ?? 0) + chance * (second + 2 * earned * first + earned * earned * probability);
	};

	add((1 - bidChance) * (1 - askChance), 0, 0);
	add(bidChance * (1 - askChance), 1, odds.bid);
	add((1 - bidChance) * askChance, -1, odds.ask);
	add(bidChance * askChance, 0, odds.bid + odds.ask);
	return probability * (bidChance + askChance);
};

const moveMid = ({probability, second}: State): void => {
	const variance = WORLD.volatility ** 2 * WORLD.step;
	for (let index = 0; index < WIDTH; index += 1) {
		second[index] = (second[index] ?? 0) + (index - MOST_HELD) ** 2 * variance * (probability[index] ?? 0);
	}
};

const summary = ({probability, first, second}: State): Omit<Moments, 'fills'> => {
	let [profit, square, held, heldSquare] = [0, 0, 0, 0];
	for (let index = 0; index < WIDTH; index += 1) {
		const share = probability[index] ?? 0;
		profit += first[index] ?? 0;
		square += second[index] ?? 0;
		held += share * (index - MOST_HELD);
		heldSquare += share * (index - MOST_HELD) ** 2;
	}

	return {profit, profitDeviation: Math.sqrt(square - profit ** 2), finalHeld: held, heldDeviation: Math.sqrt(heldSquare - held ** 2)};
};
