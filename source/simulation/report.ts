/** A table of simulated figures beside the published and the exact ones, and the check of their distance. */

import {exactMoments, type Moments} from './exact-moments.js';
import type {Estimate, PathResults} from './run-paths.js';
import type {Printed, Row} from './reference-tables.js';

/** Greatest distance from the exact figure, in standard errors. */
export const MOST_ERRORS = 4;

type CellName = 'profit' | 'profitDeviation' | 'finalHeld' | 'heldDeviation';
const CELLS: ReadonlyArray<readonly [name: CellName, title: string]> = [
	['profit', 'profit'],
	['profitDeviation', 'std'],
	['finalHeld', 'final q'],
	['heldDeviation', 'std q'],
];

export type Cell = {readonly own: Estimate; readonly exact: number; readonly printed: number | undefined; readonly errors: number};
export type ReportRow = {
	readonly row: Row;
	readonly cells: Readonly<Record<CellName, Cell>>;
	readonly fills: number;
	readonly exact: Moments;
};

export const reportRow = (row: Row, results: PathResults): ReportRow => {
	const exact = exactMoments(row.strategy);
	const cell = (name: CellName): Cell => {
		const own = results[name];
		return {
			own,
			exact: exact[name],
			printed: row.printed?.[name],
			errors: own.standardError === 0 ? 0 : (own.value - exact[name]) / own.standardError,
		};
	};
	return {
		row,
		cells: {
			profit: cell('profit'),
			profitDeviation: cell('profitDeviation'),
			finalHeld: cell('finalHeld'),
			heldDeviation: cell('heldDeviation'),
		},
		fills: results.fillsPerPath,
		exact,
	};
};

/** Sentences for the figures that are too far off. */
export const failures = (rows: readonly ReportRow[]): readonly string[] =>
	rows.flatMap(({row, cells}) =>
		CELLS.filter(([name]) => Math.abs(cells[name].errors) > MOST_ERRORS).map(
			([name, title]) => `${row.name}: ${title} is ${cells[name].errors.toFixed(1)} standard errors off`,
		),
	);

const COLUMN = 25;

export const reportText = (title: string, rows: readonly ReportRow[], paths: number, seed: number): string => {
	const head = ['strategy'.padEnd(18), 'spread'.padStart(8), ...CELLS.map(([, name]) => name.padStart(COLUMN)), 'fills'.padStart(8)].join(
		' ',
	);
	const lines = rows.flatMap((row) => rowLines(row));
	const bad = failures(rows);
	const verdict = bad.length === 0 ? `every figure lies within ${MOST_ERRORS} standard errors of the exact one` : bad.join('\n');
	return `${title}: ${paths} paths, seed ${seed}\n\n${head}\n${lines.join('\n')}\n\n${verdict}\n`;
};

const rowLines = ({row, cells, fills, exact}: ReportRow): readonly string[] => [
	line(
		row.name,
		row.spread.toFixed(4),
		(name) => `${cells[name].own.value.toFixed(3)} ± ${cells[name].own.standardError.toFixed(3)} (${signed(cells[name].errors)})`,
		fills.toFixed(2),
	),
	line('  exact', row.spread.toFixed(4), (name) => plain(cells[name].exact), exact.fills.toFixed(2)),
	...(row.printed === undefined ? [] : [printedLine(row.printed)]),
];

const printedLine = (printed: Printed): string =>
	line('  journal', printed.spread.toFixed(2), (name) => printed[name].toFixed(name === 'finalHeld' ? 2 : 1), '');

const line = (name: string, spread: string, cell: (name: CellName) => string, fills: string): string =>
	[name.padEnd(18), spread.padStart(8), ...CELLS.map(([key]) => cell(key).padStart(COLUMN)), fills.padStart(8)].join(' ').trimEnd();

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;

/** Avoids `-0.000`. */
const plain = (value: number): string => (Math.abs(value) < 5e-4 ? 0 : value).toFixed(3);
