/** Simulates many random paths of one strategy in the paper's world, with standard errors. */

import {seededRandom} from '../domain/prng.js';
import {oddsOf, WORLD, type StepOdds, type Strategy} from './paper-world.js';

export type Estimate = {readonly value: number; readonly standardError: number};

export type PathResults = {
	readonly paths: number;
	readonly profit: Estimate;
	readonly profitDeviation: Estimate;
	readonly finalHeld: Estimate;
	readonly heldDeviation: Estimate;
	readonly fillsPerPath: number;
};

/** Paths between two progress reports. */
const CHUNK = 500;

/** Inventories whose odds are tabulated in advance. */
const TABLE_HELD = 60;

const oddsTable = (strategy: Strategy): readonly (readonly StepOdds[])[] =>
	Array.from({length: WORLD.steps}, (_, step) =>
		Array.from({length: 2 * TABLE_HELD + 1}, (_unused, index) => oddsOf(strategy(step, index - TABLE_HELD))),
	);

/** Yields after each chunk with the number of paths done. */
export function* runPaths(strategy: Strategy, paths: number, seed: number): Generator<number, PathResults> {
	const table = oddsTable(strategy);
	const random = seededRandom(seed);
	const profits = new Float64Array(paths);
	const helds = new Float64Array(paths);
	const move = WORLD.volatility * Math.sqrt(WORLD.step);
	let fills = 0;
	for (let path = 0; path < paths; path += 1) {
		let [mid, cash, held] = [WORLD.mid as number, 0, 0];
		for (let step = 0; step < WORLD.steps; step += 1) {
			const odds = table[step]?.[held + TABLE_HELD] ?? oddsOf(strategy(step, held));
			if (random() < odds.askChance) {
				cash += mid + odds.ask;
				held -= 1;
				fills += 1;
			}

			if (random() < odds.bidChance) {
				cash -= mid - odds.bid;
				held += 1;
				fills += 1;
			}

			mid += random() < 0.5 ? move : -move;
		}

		profits[path] = cash + held * mid;
		helds[path] = held;
		if ((path + 1) % CHUNK === 0) yield path + 1;
	}

	const [profit, profitDeviation] = estimates(profits);
	const [finalHeld, heldDeviation] = estimates(helds);
	return {paths, profit, profitDeviation, finalHeld, heldDeviation, fillsPerPath: fills / paths};
}

/** Mean and deviation with standard errors; the deviation's error from the fourth moment: √((m4 − s⁴) ÷ (4s²n)). */
const estimates = (values: Float64Array): readonly [mean: Estimate, deviation: Estimate] => {
	const n = values.length;
	const mean = values.reduce((sum, value) => sum + value, 0) / n;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(n - 1, 1);
	const fourth = values.reduce((sum, value) => sum + (value - mean) ** 4, 0) / n;
	const deviation = Math.sqrt(variance);
	const ofDeviation = variance === 0 ? 0 : Math.sqrt(Math.max(fourth - variance ** 2, 0) / (4 * variance * n));
	return [
		{value: mean, standardError: deviation / Math.sqrt(n)},
		{value: deviation, standardError: ofDeviation},
	];
};
