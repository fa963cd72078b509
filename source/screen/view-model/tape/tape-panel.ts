/** Time and sales by aggressor, newest first, with gaps at their places. */

import {lossyLots, unixMs} from '../../../domain/units.js';
import {keyOf} from '../settings/active-keys.js';
import {visitNewest} from '../memory/append-log.js';
import {blank, rowWidth, span, type Row} from '../cells/cells.js';
import {sizeDecimals, sizeText} from '../cells/format.js';
import type {Layout} from '../state/layout.js';
import type {Rect} from '../cells/rect.js';
import {priceWidth, type MonitorState} from '../state/monitor-state.js';
import {caption, ruleRow, type Caption, type PanelParts} from '../cells/panel.js';
import {sparkline} from '../memory/pulse.js';
import {shareBar} from '../cells/share-bar.js';
import type {Glyphs} from '../cells/symbols.js';
import {entryRows, tapeHead, tapePen, type TapePen} from './tape-rows.js';
import {LARGE_MULTIPLE, flowUntil, isHidden, paceUntil, type TapeEntry, type TapeRing} from '../memory/tape-ring.js';

export const tapePanel = (state: MonitorState, layout: Layout, rect: Rect, glyphs: Glyphs): PanelParts => {
	const instrument = state.memory.frame?.instrument;
	const ring = state.memory.heldTape ?? state.memory.tape;
	const focused = state.focus === 'tape' && layout.kind !== 'single';
	if (instrument === undefined || state.memory.frame === undefined) return {rect, title: titleOf(state, 0), foot: [], focused, rows: []};
	const decimals = sizeDecimals(instrument, state.memory.frame.touch.bid?.priceUnits ?? state.memory.frame.touch.ask?.priceUnits);
	const pen = tapePen({instrument, glyphs, inner: rect.width - 2, price: priceWidth(state), decimals});
	const height = rect.height - 2;
	const roomy = isRoomy(layout, rect);
	const flow = roomy ? flowRows(state, pen) : height >= LEAST_WITH_FLOW ? [flowLine(state, pen)] : [];
	const head = roomy ? [tapeHead(pen)] : [];
	const room = tapeRoom(layout, rect);
	const rows = [...head, ...fillTape(state, ring, pen, room), ...flow];
	return {rect, title: titleOf(state, ring.fresh - room), foot: footOf(state, ring, pen), focused, rows};
};

/** Least rows for headings above and a flow bar below. */
const ROOMY_ROWS = 18;
const LEAST_WITH_FLOW = 6;

const isRoomy = (layout: Layout, rect: Rect): boolean => layout.kind === 'desk' || rect.height - 2 >= ROOMY_ROWS;

/** Rows with prints: without border, headings and flow. */
export const tapeRoom = (layout: Layout, rect: Rect): number => {
	const height = rect.height - 2;
	return Math.max(0, height - (isRoomy(layout, rect) ? 3 : height >= LEAST_WITH_FLOW ? 1 : 0));
};

/** @param unseen lines of the newest frame that did not fit into the panel. */
const titleOf = (state: MonitorState, unseen: number): readonly Caption[] => [
	caption('TAPE', 9, {role: 'title', bold: true}),
	...(unseen > 0 ? [caption(`+${unseen} more`, 7, {role: 'warn'})] : []),
	...(state.memory.heldTape === undefined
		? [caption('by aggressor', 1)]
		: [
				caption(`HELD +${state.memory.tape.seen - state.memory.heldTape.seen}`, 8, {role: 'warn', bold: true}),
				...(state.memory.tapeOffset === 0 ? [] : [caption(`${state.memory.tapeOffset} up`, 5, {role: 'warn'})]),
			]),
];

const footOf = (state: MonitorState, ring: TapeRing, pen: TapePen): readonly Caption[] => [
	...lostCaptions(state),
	...filterCaptions(state, ring, pen),
	caption(largeText(state, pen), 2, {role: 'muted'}),
	caption(`${keyOf(state.settings.keymap, 'hold-tape')} ${state.memory.heldTape === undefined ? 'hold' : 'release'}`, 3, {role: 'muted'}),
];

/** From the engine's count, which covers what the tape has dropped. */
const lostCaptions = ({memory: {frame}}: MonitorState): readonly Caption[] =>
	frame === undefined || frame.counters.tradesLost === 0 ? [] : [caption(`missing ${frame.counters.tradesLost}`, 9, {role: 'alarm'})];

const filterCaptions = (
	{choices: {tapeFilter}, settings}: MonitorState,
	ring: TapeRing,
	{instrument, glyphs, decimals}: TapePen,
): readonly Caption[] => {
	if (tapeFilter === undefined) return [];
	const least = sizeText(tapeFilter, {instrument, decimals: Math.max(decimals, 3), width: 7});
	const now = ring.open !== undefined && isHidden(ring.open, tapeFilter) ? 1 : 0;
	return [
		caption(`${keyOf(settings.keymap, 'tape-filter')} ${glyphs.atLeast}${least}`, 8, {role: 'warn', bold: true}),
		caption(`hides ${ring.hidden + now}`, 6, {role: 'warn'}),
	];
};

/** The threshold of large prints. */
const largeText = ({choices: {sizes}}: MonitorState, {instrument, glyphs}: TapePen): string =>
	sizes?.largePrint === undefined
		? `! ${LARGE_MULTIPLE}x mean`
		: `! ${glyphs.atLeast}${sizeText(Math.round(sizes.largePrint), {instrument, decimals: 3, width: 7})}`;

const EMPTY: Row = [];

/** Rows from the newest after the scrolled lines, until the panel is full. */
const fillTape = (
	{memory: {tapeOffset}, choices: {tapeFilter}}: MonitorState,
	{open, log}: TapeRing,
	pen: TapePen,
	room: number,
): readonly Row[] => {
	const rows: Row[] = [];
	let above = tapeOffset;
	const show = (entry: TapeEntry): boolean => {
		if (rows.length < room && !isHidden(entry, tapeFilter) && --above < 0) rows.push(...entryRows(entry, pen));
		return rows.length < room;
	};

	if (open !== undefined) show(open);
	visitNewest(log, show);
	while (rows.length < room) rows.push(EMPTY);
	return rows.length > room ? rows.slice(0, room) : rows;
};

const PACE_SECONDS = 30;

/** Two rows: rate of prints, and each side's share. */
const flowRows = (state: MonitorState, pen: TapePen): readonly Row[] => {
	const {buy, sell, rate, seconds, least} = flowTexts(state, pen);
	const [left, right]: readonly [Row, Row] = [
		[span(`buy ${least}${buy.text} `, {role: 'bid'})],
		[span(` ${least}${sell.text} sell`, {role: 'ask'})],
	];
	const total = buy.lots + sell.lots;
	const room = pen.inner - rowWidth(left) - rowWidth(right) - 1;
	const bar = total === 0 || room < 4 ? [blank(Math.max(1, room + 1))] : shareBar(buy.lots / total, room, pen.glyphs);
	const words = [`${seconds} s`, least === '' ? `${rate} prints/s` : `${least}${rate}/s`];
	const pace = pen.walk ? sparkline(paceUntil(state.memory.tape, frameTime(state), PACE_SECONDS), pen.inner - 30, pen.glyphs.spark) : '';
	return [ruleRow(pen.inner, pen.glyphs, pace === '' ? words : [...words, pace]), [...left, ...bar, ...right]];
};

const flowLine = (state: MonitorState, pen: TapePen): Row => {
	const {buy, sell, rate, seconds, least} = flowTexts(state, pen);
	const [bought, sold, pace] = [`${least}${buy.text}`, `${least}${sell.text}`, `${least}${rate}/s`];
	const texts = [`${seconds}s buy ${bought} sell ${sold} ${pace}`, `${seconds}s buy ${bought} sell ${sold}`];
	return [span(texts.find(({length}) => length <= pen.inner) ?? `buy ${bought} sell ${sold}`, {role: 'muted'})];
};

const ZERO_TIME = unixMs(0);

const frameTime = (state: MonitorState) => state.memory.frame?.atMs ?? state.memory.tape.lastTrade?.tradeAtMs ?? ZERO_TIME;

/** `≥` before figures of a time with lost trades. */
const flowTexts = (state: MonitorState, {instrument, decimals, glyphs}: TapePen) => {
	const flow = flowUntil(state.memory.tape, frameTime(state));
	const text = (lots: typeof flow.buy): string => sizeText(lots, {instrument, decimals: Math.min(1, decimals), width: 6});
	return {
		buy: {text: text(flow.buy), lots: lossyLots(flow.buy)},
		sell: {text: text(flow.sell), lots: lossyLots(flow.sell)},
		seconds: flow.seconds,
		least: flow.isWhole ? '' : glyphs.atLeast,
		rate: flow.printsPerSecond >= 10 ? flow.printsPerSecond.toFixed(0) : flow.printsPerSecond.toFixed(1),
	};
};
