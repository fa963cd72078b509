/** The market maker's panel: may it quote, what it holds, what it asks for, what it earned. */

import {negateMoney, type Money} from '../domain/money.js';
import type {MakerParameters} from '../engine/maker-state.js';
import {justify, padLeft, span, type Row, type SpanStyle} from './cells.js';
import {halfTickPriceText, moneyText, signedMoneyText} from './format.js';
import type {Layout, Rect} from './layout.js';
import {compactRows} from './maker-compact.js';
import {priceOfMoney, quoteRow, skewText, stateRow, type MakerPen} from './maker-pen.js';
import {inventoryText} from './maker-words.js';
import {isTrusted, type MonitorState} from './monitor-state.js';
import {inventoryShare} from './numbers.js';
import {caption, drawPanel, ruleRow} from './panel.js';
import type {Glyphs} from './symbols.js';

export const makerPanel = (state: MonitorState, layout: Layout, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const title = [caption('MAKER', 9, {role: 'title', bold: true})];
	const focused = state.focus === 'maker' && layout.kind !== 'single';
	const {frame} = state;
	if (frame?.instrument === undefined) return drawPanel({rect, rows: [[span('no market yet', {role: 'muted'})]], title, focused}, glyphs);
	const pen: MakerPen = {
		state,
		frame,
		instrument: frame.instrument,
		parameters: frame.maker.parameters,
		width: rect.width - 2,
		glyphs,
		doubt: isTrusted(state) ? '' : ' ?',
	};
	const height = rect.height - 2;
	const rows = height >= 14 ? fullRows(pen) : compactRows(pen, height);
	return drawPanel({rect, rows, title, focused}, glyphs);
};

const fullRows = (pen: MakerPen): readonly Row[] => [
	stateRow(pen, false),
	positionRow(pen),
	gaugeRow(pen),
	...priceRows(pen),
	quoteRow(pen, 'bid'),
	quoteRow(pen, 'ask'),
	ruleRow(pen.width, pen.glyphs),
	...moneyRows(pen),
	fillsRow(pen),
];

const row = (pen: MakerPen, label: string, value: string, note: Row = []): Row =>
	justify([span(label.padEnd(7), {role: 'muted'}), span(value)], note, pen.width);

const positionRow = (pen: MakerPen): Row => {
	const {frame, instrument, parameters, glyphs} = pen;
	const held = inventoryText(instrument, frame.maker.account.inventoryLots, true);
	const limit = parameters === undefined ? '' : ` / ${glyphs.plusMinus}${inventoryText(instrument, parameters.maxInventoryLots, false)}`;
	return [span('pos    ', {role: 'muted'}), span(held, {bold: true}), span(limit)];
};

/** Inventory as a bar from the middle: to the left when short, to the right when long. */
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

const priceRows = (pen: MakerPen): readonly Row[] => {
	const {frame, instrument, parameters, glyphs} = pen;
	const {account, quoting} = frame.maker;
	const average = account.averagePrice === undefined ? glyphs.absent : priceOfMoney(pen, account.averagePrice);
	const quotes = quoting.kind === 'quoting' ? quoting : undefined;
	const fair = quotes === undefined ? glyphs.absent : halfTickPriceText(instrument, quotes.fairHalfTicks);
	const manual = parameters === undefined ? '' : manualText(pen, parameters);
	return [
		row(pen, 'avg', average),
		row(pen, 'fair', fair, quotes === undefined ? [] : [span('(mid)  ', {role: 'muted'})]),
		row(pen, 'skew', quotes === undefined ? glyphs.absent : skewText(pen, quotes), [span(manual)]),
		row(pen, 'resv', quotes === undefined ? glyphs.absent : priceOfMoney(pen, quotes.reservation)),
	];
};

/** What the operator's keys added, in quote currency, as the move of the quotes. */
const manualText = ({instrument}: MakerPen, {manualSkew}: MakerParameters): string =>
	manualSkew === 0n ? '[ ] adj ' : `man ${signedMoneyText(negateMoney(manualSkew), instrument.priceDecimals)}`;

const MONEY_COLUMN = 20;

const moneyRow = (pen: MakerPen, label: string, value: Money, note: string, style: SpanStyle = {}): Row => {
	const room = Math.min(MONEY_COLUMN, pen.width - 6) - label.length;
	const sign = value < 0n ? 'ask' : 'bid';
	const amount = padLeft(signedMoneyText(value), Math.max(1, room));
	return [span(label, {role: 'muted', ...style}), span(amount, {...style, ...(value === 0n ? {} : {role: sign})}), span(` ${note}`)];
};

const moneyRows = (pen: MakerPen): readonly Row[] => {
	const {account} = pen.frame.maker;
	const asset = pen.instrument.quoteAsset;
	const doubted = (note: string): string => (pen.doubt === '' ? note : '?');
	return [
		moneyRow(pen, 'realised', account.realised, asset),
		moneyRow(pen, 'open P&L', account.unrealised, doubted('@mid')),
		moneyRow(pen, 'fees', negateMoney(account.fees), asset),
		moneyRow(pen, 'NET', account.net, doubted(asset), {bold: true}),
	];
};

const fillsRow = ({frame, parameters, instrument, glyphs, width}: MakerPen): Row => {
	const fills = `${frame.maker.account.fillCount} fill${frame.maker.account.fillCount === 1 ? '' : 's'}`;
	const half = parameters === undefined ? '' : `half ${glyphs.plusMinus}${moneyText(parameters.halfSpread, instrument.priceDecimals)}`;
	return justify([span(fills)], [span(half, {role: 'muted'})], width);
};

