/** Own orders and their limits. */

import {basisPointsOf, lossyMoney} from '../../../domain/money.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {addLots, type QtyLots} from '../../../domain/units.js';
import type {WorkingOrder} from '../../../engine/maker/types/quotes.js';
import type {Moments} from '../../../engine/maker/pricing/moments.js';
import {justify, numberCell, padLeft, rowWidth, span, type Row, type SpanStyle} from '../cells/cells.js';
import {
	basisPointsText,
	durationText,
	fineMsText,
	finePercentText,
	moneyText,
	percentText,
	priceText,
	signedMoneyText,
	signedText,
	sizeText,
} from '../cells/format.js';
import {bookAgeText} from '../words/book-age.js';
import type {Rect} from '../cells/rect.js';
import {FILL_MODEL_TAGS, inventoryText, queueMark, riskText} from '../words/maker-words.js';
import {isTrusted, priceWidth, type MonitorState} from '../state/monitor-state.js';
import {inventoryShare, percentOf} from '../cells/numbers.js';
import {netSources, sourceAmount} from './net-sources.js';
import {caption, ruleRow, type PanelParts} from '../cells/panel.js';
import type {Glyphs} from '../cells/symbols.js';
import {wrapWords} from '../cells/wrap-words.js';

export const ordersPanel = (state: MonitorState, rect: Rect, glyphs: Glyphs): PanelParts => {
	const {frame} = state.memory;
	const title = [caption('ORDERS & RISK', 9, {role: 'title', bold: true})];
	if (frame?.instrument === undefined) return {rect, rows: [], title};
	const price = priceWidth(state);
	const width = rect.width - 2;
	const rows: readonly Row[] = mostTelling(rect.height - 2, [
		{priority: 9, rows: [[span(headText(frame, price, width), {role: 'title'})]]},
		{priority: 9, rows: orderRows(frame, price, {glyphs, width})},
		{priority: 10, rows: riskRows(frame, width)},
		{priority: 8, rows: limitRows(frame, width)},
		{priority: 1, rows: bookAgeRows(state, frame)},
		{priority: 7, rows: payRows(frame, width, glyphs)},
		{priority: 6, rows: frame.maker.markouts === undefined ? [] : [captureRow(frame.maker, glyphs)]},
		{priority: 2, rows: splitRows(frame, width)},
		{priority: 4, rows: bandRows(frame, width)},
		{priority: 5, rows: sourceRows(frame, width, glyphs)},
		{priority: 6, rows: calibrationRows(frame, width, glyphs)},
		{priority: 3, rows: qualityRows(frame)},
	]);
	return {rect, rows, title};
};

const headText = ({instrument}: MonitorFrame, price: number, width: number): string => {
	const head = `SD ${'PRICE'.padEnd(price)}   AGE  AHEAD${width < WIDE ? '' : '/ALL'}`;
	const unit = ` ${instrument?.baseAsset ?? ''}`;
	return head.length + unit.length <= width ? head + unit : head;
};

type Block = {readonly priority: number; readonly rows: readonly Row[]};

/** The most important blocks that fit, in the panel's order. */
const mostTelling = (height: number, blocks: readonly Block[]): readonly Row[] => {
	let left = height;
	const kept = new Map<Block, number>();
	for (const block of blocks.toSorted((a, b) => b.priority - a.priority)) {
		kept.set(block, Math.min(block.rows.length, left));
		left -= kept.get(block) ?? 0;
	}

	return blocks.flatMap((block) => block.rows.slice(0, kept.get(block)));
};

/** The risk layer's state, then the numbers that led to it. */
const riskRows = ({maker}: MonitorFrame, width: number): readonly Row[] => {
	const {risk} = maker;
	if (risk === undefined) return [];
	const style = risk.state === 'active' ? {} : ({role: risk.state === 'reduce-only' ? 'warn' : 'alarm', bold: true} as const);
	const state: Row = [span('risk ', {role: 'muted'}), span(riskText(risk), style)];
	const wider: Row = risk.widening > 1 ? [span(`x${risk.widening.toFixed(1)}`, {role: 'warn'})] : [];
	const words = risk.detail === '' || risk.state === 'active' ? [] : wrapWords(risk.detail, width).slice(0, 2);
	return [justify(state, wider, width), ...words.map((text): Row => [span(text, {role: 'warn'})])];
};

/** Markouts: what fills were worth a little later. */
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
			return [
				span(`${padLeft(String(horizonS), 2)} s `, {role: 'muted'}),
				span(padLeft(mean, 6), role),
				span(error),
				span(` n${markout.count}`, {role: 'muted'}),
			];
		}),
	];
};

/**
 * Spread captured at the time of a maker fill. What the next five seconds take back is in the maker's panel;
 * flatten fills are excluded.
 */
const captureRow = ({markouts}: MonitorFrame['maker'], glyphs: Glyphs): Row => {
	const five = markouts?.horizons[1];
	if (markouts === undefined || five === undefined || markouts.capture.count === 0) return [span('no maker fills yet', {role: 'muted'})];
	const {mean, standardError} = markouts.capture;
	const error = standardError === undefined ? '' : ` ${glyphs.plusMinus}${standardError.toFixed(2)}`;
	return [span('capture ', {role: 'muted'}), span(`${signedText(mean, 2)}${error} bp`)];
};

/** Five-second markouts split by side, cause of the fill, and quoted level. */
const splitRows = ({maker}: MonitorFrame, width: number): readonly Row[] => {
	const {markouts} = maker;
	if (markouts === undefined || markouts.capture.count === 0) return [];
	const {bySide, byCause, byLevel} = markouts;
	const text = (label: string, {count, mean}: Moments): string => `${label} ${count === 0 ? '-' : signedText(mean, 2)}`;
	const levels = byLevel.length < 2 ? [] : byLevel.map((moments, level) => text(`L${level}`, moments));
	const lines = [
		`5 s: ${text('B', bySide.bid)} ${text('A', bySide.ask)}`,
		`${text('print', byCause.print)} ${text('through', byCause.through)}`,
		...(levels.length === 0 ? [] : wrapWords(levels.join(' '), width)),
	];
	return lines.map((line): Row => [span(line, {role: 'muted'})]);
};

/** The net split by source; the parts add up to it. */
const sourceRows = ({maker, instrument}: MonitorFrame, width: number, glyphs: Glyphs): readonly Row[] => {
	const sources = netSources(maker.account);
	if (instrument === undefined || sources.length === 0) return [];
	return [
		ruleRow(width, glyphs, [`net by source ${instrument.quoteAsset}`]),
		...sources.map((source) => {
			const amount = sourceAmount(source, Math.max(1, width - source.label.length - 1));
			return justify([span(source.label, {role: 'muted'})], [amount], width);
		}),
	];
};

/** The same orders under the optimistic fill model; the true result lies between the two. */
const bandRows = ({maker, instrument}: MonitorFrame, width: number): readonly Row[] => {
	const {account} = maker;
	if (maker.fillModel === 'none') return [];
	const band = `${signedMoneyText(account.net)} to ${signedMoneyText(account.optimistic.net)}`;
	const unit = instrument === undefined ? '' : ` ${instrument.quoteAsset}`;
	const count = `n${account.fillCount}-${account.optimistic.fillCount}`;
	const shown = 'band '.length + band.length + unit.length + 1 + count.length <= width ? band + unit : band;
	return [justify([span('band ', {role: 'muted'}), span(shown)], [span(count, {role: 'muted'})], width)];
};

/** The model's calibration, or why there is none. */
const calibrationRows = ({maker, instrument}: MonitorFrame, width: number, glyphs: Glyphs): readonly Row[] => {
	const {calibration, parameters} = maker;
	if (calibration === undefined || parameters === undefined || parameters.model === 'linear') return [];
	const asset = instrument?.quoteAsset ?? '';
	const fit =
		calibration.refused ??
		`k ${shortNumber(calibration.decay)}/${asset} A ${shortNumber(calibration.rate)}/s R² ${shortNumber(calibration.rSquared)}`;
	const sigma = `${glyphs.sigma}${durationText(calibration.windowS * 1000)} ${shortNumber(calibration.volatility)} ${asset}/${glyphs.root}s`;
	const base = `n${calibration.samples} to ${Math.round(calibration.rangeTicks)} ticks`;
	const refused = calibration.refused !== undefined;
	return [
		...wrapWords(refused ? `fit refused: ${fit}` : fit, width).map((line): Row => [span(line, refused ? {role: 'warn'} : {})]),
		[span(sigma, {role: 'muted'})],
		[span(base, {role: 'muted'})],
	];
};

const shortNumber = (value: number | undefined): string => (value === undefined ? '-' : value.toPrecision(2));

const qualityRows = ({maker, atMs, instrument}: MonitorFrame): readonly Row[] => {
	const {execution, account, signal} = maker;
	if (execution === undefined) return [];
	const {uptime, quantityRatio, maxDrawdown, holding, tStatistic} = execution;
	const touch = uptime === undefined ? '-' : `${percentText(uptime.bid)}/${percentText(uptime.ask)}`;
	const perTurnover = basisPointsOf(account.net, account.turnover);
	const held = holding.meanMs ?? (holding.openSinceMs === undefined ? undefined : atMs - holding.openSinceMs);
	const figure = (label: string, text: string | undefined): Row => [span(label, {role: 'muted'}), span(text ?? '-')];
	return [
		figure(
			'order latency ',
			maker.orderLatencyMs === undefined
				? undefined
				: `${fineMsText(maker.orderLatencyMs)} ms${maker.clockMeasured ? '' : ' +1 s: clock unmeasured'}`,
		),
		[...figure('at touch ', touch), ...figure(' filled ', quantityRatio === undefined ? undefined : percentText(quantityRatio))],
		[...figure('per turnover ', perTurnover === undefined ? undefined : basisPointsText(perTurnover))],
		figure('held ', held === undefined ? undefined : durationText(held)),
		figure('drawdown ', `${moneyText(maxDrawdown)} ${instrument?.quoteAsset ?? ''}`),
		figure('t of net per min ', tStatistic === undefined ? undefined : signedText(tStatistic, 1)),
		[
			...figure('wtd mid R² ', signal?.rSquared === undefined ? undefined : finePercentText(signal.rSquared)),
			span(` n${signal?.pairs ?? 0}`, {role: 'muted'}),
		],
	];
};

/** In the ladder's order: asks above bids, by price. */
const orderRows = (frame: MonitorFrame, price: number, drawn: {readonly glyphs: Glyphs; readonly width: number}): readonly Row[] => {
	const rows = frame.maker.orders.toSorted((a, b) => b.priceUnits - a.priceUnits).map((order) => orderRow(order, frame, price, drawn));
	const none: Row = [span('none', {role: 'muted'})];
	return rows.length === 0 ? [none] : rows;
};

/** From this width on an order also shows the length of its whole queue. */
const WIDE = 30;

const orderRow = (
	order: WorkingOrder,
	frame: MonitorFrame,
	price: number,
	{glyphs, width}: {readonly glyphs: Glyphs; readonly width: number},
): Row => {
	const {instrument} = frame;
	if (instrument === undefined) return [];
	const size = (lots: QtyLots): string => sizeText(lots, {instrument, decimals: 2, width: 6});
	const ahead = size(order.aheadLots);
	// Without the own quantity, which the market does not see.
	const whole = width < WIDE ? '' : `/${size(addLots(order.aheadLots, order.behindLots))}`;
	return [
		span(order.side === 'bid' ? 'B' : 'A', {role: order.side, bold: true}),
		span(`  ${numberCell(priceText(instrument, order.priceUnits), price)}`),
		span(` ${padLeft(durationText(frame.atMs - order.placedAtMs), 5)} ${queueMark(order, glyphs)}${ahead}${whole}`),
	];
};

const limitRows = (frame: MonitorFrame, width: number): readonly Row[] => {
	const {account, parameters} = frame.maker;
	const {instrument} = frame;
	if (instrument === undefined) return [];
	const share = Math.abs(inventoryShare(account, parameters));
	const limit = parameters === undefined ? '' : `${inventoryText(instrument, parameters.maxInventoryLots, false)} ${instrument.baseAsset}`;
	return [shareRow('limit pos  ', share, limit, {width, style: share >= 1 ? ALARM : {}}), ...lossRow(frame, width)];
};

/** The header shows it too. */
const bookAgeRows = (state: MonitorState, {gauges}: MonitorFrame): readonly Row[] => {
	const shownAge = gauges.depthAgeMs === undefined ? 'none yet' : bookAgeText(gauges.depthAgeMs);
	return [[span('book age   ', {role: 'muted'}), span(shownAge, isTrusted(state) ? {} : ALARM)]];
};

const ALARM = {role: 'alarm', bold: true} as const;

/** Used share of a limit; without the limit itself if it does not fit. */
const shareRow = (name: string, share: number, limit: string, {width, style}: {readonly width: number; readonly style: SpanStyle}): Row => {
	const label = span(name, {role: 'muted'});
	const used = padLeft(percentText(share), 4);
	const whole = (text: string): Row => [label, span(text === '' ? used : `${used} of ${text}`, style)];
	const [amount = ''] = limit.split(' ');
	return [whole(limit), whole(amount)].find((row) => rowWidth(row) <= width) ?? [label, span(used, style)];
};

/** Used share of the loss limit that kills the maker. */
const lossRow = ({maker, instrument}: MonitorFrame, width: number): readonly Row[] => {
	const limit = maker.risk?.limits.maxLoss;
	if (limit === undefined) return [];
	const share = Math.max(0, percentOf(-lossyMoney(maker.account.liquidationNet), lossyMoney(limit)));
	return [shareRow('limit loss ', share, `${moneyText(limit)} ${instrument?.quoteAsset ?? ''}`, {width, style: share >= 0.8 ? ALARM : {}})];
};
