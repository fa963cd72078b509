/** Keys and commands that change how ladder and tape are displayed. They never affect quotes. */

import {parseQty, type Instrument} from '../../../domain/instrument.js';
import {lossyLots, qtyLots, type QtyLots, type Side} from '../../../domain/units.js';
import {keyOf} from '../settings/active-keys.js';
import {wordOf} from '../settings/choices.js';
import {sizeDecimals, sizeText} from '../cells/format.js';
import type {MarketAction} from '../settings/action-ids.js';
import {axisPrices} from '../memory/ladder-axis.js';
import {axisShowing, movedCursor, rowAt} from '../memory/ladder-cursor.js';
import {emptyHistory} from '../memory/ladder-history.js';
import {ladderModel} from '../ladder/ladder-rows.js';
import {ANCHORS} from '../settings/display-settings.js';
import {isTrusted, ladderSpace, layoutOf, withChoices, withMemory, type MonitorState} from '../state/monitor-state.js';
import {say} from '../state/reduced.js';
import {printThresholds, recounted} from '../memory/tape-ring.js';
import {NOTHING_TRADED} from '../memory/traded.js';

/** @param value as checked by the command table. */
export const actOnMarket = (state: MonitorState, id: MarketAction, value?: string): MonitorState => {
	switch (id) {
		case 'cumulative':
			return {...state, cumulative: NEXT_CUMULATIVE[state.cumulative]};
		case 'reset-columns':
			return say(withMemory(state, {traded: NOTHING_TRADED, history: emptyHistory}), 'traded and change columns begin anew');
		case 'anchor':
			return chooseAnchor(state, value);
		case 'pin-bars':
			return pinBars(state, value);
		case 'best-bid':
			return cursorToBest(state, 'bid');
		case 'best-ask':
			return cursorToBest(state, 'ask');
		case 'tape-filter':
			return value === undefined ? nextFilter(state) : filterFrom(state, value);
	}
};

const NEXT_CUMULATIVE = {off: 'base', base: 'quote', quote: 'off'} as const;

const chooseAnchor = (state: MonitorState, value: string | undefined): MonitorState => {
	const next = ANCHORS[(ANCHORS.indexOf(state.anchor) + 1) % ANCHORS.length] ?? 'mid';
	const anchor = wordOf(ANCHORS, value) ?? next;
	return say({...state, anchor}, `axis centres on ${{mid: 'the mid', last: 'the last trade', own: 'own orders'}[anchor]}`);
};

const withInstrument = (state: MonitorState, act: (instrument: Instrument) => MonitorState): MonitorState => {
	const instrument = state.memory.frame?.instrument;
	return instrument === undefined ? say(state, 'no book yet', 'warning') : act(instrument);
};

/** Refuses a size with more decimals than the instrument has; the message says how many it has. */
const readSize = (state: MonitorState, instrument: Instrument, text: string, next: (lots: QtyLots) => MonitorState): MonitorState => {
	const lots = parseQty(instrument, text);
	return lots === undefined
		? say(state, `${text} has more digits than ${instrument.symbol} has: ${instrument.qtyDecimals} at most`, 'warning')
		: next(lots);
};

/** Pins the size of a full bar to a value or to the current one; repeated without a value, unpins it. */
const pinBars = (state: MonitorState, value: string | undefined): MonitorState =>
	withInstrument(state, (instrument) => {
		const pin = (lots: number): MonitorState =>
			say(
				withChoices(state, {barLots: lots}),
				`a full bar is ${plainSize(instrument, Math.round(lots))}, ${keyOf(state.settings.keymap, 'pin-bars')} lets it follow again`,
			);
		if (value === 'off') return unpin(state);
		if (value !== undefined) return readSize(state, instrument, value, (lots) => pin(lossyLots(lots)));
		if (state.choices.barLots !== undefined) return unpin(state);
		const full = fullBarInView(state);
		return full > 0 ? pin(full) : say(state, 'no size in view', 'warning');
	});

const unpin = (state: MonitorState): MonitorState => say(withChoices(state, {barLots: undefined}), 'bars follow the sizes in view');

const fullBarInView = (state: MonitorState): number => {
	if (state.memory.frame === undefined || state.memory.axis === undefined) return 0;
	return ladderModel(state, state.memory.frame, state.memory.axis, ladderSpace(layoutOf(state), isTrusted(state)).priceRows).fullBarLots;
};

const WIDEST = 12;

const plainSize = (instrument: Instrument, lots: number | bigint): string => sizeText(lots, {instrument, decimals: 5, width: WIDEST});

/** Moves the level cursor by rows; the axis follows if it leaves the view. */
export const moveCursor = (state: MonitorState, rows: number): MonitorState => {
	const {axis, frame} = state.memory;
	const {cursor} = state.choices;
	const best = rows > 0 ? frame?.touch.ask : frame?.touch.bid;
	if (axis === undefined || (cursor === undefined && best === undefined)) return say(state, 'no book yet', 'warning');
	const {groupUnits} = axis;
	return placeCursor(state, movedCursor(cursor, rows, {groupUnits, bestUnits: best?.priceUnits ?? axis.anchorUnits}));
};

const cursorToBest = (state: MonitorState, side: Side): MonitorState => {
	const best = side === 'bid' ? state.memory.frame?.touch.bid : state.memory.frame?.touch.ask;
	if (best === undefined || state.memory.axis === undefined) return say(state, `no best ${side}`, 'warning');
	return placeCursor(state, rowAt(best.priceUnits, side, state.memory.axis.groupUnits));
};

/** Moves the cursor to the highest or lowest row in view. */
export const cursorToEdge = (state: MonitorState, edge: 'top' | 'bottom'): MonitorState => {
	const prices =
		state.memory.axis === undefined ? [] : axisPrices(state.memory.axis, ladderSpace(layoutOf(state), isTrusted(state)).priceRows);
	const price = prices.at(edge === 'top' ? 0 : -1);
	return price === undefined ? state : placeCursor(state, Math.max(1, price));
};

const placeCursor = (state: MonitorState, priceUnits: number): MonitorState => {
	const {priceRows} = ladderSpace(layoutOf(state), isTrusted(state));
	const {axis, frame} = state.memory;
	return withMemory(withChoices(state, {cursor: {priceUnits, movedAtMs: frame?.atMs}}), {
		axis: axis && axisShowing(axis, priceRows, priceUnits),
	});
};

/** Cycles: off, below the mean print, below large, below huge. */
const nextFilter = (state: MonitorState): MonitorState =>
	withInstrument(state, (instrument) => {
		const {mean, large, huge} = namedFilters(state);
		const steps = [mean, large, huge].filter((lots) => lots !== undefined).map((lots) => roundFilter(instrument, lots));
		const held = state.choices.tapeFilter;
		return setFilter(
			state,
			instrument,
			steps.find((lots) => held === undefined || lots > held),
		);
	});

/** Sizes behind the filter words; undefined before the first prints. */
const namedFilters = (state: MonitorState) => {
	const {largePrint, hugePrint} = printThresholds(state.memory.tape, state.choices.sizes);
	return {mean: state.memory.tape.seen === 0 ? undefined : state.memory.tape.meanLots, large: largePrint, huge: hugePrint};
};

const NAMED = ['mean', 'large', 'huge'] as const;

const filterFrom = (state: MonitorState, value: string): MonitorState =>
	withInstrument(state, (instrument) => {
		const name = wordOf(NAMED, value);
		if (value === 'off') return setFilter(state, instrument, undefined);
		if (name === undefined) return sizedFilter(state, instrument, value);
		const lots = namedFilters(state)[name];
		return lots === undefined ? say(state, 'no prints yet', 'warning') : setFilter(state, instrument, roundFilter(instrument, lots));
	});

const sizedFilter = (state: MonitorState, instrument: Instrument, value: string): MonitorState =>
	readSize(state, instrument, value, (lots) => setFilter(state, instrument, lots));

const setFilter = (state: MonitorState, instrument: Instrument, lots: QtyLots | undefined): MonitorState =>
	lots === undefined
		? say(filtered(state, undefined), 'tape shows every print')
		: say(filtered(state, lots), `tape hides what is below ${plainSize(instrument, lots)}; it still counts`);

const filtered = (state: MonitorState, lots: QtyLots | undefined): MonitorState => {
	const {tape, heldTape} = state.memory;
	return withMemory(withChoices(state, {tapeFilter: lots}), {
		tape: recounted(tape, lots),
		heldTape: heldTape && recounted(heldTape, lots),
		tapeOffset: 0,
	});
};

/** Rounds a threshold derived from a mean to two digits. */
const roundFilter = (instrument: Instrument, lots: number): QtyLots => {
	const least = 10 ** Math.max(0, instrument.qtyDecimals - sizeDecimals(instrument, undefined));
	const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, lots))) - 1);
	const step = Math.max(least, unit);
	const rounded = Math.max(step, Math.round(lots / step) * step);
	return qtyLots(Number.isSafeInteger(rounded) ? rounded : BigInt(rounded));
};
