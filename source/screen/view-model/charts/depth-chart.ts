/** The depth chart: cumulative size between the mid and each price, in price groups, bids left, asks right. */

import type {Level} from '../../../domain/feed-event.js';
import type {Instrument} from '../../../domain/instrument.js';
import type {Side} from '../../../domain/units.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {keyOf} from '../settings/active-keys.js';
import {joinSpans, padLeft, span, type Row, type SpanStyle} from '../cells/cells.js';
import {chartKeys, notLive} from './charts.js';
import {halfUnitPriceText, priceStepText, priceText, sizeDecimals, sizeText} from '../cells/format.js';
import {anchorBelow} from '../memory/ladder-axis.js';
import {rowAt} from '../memory/ladder-cursor.js';
import {isUnknown} from '../state/known-rows.js';
import type {Rect} from '../cells/rect.js';
import {isTrusted, type MonitorState} from '../state/monitor-state.js';
import {caption, drawPanel} from '../cells/panel.js';
import {SCALE_CELLS} from '../cells/plot.js';
import type {Glyphs} from '../cells/symbols.js';

export const depthOverlay = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const {frame} = state.memory;
	const foot = [
		caption(`${keyOf(state.settings.keymap, 'group-up')} ${keyOf(state.settings.keymap, 'group-down')} group`, 4, {role: 'muted'}),
		...chartKeys(state, 'depth'),
	];
	const name = caption('DEPTH', 9, {role: 'title', bold: true});
	const mid = frame?.touch.midHalfUnits;
	if (frame?.instrument === undefined || mid === undefined || rect.height < 6) {
		return drawPanel({rect, rows: [[span('no book to draw', {role: 'muted'})]], title: [name], foot, focused: true}, glyphs);
	}

	const group = caption(`group ${priceStepText(frame.instrument, frame.ladder.groupUnits)} a column`, 6);
	const rows = depthRows(state, {frame, instrument: frame.instrument, mid, glyphs, width: rect.width - 2, height: rect.height - 2});
	return drawPanel({rect, rows, title: [name, ...notLive(state), group], foot, focused: true}, glyphs);
};

type Known = {
	readonly frame: MonitorFrame;
	readonly instrument: Instrument;
	readonly mid: number;
	readonly glyphs: Glyphs;
	readonly width: number;
	readonly height: number;
};

/** One price of the axis and the cumulative size up to it; undefined beyond the range of the snapshot. */
type Column = {readonly priceUnits: number; readonly side: Side; readonly lots: number | undefined};

/** Rows below the plot: own orders and prices. */
const FEET = 2;

const depthRows = (state: MonitorState, known: Known): readonly Row[] => {
	const columns = columnsOf(known);
	const most = Math.max(1, ...columns.map(({lots}) => lots ?? 0));
	const height = known.height - FEET;
	const mountains = Array.from({length: height}, (_, y): Row => [
		span(scaleText(known, most, {y, height}), {role: 'muted'}),
		...joinSpans(columns.map((column) => cellOf(column, (height - 1 - y) * 8, (height * 8) / most, known.glyphs, isTrusted(state)))),
	]);
	return [...mountains, ownRow(columns, known), priceRow(columns, known)];
};

/** From the worst bid at the left to the worst ask at the right. */
const columnsOf = (known: Known): readonly Column[] => {
	const {frame, mid, width} = known;
	const half = Math.max(1, Math.floor((width - SCALE_CELLS) / 2));
	const {groupUnits, bids, asks} = frame.ladder;
	const below = anchorBelow(mid, groupUnits);
	return [
		...side(known, bids, {half, from: below, step: -groupUnits}).toReversed(),
		...side(known, asks, {half, from: below + groupUnits, step: groupUnits}),
	];
};

const side = (
	{frame}: Known,
	levels: readonly Level[],
	{half, from, step}: {readonly half: number; readonly from: number; readonly step: number},
): readonly Column[] => {
	let [next, lots] = [0, 0];
	return Array.from({length: half}, (_, index): Column => {
		const priceUnits = from + index * step;
		for (let level = levels[next]; level !== undefined && (level.priceUnits - priceUnits) * Math.sign(step) <= 0; level = levels[next]) {
			lots += Number(level.qtyLots);
			next += 1;
		}

		return {priceUnits, side: step < 0 ? 'bid' : 'ask', lots: isUnknown(frame.ladder, priceUnits) ? undefined : lots};
	});
};

/** @param below eighths of a cell below this one. */
const cellOf = ({side: of, lots}: Column, below: number, eighthsPerLot: number, glyphs: Glyphs, trusted: boolean) => {
	if (lots === undefined) return span(below === 0 ? glyphs.unknown : ' ', {role: 'muted'});
	const filled = Math.max(0, Math.min(8, Math.round(lots * eighthsPerLot) - below));
	const style: SpanStyle = trusted ? {role: of} : {dim: true};
	return span(glyphs.eighths[filled] ?? ' ', style);
};

const scaleText = ({instrument, frame}: Known, most: number, {y, height}: {readonly y: number; readonly height: number}): string => {
	const share = y === 0 ? 1 : y === Math.floor(height / 2) ? 1 - y / height : 0;
	if (share === 0) return ' '.repeat(SCALE_CELLS);
	const decimals = sizeDecimals(instrument, frame.touch.bid?.priceUnits);
	return `${padLeft(sizeText(Math.round(most * share), {instrument, decimals, width: SCALE_CELLS - 1}), SCALE_CELLS - 1)} `;
};

/** A letter of the side at each price with own orders. */
const ownRow = (columns: readonly Column[], {frame}: Known): Row => {
	const {groupUnits} = frame.ladder;
	const own = columns.map((column) =>
		frame.maker.orders.find((order) => order.side === column.side && rowAt(order.priceUnits, order.side, groupUnits) === column.priceUnits),
	);
	return [
		span(own.some((order) => order !== undefined) ? padLeft('own ', SCALE_CELLS) : ' '.repeat(SCALE_CELLS), {role: 'muted'}),
		...own.map((order) =>
			order === undefined ? span(' ') : span(order.side === 'bid' ? 'B' : 'S', {role: order.side, bold: true, inverse: true}),
		),
	];
};

/** The first, middle and last price, as far as they fit. */
const priceRow = (columns: readonly Column[], {instrument, mid}: Known): Row => {
	const text = (ticks: number | undefined): string => (ticks === undefined ? '' : priceText(instrument, ticks));
	const [first, last] = [text(columns[0]?.priceUnits), text(columns.at(-1)?.priceUnits)];
	const middle = halfUnitPriceText(instrument, mid);
	const half = columns.length / 2;
	const left = first.padEnd(Math.max(0, Math.floor(half - middle.length / 2)));
	const centre = left + middle;
	const fits = first.length + 1 + middle.length + 1 + last.length <= columns.length;
	return [
		span(' '.repeat(SCALE_CELLS)),
		span(fits ? centre + last.padStart(columns.length - centre.length) : middle.padStart(Math.floor(half + middle.length / 2)), {
			role: 'muted',
		}),
	];
};
