/** Parts shared by the rows of the small and the large maker panel. */

import type {Instrument} from '../../../domain/instrument.js';
import {lossyMoney, type Money} from '../../../domain/money.js';
import type {Side} from '../../../domain/units.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import type {Quoting} from '../../../engine/maker/types/quotes.js';
import type {MakerParameters} from '../../../engine/maker/settings/parameters.js';
import {blank, justify, padLeft, rowWidth, span, type Row} from '../cells/cells.js';
import {basisPointsText, clockMsText, moneyText, priceText, sizeText} from '../cells/format.js';
import {SIDE_WORDS, queueMark, quotingWords} from '../words/maker-words.js';
import type {MonitorState} from '../state/monitor-state.js';
import {basisPointsBetween} from '../cells/numbers.js';
import type {Glyphs} from '../cells/symbols.js';

export type MakerPen = {
	readonly state: MonitorState;
	readonly frame: MonitorFrame;
	readonly instrument: Instrument;
	readonly parameters: MakerParameters | undefined;
	readonly width: number;
	/** Rows of the panel. */
	readonly rows: number;
	readonly glyphs: Glyphs;
	/** Appended to figures that depend on a book that is not trusted. */
	readonly doubt: string;
};

export const stateRow = ({frame, width, state}: MakerPen, compact: boolean): Row => {
	const {quoting} = frame.maker;
	const [word, detail, style] = quotingWords(quoting, frame, compact);
	const model = compact && quoting.kind === 'quoting' && quoting.model !== 'linear' ? `  ${quoting.model}` : '';
	const label: Row = [span(word, style), span(word === '' || detail === '' ? detail : ` ${detail}`), span(model, {role: 'muted'})];
	const paper = span(state.settings.readOnly ? 'READ-ONLY' : 'PAPER', {role: 'paper', bold: true});
	const room = width - rowWidth(label) - rowWidth([paper]);
	return justify(label, room < 1 ? [] : [paper, blank(compact ? Math.min(2, room - 1) : 0)], width);
};

export const priceOfMoney = ({instrument}: MakerPen, value: Money): string => moneyText(value, instrument.priceDecimals);

/** The skew signed as the move of the quotes; the engine's positive skew lowers both quotes. */
export const skewText = ({skew, fair}: Quoting & {readonly kind: 'quoting'}): string => {
	const value = lossyMoney(fair);
	return basisPointsText(value === 0 ? 0 : (-lossyMoney(skew) / value) * 10_000).replace('bp', ' bp');
};

export const quoteRow = (pen: MakerPen, side: Side): Row => {
	const {frame, width, instrument} = pen;
	const {quoting} = frame.maker;
	const label = width >= 26 + Math.max(0, widthOfPrice(pen) - 8) && width < 29 ? side.toUpperCase() : side === 'bid' ? 'B' : 'A';
	if (quoting.kind !== 'quoting') return pulledRow(pen, side, label);
	const quote = quoting[side];
	if (quote === undefined) {
		const off = side === 'bid' ? quoting.bidOff : quoting.askOff;
		return [span(label, {role: side}), span(` none: ${off === undefined ? 'not wanted' : SIDE_WORDS[off]}`, {role: 'warn'})];
	}

	const size = sizeText(quote.qtyLots, {instrument, decimals: 4, width: label.length === 1 ? 4 : 5, bare: true});
	const price = priceText(instrument, quote.priceUnits);
	const distance = basisPointsText(basisPointsBetween(instrument, quote.priceUnits * 2, quoting.midHalfUnits));
	// The mark replaces the blank, so that the number keeps its column.
	const clamped = (side === 'bid' ? quoting.bidClamped : quoting.askClamped) ? '*' : ' ';
	const text = ` ${size} ${price}${clamped}${padLeft(distance, 7)}`;
	const main: Row = [span(label, {role: side, bold: true}), span(text)];
	const ahead = aheadText(pen, side);
	return rowWidth(main) + ahead.length + 1 <= width ? [...main, span(` ${ahead}`, {role: 'muted'})] : main;
};

const widthOfPrice = ({frame, instrument}: MakerPen): number =>
	frame.touch.bid === undefined ? 8 : priceText(instrument, frame.touch.bid.priceUnits).length;

const aheadText = ({frame, instrument, glyphs}: MakerPen, side: Side): string => {
	const order = frame.maker.orders.find((candidate) => candidate.side === side);
	if (order === undefined) return glyphs.absent;
	return `${queueMark(order, glyphs)}${sizeText(order.aheadLots, {instrument, decimals: 2, width: 5})}`;
};

/** `killed 14:07:31.604`. */
export const sinceText = ({reason, sinceMs}: Quoting & {readonly kind: 'pulled'}): string =>
	`${reason === 'killed' ? 'killed' : 'pulled'} ${clockMsText(sinceMs)}`;

const pulledRow = ({frame, glyphs}: MakerPen, side: Side, label: string): Row => {
	const {quoting} = frame.maker;
	const since = quoting.kind === 'pulled' ? sinceText(quoting) : glyphs.absent;
	return [span(label.length > 1 ? label : side, {role: side}), span(`  ${since}`)];
};
