/** One ladder row as cells: own, change, cumulative, bar and size, traded, PRICE, and the same mirrored. */

import type {Instrument} from '../../../domain/instrument.js';
import {lossyLots, subtractLots, ZERO_LOTS, type QtyLots, type Side} from '../../../domain/units.js';
import {blank, numberCell, padLeft, padRight, span, type Row, type Span, type SpanStyle} from '../cells/cells.js';
import {priceText, shortValueText, sizeText} from '../cells/format.js';
import type {LadderColumns} from './ladder-columns.js';
import type {RowMark} from './ladder-marks.js';
import type {LadderRow, OwnOrders} from './ladder-rows.js';
import {quoteValue} from '../cells/numbers.js';
import type {Glyphs} from '../cells/symbols.js';
import type {Cumulative} from '../settings/cumulative.js';

export type LadderPen = {
	readonly columns: LadderColumns;
	readonly glyphs: Glyphs;
	readonly instrument: Instrument;
	readonly decimals: number;
	readonly trusted: boolean;
	readonly cumulative: Cumulative;
	readonly groupUnits: number;
};

/** @param halves length of the size bar in half cells. */
export const ladderCells = (row: LadderRow, halves: number, pen: LadderPen, sum = sumCell(row, pen)): Row => {
	const {columns, instrument} = pen;
	const isBid = row.side === 'bid';
	const cells = [
		blank(columns.indent),
		...outer(row, pen, 'bid', sum),
		...(isBid ? bidDepth(row, halves, pen) : otherDepth(row, pen, 'bid')),
		...tradedCell(row.soldLots, 'bid', pen),
		...priceCells(row, numberCell(priceText(instrument, row.priceUnits), columns.price), pen),
		...boughtCell(row.boughtLots, pen),
		...(isBid ? otherDepth(row, pen, 'ask') : askDepth(row, halves, pen)),
		...outer(row, pen, 'ask', sum),
	];
	return pen.trusted ? cells : cells.map((cell) => ({...cell, dim: true}));
};

/**
 * The cumulative size; undefined if not shown. Separate, because a change of the best levels changes it on most
 * rows.
 */
export const sumCell = (row: LadderRow, pen: LadderPen): Span | undefined => {
	const {change, cumulative} = pen.columns;
	if (cumulative > 0) return cumulativeCell(row, pen, cumulative);
	return change > 0 && pen.cumulative !== 'off' && pen.trusted ? cumulativeCell(row, pen, change) : undefined;
};

/** The cell before the price marks the cursor's row. */
const priceCells = (row: LadderRow, price: string, pen: LadderPen): readonly Span[] => {
	const style = priceStyle(row, pen.groupUnits);
	const before = row.cursor ? span('>', {role: 'accent', bold: true}) : blank(1);
	return pen.columns.size === 0 ? [before, span(price, style)] : [before, span(price, style), blank(1)];
};

/** Every so many rows a price is highlighted for orientation. */
const ROUND_ROWS = 5;

const priceStyle = (row: LadderRow, groupUnits: number): SpanStyle => {
	if (row.cursor) return {inverse: true, bold: true};
	if (row.priceUnits % (ROUND_ROWS * groupUnits) === 0) return {role: 'accent', bold: true};
	if (row.ownBid !== undefined || row.ownAsk !== undefined || row.lastTrade) return {bold: true};
	return {};
};

const MARK_STYLES: Readonly<Record<RowMark, SpanStyle>> = {
	average: {role: 'accent', bold: true},
	last: {bold: true},
	high: {role: 'muted'},
	low: {role: 'muted'},
};

const MARK_WORDS: Readonly<Record<RowMark, string>> = {average: 'avg', last: 'last', high: 'high', low: 'low'};

/**
 * The free columns on the other side of the price: the name of a marked price, or a line from the last price to
 * the own orders.
 */
const otherDepth = (row: LadderRow, pen: LadderPen, side: Side): readonly Span[] => {
	const {bar, size, traded} = pen.columns;
	const lead = side === 'ask' && traded === 0 ? 0 : 1;
	if (row.mark === undefined || size === 0) return emptyDepth(pen.columns, lead);
	const word = span(MARK_WORDS[row.mark], MARK_STYLES[row.mark]);
	const away = traded === 0 ? 0 : FROM_TRADED;
	const rest = bar + size - away - word.text.length;
	if (side === 'ask') return [blank(lead + away), word, ...(row.lastTrade ? [blank(1), lastLine(rest - 1, pen)] : [blank(rest)])];
	return row.lastTrade ? [lastLine(rest, pen), blank(1), word, blank(away)] : [blank(lead + rest), word, blank(away)];
};

/** Blank cells between such a word and the traded size. */
const FROM_TRADED = 2;

const lastLine = (width: number, {glyphs}: LadderPen): Span => span(glyphs.rule.repeat(width), {role: 'border'});

/** Own, change and cumulative of one side, from the outside in for bids, mirrored for asks. */
const outer = (row: LadderRow, pen: LadderPen, side: Side, sumShown: Span | undefined): Row => {
	const {columns} = pen;
	const own = ownCell(side === 'bid' ? row.ownBid : row.ownAsk, side, pen);
	if (row.side !== side) return side === 'bid' ? [...own, ...otherOuter(row, pen, side)] : [...otherOuter(row, pen, side), ...own];
	const inChange = columns.cumulative === 0 && sumShown !== undefined;
	const change = inChange ? [sumShown] : changeCell(row, pen);
	const stacked = flowCell(row.stackedLots, pen, columns.stacked);
	const pulled = flowCell(negated(row.pulledLots), pen, columns.pulled);
	const sum = inChange || sumShown === undefined ? NOTHING : [sumShown];
	return side === 'bid' ? [...own, ...change, ...stacked, ...pulled, ...sum] : [...sum, ...pulled, ...stacked, ...change, ...own];
};

/** The same columns on the other side of the price: empty, except for the line of the last price. */
const otherOuter = (row: LadderRow, pen: LadderPen, side: Side): readonly Span[] => {
	const {change, stacked, pulled, cumulative} = pen.columns;
	const cells = [change, stacked, pulled, cumulative].reduce((all, width) => all + (width === 0 ? 0 : width + 1), 0);
	if (cells === 0) return NOTHING;
	if (!row.lastTrade) return [blank(cells)];
	return side === 'bid' ? [blank(1), lastLine(cells - 1, pen)] : [lastLine(cells, pen)];
};

const negated = (lots: QtyLots): QtyLots => subtractLots(ZERO_LOTS, lots);

const NOTHING: readonly Span[] = [];

const gap = (width: number): readonly Span[] => (width === 0 ? NOTHING : [blank(width + 1)]);

const OWN_WIDTH = 4;

const ownCell = (own: OwnOrders | undefined, side: Side, {columns, instrument, glyphs}: LadderPen): readonly Span[] => {
	if (columns.own === 0 || own === undefined) return gap(columns.own);
	const width = columns.queue ? OWN_WIDTH : columns.own;
	const part = span(sizeText(own.lots, {instrument, decimals: 3, width, bare: true}), {role: side, inverse: true, bold: true});
	if (!columns.queue) return [blank(columns.own + 1 - part.text.length), part];
	const ahead = glyphs.about + sizeText(own.aheadLots, {instrument, decimals: 2, width: columns.own - OWN_WIDTH - 1 - glyphs.about.length});
	return [blank(columns.own - part.text.length - ahead.length), part, span(ahead, {role: 'muted'}), blank(1)];
};

const changeCell = (row: LadderRow, pen: LadderPen): readonly Span[] => {
	const {columns} = pen;
	if (columns.change === 0) return NOTHING;
	if (!pen.trusted) return [span(padLeft(row.qtyLots === 0 ? '' : '?', columns.change + 1))];
	return flowCell(row.netLots ?? 0, pen, columns.change);
};

/** Signed and dim; blank if the change is too small to show. */
const flowCell = (lots: number | bigint, {instrument, decimals, trusted}: LadderPen, width: number): readonly Span[] => {
	if (width === 0 || lots === 0 || lots === 0n || !trusted) return gap(width);
	const text = sizeText(lots, {instrument, decimals: Math.min(2, decimals), width, signed: true});
	return text.startsWith('<') ? gap(width) : [span(numberCell(text, width + 1), {role: 'muted'})];
};

const cumulativeCell = (row: LadderRow, {instrument, decimals, cumulative}: LadderPen, width: number): Span => {
	if (row.cumulativeLots === undefined) return blank(width + 1);
	const text =
		cumulative === 'quote'
			? shortValueText(quoteValue(instrument, row.cumulativeUnitLots), width)
			: sizeText(row.cumulativeLots, {instrument, decimals: Math.min(2, decimals), width});
	return span(numberCell(text, width + 1), {role: 'muted'});
};

const tradedText = (lots: QtyLots, {columns, instrument, decimals}: LadderPen): string =>
	numberCell(sizeText(lots, {instrument, decimals: Math.min(2, decimals), width: columns.traded}), columns.traded);

const tradedCell = (lots: QtyLots, role: Side, pen: LadderPen): readonly Span[] =>
	pen.columns.traded === 0 || lots === 0 ? gap(pen.columns.traded) : [blank(1), span(tradedText(lots, pen), {role})];

/** Its leading blank is the cursor mark of the price. */
const boughtCell = (lots: QtyLots, pen: LadderPen): readonly Span[] => {
	if (pen.columns.traded === 0) return NOTHING;
	return [lots === 0 ? blank(pen.columns.traded) : span(tradedText(lots, pen), {role: 'ask'})];
};

const emptyDepth = ({bar, size}: LadderColumns, lead: 0 | 1): readonly Span[] => (size === 0 ? NOTHING : [blank(bar + size + lead)]);

const LARGE = '!';

/** Size with its bar on the outer side. */
const bidDepth = (row: LadderRow, halves: number, pen: LadderPen): readonly Span[] => {
	const {columns} = pen;
	if (columns.size === 0) return NOTHING;
	if (row.qtyLots === 0 && !row.unknown) return emptyDepth(columns, 1);
	return [blank(1), span(padLeft(barText(row, halves, pen), columns.bar), {role: 'bid', bold: row.large}), sizeCell(row, pen)];
};

const askDepth = (row: LadderRow, halves: number, pen: LadderPen): readonly Span[] => {
	const {columns} = pen;
	const lead = columns.traded === 0 ? [] : [blank(1)];
	if (columns.size === 0) return NOTHING;
	if (row.qtyLots === 0 && !row.unknown) return emptyDepth(columns, columns.traded === 0 ? 0 : 1);
	return [...lead, sizeCell(row, pen), span(padRight(barText(row, halves, pen), columns.bar), {role: 'ask', bold: row.large})];
};

const sizeCell = (row: LadderRow, {columns, instrument, decimals, glyphs}: LadderPen): Span => {
	const size = row.unknown && row.qtyLots === 0 ? glyphs.unknown : sizeText(row.qtyLots, {instrument, decimals, width: columns.size});
	// Without a bar the large mark stands before the number; if the number fills its column, it is bold only.
	const text = row.large && columns.bar === 0 && size.length < columns.size ? LARGE + size : size;
	return span(numberCell(text, columns.size), row.unknown ? {role: 'muted'} : {role: row.side, bold: row.large || row.flash});
};

/** A bar of half cells; at its end the mark of a large size, or of one beyond a full bar. */
const barText = (row: LadderRow, halves: number, {columns, glyphs}: LadderPen): string => {
	if (columns.bar === 0) return '';
	const isCut = halves > 2 * columns.bar;
	const cut = isCut ? (row.side === 'bid' ? glyphs.cutLeft : glyphs.cutRight) : '';
	const large = row.large ? LARGE : '';
	const mark = row.side === 'bid' ? large + cut : cut + large;
	const shown = Math.min(halves, 2 * Math.max(0, columns.bar - mark.length));
	const half = shown % 2 === 0 ? '' : row.side === 'bid' ? glyphs.rightHalf : glyphs.leftHalf;
	const full = glyphs.full.repeat(Math.floor(shown / 2));
	return row.side === 'bid' ? mark + half + full : full + half + mark;
};

/**
 * Half cells of a size's bar; one more than fit for a size beyond a full bar. Whole cells if there is no half
 * glyph.
 */
export const barHalves = (lots: QtyLots, fullLots: number, {columns, glyphs}: LadderPen): number => {
	if (fullLots === 0 || columns.bar === 0) return 0;
	const share = lossyLots(lots) / fullLots;
	if (share > 1) return 2 * columns.bar + 1;
	return glyphs.leftHalf === '' ? 2 * Math.round(share * columns.bar) : Math.round(share * columns.bar * 2);
};

const word = (text: string, width: number): string => (width === 0 ? '' : padLeft(text, width + 1));

/** The column headings. */
export const ladderHead = (pen: LadderPen, window: string): Row => {
	const {own, queue, change, stacked, pulled, cumulative, bar, size, traded, price, indent} = pen.columns;
	const {glyphs} = pen;
	const sum = pen.cumulative === 'quote' ? quoteSum(pen, Math.max(change, cumulative)) : glyphs.sum;
	const title = pen.cumulative === 'off' || cumulative > 0 ? glyphs.change + (glyphs.change.length > 1 ? '' : window) : sum;
	const bids = [
		word(queue ? `OWN${glyphs.about}QUEUE ` : 'OWN', own),
		word(title, change),
		word(`+${window}`, stacked),
		word(`-${window}`, pulled),
		word(sum, cumulative),
	];
	const sides = [
		' '.repeat(bar),
		word('BID', size),
		word('SOLD', traded),
		word('PRICE', price),
		word('BGHT', traded),
		word('ASK', size),
		' '.repeat(bar),
	];
	return [span([' '.repeat(indent), ...bids, ...sides, ...bids.toReversed()].join(''), {role: 'title'})];
};

/** `ΣUSDT`, if it fits. */
const quoteSum = ({glyphs, instrument}: LadderPen, width: number): string => {
	const text = glyphs.sum + instrument.quoteAsset;
	return text.length <= width ? text : `${glyphs.sum}q`;
};
