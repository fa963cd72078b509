/**
 * What is remembered of one market: its newest frame and what earlier ones left behind. Plain data, so that it can
 * be kept where no screen is, and crosses threads. A frozen picture is one more of these.
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

/** A market by its venue and symbol, as frames name them. */
export type MarketKey = `${string}:${string}`;

export const marketKey = ({venue, symbol}: {readonly venue: string; readonly symbol: string}): MarketKey => `${venue}:${symbol}`;

export type MarketMemory = {
	readonly frame: MonitorFrame | undefined;
	/** What drawing cost when the frame came; undefined where nobody counts. */
	readonly render: RenderStats | undefined;
	/** Milliseconds without a frame, where that is alarming: the picture may be old whatever it says. */
	readonly silentMs: number | undefined;
	readonly tape: TapeRing;
	/** The tape as it was when the operator held it. */
	readonly heldTape: TapeRing | undefined;
	/** Lines of it that lie above the first one shown. */
	readonly tapeOffset: number;
	readonly traded: Traded;
	readonly history: LadderHistory;
	/** Rows that changed a moment ago. */
	readonly flashes: Flashes;
	readonly pulse: readonly PulseSecond[];
	/** Oldest first, within a bound. */
	readonly events: readonly JournalEntry[];
	/** How many there were in all: the number of the next one. */
	readonly eventsSeen: number;
	readonly charts: ChartHistory;
	/** Undefined before a first price. */
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
