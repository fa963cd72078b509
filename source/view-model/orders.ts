/** Own orders and the limits that stand around them. */

import type {MonitorFrame} from '../engine/frame.js';
import type {WorkingOrder} from '../engine/maker-state.js';
import {numberCell, padLeft, span, type Row} from './cells.js';
import {ageText, durationText, millisecondsText, percentText, priceText, sizeText} from './format.js';
import type {Rect} from './layout.js';
import {inventoryText} from './maker-words.js';
import {isTrusted, priceWidth, type MonitorState} from './monitor-state.js';
import {inventoryShare} from './numbers.js';
import {caption, drawPanel, ruleRow} from './panel.js';
import type {Glyphs} from './symbols.js';

export const ordersPanel = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const {frame} = state;
	const title = [caption('ORDERS & RISK', 9, {role: 'title', bold: true})];
	if (frame?.instrument === undefined) return drawPanel({rect, rows: [], title}, glyphs);
	const price = priceWidth(state);
	const rows: readonly Row[] = [
		[span(`SD ${'PRICE'.padEnd(price)}   AGE  AHEAD`, {role: 'title'})],
		...orderRows(frame, price, glyphs),
		ruleRow(rect.width - 2, glyphs),
		...limitRows(state, frame),
		ruleRow(rect.width - 2, glyphs),
		...fillModelRows(frame, rect.width - 2),
	];
	return drawPanel({rect, rows, title}, glyphs);
};

const orderRows = (frame: MonitorFrame, price: number, glyphs: Glyphs): readonly Row[] => {
	const rows = frame.maker.orders.map((order) => orderRow(order, frame, price, glyphs));
	const none: Row = [span('none', {role: 'muted'})];
	return rows.length === 0 ? [none, []] : rows.length === 1 ? [...rows, []] : rows;
};

const orderRow = (order: WorkingOrder, frame: MonitorFrame, price: number, glyphs: Glyphs): Row => {
	const {instrument} = frame;
	if (instrument === undefined) return [];
	const ahead = sizeText(order.aheadLots, {instrument, decimals: 2, width: 6});
	return [
		span(order.side === 'bid' ? 'B' : 'A', {role: order.side, bold: true}),
		span(`  ${numberCell(priceText(instrument, order.priceTicks), price)}`),
		span(` ${padLeft(ageText(frame.atMs - order.placedAtMs), 5)} ${glyphs.about}${ahead}`),
	];
};

const limitRows = (state: MonitorState, frame: MonitorFrame): readonly Row[] => {
	const {account, parameters} = frame.maker;
	const {instrument, gauges} = frame;
	if (instrument === undefined) return [];
	const share = Math.abs(inventoryShare(account, parameters));
	const limit = parameters === undefined ? '' : ` of ${inventoryText(instrument, parameters.maxInventoryLots, false)}`;
	const age = gauges.depthAgeMs;
	const shownAge = age === undefined ? 'none yet' : age < 10_000 ? `${millisecondsText(age)} ms` : durationText(age);
	return [
		[span('limit pos  ', {role: 'muted'}), span(`${padLeft(percentText(share), 4)}${limit}`, share >= 1 ? {role: 'alarm', bold: true} : {})],
		[span('book age   ', {role: 'muted'}), span(shownAge, isTrusted(state) ? {} : {role: 'alarm', bold: true})],
		[span('prints     ', {role: 'muted'}), span(`${gauges.tradeRate.toFixed(0)} /s`)],
	];
};

/** The rule for paper fills in the words of the engine, broken at blanks. */
const fillModelRows = ({maker}: MonitorFrame, width: number): readonly Row[] => {
	const lines: string[] = [];
	for (const word of `fills: ${maker.fillModel}`.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}

	return lines.map((text): Row => [span(text, {role: 'muted'})]);
};
