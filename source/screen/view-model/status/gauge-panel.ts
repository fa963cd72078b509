/** All gauges with their definitions, on a tall screen. */

import {lossyUnits} from '../../../domain/instrument.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {flowUntil} from '../memory/tape-ring.js';
import {blank, fitSegments, padRight, rowWidth, span, type Row, type SpanStyle} from '../cells/cells.js';
import {priceStepText, ticksText, wholePriceText} from '../cells/format.js';
import {clockOffsetText, pairText, shareText} from './gauges.js';
import {bookAgeText} from '../words/book-age.js';
import type {Latency} from '../../../engine/feed/types/gauges.js';
import type {Rect} from '../cells/rect.js';
import {isTrusted, type MonitorState} from '../state/monitor-state.js';
import {caption, type PanelParts} from '../cells/panel.js';
import {sparkline} from '../memory/pulse.js';
import type {Glyphs} from '../cells/symbols.js';

/** The longest name and a blank. */
const nameCells = ({arrow}: Glyphs): number => 10 + arrow.length;

export const gaugesPanel = (state: MonitorState, rect: Rect, glyphs: Glyphs): PanelParts => {
	const {frame} = state.memory;
	const title = [caption('GAUGES', 9, {role: 'title', bold: true}), caption('p50/p99', 1)];
	if (frame?.instrument === undefined) return {rect, rows: [], title};
	const width = rect.width - 2;
	const trusted = isTrusted(state);
	const rows = [
		...spreadRows(state, frame, width, glyphs),
		imbalanceRow(state, frame, width, glyphs),
		gauge(glyphs, `exch${glyphs.arrow}recv`, latencyText(frame.gauges.latency, glyphs), {width}),
		gauge(glyphs, '  clock', clockOffsetText(frame, glyphs), {width}),
		gauge(glyphs, `recv${glyphs.arrow}apply`, latencyText(frame.applyLatency, glyphs), {width}),
		gauge(glyphs, `appl${glyphs.arrow}paint`, latencyText(state.memory.render?.paint, glyphs), {width}),
		gauge(glyphs, 'book age', frame.gauges.depthAgeMs === undefined ? 'none yet' : bookAgeText(frame.gauges.depthAgeMs), {
			width,
			style: trusted ? {} : {role: 'alarm', bold: true},
		}),
		gauge(
			glyphs,
			`${glyphs.sigma} 60 s`,
			frame.gauges.volatilityBp === undefined ? glyphs.absent : `${frame.gauges.volatilityBp.toFixed(2)} bp/${glyphs.root}s`,
			{width},
		),
		gauge(
			glyphs,
			'messages',
			`${frame.gauges.depthRate.toFixed(0)} depth ${flowUntil(state.memory.tape, frame.atMs).isWhole ? '' : glyphs.atLeast}${frame.gauges.tradeRate.toFixed(0)} trade /s`,
			{width},
		),
		...rangeRows(frame, width, glyphs),
	];
	return {rect, rows, title};
};

/** A value that does not fit drops its least important part, never a digit. */
const gauge = (
	glyphs: Glyphs,
	name: string,
	text: string,
	{width, style = {}}: {readonly width: number; readonly style?: SpanStyle},
): Row => {
	const cells = nameCells(glyphs);
	const room = Math.max(0, width - cells);
	const parts = text.split(' ').map((word, index) => ({row: [span(word, style)], priority: 100 - index}));
	const value = fitSegments(parts, [blank(1)], room);
	return [span(padRight(name, cells), {role: 'muted'}), ...(rowWidth(value) <= room ? value : [span('#'.repeat(room))])];
};

const latencyText = (latency: Latency | undefined, glyphs: Glyphs): string =>
	latency === undefined ? glyphs.absent : `${pairText(latency)} ms`;

/** Spread in price, ticks and basis points; below it the widest of each of the last seconds. */
const spreadRows = (state: MonitorState, frame: MonitorFrame, width: number, glyphs: Glyphs): readonly Row[] => {
	const {touch, instrument} = frame;
	if (instrument === undefined || touch.spreadUnits === undefined || touch.midHalfUnits === undefined) {
		return [gauge(glyphs, 'spread', glyphs.absent, {width})];
	}
	const bp = (10_000 * touch.spreadUnits) / lossyUnits(instrument, touch.midHalfUnits / 2);
	const text = `${priceStepText(instrument, touch.spreadUnits)} ${ticksText(instrument, touch.spreadUnits)}t ${bp < 0.1 ? bp.toFixed(3) : bp.toFixed(2)}bp`;
	const spreads = state.memory.pulse.map((second) => second.spreadUnits);
	const line = sparkline(spreads, Math.min(spreads.length, width - nameCells(glyphs) - 4), glyphs.spark);
	const range =
		spreads.length === 0 ? '' : ` ${ticksText(instrument, Math.min(...spreads))}-${ticksText(instrument, Math.max(...spreads))}t`;
	const fits = nameCells(glyphs) + line.length + range.length <= width;
	return [
		gauge(glyphs, 'spread', text + doubt(state), {width, style: {dim: !isTrusted(state)}}),
		[span(padRight(`  ${spreads.length} s`, nameCells(glyphs)), {role: 'muted'}), span(line), span(fits ? range : '', {role: 'muted'})],
	];
};

const imbalanceRow = (state: MonitorState, {touch}: MonitorFrame, width: number, glyphs: Glyphs): Row => {
	const shares = [touch.imbalance1, touch.imbalance5, touch.imbalance20].map((share) => shareText(share, glyphs));
	return gauge(glyphs, 'imb 1 5 20', shares.join(' ') + doubt(state), {width, style: {dim: !isTrusted(state)}});
};

/** Marks figures of a book that is not trusted, visible without colours. */
const doubt = (state: MonitorState): string => (isTrusted(state) ? '' : ' ?');

/** The price range of the snapshot, and the number of levels dropped beyond it. */
const rangeRows = ({instrument, ladder}: MonitorFrame, width: number, glyphs: Glyphs): readonly Row[] => {
	if (instrument === undefined) return [];
	const {knownFromUnits: from, knownToUnits: to, evicted} = ladder;
	const end = (price: number | undefined): string => (price === undefined ? 'all' : wholePriceText(instrument, price));
	return [
		gauge(glyphs, 'known', from === undefined && to === undefined ? 'the whole book' : `${end(from)}${glyphs.dash}${end(to)}`, {width}),
		...(evicted === 0 ? [] : [gauge(glyphs, 'let go of', `${evicted} far levels`, {width, style: {role: 'warn'}})]),
	];
};
