/** What stands on the ladder's borders: group and reach, mode, and arrows to what is out of view. */

import type {Instrument} from '../domain/instrument.js';
import type {MonitorFrame} from '../engine/frame.js';
import type {WorkingOrder} from '../engine/maker/maker-state.js';
import {span, type Row} from './cells.js';
import {durationText, priceStepText, priceText, sizeText} from './format.js';
import type {LadderPen} from './ladder-cells.js';
import {rowsBeyond, type LadderModel} from './ladder-rows.js';
import type {Layout} from './layout.js';
import type {MonitorState} from './monitor-state.js';
import {caption, type Caption} from './panel.js';
import type {Glyphs} from './symbols.js';

/** A ladder with a market to show. */
export type KnownLadder = {
	readonly state: MonitorState;
	readonly frame: MonitorFrame;
	readonly instrument: Instrument;
	readonly model: LadderModel;
	readonly pen: LadderPen;
	readonly groupTicks: number;
	readonly glyphs: Glyphs;
};

export const TITLE = {role: 'title', bold: true} as const;

export const titleOf = ({state, frame, instrument, groupTicks, pen, glyphs}: KnownLadder): readonly Caption[] => {
	if (!pen.trusted) {
		return [caption('LADDER', 9, TITLE), caption('frozen, do not trust it', 8, {role: 'alarm', bold: true})];
	}

	const {knownFromTicks, knownToTicks} = frame.ladder;
	const range =
		knownFromTicks === undefined || knownToTicks === undefined
			? []
			: [caption(`known ${wholePrice(instrument, knownFromTicks)}${glyphs.dash}${wholePrice(instrument, knownToTicks)}`, 1)];
	const group = `group ${priceStepText(instrument, groupTicks)}`;
	const ticks = [caption(`(${groupTicks} tick${groupTicks === 1 ? '' : 's'})`, 2)];
	const cumulative = state.cumulative ? [caption('cumulative', 3)] : [];
	const held = state.axis?.mode === 'held' ? [caption('HELD', 9, {role: 'warn', bold: true, inverse: true})] : [];
	return [caption('LADDER', 10, TITLE), ...held, caption(group, 8), ...ticks, ...cumulative, ...range];
};

/** Prices far from the touch, without the digits nobody needs there. */
const wholePrice = (instrument: Instrument, ticks: number): string => {
	const text = priceText(instrument, ticks);
	return text.length > 7 ? text.replace(/\.\d+$/, '') : text;
};

export const tagOf = (known: KnownLadder): Row => {
	const {state, pen, model} = known;
	if (model.ordersAbove.length > 0) return orderArrow(known, model.ordersAbove, known.glyphs.up);
	if (!pen.trusted) return [span('STALE', {role: 'alarm', bold: true})];
	return state.axis?.mode === 'held' ? [] : [span('auto', {role: 'muted'})];
};

/** The nearest of the orders out of view, and how many more there are. */
const orderArrow = ({instrument}: KnownLadder, orders: readonly WorkingOrder[], arrow: string): Row => {
	const [order] = orders;
	if (order === undefined) return [];
	const size = sizeText(order.leavesLots, {instrument, decimals: 3, width: 6, bare: true});
	const text = `${arrow} own ${order.side} ${size} at ${priceText(instrument, order.priceTicks)}`;
	const more = orders.length > 1 ? ` +${orders.length - 1}` : '';
	return [span(text + more, {role: order.side, bold: true})];
};

export const footOf = (known: KnownLadder, layout: Layout): readonly Caption[] => {
	const {model, glyphs, pen, state} = known;
	const below = model.ordersBelow[0];
	const away = below === undefined ? 0 : rowsBeyond(below, model.rows, known.groupTicks);
	return [
		...(below === undefined
			? []
			: [
					{row: orderArrow(known, model.ordersBelow, glyphs.down), priority: 9},
					caption(`(${away} row${away === 1 ? '' : 's'} below)`, 7),
				]),
		...(pen.trusted ? marketCaption(known) : [caption(`${frozenAge(known)} old`, 8, {role: 'alarm'})]),
		...(layout.kind === 'desk' ? hints(state, glyphs) : []),
	];
};

const frozenAge = ({frame, state}: KnownLadder): string =>
	frame.lastTrustedAtMs === undefined
		? '?'
		: durationText(frame.atMs - frame.lastTrustedAtMs + (state.silentMs ?? 0));

/** Where the market is when it is out of view. */
const marketCaption = ({model, frame, instrument, glyphs}: KnownLadder): readonly Caption[] => {
	if (model.middleInView || frame.touch.bid === undefined) return [];
	const arrow = model.middle === 0 ? glyphs.up : glyphs.down;
	return [caption(`${arrow} market ${priceText(instrument, frame.touch.bid.priceTicks)}`, 8, {role: 'warn'})];
};

const hints = (state: MonitorState, glyphs: Glyphs): readonly Caption[] => {
	const mode = state.axis?.mode === 'held' ? 'space recentres' : 'space recentre';
	const other = state.cumulative ? `c ${glyphs.change === 'chg' ? 'change' : glyphs.change}` : 'c cumulative';
	return [caption(`${mode} ${glyphs.dot} ${other}`, 2, {role: 'muted'})];
};
