/** Captions on the ladder's borders: price group, range, mode, and arrows to what is out of view. */

import type {Instrument} from '../../../domain/instrument.js';
import type {WorkingOrder} from '../../../engine/maker/types/quotes.js';
import {keyOf} from '../settings/active-keys.js';
import {span, type Row} from '../cells/cells.js';
import {durationText, moneyText, priceStepText, priceText, sizeText, wholePriceText, ticksWord} from '../cells/format.js';
import {cursorCaptions} from './ladder-reach.js';
import {averageUnits} from './ladder-marks.js';
import {rowsBeyond} from './ladder-rows.js';
import type {Layout} from '../state/layout.js';
import type {MonitorState} from '../state/monitor-state.js';
import {caption, type Caption} from '../cells/panel.js';
import type {Glyphs} from '../cells/symbols.js';
import type {KnownLadder} from './known-ladder.js';

export const TITLE = {role: 'title', bold: true} as const;

export const titleOf = (known: KnownLadder): readonly Caption[] => {
	const {state, frame, instrument, model, groupUnits, pen, glyphs} = known;
	if (!pen.trusted) {
		return [caption('LADDER', 9, TITLE), caption('frozen, do not trust it', 8, {role: 'alarm', bold: true})];
	}

	const {knownFromUnits, knownToUnits} = frame.ladder;
	const range =
		knownFromUnits === undefined || knownToUnits === undefined
			? []
			: [caption(`known ${wholePriceText(instrument, knownFromUnits)}${glyphs.dash}${wholePriceText(instrument, knownToUnits)}`, 1)];
	const group = `group ${priceStepText(instrument, groupUnits)}`;
	const ticks = [caption(`(${ticksWord(instrument, groupUnits)})`, 2)];
	const cumulative =
		state.cumulative === 'off'
			? []
			: [caption(`cumulative ${state.cumulative === 'base' ? instrument.baseAsset : instrument.quoteAsset}`, 3)];
	const held = state.memory.axis?.mode === 'held' ? [caption('HELD', 9, {role: 'warn', bold: true, inverse: true})] : [];
	const levels = state.levels !== undefined && model.rows.length === 2 * state.levels ? [caption(`${state.levels} levels`, 5)] : [];
	return [
		caption('LADDER', 10, TITLE),
		...held,
		caption(group, 8),
		...ticks,
		...levels,
		...cumulative,
		...tradedMark(known),
		...pinned(state, instrument),
		...range,
	];
};

/** `≥` if trades are missing: more was traded than the columns show. */
const tradedMark = ({state, pen, glyphs}: KnownLadder): readonly Caption[] =>
	state.memory.traded.isWhole || pen.columns.traded === 0 ? [] : [caption(`traded ${glyphs.atLeast}`, 6, {role: 'warn'})];

/** The size of a full bar, if pinned. */
const pinned = ({choices: {barLots}}: MonitorState, instrument: Instrument): readonly Caption[] =>
	barLots === undefined ? [] : [caption(`bar ${sizeText(Math.round(barLots), {instrument, decimals: 3, width: 7})}`, 4)];

export const tagOf = (known: KnownLadder, layout: Layout): Row => {
	const {state, pen, model} = known;
	// Two panels share the width: a short arrow leaves room for the price group.
	const short = layout.kind === 'compact';
	if (model.ordersAbove.length > 0) return orderArrow(known, model.ordersAbove, known.glyphs.up, short);
	// With a level cursor the bottom border is used for its captions.
	if (model.ordersBelow.length > 0 && hasCursor(known)) return orderArrow(known, model.ordersBelow, known.glyphs.down, short);
	// A frozen picture has its own tag.
	if (state.frozen !== undefined) return [];
	if (!pen.trusted) return [span('STALE', {role: 'alarm', bold: true})];
	if (state.memory.axis?.mode === 'held') return [];
	return [span(state.anchor === 'mid' ? 'auto' : `auto ${state.anchor}`, {role: 'muted'})];
};

/** The nearest order out of view, and how many more there are. */
const orderArrow = ({instrument}: KnownLadder, orders: readonly WorkingOrder[], arrow: string, short = false): Row => {
	const [order] = orders;
	if (order === undefined) return [];
	const size = sizeText(order.leavesLots, {instrument, decimals: 3, width: 6, bare: true});
	const price = priceText(instrument, order.priceUnits);
	const text = short
		? `${arrow} own ${order.side === 'bid' ? 'B' : 'A'} ${size} ${price}`
		: `${arrow} own ${order.side} ${size} at ${price}`;
	const more = orders.length > 1 ? ` +${orders.length - 1}` : '';
	return [span(text + more, {role: order.side, bold: true})];
};

export const footOf = (known: KnownLadder, layout: Layout): readonly Caption[] => {
	const {model, glyphs, pen, state} = known;
	const below = model.ordersBelow[0];
	if (hasCursor(known)) {
		const hasOwnTag = below === undefined || model.ordersAbove.length === 0;
		return [...cursorCaptions(known), ...(hasOwnTag ? [] : [{row: orderArrow(known, model.ordersBelow, glyphs.down, true), priority: 9}])];
	}

	const away = below === undefined ? 0 : rowsBeyond(below, model.rows, known.groupUnits);
	return [
		...(below === undefined
			? []
			: [{row: orderArrow(known, model.ordersBelow, glyphs.down), priority: 9}, caption(`(${away} row${away === 1 ? '' : 's'} below)`, 7)]),
		...(pen.trusted ? marketCaption(known) : [caption(`${frozenAge(known)} old`, 8, {role: 'alarm'})]),
		...(pen.trusted ? pricesCaption(known) : []),
		...(layout.kind === 'desk' ? hints(state, glyphs) : []),
	];
};

/** The cost to trade to the cursor is shown only while the book is trusted. */
const hasCursor = ({state, frame, pen}: KnownLadder): boolean =>
	pen.trusted && state.choices.cursor !== undefined && frame.touch.midHalfUnits !== undefined;

/** Age of the last event, which is older than the distrust if silence was the cause. */
const frozenAge = ({frame, state}: KnownLadder): string =>
	frame.lastTrustedAtMs === undefined
		? '?'
		: durationText(Math.max(frame.atMs - frame.lastTrustedAtMs, frame.gauges.depthAgeMs ?? 0) + (state.memory.silentMs ?? 0));

/** Direction of the market when it is out of view. */
const marketCaption = ({model, frame, instrument, glyphs}: KnownLadder): readonly Caption[] => {
	if (model.middleInView || frame.touch.bid === undefined) return [];
	const arrow = model.middle === 0 ? glyphs.up : glyphs.down;
	return [caption(`${arrow} market ${priceText(instrument, frame.touch.bid.priceUnits)}`, 8, {role: 'warn'})];
};

/** Average entry and the session's high and low, with an arrow if out of view. */
const pricesCaption = ({frame, instrument, model, glyphs}: KnownLadder): readonly Caption[] => {
	const {session, maker} = frame;
	const [top = 0, bottom = 0] = [model.rows[0]?.priceUnits, model.rows.at(-1)?.priceUnits];
	const average = averageUnits(instrument, maker.account.averagePrice);
	const arrow = average === undefined ? '' : average > top ? `${glyphs.up} ` : average < bottom ? `${glyphs.down} ` : '';
	const own = maker.account.averagePrice;
	return [
		...(own === undefined ? [] : [caption(`${arrow}avg ${moneyText(own, instrument.priceDecimals)}`, 5)]),
		...(session.highUnits === undefined || session.lowUnits === undefined
			? []
			: [caption(`H ${priceText(instrument, session.highUnits)} L ${priceText(instrument, session.lowUnits)}`, 3, {role: 'muted'})]),
	];
};

const hints = (state: MonitorState, glyphs: Glyphs): readonly Caption[] => {
	const {keymap} = state.settings;
	const mode = `${keyOf(keymap, 'recentre')} ${state.memory.axis?.mode === 'held' ? 'recentres' : 'recentre'}`;
	const other = `${keyOf(keymap, 'cumulative')} ${{off: 'cumulative', base: 'in quote', quote: glyphs.change === 'chg' ? 'change' : glyphs.change}[state.cumulative]}`;
	return [caption(`${mode} ${glyphs.dot} ${other}`, 2, {role: 'muted'})];
};
