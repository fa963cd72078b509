/** The fold of a market's frames: the memory before and a frame make the memory after, with a screen or without one. */

import {sameUnits, type Instrument} from '../../../domain/instrument.js';
import type {JournalEntry} from '../../../domain/journal-entry.js';
import {isRepeatedRefusal} from '../../../domain/repeated-refusal.js';
import type {QtyLots} from '../../../domain/units.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {DEFAULT_MARKET_SETTINGS, sameInstrument, type Anchor} from '../settings/market-settings.js';
import {addChartFrame, withoutPrices} from './chart-history.js';
import {anchorHalfUnits} from './ladder-anchor.js';
import {followMarket} from './ladder-axis.js';
import {flashesAfter, NO_FLASHES, type Flashes} from './ladder-flash.js';
import {addRowTrades, addSample, emptyHistory} from './ladder-history.js';
import {emptyMemory, type MarketMemory} from './market-memory.js';
import {addPulse} from './pulse.js';
import type {RenderStats} from './render-stats.js';
import {addFills, addLosses, addTrades, interruptTape, type PrintSizes, type TapeRing} from './tape-ring.js';
import {addTraded} from './traded.js';

/** What of a screen shapes what is remembered. */
export type Viewer = {
	readonly anchor: Anchor;
	/** Rows of the ladder that show a price; with none of them the axis stands where the market does. */
	readonly priceRows: number;
	/** The level cursor moved a moment ago: rows keep their places. */
	readonly holdsAxis: boolean;
	/** Changed rows light up. */
	readonly flash: boolean;
	readonly changeWindowMs: number;
	/** Undefined: chosen from what is seen. */
	readonly sizes: PrintSizes | undefined;
	/** Smaller taker orders are hidden. */
	readonly tapeFilter: QtyLots | undefined;
};

/** Nobody looks: a memory that is kept for a screen that comes later. */
const NOBODY: Viewer = {
	anchor: DEFAULT_MARKET_SETTINGS.anchor,
	priceRows: 0,
	holdsAxis: false,
	flash: false,
	changeWindowMs: DEFAULT_MARKET_SETTINGS.changeWindowMs,
	sizes: undefined,
	tapeFilter: undefined,
};

/** @param render what drawing cost since the frame before; undefined leaves what is known. */
export const rememberFrame = (
	memory: MarketMemory,
	received: MonitorFrame,
	viewer: Viewer = NOBODY,
	render?: RenderStats,
): MarketMemory => {
	const frame = {...received, instrument: sameInstrument(memory.frame?.instrument, received.instrument)};
	const held = countedIn(memory, frame.instrument);
	return {
		...withEvents(held, frame.journal),
		frame,
		render: render ?? held.render,
		silentMs: undefined,
		tape: tapeAfter(held.tape, frame, viewer),
		traded: addTraded(held.traded, frame.trades, missingTrades(frame)),
		flashes: flashesOf(held, frame, viewer),
		pulse: addPulse(held.pulse, frame),
		charts: addChartFrame(held.charts, frame),
		...rowsAfter(held, frame, viewer),
	};
};

const EVENT_CAPACITY = 500;

/** A refusal that was told just now is not listed again. */
export const withEvents = (memory: MarketMemory, told: readonly JournalEntry[]): MarketMemory => {
	const {events, eventsSeen} = memory;
	const added = told.filter((entry, index) => !isRepeatedRefusal(index === 0 ? events.at(-1) : told[index - 1], entry));
	return added.length === 0
		? memory
		: {...memory, events: [...events, ...added].slice(-EVENT_CAPACITY), eventsSeen: eventsSeen + added.length};
};

/** In other units nothing that counts in prices or lots is comparable: only events and results stay. */
const countedIn = (memory: MarketMemory, now: Instrument | undefined): MarketMemory => {
	const held = memory.frame?.instrument;
	if (held === undefined || now === undefined || sameUnits(held, now)) return memory;
	const {frame, render, events, eventsSeen, charts} = memory;
	return {...emptyMemory, frame, render, events, eventsSeen, charts: withoutPrices(charts)};
};

const missingTrades = ({losses, lost}: MonitorFrame): number => losses.reduce((sum, {missing}) => sum + missing, lost.trades);

const tapeAfter = (tape: TapeRing, frame: MonitorFrame, {sizes, tapeFilter}: Viewer): TapeRing => {
	const down = frame.status.state === 'disconnected' || frame.status.state === 'connecting';
	const printed = addLosses(addTrades(tape, frame.trades, frame.lost.trades, {sizes, filterLots: tapeFilter}), frame.losses);
	// What came before the connection went is in front of the line that says so.
	return addFills(down ? interruptTape(printed) : printed, frame.fills, tapeFilter);
};

/** So many bytes a second say that the link is not for what only pleases. */
const FLASH_BYTES_PER_SECOND = 24_000;

const flashesOf = ({flashes, frame: before, render}: MarketMemory, frame: MonitorFrame, {flash}: Viewer): Flashes => {
	const isWanted = flash && frame.trusted && (render?.bytesPerSecond ?? 0) < FLASH_BYTES_PER_SECOND;
	return isWanted ? flashesAfter(flashes, before?.ladder, frame.ladder, frame.atMs) : NO_FLASHES;
};

/** The axis and the change column follow only a book that may be believed. */
const rowsAfter = (
	{axis, history}: MarketMemory,
	frame: MonitorFrame,
	{anchor, priceRows, holdsAxis, changeWindowMs}: Viewer,
): Pick<MarketMemory, 'axis' | 'history'> => {
	const {ladder, trades, trusted, atMs, bookAtMs} = frame;
	const middle = anchorHalfUnits(anchor, frame);
	if (middle === undefined || (!trusted && axis !== undefined)) return {axis, history: emptyHistory};
	const stays = holdsAxis && axis?.groupUnits === ladder.groupUnits;
	return {
		axis: stays ? axis : followMarket(axis, ladder.groupUnits, priceRows, middle),
		// Trades first: they are in the book that the sample is taken of, or wait for one that they are in.
		history: trusted ? addSample(addRowTrades(history, trades, bookAtMs), ladder, {atMs, bookAtMs}, changeWindowMs) : emptyHistory,
	};
};
