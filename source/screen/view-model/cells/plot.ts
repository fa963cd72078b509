/** Line plots in braille cells of two by four dots, with letters as marks. Floats. */

import {joinSpans, span, type Row} from './cells.js';
import type {ColourRole} from './colour-roles.js';
import type {Glyphs} from './symbols.js';

export type Values = readonly (number | undefined)[];

/** One value per sample, oldest first; undefined values leave a gap. */
export type Line = {readonly values: Values; readonly role: ColourRole | undefined};

/** A letter at each value. */
export type Marks = {readonly values: Values; readonly text: string; readonly role: ColourRole};

export type Plot = {
	/** Later lines are drawn over earlier ones. */
	readonly lines: readonly Line[];
	readonly marks: readonly Marks[];
	readonly width: number;
	readonly height: number;
	readonly label: (value: number) => string;
	readonly glyphs: Glyphs;
};

/** Cells of the scale at the left, including a blank. */
export const SCALE_CELLS = 11;

/** Bit of each dot in a cell: from the top, left then right. */
const BITS = [
	[0x01, 0x08],
	[0x02, 0x10],
	[0x04, 0x20],
	[0x40, 0x80],
] as const;

type Range = {readonly least: number; readonly most: number};

/** Exactly `height` rows of at most `width` cells including the scale. */
export const plotRows = (plot: Plot): readonly Row[] => {
	const {lines, marks, width, height, label} = plot;
	const known = [...lines, ...marks].flatMap(({values}) => values).filter((value) => value !== undefined);
	const range = rangeOf(known);
	const cells = Math.max(1, width - SCALE_CELLS);
	const grid = Array.from({length: height}, () =>
		Array.from({length: cells}, (): DotCell => ({bits: 0, role: undefined, mark: undefined})),
	);
	if (range !== undefined) {
		for (const line of lines) drawLine(grid, line, range);
		for (const mark of marks) drawMarks(grid, mark, range);
	}

	return grid.map((row, y) => [span(scaleText(range, {y, height}, label), {role: 'muted'}), ...cellsOf(row, plot.glyphs)]);
};

const rangeOf = (known: readonly number[]): Range | undefined => {
	let [least, most] = [Infinity, -Infinity];
	for (const value of known) {
		least = Math.min(least, value);
		most = Math.max(most, value);
	}

	return least <= most ? {least, most} : undefined;
};

const scaleText = (
	range: Range | undefined,
	row: {readonly y: number; readonly height: number},
	label: (value: number) => string,
): string => {
	const value = range === undefined ? undefined : scaleValue(range, row);
	const text = value === undefined ? '' : label(value);
	return `${(text.length < SCALE_CELLS ? text : '#'.repeat(SCALE_CELLS - 1)).padStart(SCALE_CELLS - 1)} `;
};

/** The value at a scale row: both ends, or the only value. */
const scaleValue = ({least, most}: Range, {y, height}: {readonly y: number; readonly height: number}): number | undefined => {
	if (most === least) return y === Math.floor(height / 2) ? most : undefined;
	return y === 0 ? most : y === height - 1 ? least : undefined;
};

/** Most cells that this many samples take. */
export const plottedCells = (samples: number, width: number): number => {
	const columns = Math.max(1, width - SCALE_CELLS) * 2;
	return Math.ceil(samples / Math.max(1, Math.ceil(samples / columns)) / 2);
};

type DotCell = {bits: number; role: ColourRole | undefined; mark: string | undefined};
type Dots = readonly (readonly DotCell[])[];

/** Row index from the top, in `steps` steps. */
const stepOf = (value: number, {least, most}: Range, steps: number): number =>
	most === least ? Math.floor(steps / 2) : Math.round(((most - value) / (most - least)) * (steps - 1));

/** Several samples in one dot column are drawn as their range, joined to the column before. */
const drawLine = (grid: Dots, {values, role}: Line, range: Range): void => {
	const columns = (grid[0]?.length ?? 0) * 2;
	const each = Math.max(1, Math.ceil(values.length / columns));
	let before: number | undefined;
	for (let x = 0; x * each < values.length; x += 1) {
		const group = values.slice(x * each, (x + 1) * each).filter((value) => value !== undefined);
		const last = group.at(-1);
		if (last !== undefined) {
			const rows = [...group, ...(before === undefined ? [] : [before])].map((value) => stepOf(value, range, grid.length * 4));
			const joined = before === undefined || rows.length === 1 ? 0 : 1;
			drawSpan(
				grid,
				{x, from: Math.min(...rows), to: Math.max(...rows)},
				role,
				joined === 1 ? stepOf(before ?? last, range, grid.length * 4) : undefined,
			);
		}

		before = last;
	}
};

/** Draws the range without the joining dot, which belongs to the column before. */
const drawSpan = (
	grid: Dots,
	{x, from, to}: {readonly x: number; readonly from: number; readonly to: number},
	role: ColourRole | undefined,
	origin: number | undefined,
): void => {
	for (let row = from; row <= to; row += 1) {
		if (row === origin && from !== to) continue;
		const cell = grid[Math.floor(row / 4)]?.[Math.floor(x / 2)];
		if (cell === undefined) continue;
		cell.bits |= BITS[row % 4]?.[x % 2] ?? 0;
		cell.role = role;
	}
};

const drawMarks = (grid: Dots, {values, text, role}: Marks, range: Range): void => {
	const cells = grid[0]?.length ?? 0;
	const each = Math.max(1, Math.ceil(values.length / (cells * 2)));
	for (const [index, value] of values.entries()) {
		if (value === undefined) continue;
		const cell = grid[stepOf(value, range, grid.length)]?.[Math.floor(index / each / 2)];
		if (cell === undefined) continue;
		cell.mark = text;
		cell.role = role;
	}
};

const cellsOf = (row: readonly DotCell[], {dots}: Glyphs): Row =>
	joinSpans(row.map(({bits, role, mark}) => span(mark ?? dots[bits] ?? ' ', role === undefined ? {} : {role})));
