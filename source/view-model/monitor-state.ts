/** Everything the screen knows: the newest frame, what it remembers of earlier ones, and what the operator chose. */

import type {UnixMs} from '../domain/units.js';
import type {Command} from '../engine/command.js';
import type {MonitorFrame, Watch} from '../engine/frame.js';
import type {JournalEntry} from '../engine/outputs.js';
import type {ChartSample} from './chart-history.js';
import {priceText} from './format.js';
import type {LadderSample, Traded} from './ladder-history.js';
import type {Axis} from './ladder-axis.js';
import {layoutScreen, panelRect, type FocusPanel, type Layout} from './layout.js';
import {groupTicksAt} from './price-group.js';
import {emptyTape, type TapeRing} from './tape-ring.js';

export type ScreenSettings = {
	/** As shown before the first frame. */
	readonly symbol: string;
	readonly venue: string;
	readonly ascii: boolean;
	readonly readOnly: boolean;
	/** Keys reach the program: stdin is a terminal. */
	readonly keys: boolean;
};

/** What drawing costs. */
export type RenderStats = {
	readonly fps: number;
	readonly bytesPerSecond: number;
	/** Pictures overtaken by a newer one before the terminal could take them. */
	readonly skipped: number;
};

export type Overlay = 'none' | 'help' | 'log' | 'charts';

/** A word to the operator: the echo of a key, or why it was refused. */
export type Message = {
	readonly text: string;
	readonly level: 'info' | 'warning';
	/** Time of the frame on which it appeared; undefined before the first. */
	readonly atMs: UnixMs | undefined;
};

export type MonitorState = {
	readonly settings: ScreenSettings;
	readonly columns: number;
	readonly rows: number;
	readonly frame: MonitorFrame | undefined;
	/** Milliseconds without a frame, where that is alarming: the picture may be old whatever it says. */
	readonly silentMs: number | undefined;
	readonly tape: TapeRing;
	/** The tape as it was when the operator held it. */
	readonly heldTape: TapeRing | undefined;
	readonly traded: Traded;
	readonly history: readonly LadderSample[];
	readonly events: readonly JournalEntry[];
	/** For the charts. */
	readonly charts: readonly ChartSample[];
	/** Times of the last frames, for the rate of the picture. */
	readonly frameTimes: readonly UnixMs[];
	/** Undefined until a first price allows a choice. */
	readonly groupIndex: number | undefined;
	readonly axis: Axis | undefined;
	readonly cumulative: boolean;
	readonly focus: FocusPanel;
	readonly overlay: Overlay;
	/** Lines that help or log are scrolled by. */
	readonly overlayOffset: number;
	readonly message: Message | undefined;
	/** A key that was asked to be sure waits for a Y. */
	readonly confirming: 'rearm' | undefined;
	/** Undefined where nobody counts. */
	readonly render: RenderStats | undefined;
};

/** What the reducer asks of the world. */
export type Effect =
	| {readonly kind: 'send'; readonly command: Command}
	| {readonly kind: 'quit'; readonly code: number}
	| {readonly kind: 'redraw'}
	| {readonly kind: 'suspend'};

export const initialState = (
	settings: ScreenSettings,
	size: {readonly columns: number; readonly rows: number},
): MonitorState => ({
	settings,
	...size,
	frame: undefined,
	silentMs: undefined,
	tape: emptyTape,
	heldTape: undefined,
	traded: new Map(),
	history: [],
	events: [],
	charts: [],
	frameTimes: [],
	groupIndex: undefined,
	axis: undefined,
	cumulative: false,
	focus: 'ladder',
	overlay: 'none',
	overlayOffset: 0,
	message: settings.keys ? undefined : NO_KEYS,
	confirming: undefined,
	render: undefined,
});

const NO_KEYS: Message = {text: 'no keys: stdin is not a terminal', level: 'warning', atMs: undefined};

/** The picture may be believed: the engine says so and the engine is heard. */
export const isTrusted = (state: MonitorState): boolean =>
	state.frame?.trusted === true && state.silentMs === undefined;

/** True once the operator has taken the quotes down, whatever else keeps them down. */
export const isPulledByOperator = ({frame}: MonitorState): boolean =>
	frame?.maker.quoting.kind === 'pulled' && frame.maker.quoting.reason === 'operator';

export const LEAST_PRICE_WIDTH = 8;

/** Cells of the widest price on the axis, so that columns do not move with the market. */
export const priceWidth = ({frame}: MonitorState): number => {
	const price = frame?.touch.ask?.priceTicks ?? frame?.touch.bid?.priceTicks;
	if (frame?.instrument === undefined || price === undefined) return LEAST_PRICE_WIDTH;
	return Math.max(LEAST_PRICE_WIDTH, priceText(frame.instrument, price).length);
};

export const layoutOf = (state: MonitorState): Layout =>
	layoutScreen({
		columns: state.columns,
		rows: state.rows,
		priceWidth: priceWidth(state),
		focus: state.focus,
		overlay: state.overlay !== 'none',
	});

/** Rows the not-live banner takes on the ladder; the spread takes one. */
const BANNER_ROWS = 3;
const LEAST_ROWS_FOR_BANNER = 11;

/** What the ladder's panel gives to what. */
export type LadderSpace = {
	readonly head: boolean;
	readonly totals: boolean;
	/** Rows that each show a price. */
	readonly priceRows: number;
	/** Rows between bids and asks. */
	readonly middleRows: number;
};

export const ladderSpace = (layout: Layout, trusted: boolean): LadderSpace => {
	const inner = (panelRect(layout, 'ladder')?.height ?? 0) - 2;
	const head = inner > LEAST_ROWS_FOR_BANNER;
	const totals = layout.kind === 'desk' && inner >= 20;
	const body = Math.max(0, inner - (head ? 1 : 0) - (totals ? 1 : 0));
	const middleRows = !trusted && body >= LEAST_ROWS_FOR_BANNER + 2 ? BANNER_ROWS : 1;
	return {head, totals, priceRows: Math.max(0, body - middleRows), middleRows};
};

/** What the engine should send for this size and place of the axis. */
export const wantedWatch = (state: MonitorState): Watch => {
	const {priceRows} = ladderSpace(layoutOf(state), true);
	const groupTicks = groupTicksAt(state.groupIndex ?? 0);
	const mid = (state.frame?.touch.midHalfTicks ?? 0) / 2;
	const away = state.axis === undefined || mid === 0 ? 0 : Math.abs(state.axis.anchorTicks - mid) / groupTicks;
	const blocks = Math.ceil((priceRows + away) / 16);
	return {groupTicks, rows: Math.min(1024, Math.max(2, blocks + 1) * 16)};
};
