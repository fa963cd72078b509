/** Tape lines for taker orders, own fills and gaps. Drawn lines are kept. */

import {lossyUnits, notional, type Instrument} from '../../../domain/instrument.js';
import {lossyMoney} from '../../../domain/money.js';
import {priceUnits, type UnixMs} from '../../../domain/units.js';
import {numberCell, padLeft, padRight, span, type Row, type Span, type SpanStyle} from '../cells/cells.js';
import {clockMsText, clockText, nearMidText, priceText, shortValueText, sizeText, ticksText} from '../cells/format.js';
import type {Glyphs} from '../cells/symbols.js';
import {averagePriceUnits, slippageUnits, type TapeOrder} from '../memory/tape-order.js';
import type {TapeEntry} from '../memory/tape-ring.js';

export type TapePen = {
	readonly instrument: Instrument;
	readonly glyphs: Glyphs;
	readonly inner: number;
	readonly price: number;
	readonly time: 'none' | 'minutes' | 'seconds' | 'milliseconds';
	readonly decimals: number;
	/** Columns for slippage and number of prints, value, and volume-weighted price. */
	readonly walk: boolean;
	readonly worth: boolean;
	readonly average: boolean;
};

const TIME_CELLS = {none: 0, minutes: 6, seconds: 9, milliseconds: 13} as const;
const SIZE_CELLS = 6;
const SLIP_CELLS = 5;
const COUNT_CELLS = 4;
const WORTH_CELLS = 8;

/** The columns that fit: price, side and size always; then time, then slippage, then value. */
export const tapePen = (pen: Pick<TapePen, 'instrument' | 'glyphs' | 'inner' | 'price' | 'decimals'>): TapePen => {
	let room = pen.inner - pen.price - 4 - SIZE_CELLS;
	const take = (cells: number): boolean => {
		if (room < cells) return false;
		room -= cells;
		return true;
	};
	const seconds = take(TIME_CELLS.seconds);
	const minutes = !seconds && take(TIME_CELLS.minutes);
	const walk = seconds && take(SLIP_CELLS + 1 + COUNT_CELLS + 1);
	const milliseconds = walk && take(TIME_CELLS.milliseconds - TIME_CELLS.seconds);
	const worth = milliseconds && take(WORTH_CELLS + 1);
	const average = worth && take(pen.price + 2);
	const time = milliseconds ? 'milliseconds' : seconds ? 'seconds' : minutes ? 'minutes' : 'none';
	return {...pen, time, walk, worth, average};
};

export const tapeHead = (pen: TapePen): Row => {
	const words = [
		padRight(pen.time === 'none' ? '' : 'TIME', TIME_CELLS[pen.time]),
		`SD ${padLeft('PRICE', pen.price)} ${padLeft('SIZE', SIZE_CELLS)}`,
		pen.walk ? `  ${padLeft('SLIP', SLIP_CELLS - 1)} ${padLeft('N', COUNT_CELLS)}` : '',
		pen.worth ? padLeft('WORTH', WORTH_CELLS + 1) : '',
		pen.average ? padLeft('VWAP', pen.price + 2) : '',
	];
	return [span(words.join(''), {role: 'title'})];
};

let steady: TapePen | undefined;
const drawn = new Map<TapeEntry, readonly Row[]>();

/** More lines than any screen has, so that of a long tape only the visible rows are kept. */
const MAX_KEPT = 256;

const PEN_KEYS = [
	'instrument',
	'glyphs',
	'inner',
	'price',
	'time',
	'decimals',
	'walk',
	'worth',
	'average',
] as const satisfies ReadonlyArray<keyof TapePen>;

/** Rows of an entry. Entries are immutable, so the rows are reused while the style is the same. */
export const entryRows = (entry: TapeEntry, pen: TapePen): readonly Row[] => {
	if (drawn.size >= MAX_KEPT || steady === undefined || PEN_KEYS.some((key) => steady?.[key] !== pen[key])) drawn.clear();
	steady = pen;
	const held = drawn.get(entry);
	if (held !== undefined) return held;
	const rows = drawEntry(entry, pen);
	drawn.set(entry, rows);
	return rows;
};

const drawEntry = (entry: TapeEntry, pen: TapePen): readonly Row[] => {
	switch (entry.kind) {
		case 'order':
			return [orderRow(entry, pen)];
		case 'fill':
			return [fillRow(entry, pen)];
		case 'gap':
			return [gapRow(entry.fromMs, entry.toMs, pen)];
		case 'loss': {
			const {missing, afterMs, beforeMs} = entry.loss;
			return [
				noticeRow([`${missing} trade${missing === 1 ? '' : 's'} missing`, `${missing} missing`], pen.inner),
				gapRow(afterMs, beforeMs, pen),
			];
		}

		case 'skipped':
			return [noticeRow([`${entry.count} more, not shown`], pen.inner)];
	}
};

const gapRow = (fromMs: UnixMs, toMs: UnixMs, {inner}: TapePen): Row => {
	const [from, to] = [clockText(fromMs), clockText(toMs)];
	return noticeRow([`gap ${from} to ${to}`, `gap ${from}-${to}`, `gap ${to}`], inner);
};

/** A line across the tape, in the longest wording that fits. */
const noticeRow = (texts: readonly string[], inner: number): Row => {
	const text = texts.find((candidate) => candidate.length + 6 <= inner) ?? texts.at(-1) ?? '';
	const left = Math.max(2, Math.floor((inner - text.length - 2) / 2));
	const right = Math.max(2, inner - text.length - 2 - left);
	return [span(`${'-'.repeat(left)} ${text} ${'-'.repeat(right)}`, {role: 'warn', bold: true})];
};

const orderRow = (order: TapeOrder, pen: TapePen): Row => {
	const {instrument, decimals} = pen;
	const style: SpanStyle = {
		role: order.aggressor === 'buy' ? 'bid' : 'ask',
		bold: order.size !== 'normal',
		inverse: order.size === 'huge',
	};
	const side = order.aggressor === 'buy' ? 'B' : 'S';
	const price = numberCell(priceText(instrument, order.lastUnits), pen.price);
	const size = numberCell(sizeText(order.qtyLots, {instrument, decimals, width: SIZE_CELLS}), SIZE_CELLS);
	return [
		timeSpan(order.atMs, pen),
		span(`${side}${markOf(order, pen)} ${price} ${size}`, style),
		...walkSpans(order, pen),
		...worthSpans(order, pen),
	];
};

/** Large takes precedence over swept, which the slippage column shows too. */
const markOf = (order: TapeOrder, {glyphs}: TapePen): string => {
	if (order.size !== 'normal') return '!';
	return order.firstUnits === order.lastUnits ? ' ' : glyphs.sweep;
};

const timeSpan = (atMs: UnixMs, {time}: TapePen): Span => span(padRight(timeText(atMs, time), TIME_CELLS[time]), {role: 'muted'});

const timeText = (at: UnixMs, time: TapePen['time']): string => {
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

/** Slippage in ticks and number of prints; blank for an order at one price. */
const walkSpans = (order: TapeOrder, pen: TapePen): readonly Span[] => {
	if (!pen.walk) return [];
	const walked = slippageUnits(order);
	const slip = walked === 0 ? '' : slipText(pen.instrument, order, walked);
	const count = order.prints === 1 ? '' : `x${order.prints}`;
	return [span(` ${numberCell(slip, SLIP_CELLS)} ${numberCell(count, COUNT_CELLS)}`, {role: 'muted', bold: walked > 0})];
};

/** In ticks, or in basis points if there are too many. */
const slipText = (instrument: Instrument, {firstUnits}: TapeOrder, walked: number): string => {
	const text = `${ticksText(instrument, walked)}t`;
	if (text.length <= SLIP_CELLS) return text;
	return `${((10_000 * walked) / lossyUnits(instrument, firstUnits)).toFixed(0)}bp`;
};

const worthSpans = (order: TapeOrder, {instrument, worth, average, price}: TapePen): readonly Span[] => {
	if (!worth) return [];
	const value = lossyMoney(notional(instrument, priceUnits(order.firstUnits), order.qtyLots));
	const mean = nearMidText(instrument, 2 * averagePriceUnits(order));
	return [
		span(` ${numberCell(shortValueText(value, WORTH_CELLS), WORTH_CELLS)}${average ? numberCell(mean, price + 2) : ''}`, {role: 'muted'}),
	];
};

/** Inverse like own orders; labelled if it fits. */
const fillRow = ({fill}: TapeEntry & {readonly kind: 'fill'}, pen: TapePen): Row => {
	const {instrument, decimals} = pen;
	const price = numberCell(priceText(instrument, fill.priceUnits), pen.price);
	const size = numberCell(sizeText(fill.qtyLots, {instrument, decimals, width: SIZE_CELLS}), SIZE_CELLS);
	const style: SpanStyle = {role: fill.side === 'buy' ? 'bid' : 'ask', inverse: true, bold: true};
	return [
		timeSpan(fill.executedAtMs, pen),
		span(`${fill.side === 'buy' ? 'B' : 'S'}* ${price} ${size}`, style),
		...(pen.walk ? [span(' OWN FILL', style)] : []),
	];
};
