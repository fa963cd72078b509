/** Ink's picture, text with SGR sequences, as cells of a grid. */

import type {CellGrid} from './cell-grid.js';
import {BOLD, DIM, INVERSE, type CellStyles} from './cell-styles.js';
import {drawText} from './draw-cells.js';

// oxlint-disable-next-line no-control-regex -- SGR and every other sequence, hyperlinks among them
const SEQUENCE = /\u{1B}(?:\[([\d;:?]*)[ -/]*([@-~])|\][^\u{07}\u{1B}]*(?:\u{07}|\u{1B}\\)|[@-Z\\^_])/gu;

/** Draws from the top left; cells that the text does not reach keep what they have. */
export const drawSgr = (grid: CellGrid, text: string, styles: CellStyles): void => {
	let style = 0;
	for (const [y, line] of text.split('\n').slice(0, grid.rows).entries()) {
		let x = 0;
		let from = 0;
		for (const sequence of line.matchAll(SEQUENCE)) {
			x = drawText(grid, {x, y, end: grid.columns}, line.slice(from, sequence.index), style);
			from = sequence.index + sequence[0].length;
			if (sequence[2] === 'm') style = styleAfter(style, sequence[1] ?? '', styles);
		}

		drawText(grid, {x, y, end: grid.columns}, line.slice(from), style);
	}
};

const COLOUR = 0xff;

const styleAfter = (before: number, parameters: string, styles: CellStyles): number => {
	const codes = parameters.split(/[;:]/).map(Number);
	let style = before;
	for (let index = 0; index < codes.length; index += 1) {
		const code = codes[index] ?? 0;
		if (code === 38 || code === 48) {
			const length = codes[index + 1] === 5 ? 3 : 5;
			if (code === 38) style = (style & ~COLOUR) | styles.colour(codes.slice(index, index + length).join(';'));
			index += length - 1;
		} else {
			style = simpleStyle(style, code, styles);
		}
	}

	return style;
};

const simpleStyle = (style: number, code: number, styles: CellStyles): number => {
	switch (code) {
		case 0:
			return 0;
		case 1:
			return style | BOLD;
		case 2:
			return style | DIM;
		case 7:
			return style | INVERSE;
		case 22:
			return style & ~(BOLD | DIM);
		case 27:
			return style & ~INVERSE;
		case 39:
			return style & ~COLOUR;
		default:
			return (code >= 30 && code <= 37) || (code >= 90 && code <= 97) ? (style & ~COLOUR) | styles.colour(String(code)) : style;
	}
};
