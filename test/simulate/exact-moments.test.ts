/** The world of Avellaneda and Stoikov's paper: exact figures are pinned, simulated ones lie within their errors. */

import {describe, expect, test} from 'vitest';
import {exactMoments} from '../../source/simulation/exact-moments.js';
import {
	averageSpread,
	glftCoefficients,
	inventoryStrategy,
	linearStrategy,
	symmetricStrategy,
} from '../../source/simulation/paper-world.js';
import {scenarioRows} from '../../source/simulation/reference-tables.js';
import {failures, MOST_ERRORS, reportRow, reportText, type ReportRow} from '../../source/simulation/report.js';
import {runPaths} from '../../source/simulation/run-paths.js';

describe('the exact moments', () => {
	test.each([
		[0.1, 'inventory', 1.4908, 64.893, 6.543, 2.927, 96.96],
		[0.1, 'symmetric', 1.4908, 68.228, 13.457, 8.402, 91.53],
		[0.01, 'inventory', 1.3489, 68.4, 8.961, 5.213, 102.21],
		[0.01, 'symmetric', 1.3489, 68.666, 13.678, 8.712, 101.81],
		[1, 'inventory', 3.0217, 31.455, 4.838, 1.641, 56.06],
		[1, 'symmetric', 3.0217, 43.869, 10.751, 5.189, 29.04],
	])('γ %d %s: the reference', (gamma, name, spread, profit, deviation, held, fills) => {
		const found = exactMoments(name === 'inventory' ? inventoryStrategy(gamma) : symmetricStrategy(gamma));
		expect(averageSpread(gamma)).toBeCloseTo(spread, 4);
		expect(found.profit).toBeCloseTo(profit, 3);
		expect(found.profitDeviation).toBeCloseTo(deviation, 3);
		expect(found.heldDeviation).toBeCloseTo(held, 3);
		expect(found.fills).toBeCloseTo(fills, 2);
		expect(found.finalHeld).toBeCloseTo(0, 9);
	});

	test.each([
		[0.671243819437, 0.051717216122, 67.728913, 7.175344, 2.195683, 103.7019],
		[0.75, 0.1, 66.612589, 6.891477, 1.611925, undefined],
		[0.75, 0, 68.177018, 13.442612, 8.381196, undefined],
	])('linear, half-spread %d, skew %d: to 1e-6', (half, skew, profit, deviation, held, fills) => {
		const found = exactMoments(linearStrategy(half, skew));
		expect(Math.abs(found.profit - profit)).toBeLessThan(1e-6);
		expect(Math.abs(found.profitDeviation - deviation)).toBeLessThan(1e-6);
		expect(Math.abs(found.heldDeviation - held)).toBeLessThan(1e-6);
		if (fills !== undefined) expect(found.fills).toBeCloseTo(fills, 4);
	});

	test('the coefficients of the first linear row are the GLFT closed form', () => {
		const {halfSpread, skew} = glftCoefficients(0.1);
		expect(halfSpread).toBeCloseTo(0.671243819437, 11);
		expect(skew).toBeCloseTo(0.051717216122, 11);
	});

	test("of a hybrid that was never published (γ 0.5): the reference's own figures", () => {
		expect(averageSpread(0.5)).toBeCloseTo(2.1507, 4);
		expect(exactMoments(inventoryStrategy(0.5)).profit).toBeCloseTo(48.568, 3);
		expect(exactMoments(symmetricStrategy(0.5)).profit).toBeCloseTo(60.003, 3);
	});
});

const run = (row: ReportRow['row'], paths: number, seed: number): ReportRow => {
	const steps = runPaths(row.strategy, paths, seed);
	for (;;) {
		const {done, value} = steps.next();
		if (done === true) return reportRow(row, value);
	}
};

describe("20,000 paths of the product's own models", () => {
	test.each(['avellaneda-stoikov', 'linear'] as const)(
		'%s: every cell within four standard errors',
		(scenario) => {
			const rows = scenarioRows(scenario).map((row, index) => run(row, 20_000, 1 + index));
			expect(failures(rows)).toEqual([]);
			for (const {row, cells} of rows) {
				// The published figures come from 1000 paths: two standard errors plus rounding.
				if (row.printed === undefined) continue;
				const error = cells.profit.own.standardError * Math.sqrt(20);
				expect(Math.abs(row.printed.profit - cells.profit.exact)).toBeLessThan(2 * error + 0.05);
				expect(Math.abs(row.printed.spread - row.spread)).toBeLessThan(0.0051);
			}

			expect(reportText('x', rows, 20_000, 1)).toContain(`within ${MOST_ERRORS} standard errors`);
		},
		60_000,
	);

	test('the same seed gives the same paths, another one others', () => {
		const [row] = scenarioRows('linear');
		if (row === undefined) throw new Error('no row');
		const [a, b, c] = [run(row, 500, 7), run(row, 500, 7), run(row, 500, 8)];
		expect(a.cells).toEqual(b.cells);
		expect(a.cells.profit.own.value).not.toBe(c.cells.profit.own.value);
	});
});
