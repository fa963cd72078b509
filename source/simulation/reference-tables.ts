/**
 * The published results (Avellaneda & Stoikov, Quant. Finance 8(3) 2008, tables 1 to 3), and the strategies that
 * reproduce them.
 */

import type {Scenario} from './scenarios.js';
import {averageSpread, glftCoefficients, inventoryStrategy, linearStrategy, symmetricStrategy, type Strategy} from './paper-world.js';

export type Printed = {
	readonly spread: number;
	readonly profit: number;
	readonly profitDeviation: number;
	readonly finalHeld: number;
	readonly heldDeviation: number;
};

export type Row = {readonly name: string; readonly strategy: Strategy; readonly spread: number; readonly printed: Printed | undefined};

const printed = (spread: number, profit: number, profitDeviation: number, finalHeld: number, heldDeviation: number): Printed => ({
	spread,
	profit,
	profitDeviation,
	finalHeld,
	heldDeviation,
});

const pair = (gamma: number, inventory: Printed, symmetric: Printed): readonly Row[] => [
	{name: `γ ${gamma} inventory`, strategy: inventoryStrategy(gamma), spread: averageSpread(gamma), printed: inventory},
	{name: `γ ${gamma} symmetric`, strategy: symmetricStrategy(gamma), spread: averageSpread(gamma), printed: symmetric},
];

const linear = (name: string, halfSpread: number, skew: number): Row => ({
	name,
	strategy: linearStrategy(halfSpread, skew),
	spread: 2 * halfSpread,
	printed: undefined,
});

export const scenarioRows = (scenario: Scenario): readonly Row[] => {
	if (scenario === 'linear') {
		const {halfSpread, skew} = glftCoefficients(0.1);
		return [linear('GLFT γ 0.1', halfSpread, skew), linear('0.75, skew 0.1', 0.75, 0.1), linear('0.75, skew 0', 0.75, 0)];
	}

	return [
		...pair(0.1, printed(1.49, 65, 6.6, 0.08, 2.9), printed(1.49, 68.4, 12.7, 0.26, 8.4)),
		...pair(0.01, printed(1.35, 68.6, 8.7, 0.12, 5.1), printed(1.35, 68.8, 12.8, 0.09, 8.7)),
		...pair(1, printed(3.02, 31.4, 5, 0.02, 1.7), printed(3.02, 44, 11, 0, 5.1)),
	];
};
