/** The input line, and the list of matching commands above it. */

import {clipText, clipWords, fitRow, padRight, rowWidth, span, textWidth, type Row, type Span} from '../cells/cells.js';
import {offersFor, type Offer} from '../settings/commands.js';
import {MIN_COLUMNS, MIN_ROWS} from '../state/layout.js';
import {type Rect} from '../cells/rect.js';
import type {MonitorState} from '../state/monitor-state.js';
import {caption, drawPanel} from '../cells/panel.js';
import type {Prompt} from '../memory/prompt.js';
import type {Glyphs} from '../cells/symbols.js';

const SIGNS = {command: ':', search: '/'} as const;

/** The line with its cursor, cut on the left if too long. */
export const promptRow = (prompt: Prompt, width: number, note: string): Row => {
	const characters = Array.from(prompt.text);
	const before = characters.slice(0, prompt.cursor).join('');
	const room = Math.max(1, width - 4);
	const shown = textWidth(before) > room ? tail(before, room) : before;
	const under = characters[prompt.cursor] ?? ' ';
	const row: Span[] = [
		span(` ${SIGNS[prompt.kind]}`, {role: 'accent', bold: true}),
		span(shown, {bold: true}),
		span(under, {inverse: true}),
		span(characters.slice(prompt.cursor + 1).join(''), {bold: true}),
	];
	const rest = width - rowWidth(row) - NOTE_GAP;
	return fitRow([...row, span(`${' '.repeat(NOTE_GAP)}${wholeWords(note, rest)}`, {role: 'muted'})], width);
};

const NOTE_GAP = 3;

/** The words of a note that fit whole; a part of one could be misread. */
const wholeWords = (note: string, room: number): string => {
	let words = note;
	while (textWidth(words) > room && words !== '') words = words.slice(0, Math.max(0, words.lastIndexOf(' '))).trimEnd();
	return words;
};

const tail = (text: string, width: number): string => {
	let kept = Array.from(text);
	while (textWidth(kept.join('')) > width) kept = kept.slice(1);
	return kept.join('');
};

const MOST_OFFERS = 10;
const MOST_SHARE = 0.6;

const offersOf = (prompt: Prompt): readonly Offer[] => offersFor(prompt.completing?.stem ?? prompt.text);

/** Place of the list: above the last line. Undefined if it is empty. */
export const paletteRect = ({prompt, columns, rows}: MonitorState): Rect | undefined => {
	if (prompt?.kind !== 'command' || columns < MIN_COLUMNS || rows < MIN_ROWS) return undefined;
	const lines = Math.min(offersOf(prompt).length, MOST_OFFERS, Math.floor(rows * MOST_SHARE) - 2);
	return lines < 1 ? undefined : {x: 0, y: rows - 2 - (lines + 2), width: columns, height: lines + 2};
};

const COMMAND_CELLS = 26;
const KEY_CELLS = 12;

export const paletteRows = ({prompt, settings}: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	if (prompt === undefined) return [];
	const offers = offersOf(prompt);
	const chosen = prompt.completing?.index;
	const height = rect.height - 2;
	const from = Math.max(0, Math.min((chosen ?? 0) - Math.floor(height / 2), offers.length - height));
	const keys = new Map(settings.keymap.bindings.map((binding) => [binding.id, binding.shown]));
	const rows = offers.slice(from, from + height).map(({shown, binding}, index): Row => {
		const inverse = from + index === chosen;
		const offer: Row = [
			span(` ${padRight(clipText(shown, COMMAND_CELLS), COMMAND_CELLS)}`, {bold: true, inverse}),
			span(` ${padRight(keys.get(binding.id) ?? '', KEY_CELLS)} `, {role: 'accent'}),
		];
		return [...offer, span(clipWords(binding.help, rect.width - 2 - rowWidth(offer), glyphs.dash))];
	});
	const below = offers.length - from - height;
	return drawPanel(
		{
			rect,
			rows,
			title: [caption('COMMANDS', 9, {role: 'title', bold: true})],
			tag: below > 0 ? [span(`${glyphs.down} ${below} more`, {role: 'warn'})] : [],
			foot: [
				caption('Tab completes', 3, {role: 'muted'}),
				caption('Enter does it', 2, {role: 'muted'}),
				caption('Esc leaves', 1, {role: 'muted'}),
			],
			focused: true,
		},
		glyphs,
	);
};
