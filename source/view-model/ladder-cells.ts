/** A ladder row as cells: own, change, cumulative, bar and size, traded, PRICE, and the same mirrored. */

import type {Instrument} from '../domain/instrument.js';
import {lossyLots, type QtyLots, type Side} from '../domain/units.js';
import {blank, numberCell, padLeft, padRight, span, type Row, type Span, type SpanStyle} from './cells.js';
import {priceText, sizeText} from './format.js';
import type {LadderColumns} from './ladder-columns.js';
import type {LadderRow} from './ladder-rows.js';
import type {Glyphs} from './symbols.js';

export type LadderPen = {
	readonly columns: LadderColumns;
	readonly glyphs: Glyphs;
	readonly instrument: Instrument;
	readonly decimals: number;
	readonly largestLots: number;
	readonly trusted: boolean;
	/** Show cumulative sizes where the change would stand. */
	readonly cumulative: boolean;
};

export const ladderCells = (row: LadderRow, pen: LadderPen): Row => {
	const {columns, instrument} = pen;
	const price = numberCell(priceText(instrument, row.priceTicks), columns.price);
	const isBid = row.side === 'bid';
	const cells = [
		blank(columns.indent),
		...outer(row, pen, 'bid'),
		...(isBid ? depth(row, pen) : emptyDepth(columns)),
		...tradedCell(row.soldLots, 'bid', pen),
		span(` ${price}`, priceStyle(row)),
		...tradedCell(row.boughtLots, 'ask', pen),
		...(isBid ? emptyDepth(columns) : depth(row, pen)),
		...outer(row, pen, 'ask'),
	];
	return pen.trusted ? cells : cells.map((cell) => ({...cell, dim: true}));
};

const priceStyle = (row: LadderRow): SpanStyle =>
	row.ownBidLots === 0 && row.ownAskLots === 0 ? {} : {bold: true};

/** Own, change and cumulative of a side, from the outside in for bids and mirrored for asks. */
const outer = (row: LadderRow, pen: LadderPen, side: Side): Row => {
	const mine = row.side === side;
	const groups = [
		ownCell(side === 'bid' ? row.ownBidLots : row.ownAskLots, side, pen),
		mine ? changeCell(row, pen) : gap(pen.columns.change),
		mine ? cumulativeCell(row, pen, pen.columns.cumulative) : gap(pen.columns.cumulative),
	];
	return (side === 'bid' ? groups : groups.toReversed()).flat();
};

const gap = (width: number): readonly Span[] => (width === 0 ? [] : [blank(width + 1)]);

const ownCell = (lots: QtyLots, side: Side, {columns, instrument}: LadderPen): readonly Span[] => {
	if (columns.own === 0 || lots === 0) return gap(columns.own);
	const text = sizeText(lots, {instrument, decimals: 3, width: columns.own, bare: true});
	return joinedSpans(columns.own, span(text, {role: side, inverse: true, bold: true}));
};

/** A right-aligned span in its column, with the column's blank before it. */
const joinedSpans = (width: number, part: Span): readonly Span[] => [blank(width + 1 - part.text.length), part];

const changeCell = (row: LadderRow, pen: LadderPen): readonly Span[] => {
	const {columns, instrument, decimals} = pen;
	if (columns.change === 0) return [];
	if (!pen.trusted) return [span(padLeft(row.qtyLots === 0 ? '' : '?', columns.change + 1))];
	if (pen.cumulative) return cumulativeCell(row, pen, columns.change);
	const change = row.changeLots;
	if (change === undefined || change === 0) return gap(columns.change);
	const text = sizeText(change, {instrument, decimals: Math.min(2, decimals), width: columns.change, signed: true});
	if (text.startsWith('<')) return gap(columns.change);
	return [span(numberCell(text, columns.change + 1), {role: 'muted'})];
};

const cumulativeCell = (row: LadderRow, {instrument, decimals}: LadderPen, width: number): readonly Span[] => {
	if (width === 0) return [];
	if (row.cumulativeLots === undefined) return gap(width);
	const text = sizeText(row.cumulativeLots, {instrument, decimals: Math.min(2, decimals), width});
	return [span(numberCell(text, width + 1), {role: 'muted'})];
};

const tradedCell = (lots: QtyLots, role: Side, {columns, instrument, decimals}: LadderPen): readonly Span[] => {
	if (columns.traded === 0 || lots === 0) return gap(columns.traded);
	const text = sizeText(lots, {instrument, decimals: Math.min(2, decimals), width: columns.traded});
	return [span(numberCell(text, columns.traded + 1), {role})];
};

const emptyDepth = ({bar, size}: LadderColumns): readonly Span[] => (size === 0 ? [] : [blank(bar + size + 1)]);

/** Size with its bar on the outer side. */
const depth = (row: LadderRow, pen: LadderPen): readonly Span[] => {
	const {columns, glyphs, instrument, decimals} = pen;
	if (columns.size === 0) return [];
	if (row.qtyLots === 0 && !row.unknown) return emptyDepth(columns);
	const text = row.unknown && row.qtyLots === 0 ? glyphs.unknown : sizeText(row.qtyLots, {instrument, decimals, width: columns.size});
	const size = span(numberCell(text, columns.size), row.unknown ? {role: 'muted'} : {role: row.side});
	const bar = barText(row, pen);
	return row.side === 'bid'
		? [blank(1), span(padLeft(bar, columns.bar), {role: 'bid'}), size]
		: [blank(1), size, span(padRight(bar, columns.bar), {role: 'ask'})];
};

/** A bar in half cells, scaled to the largest visible size. */
const barText = (row: LadderRow, {columns, glyphs, largestLots}: LadderPen): string => {
	if (largestLots === 0 || columns.bar === 0) return '';
	const half = row.side === 'bid' ? glyphs.rightHalf : glyphs.leftHalf;
	const share = lossyLots(row.qtyLots) / largestLots;
	if (half === '') return glyphs.full.repeat(Math.round(share * columns.bar));
	const halves = Math.round(share * columns.bar * 2);
	const full = glyphs.full.repeat(Math.floor(halves / 2));
	if (halves % 2 === 0) return full;
	return row.side === 'bid' ? half + full : full + half;
};

const word = (text: string, width: number): string => (width === 0 ? '' : padLeft(text, width + 1));

/** The words above the columns. */
export const ladderHead = (pen: LadderPen, change: string): Row => {
	const {own, change: changeWidth, cumulative, bar, size, traded, price, indent} = pen.columns;
	const {sum} = pen.glyphs;
	const title = pen.cumulative ? sum : change;
	const bids = [word('OWN', own), word(title, changeWidth), word(sum, cumulative)].join('');
	const asks = [word(sum, cumulative), word(title, changeWidth), word('OWN', own)].join('');
	const text = [
		' '.repeat(indent),
		bids,
		' '.repeat(bar),
		word('BID', size),
		word('SOLD', traded),
		word('PRICE', price),
		word('BGHT', traded),
		word('ASK', size),
		' '.repeat(bar),
		asks,
	].join('');
	return [span(text, {role: 'title'})];
};
