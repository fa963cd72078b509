/** How a frame changes what the screen remembers. */

import {lossyUnits, sameGrid, sameUnits, ticksOf} from '../../../domain/instrument.js';
import {isRepeatedRefusal} from '../../../domain/repeated-refusal.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import type {JournalEntry} from '../../../domain/journal-entry.js';
import type {MakerEntry} from '../../../engine/maker/types/maker-output.js';
import {addChartFrame, withoutPrices} from '../memory/chart-history.js';
import {anchorHalfUnits} from '../memory/ladder-anchor.js';
import {followMarket} from '../memory/ladder-axis.js';
import {holdsAxis, rowAt, sideAt, type Cursor} from '../memory/ladder-cursor.js';
import {flashesAfter, NO_FLASHES, type Flashes} from '../memory/ladder-flash.js';
import {addRowTrades, addSample, emptyHistory} from '../memory/ladder-history.js';
import {marketSizes, sameInstrument, sizeProblems} from '../settings/market-settings.js';
import {ladderSpace, layoutOf, type Message, type MonitorState} from './monitor-state.js';
import {groupTicksAt, initialGroup, nearestGroup} from '../memory/price-group.js';
import {addPulse} from '../memory/pulse.js';
import {askForSure, keptQuestion} from './question.js';
import {sizePresets} from '../memory/size-presets.js';
import {addFills, addLosses, addTrades, emptyTape, interruptTape} from '../memory/tape-ring.js';
import {addTraded, NOTHING_TRADED} from '../memory/traded.js';

const EVENT_CAPACITY = 500;
const FRAME_TIMES = 20;
const MESSAGE_MS = 4000;

export const receiveFrame = (before: MonitorState, received: MonitorFrame): MonitorState => {
	const frame = {...received, instrument: sameInstrument(before.frame?.instrument, received.instrument)};
	const previous = withSizes(before, frame);
	const state = {...previous, frame, silentMs: undefined};
	const followed = followBook({
		...state,
		tape: tapeAfter(previous, frame),
		traded: addTraded(previous.traded, frame.trades, missingTrades(frame)),
		flashes: flashesOf(previous, frame),
		sizePresets: previous.sizePresets ?? sizePresets(previous.market, frame),
		pulse: addPulse(previous.pulse, frame),
		...withEvents(previous, frame.journal),
		charts: addChartFrame(previous.charts, frame),
		frameTimes: [...previous.frameTimes, frame.atMs].slice(-FRAME_TIMES),
		message: keptMessage(previous.message, frame),
	});
	return answered(keptQuestion(followed), frame.journal);
};

/** What became of a key or a command is told as the engine tells it; what it finds doubtful is asked, unless a line is being typed. */
const answered = (state: MonitorState, journal: readonly MakerEntry[]): MonitorState => {
	const last = journal.findLast(({kind}) => kind === 'command');
	if (last === undefined) return state;
	const told = {...state, message: {text: last.text, level: last.level, atMs: state.frame?.atMs}};
	return last.asks === undefined || state.prompt !== undefined ? told : askForSure(told, last.asks.command, last.asks.why);
};

const missingTrades = ({losses, lost}: MonitorFrame): number => losses.reduce((sum, {missing}) => sum + missing, lost.trades);

const withEvents = ({events, eventsSeen}: MonitorState, told: readonly JournalEntry[]): Pick<MonitorState, 'events' | 'eventsSeen'> => {
	const added = told.filter((entry, index) => !isRepeatedRefusal(index === 0 ? events.at(-1) : told[index - 1], entry));
	return {events: added.length === 0 ? events : [...events, ...added].slice(-EVENT_CAPACITY), eventsSeen: eventsSeen + added.length};
};

/** What was asked for in base units takes effect with the first instrument. Other units have no prices in common with it. */
const withSizes = (state: MonitorState, {instrument, atMs}: MonitorFrame): MonitorState => {
	const held = state.frame?.instrument;
	if (instrument === undefined || (held !== undefined && sameGrid(held, instrument))) return state;
	if (held !== undefined && sameUnits(held, instrument)) return withTick(state, held.tickUnits, instrument.tickUnits);
	const sizes = marketSizes(state.market, instrument);
	const problems = sizeProblems(state.market, instrument).map((text) => ({atMs, kind: 'command', level: 'warning', text}) as const);
	const begun = {...state, sizes, barLots: sizes.barScale, tapeFilter: sizes.tapeFilter, ...withEvents(state, problems)};
	if (held === undefined) return begun;
	if (state.frozen !== undefined) {
		return {
			...begun,
			...withEvents(begun, [
				{atMs, kind: 'command', level: 'warning', text: 'the frozen picture has ended: prices count in other units now'},
			]),
			...NO_PRICES,
			charts: withoutPrices(state.charts),
		};
	}
	return {...begun, ...NO_PRICES, charts: withoutPrices(state.charts)};
};

/** Prices stay what they are; rows stay about as wide as they were, in whole new ticks. */
const withTick = (state: MonitorState, before: number, now: number): MonitorState =>
	state.groupIndex === undefined || before === now
		? state
		: {...state, groupIndex: nearestGroup((groupTicksAt(state.groupIndex) * before) / now)};

/** What counts in price units or lots of the instrument. */
const NO_PRICES = {
	frozen: undefined,
	cursor: undefined,
	axis: undefined,
	groupIndex: undefined,
	traded: NOTHING_TRADED,
	tape: emptyTape,
	heldTape: undefined,
	tapeOffset: 0,
	history: emptyHistory,
	flashes: NO_FLASHES,
	pulse: [],
} as const;

const tapeAfter = ({tape, sizes, tapeFilter}: MonitorState, frame: MonitorFrame) => {
	const down = frame.status.state === 'disconnected' || frame.status.state === 'connecting';
	const printed = addLosses(addTrades(tape, frame.trades, frame.lost.trades, {sizes, filterLots: tapeFilter}), frame.losses);
	// What came before the connection went is in front of the line that says so.
	return addFills(down ? interruptTape(printed) : printed, frame.fills, tapeFilter);
};

/** So many bytes a second say that the link is not for what only pleases. */
const FLASH_BYTES_PER_SECOND = 24_000;

const flashesOf = ({flashes, frame: before, market, render}: MonitorState, frame: MonitorFrame): Flashes => {
	const isWanted = market.flash && frame.trusted && (render?.bytesPerSecond ?? 0) < FLASH_BYTES_PER_SECOND;
	return isWanted ? flashesAfter(flashes, before?.ladder, frame.ladder, frame.atMs) : NO_FLASHES;
};

const keptMessage = (message: Message | undefined, frame: MonitorFrame): Message | undefined => {
	if (message === undefined) return undefined;
	if (message.atMs === undefined) return {...message, atMs: frame.atMs};
	const age = frame.atMs - message.atMs;
	return age >= 0 && age < MESSAGE_MS ? message : undefined;
};

/** The axis and the change column follow only a book that may be believed. */
const followBook = (state: MonitorState): MonitorState => {
	const {frame} = state;
	const mid = frame?.touch.midHalfUnits;
	const anchor = frame && anchorHalfUnits(state.anchor, frame);
	if (frame === undefined || mid === undefined || anchor === undefined) return {...state, history: emptyHistory};
	const groupIndex =
		state.groupIndex ??
		initialGroup(frame.instrument === undefined ? mid : ticksOf(frame.instrument, 2 * lossyUnits(frame.instrument, mid / 2)));
	if (!frame.trusted && state.axis !== undefined) return {...state, groupIndex, history: emptyHistory};
	const {priceRows} = ladderSpace(layoutOf(state), true);
	const {groupUnits} = frame.ladder;
	const stays = state.axis?.groupUnits === groupUnits && holdsAxis(state.cursor, frame.atMs);
	return {
		...state,
		groupIndex,
		history: frame.trusted ? historyAfter(state, frame) : emptyHistory,
		axis: stays ? state.axis : followMarket(state.axis, groupUnits, priceRows, anchor),
		cursor: regrouped(state.cursor, groupUnits, mid),
	};
};

/** Trades first: they are in the book that the sample is taken of, or wait for one that they are in. */
const historyAfter = ({history, market}: MonitorState, {ladder, trades, atMs, bookAtMs}: MonitorFrame) =>
	addSample(addRowTrades(history, trades, bookAtMs), ladder, {atMs, bookAtMs}, market.changeWindowMs);

/** The cursor's price comes to stand on a row of another price group. */
const regrouped = (cursor: Cursor | undefined, groupUnits: number, mid: number): Cursor | undefined =>
	cursor === undefined || cursor.priceUnits % groupUnits === 0
		? cursor
		: {...cursor, priceUnits: rowAt(cursor.priceUnits, sideAt(cursor.priceUnits, mid), groupUnits)};
