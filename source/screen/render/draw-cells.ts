/** Draws rows of styled spans into a grid of cells. */

import {isPlain, textWidth, type Row} from '../view-model/cells/cells.js';
import type {Rect} from '../view-model/cells/rect.js';
import {BLANK, TAIL, codeOf, type CellGrid} from './cell-grid.js';
import {INVERSE, type CellStyles} from './cell-styles.js';

/** The cells of row `y` from `x` to before `end`. */
type Place = {readonly x: number; readonly y: number; readonly end: number};

/** Fills exactly the rectangle: longer rows are cut, shorter ones padded. */
export const drawRows = (grid: CellGrid, {x, y, width, height}: Rect, rows: readonly Row[], styles: CellStyles): void => {
	const end = Math.min(grid.columns, x + width);
	const last = Math.min(grid.rows, y + height);
	for (let line = y; line < last; line += 1) {
		let at = x;
		for (const part of rows[line - y] ?? []) at = drawText(grid, {x: at, y: line, end}, part.text, styles.pack(part));
		for (; at < end; at += 1) setCell(grid, line * grid.columns + at, BLANK, 0);
	}
};

/** @returns the column after the text. */
const drawText = (grid: CellGrid, place: Place, text: string, style: number): number => {
	if (!isPlain(text)) return drawClusters(grid, place, text, style);
	const base = place.y * grid.columns;
	const length = Math.min(text.length, place.end - place.x);
	for (let index = 0; index < length; index += 1) setCell(grid, base + place.x + index, text.charCodeAt(index), style);
	return place.x + Math.max(0, length);
};

/** A blank keeps its style only if it is inverse. */
const setCell = ({codes, styles}: CellGrid, index: number, code: number, style: number): void => {
	codes[index] = code;
	styles[index] = code === BLANK && (style & INVERSE) === 0 ? 0 : style;
};

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** A wide character that would cross the edge ends the text; zero-width text is dropped. */
const drawClusters = (grid: CellGrid, {x, y, end}: Place, text: string, style: number): number => {
	const base = y * grid.columns;
	let at = x;
	for (const {segment} of graphemes.segment(text)) {
		const width = textWidth(segment);
		if (width === 0) continue;
		if (at + width > end) break;
		setCell(grid, base + at, codeOf(segment), style);
		for (let tail = 1; tail < width; tail += 1) setCell(grid, base + at + tail, TAIL, style);
		at += width;
	}

	return at;
};
