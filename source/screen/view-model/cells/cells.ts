/**
 * Rows of styled spans, measured in terminal cells. All renderers draw these and nothing else, so they all show
 * the same.
 */

import stringWidth from 'string-width';
import type {ColourRole} from './colour-roles.js';

export type SpanStyle = {
	readonly role?: ColourRole | undefined;
	readonly bold?: boolean | undefined;
	readonly dim?: boolean | undefined;
	readonly inverse?: boolean | undefined;
};

export type Span = SpanStyle & {readonly text: string};

/** One line, left to right. */
export type Row = readonly Span[];

// oxlint-disable-next-line no-control-regex -- printable ASCII, one cell each
const ASCII = /^[\x20-\x7e]*$/;

/**
 * Ranges of characters that take one cell: letters, arrows, mathematics, boxes, blocks; includes the screen's
 * glyphs.
 */
const ONE_CELL =
	/^[\x20-\x7e\xa1-\xac\xae-\u{24f}\u{391}-\u{3c9}\u{2013}-\u{2027}\u{2190}-\u{2193}\u{2200}-\u{22ff}\u{2500}-\u{25cf}\u{25d0}\u{2800}-\u{28ff}]*$/u;

/** By UTF-16 unit: 1 if it takes one cell. A table, because every character of every picture is looked up. */
const ONE_CELL_UNITS = Uint8Array.from({length: 0x29_00}, (_, code) => (ONE_CELL.test(String.fromCharCode(code)) ? 1 : 0));

/** Whether every character takes one cell and combines with no other. */
export const isPlain = (text: string): boolean => {
	for (let index = 0; index < text.length; index += 1) {
		if (ONE_CELL_UNITS[text.charCodeAt(index)] !== 1) return false;
	}

	return true;
};

/** Width in terminal cells. */
export const textWidth = (text: string): number => (isPlain(text) ? text.length : stringWidth(text));

const PLAIN: SpanStyle = {};

/** Fields listed explicitly, so that all spans have one hidden class; thousands are made per second. */
export const span = (text: string, {role, bold, dim, inverse}: SpanStyle = PLAIN): Span => ({text, role, bold, dim, inverse});

/** Cached blank spans by width. */
const BLANKS = Array.from({length: 256}, (_, width) => span(' '.repeat(width)));

export const blank = (width: number): Span => BLANKS[Math.max(0, width)] ?? span(' '.repeat(width));

export const rowText = (row: Row): string => row.map(({text}) => text).join('');

export const rowWidth = (row: Row): number => {
	let width = 0;
	for (const {text} of row) width += textWidth(text);
	return width;
};

/** Cuts by display width; a wide character that would cross the edge is dropped. */
export const clipText = (text: string, width: number): string => {
	if (width <= 0) return '';
	if (textWidth(text) <= width) return text;
	if (ASCII.test(text)) return text.slice(0, width);
	return clipGraphemes(text, width);
};

/** Cuts between words and appends the sign; a number is shown whole or not at all. */
export const clipWords = (text: string, width: number, sign: string): string => {
	if (textWidth(text) <= width) return text;
	const cut = clipText(text, Math.max(0, width - textWidth(sign) - 1));
	const end = text[cut.length] === ' ' ? cut.length : cut.lastIndexOf(' ');
	return end <= 0 ? clipText(text, width) : `${cut.slice(0, end).trimEnd()} ${sign}`;
};

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

const clipGraphemes = (text: string, width: number): string => {
	let used = 0;
	let clipped = '';
	for (const {segment} of graphemes.segment(text)) {
		used += textWidth(segment);
		if (used > width) break;
		clipped += segment;
	}

	return clipped;
};

/** Left-aligned text in exactly `width` cells. */
export const padRight = (text: string, width: number): string => {
	if (text.length <= width && isPlain(text)) return text.padEnd(width);
	const clipped = clipText(text, width);
	return clipped + ' '.repeat(Math.max(0, width - textWidth(clipped)));
};

/** Right-aligned text in exactly `width` cells. */
export const padLeft = (text: string, width: number): string => {
	if (text.length <= width && isPlain(text)) return text.padStart(width);
	const clipped = clipText(text, width);
	return ' '.repeat(Math.max(0, width - textWidth(clipped))) + clipped;
};

/** A right-aligned number in exactly `width` cells; one that does not fit becomes `#`, never a shorter number. */
export const numberCell = (text: string, width: number): string =>
	textWidth(text) > width ? '#'.repeat(Math.max(0, width)) : padLeft(text, width);

/** Replaces the remainder of a number that was cut by `#`. */
const withoutHalfNumber = (text: string, clipped: string): string => {
	const goesOn = /^[.,]?\d/.test(text.slice(clipped.length));
	return goesOn ? clipped.replace(/\d[\d.,]*$/, (digits) => '#'.repeat(digits.length)) : clipped;
};

/** A row of exactly `width` cells: cut or padded. */
export const fitRow = (row: Row, width: number): Row => {
	const spans: Span[] = [];
	addFitted(spans, row, width);
	return spans;
};

/** {@link fitRow}, appended to `spans`. */
export const addFitted = (spans: Span[], row: Row, width: number): void => {
	let used = 0;
	for (const part of row) {
		const wanted = textWidth(part.text);
		if (used + wanted <= width) {
			if (part.text !== '') spans.push(part);
			used += wanted;
			continue;
		}

		const text = withoutHalfNumber(part.text, clipText(part.text, width - used));
		if (text !== '') spans.push({...part, text});
		used += textWidth(text);
		break;
	}

	if (used < width) spans.push(blank(width - used));
};

/** Left part, blanks, right part; the right part is cut if both do not fit. */
export const justify = (left: Row, right: Row, width: number): Row => {
	const gap = width - rowWidth(left) - rowWidth(right);
	if (gap < 0) return fitRow(left, width);
	return [...left, blank(gap), ...right];
};

const isAlike = (one: Span, other: Span): boolean =>
	one.role === other.role && one.bold === other.bold && one.dim === other.dim && one.inverse === other.inverse;

/** Merges neighbouring spans of equal style. */
export const joinSpans = (row: Row): Row => {
	const joined: Span[] = [];
	for (const part of row) {
		const last = joined.at(-1);
		if (last !== undefined && isAlike(last, part)) joined[joined.length - 1] = {...last, text: last.text + part.text};
		else joined.push(part);
	}

	return joined;
};

/** ASCII substitutes of the same width, for characters of outside text. */
const LIKENESS: ReadonlyMap<string, string> = new Map([
	['→', '>'],
	['…', '.'],
	['×', 'x'],
	['≥', '>'],
	['²', '2'],
	['’', "'"],
]);

/** The row in ASCII with the same width; the same object if it was ASCII already. */
export const asciiRow = (row: Row): Row =>
	row.every(({text}) => ASCII.test(text)) ? row : row.map((part) => (ASCII.test(part.text) ? part : {...part, text: asciiText(part.text)}));

/** The text in ASCII with the same width. */
export const asciiText = (text: string): string =>
	Array.from(graphemes.segment(text), ({segment}) =>
		ASCII.test(segment) ? segment : (LIKENESS.get(segment) ?? '?'.repeat(textWidth(segment))),
	).join('');

/** Overrides the style of every span. */
export const restyle = (row: Row, style: SpanStyle): Row => row.map((part) => ({...part, ...style}));

/** The segments that fit, in their order; those with the lowest priority are dropped first. */
export const fitSegments = (
	segments: ReadonlyArray<{readonly row: Row; readonly priority: number}>,
	separator: Row,
	width: number,
): Row => {
	const kept = [...segments];
	const gap = rowWidth(separator);
	let used = kept.reduce((sum, {row}) => sum + rowWidth(row) + gap, -gap);
	while (kept.length > 1 && used > width) {
		const least = Math.min(...kept.map(({priority}) => priority));
		const [dropped] = kept.splice(
			kept.findLastIndex(({priority}) => priority === least),
			1,
		);
		used -= rowWidth(dropped?.row ?? []) + gap;
	}

	return kept.flatMap(({row}, index) => (index === 0 ? row : [...separator, ...row]));
};
