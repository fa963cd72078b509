/** The reducer of a market's frames: memory and frame → memory. Works with and without a screen. */

import {sameUnits, type Instrument} from '../../../domain/instrument.js';
import type {JournalEntry} from '../../../domain/journal-entry.js';
import {isRepeatedRefusal} from '../../../domain/repeated-refusal.js';
import type {QtyLots} from '../../../domain/units.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {DEFAULT_DISPLAY_SETTINGS, sameInstrument, type Anchor} from '../settings/display-settings.js';
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

/** The parts of a screen's state that affect the memory. */
export type Viewer = {
	readonly anchor: Anchor;
	/** Rows of the ladder with a price; 0 centres the axis on the market. */
	readonly priceRows: number;
	/** The level cursor moved a moment ago: the axis is held. */
	readonly holdsAxis: boolean;
	/** Changed rows are highlighted. */
	readonly flash: boolean;
	readonly changeWindowMs: number;
	/** Undefined: derived from the prints seen. */
	readonly sizes: PrintSizes | undefined;
	/** Smaller taker orders are hidden. */
	readonly tapeFilter: QtyLots | undefined;
};

/** Used without a screen, for a memory that a later screen takes over. */
const NOBODY: Viewer = {
	anchor: DEFAULT_DISPLAY_SETTINGS.anchor,
	priceRows: 0,
	holdsAxis: false,
	flash: false,
	changeWindowMs: DEFAULT_DISPLAY_SETTINGS.changeWindowMs,
	sizes: undefined,
	tapeFilter: undefined,
};

/** @param render drawing cost since the frame before; undefined keeps the last one. */
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

/** Adds events; a refusal that was just shown as a message is not listed twice. */
export const withEvents = (memory: MarketMemory, entries: readonly JournalEntry[]): MarketMemory => {
	const {events, eventsSeen} = memory;
	const added = entries.filter((entry, index) => !isRepeatedRefusal(index === 0 ? events.at(-1) : entries[index - 1], entry));
	return added.length === 0
		? memory
		: {...memory, events: [...events, ...added].slice(-EVENT_CAPACITY), eventsSeen: eventsSeen + added.length};
};

/** After a change of units nothing counted in prices or lots is comparable: only events and results stay. */
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
	// Trades received before the connection was lost come before the line about the loss.
	return addFills(down ? interruptTape(printed) : printed, frame.fills, tapeFilter);
};

/** Above this output rate the connection is too slow for decoration. */
const FLASH_BYTES_PER_SECOND = 24_000;

const flashesOf = ({flashes, frame: before, render}: MarketMemory, frame: MonitorFrame, {flash}: Viewer): Flashes => {
	const isWanted = flash && frame.trusted && (render?.bytesPerSecond ?? 0) < FLASH_BYTES_PER_SECOND;
	return isWanted ? flashesAfter(flashes, before?.ladder, frame.ladder, frame.atMs) : NO_FLASHES;
};

/** Axis and change column follow only a trusted book. */
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
		// Trades first: they are in the sampled book, or wait for a diff that contains them.
		history: trusted ? addSample(addRowTrades(history, trades, bookAtMs), ladder, {atMs, bookAtMs}, changeWindowMs) : emptyHistory,
	};
};
