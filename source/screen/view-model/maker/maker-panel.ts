/** The market maker's panel: permission to quote, position, quotes, result. */

import {lossyPrice} from '../../../domain/instrument.js';
import {lossyMoney, negateMoney, type Money} from '../../../domain/money.js';
import type {QuotingState} from '../../../engine/maker/types/quotes.js';
import type {MakerParameters} from '../../../engine/maker/settings/parameters.js';
import {clipWords, justify, padLeft, rowWidth, span, type Row} from '../cells/cells.js';
import {basisPointsText, finePercentText, fittingMoneyText, halfUnitPriceText, moneyText, signedMoneyText} from '../cells/format.js';
import type {Layout} from '../state/layout.js';
import type {Rect} from '../cells/rect.js';
import {compactRows} from './maker-compact.js';
import {costRow, edgeRow} from './maker-edge.js';
import {priceOfMoney, quoteRow, skewText, stateRow, type MakerPen} from './maker-row-parts.js';
import {FAIR_TAGS, FILL_MODEL_TAGS, fillCountText, fillModelText, inventoryText} from '../words/maker-words.js';
import {whyNoQuotes} from './maker-why.js';
import {shownResult} from './shown-money.js';
import {isTrusted, type MonitorState} from '../state/monitor-state.js';
import {inventoryShare} from '../cells/numbers.js';
import {caption, ruleRow, type Caption, type PanelParts} from '../cells/panel.js';
import {sizeCaptions} from './size-captions.js';
import type {Glyphs} from '../cells/symbols.js';
import {wrapWords} from '../cells/wrap-words.js';

export const makerPanel = (state: MonitorState, layout: Layout, rect: Rect, glyphs: Glyphs): PanelParts => {
	const title = [caption('MAKER', 9, {role: 'title', bold: true}), ...modelCaptions(state)];
	const focused = state.focus === 'maker' && layout.kind !== 'single';
	const {frame} = state.memory;
	if (frame?.instrument === undefined) return {rect, rows: [[span('no market yet', {role: 'muted'})]], title, focused};
	const height = rect.height - 2;
	const pen: MakerPen = {
		rows: height,
		state,
		frame,
		instrument: frame.instrument,
		parameters: frame.maker.parameters,
		width: rect.width - 2,
		glyphs,
		doubt: isTrusted(state) ? '' : ' ?',
	};
	const rows = height >= FULL_ROWS ? fullRows(pen) : compactRows(pen, height);
	return {
		rect,
		rows,
		title: height >= FULL_ROWS ? title : [...title, caption(pen.instrument.quoteAsset, 6, {role: 'muted'})],
		foot: sizeCaptions(state, rect.width),
		focused,
	};
};

/** The fill model on which the panel's figures depend. */
const modelCaptions = ({memory: {frame}}: MonitorState): readonly Caption[] => {
	if (frame === undefined || frame.maker.fillModel === 'none') return [];
	const {fillModel, parameters} = frame.maker;
	const model = parameters === undefined || parameters.model === 'linear' ? [] : [caption(parameters.model, 7)];
	return [caption(fillModelText(fillModel), 8, fillModel === 'touch' ? {role: 'alarm', bold: true} : {}), ...model];
};

/** From this height on all rows except costs and average price fit. */
const FULL_ROWS = 15;

const fullRows = (pen: MakerPen): readonly Row[] => {
	const spare = pen.rows - FULL_ROWS;
	return [
		stateRow(pen, false),
		positionRow(pen),
		...(spare > 1 ? [averageRow(pen)] : []),
		middleRow(pen),
		...priceRows(pen),
		...(spare > 0 ? [costRow(pen)] : []),
		edgeRow(pen),
		quoteRow(pen, 'bid'),
		quoteRow(pen, 'ask'),
		ruleRow(pen.width, pen.glyphs, [profitTitle(pen)]),
		...moneyRows(pen),
		...(spare > 3 ? extraMoneyRows(pen) : []),
	];
};

/** Fill model and number of fills; the number is never cut. */
const profitTitle = ({frame: {maker, counters}, width, glyphs}: MakerPen): string => {
	const count = fillCountText(maker.account.fillCount, counters, glyphs);
	const whole = `${fillModelText(maker.fillModel)} ${count}`;
	return whole.length + RULE_CELLS <= width ? whole : `${FILL_MODEL_TAGS[maker.fillModel]} ${count}`;
};

/** Cells of a rule before a word, with blanks. */
const RULE_CELLS = 4;

/** Average entry, beside it the starting inventory if it brought a result. */
const averageRow = (pen: MakerPen): Row => {
	const {averagePrice, inherited} = pen.frame.maker.account;
	const note = inherited === 0n ? [] : [span(`inherited ${signedMoneyText(inherited)}`, {role: 'muted'})];
	const price = averagePrice === undefined ? pen.glyphs.absent : priceOfMoney(pen, averagePrice);
	return row(pen, 'avg', averagePrice === undefined || note.length > 0 ? price : `${price} ${pen.instrument.quoteAsset}`, note);
};

/** The net marked at the touch, and the net of the optimistic fill model. */
const extraMoneyRows = (pen: MakerPen): readonly Row[] => {
	const {account} = pen.frame.maker;
	return [
		moneyRow(pen, 'at touch', account.liquidationNet, '@liq'),
		moneyRow(pen, 'best case', account.optimistic.net, `n${account.optimistic.fillCount}`),
	];
};

const row = (pen: MakerPen, label: string, value: string, note: Row = []): Row =>
	justify([span(label.padEnd(7), {role: 'muted'}), span(value)], note, pen.width);

const positionRow = (pen: MakerPen): Row => {
	const {frame, instrument, parameters, glyphs, width} = pen;
	const held = inventoryText(instrument, frame.maker.account.inventoryLots, true);
	const limit = parameters === undefined ? '' : `${glyphs.plusMinus}${inventoryText(instrument, parameters.maxInventoryLots, false)}`;
	const drawn = (label: string, slash: string, unit: string): Row => [
		span(label, {role: 'muted'}),
		span(held, {bold: true}),
		span((limit === '' ? '' : slash + limit) + unit),
	];
	const unit = ` ${instrument.baseAsset}`;
	const fitting = [
		drawn('pos    ', ' / ', unit),
		drawn('pos  ', ' / ', unit),
		drawn('pos  ', '/', unit),
		drawn('pos ', '/', unit),
		drawn('pos ', '/', ''),
	];
	return fitting.find((candidate) => rowWidth(candidate) <= width) ?? fitting.at(-1) ?? [];
};

/** The mid, if the fair value differs from it; otherwise the inventory as a bar. */
const middleRow = (pen: MakerPen): Row => {
	const {quoting} = pen.frame.maker;
	if (quoting.kind !== 'quoting' || quoting.fairValue === 'mid') return gaugeRow(pen);
	return justify(
		[span('mid  ', {role: 'muted'}), span(halfUnitPriceText(pen.instrument, quoting.midHalfUnits))],
		signalNote(pen),
		pen.width,
	);
};

/** How well the weighted mid predicted the next second so far. */
const signalNote = ({frame}: MakerPen): Row => {
	const rSquared = frame.maker.signal?.rSquared;
	return rSquared === undefined ? [] : [span(`R² ${finePercentText(rSquared)}`, {role: 'muted'})];
};

/** Inventory as a bar from the middle: left when short, right when long. */
const gaugeRow = ({frame, parameters, width, glyphs}: MakerPen): Row => {
	const half = Math.floor((width - 4) / 2);
	const share = Math.max(-1, Math.min(1, inventoryShare(frame.maker.account, parameters)));
	const cells = Math.min(half, Math.ceil(Math.abs(share) * half - 1e-9));
	const left = share < 0 ? cells : 0;
	const right = share > 0 ? cells : 0;
	return [
		span(` ${glyphs.gaugeOff.repeat(half - left)}`, {role: 'muted'}),
		span(glyphs.gaugeOn.repeat(left), {role: 'ask'}),
		span(glyphs.shareMark),
		span(glyphs.gaugeOn.repeat(right), {role: 'bid'}),
		span(glyphs.gaugeOff.repeat(half - right), {role: 'muted'}),
	];
};

/** mid → fair → skew → reservation → half-spread, each as a price and in basis points. */
const priceRows = (pen: MakerPen): readonly Row[] => {
	const {frame, instrument, parameters, glyphs} = pen;
	const {quoting} = frame.maker;
	const manual = parameters === undefined ? '' : manualText(pen, parameters);
	if (quoting.kind !== 'quoting') return whyRows(pen, manual);

	const mid = lossyPrice(instrument, quoting.midHalfUnits / 2);
	const off = (value: Money): string => basisPointsText(mid === 0 ? 0 : (lossyMoney(value) / mid - 1) * BP);
	const half = mid === 0 ? 0 : (lossyMoney(quoting.halfSpread) / mid) * BP;
	return [
		fairRow(pen, quoting, off(quoting.fair)),
		row(pen, 'skew', skewText(quoting), [
			span(manual === '' ? `${signedMoneyText(negateMoney(quoting.skew), instrument.priceDecimals)} ${instrument.quoteAsset}` : manual),
		]),
		row(pen, 'resv', priceOfMoney(pen, quoting.reservation), [span(padLeft(off(quoting.reservation), 9), {role: 'muted'})]),
		row(pen, 'half', `${glyphs.plusMinus}${moneyText(quoting.halfSpread, instrument.priceDecimals)}`, [
			span(padLeft(`${half.toFixed(2)}bp`, 9), {role: 'muted'}),
		]),
	];
};

/** In place of those rows: why there are no quotes, in the same number of rows. */
const whyRows = ({frame, width, state, glyphs}: MakerPen, manual: string): readonly Row[] => {
	const {cause, remedy, before = ''} = whyNoQuotes(frame, state.settings.keymap);
	const [first = '', ...rest] = wrapWords(cause, width);
	const texts = [
		span(first, {role: 'warn'}),
		span(rest.join(' '), {role: 'warn'}),
		span(before, {bold: true, role: 'warn'}),
		span(remedy, {bold: true}),
		span(manual === '' ? '' : `${manual} (kept)`, {role: 'muted'}),
	];
	const said = texts.filter(({text}) => text !== '').map((one): Row => [{...one, text: clipWords(one.text, width, glyphs.dash)}]);
	return Array.from({length: WHY_ROWS}, (_, index): Row => said[index] ?? []);
};

const WHY_ROWS = 4;

const BP = 10_000;

/** The fair value, its definition, and its distance from the mid. */
const fairRow = ({instrument, width}: MakerPen, {fair, fairValue}: QuotingState, off: string): Row => {
	const value = moneyText(fair, instrument.priceDecimals + 1);
	const head: Row = [span('fair ', {role: 'muted'}), span(value)];
	const notes = [`${FAIR_TAGS[fairValue]} ${off}`, off];
	const note = notes.find((text) => rowWidth(head) + text.length < width) ?? '';
	return justify(head, [span(note, {role: 'muted'})], width);
};

/** The operator's manual skew in quote currency, signed as the move of the quotes. */
const manualText = ({instrument}: MakerPen, {manualSkew}: MakerParameters): string =>
	manualSkew === 0n ? '' : `man ${signedMoneyText(negateMoney(manualSkew), instrument.priceDecimals)}`;

const MONEY_COLUMN = 20;

/** A cost is positive, without sign and result colour. */
type MoneyStyle = {readonly bold?: boolean; readonly signed?: boolean};

const moneyRow = (pen: MakerPen, label: string, value: Money, note: string, style: MoneyStyle = {}): Row => {
	const room = Math.max(1, Math.min(MONEY_COLUMN, pen.width - 1 - note.length) - label.length - 1);
	const sign = value < 0n ? 'ask' : 'bid';
	const amount = padLeft(fittingMoneyText(value, room, {signed: style.signed ?? true}), room + 1);
	return [
		span(label, {role: 'muted', bold: style.bold ?? false}),
		span(amount, {bold: style.bold ?? false, ...(value === 0n || style.signed === false ? {} : {role: sign})}),
		span(` ${note}`),
	];
};

/** Fees paid are positive; net income is called a rebate. */
const feeRow = (pen: MakerPen): Row => {
	const {fees} = pen.frame.maker.account;
	const label = fees < 0n ? 'rebates' : 'fees paid';
	return moneyRow(pen, label, fees < 0n ? negateMoney(fees) : fees, pen.instrument.quoteAsset, {signed: false});
};

const moneyRows = (pen: MakerPen): readonly Row[] => {
	const {account} = pen.frame.maker;
	const asset = pen.instrument.quoteAsset;
	const doubted = (note: string): string => (pen.doubt === '' ? note : '?');
	const {realised, open} = shownResult(account);
	return [
		moneyRow(pen, 'realised', realised, asset),
		moneyRow(pen, 'open P&L', open, doubted('@mid')),
		feeRow(pen),
		moneyRow(pen, 'NET', account.net, doubted(asset), {bold: true}),
	];
};
