/** What happened, newest on top: the panel, and the log that takes the whole screen. */

import type {JournalEntry} from '../engine/outputs.js';
import {clipText, span, type Row} from './cells.js';
import {clockText} from './format.js';
import type {Layout, Rect} from './layout.js';
import type {MonitorState} from './monitor-state.js';
import {caption, drawPanel} from './panel.js';
import type {Glyphs} from './symbols.js';

const KIND_WORDS: Readonly<Record<JournalEntry['kind'], string>> = {
	sync: 'SYNC',
	connection: 'CONN',
	fill: 'FILL',
	quotes: 'QUOTE',
	rest: 'REST',
	command: 'KEY',
	risk: 'RISK',
};

const eventRow = (entry: JournalEntry, width: number): Row => {
	const mark = entry.level === 'warning' ? '!' : ' ';
	const style = entry.level === 'warning' ? {role: 'warn', bold: true} as const : {};
	return [
		span(`${clockText(entry.atMs)} `, {role: 'muted'}),
		span(`${KIND_WORDS[entry.kind].padEnd(5)}${mark} `, style),
		span(clipText(entry.text, Math.max(0, width - 16)), entry.level === 'warning' ? {role: 'warn'} : {}),
	];
};

const newestFirst = ({events, overlayOffset}: MonitorState, offset: boolean): readonly JournalEntry[] =>
	events.slice(0, offset && overlayOffset > 0 ? -overlayOffset : events.length).toReversed();

export const eventsPanel = (state: MonitorState, layout: Layout, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const rows = newestFirst(state, false).slice(0, rect.height).map((entry) => eventRow(entry, rect.width - 2));
	return drawPanel(
		{
			rect,
			rows: rows.length === 0 ? [[span('nothing yet', {role: 'muted'})]] : rows,
			title: [caption('EVENTS', 9, {role: 'title', bold: true})],
			tag: [span('l all', {role: 'muted'})],
			focused: state.focus === 'events' && layout.kind !== 'single',
		},
		glyphs,
	);
};

export const logOverlay = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const shown = newestFirst(state, true);
	return drawPanel(
		{
			rect,
			rows: shown.slice(0, rect.height).map((entry) => eventRow(entry, rect.width - 2)),
			title: [
				caption('LOG', 9, {role: 'title', bold: true}),
				caption(`${state.events.length} events, newest first`, 5),
				...(state.overlayOffset > 0 ? [caption(`${state.overlayOffset} newer above`, 7, {role: 'warn'})] : []),
			],
			foot: [caption('up down PageUp PageDown scroll', 2, {role: 'muted'}), caption('l or Esc closes', 5)],
			focused: true,
		},
		glyphs,
	);
};
