/** Applies a frame: updates its market's memory, messages and questions. */

import {lossyUnits, sameGrid, sameUnits, ticksOf} from '../../../domain/instrument.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {anchorHalfUnits} from '../memory/ladder-anchor.js';
import {holdsAxis, rowAt, sideAt, type Cursor} from '../memory/ladder-cursor.js';
import {marketKey, type MarketKey} from '../memory/market-memory.js';
import {groupTicksAt, initialGroup, nearestGroup} from '../memory/price-group.js';
import {rememberFrame, type Viewer} from '../memory/remember-frame.js';
import type {RenderStats} from '../memory/render-stats.js';
import {sizePresets} from '../memory/size-presets.js';
import {sameInstrument} from '../settings/display-settings.js';
import {heardAnswers} from './asked.js';
import {withoutUnits, withSizes, type Market, type MarketChoices} from './market.js';
import {ladderSpace, layoutOf, type Message, type MonitorState} from './monitor-state.js';
import {keptQuestion} from './question.js';

const FRAME_TIMES = 20;
const MESSAGE_MS = 4000;

/** @param render drawing cost since the frame before. */
export const receiveFrame = (before: MonitorState, received: MonitorFrame, render?: RenderStats): MonitorState => {
	const key = marketKey(received);
	const beside = before.others.get(key);
	if (beside !== undefined) return receiveBeside(before, key, beside, received);
	const frame = {...received, instrument: sameInstrument(before.memory.frame?.instrument, received.instrument)};
	const held = withInstrument({...before, shown: key}, frame);
	const memory = rememberFrame(held.memory, frame, viewerOf(held, frame), render);
	const after = {
		...held,
		memory,
		choices: choicesAfter(held, frame),
		frameTimes: [...held.frameTimes, frame.atMs].slice(-FRAME_TIMES),
		message: keptMessage(held, frame),
	};
	return heardAnswers(keptQuestion(after), frame);
};

/** A market that is not displayed is remembered as without a screen. */
const receiveBeside = (state: MonitorState, key: MarketKey, market: Market, frame: MonitorFrame): MonitorState => {
	const others = new Map(state.others).set(key, {...market, memory: rememberFrame(market.memory, frame)});
	return heardAnswers({...state, others}, {...frame, journal: []});
};

/** Applies sizes in base units at the first frame with an instrument. */
const withInstrument = (state: MonitorState, {instrument, atMs}: MonitorFrame): MonitorState => {
	const held = state.memory.frame?.instrument;
	if (instrument === undefined || (held !== undefined && sameGrid(held, instrument))) return state;
	if (held !== undefined && sameUnits(held, instrument)) {
		return {...state, choices: withTick(state.choices, held.tickUnits, instrument.tickUnits)};
	}

	const begun = withSizes(state, state.market, instrument, atMs);
	return {...state, ...(held === undefined ? begun : withoutUnits(begun, atMs))};
};

/** After a tick change prices stay, and the price group becomes the nearest in new ticks. */
const withTick = (choices: MarketChoices, before: number, now: number): MarketChoices =>
	choices.groupIndex === undefined || before === now
		? choices
		: {...choices, groupIndex: nearestGroup((groupTicksAt(choices.groupIndex) * before) / now)};

const viewerOf = (state: MonitorState, frame: MonitorFrame): Viewer => {
	const {sizes, tapeFilter, cursor} = state.choices;
	return {
		anchor: state.anchor,
		priceRows: ladderSpace(layoutOf({...state, memory: {...state.memory, frame}}), true).priceRows,
		holdsAxis: holdsAxis(cursor, frame.atMs),
		flash: state.market.flash,
		changeWindowMs: state.market.changeWindowMs,
		sizes,
		tapeFilter,
	};
};

/** Chooses the price group at the first price; the cursor follows the rows only of a trusted book. */
const choicesAfter = ({memory, choices, anchor, market}: MonitorState, frame: MonitorFrame): MarketChoices => {
	const presets = choices.sizePresets ?? sizePresets(market, frame);
	const mid = frame.touch.midHalfUnits;
	if (mid === undefined || anchorHalfUnits(anchor, frame) === undefined) return {...choices, sizePresets: presets};
	const follows = frame.trusted || memory.axis === undefined;
	return {
		...choices,
		sizePresets: presets,
		groupIndex: choices.groupIndex ?? firstGroup(frame, mid),
		cursor: follows ? regrouped(choices.cursor, frame.ladder.groupUnits, mid) : choices.cursor,
	};
};

const firstGroup = ({instrument}: MonitorFrame, mid: number): number =>
	initialGroup(instrument === undefined ? mid : ticksOf(instrument, 2 * lossyUnits(instrument, mid / 2)));

/** Moves the cursor to its price's row in another price group. */
const regrouped = (cursor: Cursor | undefined, groupUnits: number, mid: number): Cursor | undefined =>
	cursor === undefined || cursor.priceUnits % groupUnits === 0
		? cursor
		: {...cursor, priceUnits: rowAt(cursor.priceUnits, sideAt(cursor.priceUnits, mid), groupUnits)};

/** Removes a message after its time; one that waits for an answer goes with that command. */
const keptMessage = ({message, asked}: MonitorState, frame: MonitorFrame): Message | undefined => {
	if (message === undefined) return undefined;
	if (asked.some(({id}) => id === message.awaits)) return message;
	if (message.atMs === undefined) return {...message, atMs: frame.atMs};
	const age = frame.atMs - message.atMs;
	return age >= 0 && age < MESSAGE_MS ? message : undefined;
};
