/** The maker panel in eight rows or fewer. */

import {negateMoney, type Money} from '../../../domain/money.js';
import type {PullReason} from '../../../engine/maker/types/quotes.js';
import {clipWords, fitRow, justify, padLeft, rowWidth, span, type Row} from '../cells/cells.js';
import {fittingMoneyText, percentText, signedMoneyText} from '../cells/format.js';
import {halfText, shortEdge} from './maker-edge.js';
import {priceOfMoney, quoteRow, sinceText, skewText, stateRow, type MakerPen} from './maker-row-parts.js';
import {inventoryText, riskStateText, riskText} from '../words/maker-words.js';
import {whyNoQuotes} from './maker-why.js';
import {shownResult} from './shown-money.js';
import {inventoryShare} from '../cells/numbers.js';

/** The most important rows, as many as fit. */
export const compactRows = (pen: MakerPen, height: number): readonly Row[] => {
	const why = pen.frame.maker.quoting.kind === 'pulled' ? whyRows(pen) : undefined;
	const {realised, open} = shownResult(pen.frame.maker.account);
	const rows = [
		{row: stateRow(pen, true), priority: 9},
		{row: shortPositionRow(pen), priority: 8},
		...(why ?? [
			{row: shortSkewRow(pen), priority: 4},
			{row: quoteRow(pen, 'bid'), priority: 6},
			{row: quoteRow(pen, 'ask'), priority: 6},
		]),
		{
			row: pairRow(pen, ['real', realised, ''], ['open', open, pen.doubt]),
			priority: 3,
		},
		{row: pairRow(pen, ['fees', pen.frame.maker.account.fees, '', 'cost'], ['NET', pen.frame.maker.account.net, pen.doubt]), priority: 7},
		{row: riskRow(pen), priority: 2},
	];
	const kept = [...rows].toSorted((a, b) => b.priority - a.priority).slice(0, height);
	return rows.filter((row) => kept.includes(row)).map(({row}) => row);
};

/** In place of quotes: why there are none, since when, and what brings them back. */
const whyRows = (pen: MakerPen): ReadonlyArray<{readonly row: Row; readonly priority: number}> => {
	const {frame, width, glyphs} = pen;
	const {quoting, parameters} = frame.maker;
	const {cause, remedy, before = ''} = whyNoQuotes(frame, pen.state.settings.keymap);
	const since = quoting.kind === 'pulled' ? sinceText(quoting) : '';
	const manual =
		parameters === undefined || parameters.manualSkew === 0n
			? ''
			: ` man ${signedMoneyText(negateMoney(parameters.manualSkew), pen.instrument.priceDecimals)}`;
	return [
		{row: [span(clipWords(cause === '' ? `both ${since}` : cause, width, glyphs.dash), {role: 'warn'})], priority: 6},
		{row: [span(clipWords(`${cause === '' ? '' : since}${manual}`.trim(), width, glyphs.dash), {role: 'muted'})], priority: 4},
		...(before === '' ? [] : [{row: [span(before, {role: 'warn', bold: true})], priority: 5.5}]),
		{row: [span(clipWords(remedy, width, glyphs.dash), {bold: true})], priority: 5},
	];
};

const shortPositionRow = ({frame, instrument, parameters, glyphs, width}: MakerPen): Row => {
	const held = inventoryText(instrument, frame.maker.account.inventoryLots, true);
	const limit = parameters === undefined ? '' : `/${glyphs.plusMinus}${inventoryText(instrument, parameters.maxInventoryLots, false)}`;
	const share = `${percentText(Math.abs(inventoryShare(frame.maker.account, parameters)))}   `;
	return justify([span('pos  ', {role: 'muted'}), span(held, {bold: true}), span(limit)], [span(share)], width);
};

const shortSkewRow = (pen: MakerPen): Row => {
	const {quoting} = pen.frame.maker;
	if (quoting.kind !== 'quoting') return [];
	const skew = skewText(quoting).replace(' bp', 'bp');
	return justify(
		[span('skew ', {role: 'muted'}), span(skew)],
		[span('resv ', {role: 'muted'}), span(`${priceOfMoney(pen, quoting.reservation)}  `)],
		pen.width,
	);
};

type Figure = readonly [label: string, value: Money, doubt: string, kind?: 'cost'];

const pairRow = ({width}: MakerPen, left: Figure, right: Figure): Row => {
	const cell = ([label, value, doubt, kind]: Figure, room: number): Row => [
		span(label.padEnd(5), {role: 'muted'}),
		span(
			padLeft(fittingMoneyText(value, Math.max(1, room), {signed: kind !== 'cost'}), Math.max(1, room)) + doubt,
			value === 0n || kind === 'cost' ? {} : {role: value < 0n ? 'ask' : 'bid'},
		),
	];
	const half = Math.floor(width / 2) - 1;
	return justify(cell(left, half - 6), [...cell(right, half - 7), span(right[2] === '' ? '  ' : '')], width);
};

/** Reasons that end by themselves when the book recovers. */
const WAITS_FOR_BOOK: ReadonlySet<PullReason> = new Set(['book-not-trusted', 'one-sided-book', 'no-instrument']);

const riskRow = (pen: MakerPen): Row => {
	const {frame, glyphs, doubt, width} = pen;
	const {risk, quoting} = frame.maker;
	// Shown by the rows above.
	const saysWhy = quoting.kind === 'pulled' && (quoting.reason === 'risk' || quoting.reason === 'killed');
	const waits = doubt !== '' && quoting.kind === 'pulled' && WAITS_FOR_BOOK.has(quoting.reason);
	const word = waits ? 'HOLD  requote when LIVE' : risk === undefined ? 'ok' : saysWhy ? riskStateText(risk) : riskText(risk);
	const head: Row = [
		span('risk ', {role: 'muted'}),
		span(word, !waits && (risk === undefined || risk.state === 'active') ? {} : {role: 'warn'}),
	];
	if (doubt !== '') return fitRow(head, width);
	const {text, loses} = shortEdge(pen);
	const half = `half ${halfText(pen)}  ${text}`;
	const shown = [half, text].find((candidate) => rowWidth(head) + candidate.length < width);
	// A losing edge takes precedence over an inactive risk layer.
	if (shown === undefined && loses && risk?.state === 'active') {
		return [span(clipWords(text, width, glyphs.dash), {role: 'alarm', bold: true})];
	}
	return justify(head, [span(shown ?? '', loses ? {role: 'alarm', bold: true} : {role: 'muted'})], width);
};
