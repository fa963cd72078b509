/** The events, newest first: as a panel, and as a log over the whole screen. */

import {keyOf} from '../settings/active-keys.js';
import {clipText, clipWords, span, textWidth, type Row, type Span, type SpanStyle} from '../cells/cells.js';
import {KIND_WORDS, chosenEntry, eventWindow, listedCount, matchCount, type EventWindow, type ListedEvent} from './event-list.js';
import {clockText} from '../cells/format.js';
import type {Layout} from '../state/layout.js';
import type {Rect} from '../cells/rect.js';
import type {MonitorState} from '../state/monitor-state.js';
import {caption, drawPanel, type Caption, type PanelParts} from '../cells/panel.js';
import {glyphsFor, type Glyphs} from '../cells/symbols.js';
import {wrapWords} from '../cells/wrap-words.js';

/** Cells before the text. */
const HEAD = 16;

const eventRow = ({entry, chosen}: ListedEvent, width: number, {search, settings}: MonitorState): Row => {
	const isWarning = entry.level === 'warning';
	const style: SpanStyle = isWarning ? {role: 'warn', bold: true} : {};
	return [
		span(`${clockText(entry.atMs)} `, {role: 'muted', inverse: chosen}),
		span(`${KIND_WORDS[entry.kind].padEnd(5)}${isWarning ? '!' : ' '} `, {...style, inverse: chosen}),
		...marked(clipWords(entry.text, Math.max(0, width - HEAD), glyphsFor(settings.ascii).dash), search, isWarning ? {role: 'warn'} : {}),
	];
};

/** Search matches are inverse, so that they are visible without colours. */
const marked = (text: string, search: string, style: SpanStyle): readonly Span[] => {
	const at = search === '' ? -1 : text.toLowerCase().indexOf(search.toLowerCase());
	if (at < 0) return [span(text, style)];
	const end = at + search.length;
	return [span(text.slice(0, at), style), span(text.slice(at, end), {...style, inverse: true}), span(text.slice(end), style)];
};

const rowsOf = (state: MonitorState, {listed}: EventWindow, rect: Rect): readonly Row[] =>
	listed.length === 0 ? [[span('nothing yet', {role: 'muted'})]] : listed.map((event) => eventRow(event, rect.width - 2, state));

const newerCaption = ({newer}: EventWindow): readonly Caption[] => (newer > 0 ? [caption(`${newer} newer above`, 7, {role: 'warn'})] : []);

/** Shows the filter in force. */
const filterCaption = ({eventFilter}: MonitorState): readonly Caption[] =>
	eventFilter === 'all' ? [] : [caption(`only ${eventFilter.toUpperCase()}`, 8, {role: 'warn', bold: true})];

export const eventsPanel = (state: MonitorState, layout: Layout, rect: Rect): PanelParts => {
	const {keymap} = state.settings;
	const shown = eventWindow(state, Math.max(0, rect.height - 2));
	const isFocused = state.focus === 'events';
	return {
		rect,
		rows: rowsOf(state, shown, rect),
		title: [caption('EVENTS', 9, {role: 'title', bold: true}), ...filterCaption(state), ...newerCaption(shown)],
		tag: [span(`${keyOf(keymap, 'log')} all`, {role: 'muted'})],
		foot: isFocused
			? [caption(`${keyOf(keymap, 'search')} search`, 3, {role: 'muted'}), caption(`${keyOf(keymap, 'copy')} copy`, 2, {role: 'muted'})]
			: [],
		focused: isFocused && layout.kind !== 'single',
	};
};

export const logOverlay = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const whole = wholeText(state, rect);
	const shown = eventWindow(state, Math.max(0, rect.height - 2 - whole.length));
	const listed = rowsOf(state, shown, rect);
	const gap = Array.from({length: whole.length === 0 ? 0 : Math.max(0, rect.height - 2 - whole.length - listed.length)}, (): Row => []);
	return drawPanel(
		{
			rect,
			rows: [...listed, ...gap, ...whole],
			title: [
				caption('LOG', 9, {role: 'title', bold: true}),
				...filterCaption(state),
				caption(`${listedCount(state)} events, newest first`, 5),
				...newerCaption(shown),
				...(state.search === '' ? [] : [caption(`${matchCount(state)} with "${clipText(state.search, 20)}"`, 8, {role: 'accent'})]),
			],
			foot: logKeys(state),
			focused: true,
		},
		glyphs,
	);
};

/** The whole text of the chosen event at the bottom, if its row cuts it. */
const wholeText = (state: MonitorState, rect: Rect): readonly Row[] => {
	const entry = state.chosenEvent === undefined ? undefined : chosenEntry(state);
	const width = rect.width - 2;
	if (entry === undefined || textWidth(entry.text) <= width - HEAD || rect.height < LEAST_FOR_WHOLE) return [];
	const lines = wrapWords(entry.text, width - 2).slice(0, WHOLE_ROWS);
	return lines.map((line): Row => [span(` ${line}`, {role: 'accent'})]);
};

const LEAST_FOR_WHOLE = 10;
const WHOLE_ROWS = 4;

const logKeys = ({settings: {keymap}, search}: MonitorState): readonly Caption[] => [
	caption('up down PageUp PageDown scroll', 1, {role: 'muted'}),
	...(search === ''
		? [caption(`${keyOf(keymap, 'search')} search`, 4, {role: 'muted'})]
		: [caption(`${keyOf(keymap, 'next-match')} ${keyOf(keymap, 'previous-match')} next, previous`, 4, {role: 'muted'})]),
	caption(`${keyOf(keymap, 'events')} kind`, 3, {role: 'muted'}),
	caption(`${keyOf(keymap, 'copy')} copy`, 2, {role: 'muted'}),
	caption(search === '' ? `${keyOf(keymap, 'log')} or ${keyOf(keymap, 'close')} closes` : `${keyOf(keymap, 'close')} ends the search`, 5),
];
