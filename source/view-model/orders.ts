/** Own orders and the limits that stand around them. */

import {lossyMoney} from '../domain/money.js';
import type {MonitorFrame} from '../engine/frame.js';
import type {WorkingOrder} from '../engine/maker/maker-state.js';
import {clipText, justify, numberCell, padLeft, span, type Row} from './cells.js';
import {ageText, durationText, millisecondsText, moneyText, percentText, priceText, signedMoneyText, signedText, sizeText} from './format.js';
import type {Rect} from './layout.js';
import {FILL_MODEL_TAGS, inventoryText, riskText} from './maker-words.js';
import {isTrusted, priceWidth, type MonitorState} from './monitor-state.js';
import {inventoryShare, percentOf} from './numbers.js';
import {caption, drawPanel, ruleRow} from './panel.js';
import type {Glyphs} from './symbols.js';

export const ordersPanel = (state: MonitorState, rect: Rect, glyphs: Glyphs): readonly Row[] => {
	const {frame} = state;
	const title = [caption('ORDERS & RISK', 9, {role: 'title', bold: true})];
	if (frame?.instrument === undefined) return drawPanel({rect, rows: [], title}, glyphs);
	const price = priceWidth(state);
	const width = rect.width - 2;
	const rows: readonly Row[] = mostTelling(rect.height - 2, [
		{priority: 5, rows: [[span(`SD ${'PRICE'.padEnd(price)}   AGE  AHEAD`, {role: 'title'})]]},
		{priority: 9, rows: orderRows(frame, price, glyphs)},
		{priority: 10, rows: riskRows(frame, width)},
		{priority: 8, rows: limitRows(state, frame)},
		{priority: 7, rows: payRows(frame, width, glyphs)},
		{priority: 4, rows: bandRows(frame, width)},
		{priority: 6, rows: calibrationRows(frame, width)},
		{priority: 3, rows: qualityRows(frame)},
	]);
	return drawPanel({rect, rows, title}, glyphs);
};

type Block = {readonly priority: number; readonly rows: readonly Row[]};

/** What there is room for, the most telling first, in the order of the panel. */
const mostTelling = (height: number, blocks: readonly Block[]): readonly Row[] => {
	let left = height;
	const kept = new Map<Block, number>();
	for (const block of blocks.toSorted((a, b) => b.priority - a.priority)) {
		kept.set(block, Math.min(block.rows.length, left));
		left -= kept.get(block) ?? 0;
	}

	return blocks.flatMap((block) => block.rows.slice(0, kept.get(block)));
};

/** The risk layer's state, and under it the numbers that led to it. */
const riskRows = ({maker}: MonitorFrame, width: number): readonly Row[] => {
	const {risk} = maker;
	if (risk === undefined) return [];
	const style = risk.state === 'active' ? {} : ({role: risk.state === 'reduce-only' ? 'warn' : 'alarm', bold: true} as const);
	const state: Row = [span('risk ', {role: 'muted'}), span(riskText(risk), style)];
	const wider: Row = risk.widening > 1 ? [span(`x${risk.widening.toFixed(1)}`, {role: 'warn'})] : [];
	const words = risk.detail === '' || risk.state === 'active' ? [] : wrapWords(risk.detail, width).slice(0, 2);
	return [justify(state, wider, width), ...words.map((text): Row => [span(text, {role: 'warn'})])];
};

/** Is it paying: what a fill was worth a little later. */
const payRows = ({maker}: MonitorFrame, width: number, glyphs: Glyphs): readonly Row[] => {
	const {markouts} = maker;
	if (markouts === undefined) return [];
	const title = ruleRow(width, glyphs, [`markout bp ${FILL_MODEL_TAGS[maker.fillModel]}`]);
	return [
		title,
		...markouts.horizons.map(({horizonS, markout}): Row => {
			const mean = markout.count === 0 ? glyphs.absent : signedText(markout.mean, 2);
			const error = markout.standardError === undefined ? '' : ` ${glyphs.plusMinus}${markout.standardError.toFixed(2)}`;
			const role = markout.count === 0 ? {} : ({role: markout.mean < 0 ? 'ask' : 'bid'} as const);
			return [span(`${padLeft(String(horizonS), 2)} s `, {role: 'muted'}), span(padLeft(mean, 6), role), span(error), span(` n${markout.count}`, {role: 'muted'})];
		}),
	];
};

/** The same orders under the kindest rule: between the two lies the truth. */
const bandRows = ({maker}: MonitorFrame, width: number): readonly Row[] => {
	const {account} = maker;
	if (maker.fillModel === 'none') return [];
	const band = `${signedMoneyText(account.net)} to ${signedMoneyText(account.optimistic.net)}`;
	return [justify([span('band ', {role: 'muted'}), span(band)], [span(`n${account.fillCount}-${account.optimistic.fillCount}`, {role: 'muted'})], width)];
};

/** What the model stands on, or why it does not stand. */
const calibrationRows = ({maker}: MonitorFrame, width: number): readonly Row[] => {
	const {calibration, parameters} = maker;
	if (calibration === undefined || parameters === undefined || parameters.model === 'linear') return [];
	const fit = calibration.refused ?? `k ${shortNumber(calibration.decay)} A ${shortNumber(calibration.rate)} R² ${shortNumber(calibration.rSquared)}`;
	const base = `sig ${shortNumber(calibration.volatility)} n${calibration.samples} to ${Math.round(calibration.rangeTicks)} ticks`;
	return [
		[span(clipText(calibration.refused === undefined ? fit : `fit refused: ${fit}`, width), calibration.refused === undefined ? {} : {role: 'warn'})],
		[span(clipText(base, width), {role: 'muted'})],
	];
};

const shortNumber = (value: number | undefined): string => (value === undefined ? '-' : value.toPrecision(2));

const qualityRows = ({maker}: MonitorFrame): readonly Row[] => {
	const {execution} = maker;
	if (execution === undefined) return [];
	const {uptime, quantityRatio, maxDrawdown} = execution;
	const touch = uptime === undefined ? '-' : `${percentText(uptime.bid)}/${percentText(uptime.ask)}`;
	return [
		[span('at touch ', {role: 'muted'}), span(touch), span(' filled ', {role: 'muted'}), span(quantityRatio === undefined ? '-' : percentText(quantityRatio))],
		[span('drawdown ', {role: 'muted'}), span(moneyText(maxDrawdown))],
	];
};

const orderRows = (frame: MonitorFrame, price: number, glyphs: Glyphs): readonly Row[] => {
	const rows = frame.maker.orders.map((order) => orderRow(order, frame, price, glyphs));
	const none: Row = [span('none', {role: 'muted'})];
	return rows.length === 0 ? [none] : rows;
};

const orderRow = (order: WorkingOrder, frame: MonitorFrame, price: number, glyphs: Glyphs): Row => {
	const {instrument} = frame;
	if (instrument === undefined) return [];
	const ahead = sizeText(order.aheadLots, {instrument, decimals: 2, width: 6});
	return [
		span(order.side === 'bid' ? 'B' : 'A', {role: order.side, bold: true}),
		span(`  ${numberCell(priceText(instrument, order.priceTicks), price)}`),
		span(` ${padLeft(ageText(frame.atMs - order.placedAtMs), 5)} ${order.phase === 'entering' ? '>' : glyphs.about}${ahead}`),
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
		...lossRow(frame),
		[span('book age   ', {role: 'muted'}), span(shownAge, isTrusted(state) ? {} : {role: 'alarm', bold: true})],
	];
};

/** How much of the loss that ends it all is used up. */
const lossRow = ({maker}: MonitorFrame): readonly Row[] => {
	const limit = maker.risk?.limits.maxLoss;
	if (limit === undefined) return [];
	const share = Math.max(0, percentOf(-lossyMoney(maker.account.liquidationNet), lossyMoney(limit)));
	return [[span('limit loss ', {role: 'muted'}), span(`${padLeft(percentText(share), 4)} of ${moneyText(limit)}`, share >= 0.8 ? {role: 'alarm', bold: true} : {})]];
};

const wrapWords = (text: string, width: number): readonly string[] => {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}

	return lines;
};
