/** Rows of styled cells as SVG: text as text, lines and blocks as shapes that meet without seams. */

import type {Palette} from '../../source/screen/render/theme.js';
import {textWidth, type Row, type Span} from '../../source/screen/view-model/cells/cells.js';

const CELL = {width: 9, height: 19};
const MARGIN = 14;
const FONT = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace";
const BACKGROUND = '#12151c';
const FOREGROUND = '#d5d9e2';

type Box = readonly [x: number, y: number, width: number, height: number, opacity?: number];

/** Block glyphs as fractions of a cell. */
const BLOCKS: Readonly<Record<string, Box>> = {
	'█': [0, 0.08, 1, 0.84],
	'▌': [0, 0.08, 0.5, 0.84],
	'▐': [0.5, 0.08, 0.5, 0.84],
	'▓': [0, 0.2, 1, 0.6, 0.8],
	'░': [0, 0.2, 1, 0.6, 0.22],
};

/** Line glyphs as paths; `x` and `y` convert half cells. */
const LINES: Readonly<Record<string, (x: (halves: number) => number, y: (halves: number) => number) => string>> = {
	'─': (x, y) => `M${x(0)} ${y(1)}H${x(2)}`,
	'│': (x, y) => `M${x(1)} ${y(0)}V${y(2)}`,
	'╭': (x, y) => `M${x(2)} ${y(1)}Q${x(1)} ${y(1)} ${x(1)} ${y(1.5)}V${y(2)}`,
	'╮': (x, y) => `M${x(0)} ${y(1)}Q${x(1)} ${y(1)} ${x(1)} ${y(1.5)}V${y(2)}`,
	'╰': (x, y) => `M${x(2)} ${y(1)}Q${x(1)} ${y(1)} ${x(1)} ${y(0.5)}V${y(0)}`,
	'╯': (x, y) => `M${x(0)} ${y(1)}Q${x(1)} ${y(1)} ${x(1)} ${y(0.5)}V${y(0)}`,
	'┄': (x, y) => `M${x(0.2)} ${y(1)}H${x(0.8)}M${x(1.2)} ${y(1)}H${x(1.8)}`,
};

const round = (value: number): number => Math.round(value * 100) / 100;
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const colourOf = (span: Span, palette: Palette): string => {
	const parts = (span.role === undefined ? '' : palette[span.role]).split(';').map(Number);
	const at = parts.indexOf(38);
	return at === -1 ? FOREGROUND : `rgb(${parts.slice(at + 2, at + 5).join(',')})`;
};

const block = ([x, y, width, height, opacity]: Box, left: number, top: number, colour: string): string =>
	`<rect x="${round(left + x * CELL.width)}" y="${round(top + y * CELL.height)}" width="${round(width * CELL.width)}" height="${round(height * CELL.height)}" fill="${colour}"${opacity === undefined ? '' : ` opacity="${opacity}"`}/>`;

const line = (path: NonNullable<(typeof LINES)[string]>, left: number, top: number, colour: string): string => {
	const d = path(
		(halves) => round(left + (halves * CELL.width) / 2),
		(halves) => round(top + (halves * CELL.height) / 2),
	);
	return `<path d="${d}" fill="none" stroke="${colour}"/>`;
};

const words = (text: string, left: number, top: number, colour: string, bold: boolean): string =>
	text.trim() === ''
		? ''
		: `<text x="${round(left)}" y="${round(top + CELL.height * 0.74)}" textLength="${textWidth(text) * CELL.width}" fill="${colour}"${bold ? ' font-weight="bold"' : ''}>${escape(text)}</text>`;

/** Splits a span into runs of text and single shapes. */
const runsOf = (text: string): string[] => text.match(/[█▌▐▓░─│╭╮╰╯┄]|[^█▌▐▓░─│╭╮╰╯┄ ]+(?: [^█▌▐▓░─│╭╮╰╯┄ ]+)*| +/g) ?? [];

const drawSpan = (span: Span, left: number, top: number, palette: Palette): string => {
	const own = colourOf(span, palette);
	const parts: string[] = [];
	const ink = span.inverse === true ? BACKGROUND : own;
	if (span.inverse === true) {
		parts.push(
			`<rect x="${round(left)}" y="${round(top)}" width="${textWidth(span.text) * CELL.width}" height="${CELL.height}" fill="${own}"/>`,
		);
	}
	let x = left;
	for (const run of runsOf(span.text)) {
		const shape = BLOCKS[run];
		const path = LINES[run];
		if (shape !== undefined) parts.push(block(shape, x, top, ink));
		else if (path !== undefined) parts.push(line(path, x, top, ink));
		else parts.push(words(run, x, top, ink, span.bold === true));
		x += textWidth(run) * CELL.width;
	}

	const drawn = parts.filter((part) => part !== '').join('');
	return span.dim === true ? `<g opacity="0.55">${drawn}</g>` : drawn;
};

const drawRow = (row: Row, index: number, palette: Palette): string => {
	let left = MARGIN;
	const parts = row.map((span) => {
		const drawn = drawSpan(span, left, MARGIN + index * CELL.height, palette);
		left += textWidth(span.text) * CELL.width;
		return drawn;
	});
	return parts.join('');
};

/** @param columns and the number of rows give the size, whatever the rows contain. */
export const svgScreen = (rows: readonly Row[], columns: number, palette: Palette): string => {
	const width = columns * CELL.width + 2 * MARGIN;
	const height = rows.length * CELL.height + 2 * MARGIN;
	const body = rows.map((row, index) => drawRow(row, index, palette)).filter((row) => row !== '');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${FONT}" font-size="15" xml:space="preserve">`,
		`<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
		...body,
		'</svg>',
		'',
	].join('\n');
};
