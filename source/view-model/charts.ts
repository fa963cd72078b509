/** Net, inventory and the mid with own fills over time, one under the other: the overlay of `g`. */

import {span, type Row} from './cells.js';
import type {ChartSample} from './chart-history.js';
import {clockText, priceText, signedText} from './format.js';
import type {Rect} from './layout.js';
import {fillModelText} from './maker-words.js';
import type {MonitorState} from './monitor-state.js';
import {caption, drawPanel, ruleRow} from './panel.js';
import type {Glyphs} from './symbols.js';
import {unixMs} from '../domain/units.js';

/** Cells for the scale on the left. */
const SCALE = 11;

type Mark = {readonly text: string; readonly role: 'bid' | 'ask' | 'muted' | undefined};
type Series = {readonly values: readonly (number | undefined)[]; readonly mark: Mark};

export const chartsOverlay = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const {frame, charts} = state;
	const width = rect.width - 2;
	const title = [caption('CHARTS', 9, {role: 'title', bold: true}), ...(frame === undefined || frame.maker.fillModel === 'none' ? [] : [caption(fillModelText(frame.maker.fillModel), 8)])];
	const foot = [caption('g or Esc closes', 5)];
	if (frame?.instrument === undefined || charts.length < 2) {
		return drawPanel({rect, rows: [[span('nothing to draw yet', {role: 'muted'})]], title, foot, focused: true}, glyphs);
	}

	const {instrument} = frame;
	const columns = intoColumns(charts, Math.max(width - SCALE, 1));
	const pick = (key: keyof ChartSample): readonly (number | undefined)[] => columns.map((sample) => sample?.[key]);
	const height = Math.max(Math.floor((rect.height - 2 - 4) / 3), 1);
	const dot = (role: Mark['role']): Mark => ({text: glyphs.dot, role});
	const money = (value: number): string => signedText(value, 2);
	const rows: readonly Row[] = [
		ruleRow(width, glyphs, [`net ${instrument.quoteAsset}`, 'faint: best case']),
		...plot([{values: pick('bestNet'), mark: dot('muted')}, {values: pick('net'), mark: dot(undefined)}], height, money),
		ruleRow(width, glyphs, [`inventory ${instrument.baseAsset}`]),
		...plot([{values: pick('inventory'), mark: dot(undefined)}], height, (value) => signedText(value, 4)),
		ruleRow(width, glyphs, ['mid', 'B bought', 'S sold']),
		...plot([{values: pick('mid'), mark: dot('muted')}, {values: pick('bought'), mark: {text: 'B', role: 'bid'}}, {values: pick('sold'), mark: {text: 'S', role: 'ask'}}], height, (value) => priceText(instrument, value)),
		timeRow(charts, width),
	];
	return drawPanel({rect, rows, title, foot, focused: true}, glyphs);
};

/** The newest sample of each column's time; fills of the others are kept. */
const intoColumns = (charts: readonly ChartSample[], width: number): readonly (ChartSample | undefined)[] => {
	const each = Math.max(Math.ceil(charts.length / width), 1);
	const columns: ChartSample[] = [];
	for (let from = 0; from < charts.length; from += each) {
		const group = charts.slice(from, from + each);
		const last = group.at(-1);
		if (last === undefined) continue;
		const fill = (key: 'bought' | 'sold'): number | undefined => group.findLast((sample) => sample[key] !== undefined)?.[key];
		columns.push({...last, bought: fill('bought'), sold: fill('sold')});
	}

	return columns;
};

/** Later series are drawn over earlier ones. */
const plot = (series: readonly Series[], height: number, label: (value: number) => string): readonly Row[] => {
	const known = series.flatMap(({values}) => values).filter((value) => value !== undefined);
	const least = Math.min(...known);
	const most = Math.max(...known);
	const rowOf = (value: number): number => (most === least ? Math.floor(height / 2) : Math.round(((most - value) / (most - least)) * (height - 1)));
	return Array.from({length: height}, (_, y): Row => {
		const scale = known.length === 0 ? '' : y === 0 ? label(most) : y === height - 1 && most !== least ? label(least) : '';
		return [span(scale.padStart(SCALE - 1).slice(-(SCALE - 1)), {role: 'muted'}), span(' '), ...cellsAt(series, y, rowOf)];
	});
};

const cellsAt = (series: readonly Series[], y: number, rowOf: (value: number) => number): Row => {
	const width = Math.max(0, ...series.map(({values}) => values.length));
	return Array.from({length: width}, (_, x) => {
		const drawn = series.findLast(({values}) => {
			const value = values[x];
			return value !== undefined && rowOf(value) === y;
		});
		const role = drawn?.mark.role;
		return span(drawn?.mark.text ?? ' ', role === undefined ? {} : {role});
	});
};

const timeRow = (charts: readonly ChartSample[], width: number): Row => {
	const from = clockText(unixMs(charts[0]?.atMs ?? 0));
	const to = clockText(unixMs(charts.at(-1)?.atMs ?? 0));
	return [span(`${' '.repeat(SCALE)}${from}${to.padStart(Math.max(width - SCALE - from.length, to.length + 1))}`, {role: 'muted'})];
};
