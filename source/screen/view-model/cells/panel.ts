/** A titled frame around rows, exactly as large as its rectangle. */

import {addFitted, blank, fitRow, fitSegments, restyle, rowWidth, span, textWidth, type Row, type Span, type SpanStyle} from './cells.js';
import type {Rect} from './rect.js';
import type {Glyphs} from './symbols.js';

export type Caption = {readonly row: Row; readonly priority: number};

export type PanelParts = {
	readonly rect: Rect;
	readonly rows: readonly Row[];
	/** On the top border, from the left; the lowest priority is dropped first. */
	readonly title: readonly Caption[];
	/** At the right end of the top border. */
	readonly tag?: Row | undefined;
	/** On the bottom border. */
	readonly foot?: readonly Caption[];
	readonly focused?: boolean;
};

/** Text on a border. */
export const caption = (text: string, priority: number, style: SpanStyle = {}): Caption => ({
	row: [span(text, style)],
	priority,
});

export const drawPanel = (parts: PanelParts, glyphs: Glyphs): readonly Row[] => {
	const {rect, rows} = parts;
	const style: SpanStyle = parts.focused === true ? {role: 'accent'} : {role: 'border'};
	const inner = rect.width - 2;
	const side = sideSpan(glyphs, parts.focused === true);
	const top = border(
		[glyphs.topLeft, glyphs.topRight],
		parts.focused === true ? nameInReverse(parts.title) : parts.title,
		parts.tag ?? [],
		{inner, glyphs, style},
	);
	const bottom = border([glyphs.bottomLeft, glyphs.bottomRight], parts.foot ?? [], [], {inner, glyphs, style});
	const drawn = [top];
	for (let index = 0; index < rect.height - 2; index += 1) drawn.push(framed(rows[index] ?? EMPTY, inner, side));
	drawn.push(bottom);
	return drawn.slice(0, rect.height);
};

/** The focused panel's name is inverse, so that it is visible without colours. */
const nameInReverse = ([name, ...others]: readonly Caption[]): readonly Caption[] =>
	name === undefined ? [] : [{...name, row: restyle(name.row, {inverse: true})}, ...others];

const EMPTY: Row = [];

const framed = (row: Row, inner: number, side: Span): Row => {
	const spans = [side];
	addFitted(spans, row, inner);
	spans.push(side);
	return spans;
};

const SIDES = {plain: new WeakMap<Glyphs, Span>(), focused: new WeakMap<Glyphs, Span>()};

const sideSpan = (glyphs: Glyphs, focused: boolean): Span => {
	const sides = focused ? SIDES.focused : SIDES.plain;
	const side = sides.get(glyphs) ?? span(glyphs.vertical, {role: focused ? 'accent' : 'border'});
	sides.set(glyphs, side);
	return side;
};

type Border = {readonly inner: number; readonly glyphs: Glyphs; readonly style: SpanStyle};

const border = ([left, right]: readonly [string, string], captions: readonly Caption[], tag: Row, {inner, glyphs, style}: Border): Row => {
	const line = (length: number) => span(glyphs.horizontal.repeat(Math.max(0, length)), style);
	const tagRoom = roomOfTag(inner, tag);
	const room = inner - 4 - tagRoom;
	const title = fitRoom(fitSegments(captions, [blank(2)], room), room);
	const start = title.length === 0 ? [] : [line(1), blank(1), ...title, blank(1)];
	const end = tagRoom === 0 ? [] : [blank(1), ...tag, blank(1), line(1)];
	return [span(left, style), ...start, line(inner - rowWidth(start) - rowWidth(end)), ...end, span(right, style)];
};

/** Least cells of a title next to a tag: a panel's name. */
const LEAST_TITLE = 12;

const roomOfTag = (inner: number, tag: Row): number => {
	const width = rowWidth(tag);
	return width === 0 || width + LEAST_TITLE > inner - 4 ? 0 : width + 3;
};

/** Cells for the title next to a tag; undefined if the tag itself does not fit. */
export const titleRoom = ({width}: Rect, tag: Row): number | undefined => {
	const taken = roomOfTag(width - 2, tag);
	return taken === 0 ? undefined : width - 6 - taken;
};

const fitRoom = (row: Row, width: number): Row => (rowWidth(row) > width ? fitRow(row, width) : row);

/** A horizontal line with words in it; the last words are dropped first. */
export const ruleRow = (width: number, glyphs: Glyphs, words: readonly string[] = []): Row => {
	const line = glyphs.rule.repeat(2);
	const label = words.map((word) => `${line} ${word} `).join('');
	if (words.length > 1 && textWidth(label) > width) return ruleRow(width, glyphs, words.slice(0, -1));
	const rest = Math.max(0, width - textWidth(label));
	return fitRow([span(label + glyphs.rule.repeat(rest), {role: 'muted'})], width);
};
