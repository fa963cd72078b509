/** The layout below the least size: state, touch, position, result, and the most important keys. */

import type {MonitorFrame} from '../../../engine/frame.js';
import {keyOf} from '../settings/active-keys.js';
import {clipWords, fitRow, rowWidth, span, textWidth, type Row} from '../cells/cells.js';
import {halfUnitPriceText, priceStepText, priceText, signedMoneyText} from '../cells/format.js';
import {MIN_COLUMNS, MIN_ROWS} from '../state/layout.js';
import {type Rect} from '../cells/rect.js';
import {FILL_MODEL_TAGS, inventoryText, quotesText} from '../words/maker-words.js';
import {messageText} from '../words/message-text.js';
import {isPulledByOperator, isTrusted, messageOnScreen, type MonitorState} from '../state/monitor-state.js';
import type {Glyphs} from '../cells/symbols.js';
import {trustWords} from '../words/trust.js';

type CardLine = {readonly row: Row; readonly priority: number};

export const smallCard = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const lines = cardLines(state, rect, glyphs);
	const kept = [...lines].toSorted((a, b) => b.priority - a.priority).slice(0, rect.height);
	return lines.filter((line) => kept.includes(line)).map(({row}) => fitRow(row, rect.width));
};

const EMPTY: Row = [];

const cardLines = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly CardLine[] => {
	const {
		memory: {frame},
		settings,
	} = state;
	const message = messageOnScreen(state);
	const symbol = frame?.symbol ?? settings.symbol;
	const size = `Terminal is ${state.columns}x${state.rows}, panels need ${MIN_COLUMNS}x${MIN_ROWS}.`;
	return [
		{row: [span(' mm-tui  ', {role: 'muted'}), span(symbol, {bold: true}), span('  PAPER', {role: 'paper'})], priority: 30},
		...(frame?.recording?.state === 'failed'
			? [{row: [span(` REC FAILED: ${frame.recording.reason ?? ''} `, {role: 'warn', inverse: true} as const)], priority: 95}]
			: [{row: EMPTY, priority: 3}]),
		{row: cardTrust(state, rect.width, glyphs), priority: 100},
		{row: wholeParts(touchRow(state, frame, rect.width, glyphs), rect.width), priority: 80},
		{row: EMPTY, priority: 2},
		{row: wholeParts(positionRow(state, frame), rect.width), priority: 90},
		{row: [span(` ${frame === undefined ? '' : quotesText(frame)}`)], priority: 70},
		{row: EMPTY, priority: 1},
		{
			row:
				message === undefined
					? [span(` ${size}`, {role: 'muted'})]
					: [
							span(
								` ${messageText(message, rect.width - 1, glyphs.dash)}`,
								message.level === 'warning' ? {role: 'warn', bold: true} : {role: 'accent'},
							),
						],
			// A question has the highest priority, because it must be read to be answered.
			priority: message === undefined ? 20 : state.question === undefined ? 75 : 110,
		},
		{row: EMPTY, priority: 0},
		{row: wholeParts(keysRow(state), rect.width), priority: 60},
	];
};

/** Drops the first part that does not fit and all after it; a half word could be misread. */
const wholeParts = (row: Row, width: number): Row => {
	const end = row.findIndex((_, index) => rowWidth(row.slice(0, index + 1)) > width);
	return end > 0 ? row.slice(0, end) : row;
};

/** The rows that stay above a list. */
export const cardHead = (state: MonitorState, width: number, glyphs: Glyphs): readonly Row[] =>
	[
		cardTrust(state, width, glyphs, state.memory.frame === undefined ? '' : quotesText(state.memory.frame)),
		wholeParts(touchRow(state, state.memory.frame, width, glyphs), width),
		wholeParts(positionRow(state, state.memory.frame), width),
	].map((row) => fitRow(row, width));

/** The state of the book in one row, with as much of the reason as fits. */
const cardTrust = (state: MonitorState, width: number, glyphs: Glyphs, quotes = ''): Row => {
	const {glyph, word, detail, role, inverse} = trustWords(state, glyphs);
	const head: Row = [span(' BOOK '), span(`${glyph} ${word}`, {role, bold: true, inverse})];
	const room = width - rowWidth(head) - 1;
	const [first = ''] = detail.split(' ');
	const isTold = detail !== '' && textWidth(first === detail ? detail : `${first} ${glyphs.dash}`) <= room;
	const row = [...head, span(isTold ? ` ${clipWords(detail, room, glyphs.dash)}` : '', {role})];
	const isRoom = quotes !== '' && rowWidth(row) + textWidth(quotes) + 2 <= width;
	return isRoom ? [...row, span(`  ${quotes}`, {bold: true})] : row;
};

const touchRow = (state: MonitorState, frame: MonitorFrame | undefined, width: number, glyphs: Glyphs): Row => {
	const instrument = frame?.instrument;
	if (frame === undefined || instrument === undefined) return [span('  waiting for the book', {role: 'muted'})];
	const {bid, ask, spreadUnits, midHalfUnits} = frame.touch;
	if (bid === undefined || ask === undefined) {
		return [span(midHalfUnits === undefined ? '  no market' : `  ${halfUnitPriceText(instrument, midHalfUnits)}`)];
	}

	const [best, worst] = [priceText(instrument, bid.priceUnits), priceText(instrument, ask.priceUnits)];
	const spread = spreadUnits === undefined ? '' : `  spread ${priceStepText(instrument, spreadUnits)}`;
	const trusted = isTrusted(state);
	// Closer together before a price is cut or its warning dropped.
	const markets = [`  ${best} ${glyphs.times} ${worst}`, ` ${best}${glyphs.times}${worst}`];
	const market = markets.find((text) => textWidth(text) + (trusted ? 0 : 2) <= width) ?? '  #';
	const doubt = textWidth(`${market}  ? old`) <= width ? '  ? old' : ' ?';
	return [span(market, {bold: trusted, dim: !trusted}), span(trusted ? spread : doubt, {role: trusted ? 'muted' : 'alarm'})];
};

const positionRow = (state: MonitorState, frame: MonitorFrame | undefined): Row => {
	if (frame?.instrument === undefined) return EMPTY;
	const {account, parameters} = frame.maker;
	const held = inventoryText(frame.instrument, account.inventoryLots, true);
	const limit = parameters === undefined ? '' : ` / ${inventoryText(frame.instrument, parameters.maxInventoryLots, false)}`;
	const doubt = isTrusted(state) ? '' : ' ?';
	return [
		span(' pos  ', {role: 'muted'}),
		span(held, {bold: true}),
		span(limit),
		span(`   NET ${signedMoneyText(account.net)}${doubt}`),
		span(` ${FILL_MODEL_TAGS[frame.maker.fillModel]}`),
	];
};

const keysRow = (state: MonitorState): Row => {
	const quotes = isPulledByOperator(state) ? 'resume' : 'pull';
	const key = (id: 'pull' | 'resume' | 'quit' | 'help'): string => keyOf(state.settings.keymap, id);
	return [`${key(quotes)} ${quotes}`, ` ${key('quit')} quit`, ` ${key('help')} help`].map((text) => span(` ${text}`, {bold: true}));
};
