/** Time and sales by aggressor, newest on top, with its holes drawn where they are. */

import {notional, type Instrument} from '../domain/instrument.js';
import {lossyMoney} from '../domain/money.js';
import {lossyLots, unixMs} from '../domain/units.js';
import {blank, numberCell, padLeft, padRight, rowWidth, span, type Row} from './cells.js';
import {clockMsText, clockText, priceText, sizeDecimals, sizeText} from './format.js';
import type {Layout, Rect} from './layout.js';
import {priceWidth, type MonitorState} from './monitor-state.js';
import {caption, drawPanel, ruleRow, type Caption} from './panel.js';
import {shareBar} from './share-bar.js';
import type {Glyphs} from './symbols.js';
import {FLOW_SECONDS, LARGE_MULTIPLE, flowUntil, type TapeEntry, type TapeRing} from './tape-ring.js';

type TapePen = {
	readonly instrument: Instrument;
	readonly glyphs: Glyphs;
	readonly inner: number;
	readonly price: number;
	readonly time: 'none' | 'minutes' | 'seconds' | 'milliseconds';
	readonly decimals: number;
	/** Show what a print was worth in quote currency. */
	readonly value: boolean;
};

export const tapePanel = (state: MonitorState, layout: Layout, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const instrument = state.frame?.instrument;
	const ring = state.heldTape ?? state.tape;
	const focused = state.focus === 'tape' && layout.kind !== 'single';
	const parts = {rect, title: titleOf(state), foot: footOf(state), focused};
	if (instrument === undefined || state.frame === undefined) return drawPanel({...parts, rows: []}, glyphs);
	const pen = tapePen(state, instrument, rect.width - 2, glyphs);
	const height = rect.height - 2;
	const flow = layout.kind === 'desk' ? flowRows(state, pen) : height >= 6 ? [flowLine(state, pen)] : [];
	const head = layout.kind === 'desk' ? [headRow(pen)] : [];
	const room = Math.max(0, height - flow.length - head.length);
	const rows = fillTape(ring, pen, room);
	return drawPanel({...parts, rows: [...head, ...rows, ...flow]}, glyphs);
};

const titleOf = (state: MonitorState): readonly Caption[] => [
	caption('TAPE', 9, {role: 'title', bold: true}),
	...(state.heldTape === undefined
		? [caption('by aggressor', 1)]
		: [caption(`HELD +${state.tape.seen - state.heldTape.seen}`, 8, {role: 'warn', bold: true})]),
];

const footOf = (state: MonitorState): readonly Caption[] => [
	...(state.tape.missing > 0 ? [caption(`missing ${state.tape.missing}`, 9, {role: 'alarm'})] : []),
	caption(`! ${LARGE_MULTIPLE}x mean`, 2, {role: 'muted'}),
	caption(state.heldTape === undefined ? 'p hold' : 'p release', 3, {role: 'muted'}),
];

/** What fits: the price and the side always, then the time, then the worth. */
const tapePen = (state: MonitorState, instrument: Instrument, inner: number, glyphs: Glyphs): TapePen => {
	const price = priceWidth(state);
	const bare = price + 10;
	const time = inner >= bare + 22 ? 'milliseconds' : inner >= bare + 9 ? 'seconds' : inner >= bare + 6 ? 'minutes' : 'none';
	return {
		instrument,
		glyphs,
		inner,
		price,
		time,
		decimals: sizeDecimals(instrument, state.frame?.touch.bid?.priceTicks ?? state.frame?.touch.ask?.priceTicks),
		value: inner >= bare + 22,
	};
};

const TIME_CELLS = {none: 0, minutes: 6, seconds: 9, milliseconds: 13} as const;

const headRow = (pen: TapePen): Row => {
	const time = padRight(pen.time === 'none' ? '' : 'TIME', TIME_CELLS[pen.time]);
	const value = pen.value ? padLeft('WORTH', 9) : '';
	return [span(`${time}SD ${padLeft('PRICE', pen.price)} ${padLeft('SIZE', 6)}${value}`, {role: 'title'})];
};

/** Newest first until the room is filled. */
const fillTape = ({entries}: TapeRing, pen: TapePen, room: number): readonly Row[] => {
	const rows: Row[] = [];
	for (let index = entries.length - 1; index >= 0 && rows.length < room; index -= 1) {
		const entry = entries[index];
		if (entry !== undefined) rows.push(...entryRows(entry, pen));
	}

	while (rows.length < room) rows.push([]);
	return rows.slice(0, room);
};

const entryRows = (entry: TapeEntry, pen: TapePen): readonly Row[] => {
	switch (entry.kind) {
		case 'print':
			return [printRow(entry, pen)];
		case 'gap': {
			const [from, to] = [clockText(entry.fromMs), clockText(entry.toMs)];
			const line = noticeRow([`gap ${from} to ${to}`, `gap ${from}-${to}`, `gap ${to}`], pen);
			const missing = `${entry.missing} trade${entry.missing === 1 ? '' : 's'} missing`;
			return entry.missing > 0 ? [noticeRow([missing], pen), line] : [line];
		}

		case 'skipped':
			return [noticeRow([`${entry.count} more, not shown`], pen)];
	}
};

const noticeRow = (texts: readonly string[], {inner}: TapePen): Row => {
	const text = texts.find((candidate) => candidate.length + 6 <= inner) ?? texts.at(-1) ?? '';
	const left = Math.max(2, Math.floor((inner - text.length - 2) / 2));
	const right = Math.max(2, inner - text.length - 2 - left);
	return [span(`${'-'.repeat(left)} ${text} ${'-'.repeat(right)}`, {role: 'warn', bold: true})];
};

const printRow = ({trade, large}: TapeEntry & {readonly kind: 'print'}, pen: TapePen): Row => {
	const {instrument, decimals} = pen;
	const role = trade.aggressor === 'buy' ? 'bid' : 'ask';
	const side = `${trade.aggressor === 'buy' ? 'B' : 'S'}${large ? '!' : ' '}`;
	const price = numberCell(priceText(instrument, trade.priceTicks), pen.price);
	const size = numberCell(sizeText(trade.qtyLots, {instrument, decimals, width: 6}), 6);
	const time = padRight(timeText(trade.tradeAtMs, pen.time), TIME_CELLS[pen.time]);
	const worth = pen.value ? [span(padLeft(worthText(trade, instrument), 9), {role: 'muted'})] : [];
	return [span(time, {role: 'muted'}), span(`${side} ${price} ${size}`, {role, bold: large}), ...worth];
};

const timeText = (at: Parameters<typeof clockText>[0], time: TapePen['time']): string => {
	switch (time) {
		case 'none':
			return '';
		case 'minutes':
			return clockText(at).slice(0, 5);
		case 'seconds':
			return clockText(at);
		case 'milliseconds':
			return clockMsText(at);
	}
};

const worthText = (trade: (TapeEntry & {readonly kind: 'print'})['trade'], instrument: Instrument): string => {
	const worth = lossyMoney(notional(instrument, trade.priceTicks, trade.qtyLots));
	return worth >= 1e6 ? `${(worth / 1e6).toFixed(2)}M` : worth >= 1e4 ? `${(worth / 1e3).toFixed(1)}K` : worth.toFixed(0);
};

/** Two rows: how fast, and how much each side took. */
const flowRows = (state: MonitorState, pen: TapePen): readonly Row[] => {
	const {buy, sell, rate} = flowTexts(state, pen);
	const [left, right]: readonly [Row, Row] = [[span(`buy ${buy.text} `, {role: 'bid'})], [span(` ${sell.text} sell`, {role: 'ask'})]];
	const total = buy.lots + sell.lots;
	const room = pen.inner - rowWidth(left) - rowWidth(right) - 1;
	const bar = total === 0 || room < 4 ? [blank(Math.max(1, room + 1))] : shareBar(buy.lots / total, room, pen.glyphs);
	return [ruleRow(pen.inner, pen.glyphs, [`${FLOW_SECONDS} s`, `${rate} prints/s`]), [...left, ...bar, ...right]];
};

const flowLine = (state: MonitorState, pen: TapePen): Row => {
	const {buy, sell, rate} = flowTexts(state, pen);
	return [span(`${FLOW_SECONDS}s buy ${buy.text} sell ${sell.text} ${rate}/s`, {role: 'muted'})];
};

const ZERO_TIME = unixMs(0);

const flowTexts = (state: MonitorState, {instrument, decimals}: TapePen) => {
	const flow = flowUntil(state.tape, state.frame?.atMs ?? state.tape.lastTrade?.tradeAtMs ?? ZERO_TIME);
	const text = (lots: typeof flow.buy): string =>
		sizeText(lots, {instrument, decimals: Math.min(1, decimals), width: 6});
	return {
		buy: {text: text(flow.buy), lots: lossyLots(flow.buy)},
		sell: {text: text(flow.sell), lots: lossyLots(flow.sell)},
		rate: flow.printsPerSecond >= 10 ? flow.printsPerSecond.toFixed(0) : flow.printsPerSecond.toFixed(1),
	};
};
