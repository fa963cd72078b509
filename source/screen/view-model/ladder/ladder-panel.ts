/** The depth ladder. A book that is not trusted is shown as such in three places. */

import {lossyLots} from '../../../domain/units.js';
import {blank, clipText, padLeft, rowWidth, span, textWidth, type Row, type Span} from '../cells/cells.js';
import {clockMsText, halfUnitPriceText, percentText, priceStepText, priceText, sizeDecimals, sizeText, ticksWord} from '../cells/format.js';
import {drawLadderRows} from './ladder-canvas.js';
import {ladderHead, type LadderPen} from './ladder-cells.js';
import {ladderColumns} from './ladder-columns.js';
import {TITLE, footOf, tagOf, titleOf} from './ladder-captions.js';
import {type KnownLadder} from './known-ladder.js';
import {ladderModel, visibleTotals} from './ladder-rows.js';
import type {Layout} from '../state/layout.js';
import type {Rect} from '../cells/rect.js';
import type {LadderSpace} from '../state/ladder-space.js';
import {isTrusted, ladderSpace, priceWidth, type MonitorState} from '../state/monitor-state.js';
import {caption, type PanelParts} from '../cells/panel.js';
import {shareBar} from '../cells/share-bar.js';
import type {Glyphs} from '../cells/symbols.js';

export const ladderPanel = (state: MonitorState, layout: Layout, rect: Rect, glyphs: Glyphs): PanelParts => {
	const space = ladderSpace(layout, isTrusted(state));
	const known = knownLadder(state, rect, space, glyphs);
	const focused = state.focus === 'ladder' && layout.kind !== 'single';
	if (known === undefined) return emptyLadder(state, rect);
	const rows = [
		...(space.head ? [ladderHead(known.pen, windowText(known))] : []),
		...bodyRows(known, rect.width - 2, space),
		...(space.totals ? [totalsRow(known, rect.width - 2)] : []),
	];
	return {rect, rows, title: titleOf(known), tag: tagOf(known, layout), foot: footOf(known, layout), focused};
};

const knownLadder = (state: MonitorState, rect: Rect, space: LadderSpace, glyphs: Glyphs): KnownLadder | undefined => {
	const {frame, axis} = state.memory;
	if (frame?.instrument === undefined || axis === undefined) return undefined;
	const {instrument} = frame;
	const pen: LadderPen = {
		columns: ladderColumns(rect.width - 2, priceWidth(state)),
		glyphs,
		instrument,
		decimals: sizeDecimals(instrument, frame.touch.bid?.priceUnits ?? frame.touch.ask?.priceUnits),
		trusted: isTrusted(state),
		cumulative: state.cumulative,
		groupUnits: axis.groupUnits,
	};
	const shown = {cumulative: pen.columns.cumulative > 0 || state.cumulative !== 'off', split: pen.columns.stacked > 0};
	const model = ladderModel(state, frame, axis, space.priceRows, shown);
	return {state, frame, instrument, model, pen, groupUnits: axis.groupUnits, glyphs};
};

const emptyLadder = (state: MonitorState, rect: Rect): PanelParts => {
	const inner = rect.width - 2;
	const words = state.memory.frame === undefined ? 'waiting for the engine' : 'waiting for the first book';
	const half = Math.max(0, Math.floor((rect.height - 2) / 2));
	const rows: readonly Row[] = [...Array.from({length: half}, (): Row => []), centred(span(words, {role: 'sync'}), inner)];
	return {rect, rows, title: [caption('LADDER', 9, TITLE), caption('no book yet', 1, {role: 'sync'})]};
};

const centred = (part: Span, width: number): Row => {
	const text = clipText(part.text, width);
	return [blank(Math.floor((width - textWidth(text)) / 2)), {...part, text}];
};

/** The price rows with the spread or the banner between bids and asks. */
const bodyRows = (known: KnownLadder, width: number, space: LadderSpace): readonly Row[] => {
	const {model, pen} = known;
	const prices = drawLadderRows(model.rows, known.state.choices.barLots ?? model.fullBarLots, pen);
	const at = Math.max(0, Math.min(prices.length, model.middle));
	const middle = pen.trusted ? [spreadRow(known, width)] : bannerRows(known, width, space.middleRows);
	return [...prices.slice(0, at), ...middle, ...prices.slice(at)];
};

/** The spread of the book, independent of the price group. */
const spreadRow = (known: KnownLadder, width: number): Row => {
	const {touch} = known.frame;
	const {instrument, glyphs} = known;
	const bid = touch.bid === undefined ? glyphs.absent : priceText(instrument, touch.bid.priceUnits);
	const ask = touch.ask === undefined ? glyphs.absent : priceText(instrument, touch.ask.priceUnits);
	const spread =
		touch.spreadUnits === undefined ? '' : `${priceStepText(instrument, touch.spreadUnits)} = ${ticksWord(instrument, touch.spreadUnits)}`;
	const mid = touch.midHalfUnits === undefined ? '' : `  mid ${halfUnitPriceText(instrument, touch.midHalfUnits)}`;
	const market = `${bid} ${glyphs.times} ${ask}`;
	const texts = [`${market}  spread ${spread}${mid}`, `${market}  spread ${spread}`, `${market}   ${spread}`, market];
	const text = texts.find((candidate) => textWidth(candidate) <= width - 5) ?? market;
	return ruled(span(text, {bold: true}), width, glyphs);
};

const ruled = (part: Span, width: number, glyphs: Glyphs): Row => {
	const room = Math.max(0, width - textWidth(part.text) - 3);
	const left = Math.floor(room / 2);
	const line = (length: number): Span => span(glyphs.rule.repeat(length), {role: 'border'});
	return [blank(1), line(left), blank(1), part, blank(1), line(room - left)];
};

const bannerRows = ({frame}: KnownLadder, width: number, count: number): readonly Row[] => {
	const since = frame.lastTrustedAtMs === undefined ? 'never yet' : clockMsText(frame.lastTrustedAtMs);
	const full = `** NOT LIVE: last good state ${since} **`;
	const text = textWidth(full) <= width ? full : `** NOT LIVE ${since} **`;
	const banner = centred(span(text, {role: 'alarm', bold: true, inverse: true}), width);
	return count < 3 ? [banner] : [[], banner, []];
};

/** Length of the change window in at most three cells; samples are a second apart, so it does not flicker. */
const windowText = ({model, pen, state}: KnownLadder): string => {
	if (!pen.trusted || model.changeMs === undefined) return '';
	const seconds = Math.floor(Math.min(model.changeMs, state.market.changeWindowMs) / 1000);
	return seconds < 100 ? `${seconds}s` : `${Math.min(99, Math.floor(seconds / 60))}m`;
};

const TOTAL_CELLS = 20;
const LEAST_TOTAL_CELLS = 5;

/** Sizes on the rows that both sides show, and their ratio; without words if they do not fit. */
const totalsRow = ({model, instrument, pen, glyphs, frame}: KnownLadder, width: number): Row => {
	const {count, bid, ask} = visibleTotals(model);
	const total = lossyLots(bid) + lossyLots(ask);
	if (count === 0 || total === 0 || frame.ladder.bids.length === 0) return [];
	const share = lossyLots(bid) / total;
	const size = (lots: typeof bid): string => sizeText(lots, {instrument, decimals: pen.decimals, width: 9});
	const [left, right] = [percentText(share), percentText(1 - share)].map((percent) => padLeft(percent, 3));
	const wordings: ReadonlyArray<readonly [string, string]> = [
		[` ${glyphs.sum}${count} bid ${size(bid)}  ${left}  `, `  ${right}  ask ${size(ask)} `],
		[` ${glyphs.sum}${count} ${size(bid)} ${left} `, ` ${right} ${size(ask)} `],
		[`${size(bid)} ${left} `, ` ${right} ${size(ask)}`],
	];
	const room = ([bids, asks]: readonly [string, string]): number => width - textWidth(bids) - textWidth(asks) - 1;
	const words = wordings.find((wording) => room(wording) >= LEAST_TOTAL_CELLS);
	if (words === undefined) return [];
	const bar = shareBar(share, Math.min(4 * TOTAL_CELLS, room(words)), glyphs);
	return [blank(Math.floor((room(words) + 1 - rowWidth(bar)) / 2)), span(words[0]), ...bar, span(words[1])];
};
