/**
 * What is remembered of one market: its newest frame and what earlier frames left. Plain data, so that it can be
 * kept without a screen and posted to a thread. A frozen picture is a second value of this type.
 */

import type {JournalEntry} from '../../../domain/journal-entry.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {emptyCharts, type ChartHistory} from './chart-history.js';
import type {Axis} from './ladder-axis.js';
import {NO_FLASHES, type Flashes} from './ladder-flash.js';
import {emptyHistory, type LadderHistory} from './ladder-history.js';
import type {PulseSecond} from './pulse.js';
import type {RenderStats} from './render-stats.js';
import {emptyTape, type TapeRing} from './tape-ring.js';
import {NOTHING_TRADED, type Traded} from './traded.js';

/** A market by venue and symbol, as frames name it. */
export type MarketKey = `${string}:${string}`;

export const marketKey = ({venue, symbol}: {readonly venue: string; readonly symbol: string}): MarketKey => `${venue}:${symbol}`;

export type MarketMemory = {
	readonly frame: MonitorFrame | undefined;
	/** Drawing cost when the frame came; undefined without a renderer. */
	readonly render: RenderStats | undefined;
	/** Milliseconds without a frame, once that is alarming; the picture may then be old. */
	readonly silentMs: number | undefined;
	readonly tape: TapeRing;
	/** The tape as it was when the operator held it. */
	readonly heldTape: TapeRing | undefined;
	/** Lines above the first one shown. */
	readonly tapeOffset: number;
	readonly traded: Traded;
	readonly history: LadderHistory;
	/** Rows that changed a moment ago. */
	readonly flashes: Flashes;
	readonly pulse: readonly PulseSecond[];
	/** Oldest first, bounded. */
	readonly events: readonly JournalEntry[];
	/** Count of all events so far; the next event's number. */
	readonly eventsSeen: number;
	readonly charts: ChartHistory;
	/** Undefined before the first price. */
	readonly axis: Axis | undefined;
};

export const emptyMemory: MarketMemory = {
	frame: undefined,
	render: undefined,
	silentMs: undefined,
	tape: emptyTape,
	heldTape: undefined,
	tapeOffset: 0,
	traded: NOTHING_TRADED,
	history: emptyHistory,
	flashes: NO_FLASHES,
	pulse: [],
	events: [],
	eventsSeen: 0,
	charts: emptyCharts,
	axis: undefined,
};
