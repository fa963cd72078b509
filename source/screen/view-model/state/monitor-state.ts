/** Everything the screen knows: the newest frame, what it remembers of earlier ones, and what the operator chose. */

import {priceUnits, type QtyLots, type UnixMs} from '../../../domain/units.js';
import type {Command} from '../../../engine/command.js';
import type {MonitorFrame, Watch} from '../../../engine/frame.js';
import type {Latency} from '../../../engine/feed/types/gauges.js';
import type {JournalEntry} from '../../../domain/journal-entry.js';
import type {Keymap} from '../settings/active-keys.js';
import {emptyCharts, type ChartHistory} from '../memory/chart-history.js';
import type {EventFilter, Theme} from '../settings/choices.js';
import {priceText} from '../cells/format.js';
import type {Cumulative} from '../settings/cumulative.js';
import type {Cursor} from '../memory/ladder-cursor.js';
import {NO_FLASHES, type Flashes} from '../memory/ladder-flash.js';
import {emptyHistory, type LadderHistory} from '../memory/ladder-history.js';
import type {Axis} from '../memory/ladder-axis.js';
import {spaceOf, type LadderSpace} from './ladder-space.js';
import {layoutScreen, panelRect, type Layout} from './layout.js';
import {type FocusPanel} from '../settings/focus.js';
import {DEFAULT_MARKET_SETTINGS, type Anchor, type MarketSettings, type MarketSizes} from '../settings/market-settings.js';
import {groupTicksAt} from '../memory/price-group.js';
import type {Prompt} from '../memory/prompt.js';
import type {PulseSecond} from '../memory/pulse.js';
import {emptyTape, type TapeRing} from '../memory/tape-ring.js';
import {NOTHING_TRADED, type Traded} from '../memory/traded.js';

export type ScreenSettings = {
	/** As shown before the first frame. */
	readonly symbol: string;
	readonly venue: string;
	readonly ascii: boolean;
	readonly readOnly: boolean;
	/** Keys reach the program: stdin is a terminal. */
	readonly keys: boolean;
	/** What they do. */
	readonly keymap: Keymap;
	readonly theme: Theme;
	/** The terminal reports what the mouse does. */
	readonly mouse: boolean;
	/** Sentences in place of a picture. */
	readonly lines: boolean;
	/** How ladder and tape look at the market; what is left out is as usual. */
	readonly market?: Partial<MarketSettings>;
};

/** What drawing costs. */
export type RenderStats = {
	readonly fps: number;
	readonly bytesPerSecond: number;
	/** Pictures overtaken by a newer one before the terminal could take them. */
	readonly skipped: number;
	/** Age of the engine's picture when its bytes go to the terminal; undefined where that is not measured. */
	readonly paint?: Latency | undefined;
};

export type Overlay = 'none' | 'help' | 'log' | 'charts' | 'market' | 'depth';

/** A word to the operator: the echo of a key, or why it was refused. */
export type Message = {
	readonly text: string;
	/** The same in fewer words for where it has no room, the longest first: questions are read whole. */
	readonly shorter?: readonly string[];
	readonly level: 'info' | 'warning';
	/** Time of the frame on which it appeared; undefined before the first. */
	readonly atMs: UnixMs | undefined;
};

/** What is asked before something is done that a slip must not do: a Y does it, any other key leaves it. */
export type Question = {
	readonly about: 'rearm' | 'flatten' | 'change';
	/** What a Y sends, and what is said then. */
	readonly command: Command;
	readonly echo: string;
	/** What answers it stands in every wording. */
	readonly message: Message;
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
	/** Lines of it that lie above the first one shown. */
	readonly tapeOffset: number;
	readonly traded: Traded;
	readonly history: LadderHistory;
	/** Rows that changed a moment ago. */
	readonly flashes: Flashes;
	readonly pulse: readonly PulseSecond[];
	readonly events: readonly JournalEntry[];
	/** How many there were in all: the number of the next one. */
	readonly eventsSeen: number;
	/** The number of the event under the cursor; undefined: the newest, whichever that is. */
	readonly chosenEvent: number | undefined;
	/** The kind of events that are listed. */
	readonly eventFilter: EventFilter;
	/** What is searched for in them; empty for nothing. */
	readonly search: string;
	/** For the charts. */
	readonly charts: ChartHistory;
	/** Times of the last frames, for the rate of the picture. */
	readonly frameTimes: readonly UnixMs[];
	/** Undefined until a first price allows a choice. */
	readonly groupIndex: number | undefined;
	readonly axis: Axis | undefined;
	readonly market: MarketSettings;
	/** What the settings' sizes are in lots; undefined until the instrument is known. */
	readonly sizes: MarketSizes | undefined;
	readonly anchor: Anchor;
	/** Of each side on the ladder; undefined: all that fit. */
	readonly levels: number | undefined;
	readonly cursor: Cursor | undefined;
	/** Order sizes of the keys 1 to 5, in base units; undefined until they are known. */
	readonly sizePresets: readonly string[] | undefined;
	/** The size of a full bar where it is pinned. */
	readonly barLots: number | undefined;
	/** Smaller taker orders are not shown. */
	readonly tapeFilter: QtyLots | undefined;
	readonly cumulative: Cumulative;
	readonly rangAtMs: UnixMs | undefined;
	readonly focus: FocusPanel;
	readonly overlay: Overlay;
	/** Lines that help or log are scrolled by. */
	readonly overlayOffset: number;
	/** The focused panel is shown alone. */
	readonly zoomed: boolean;
	/** What the panels showed when the operator froze the picture. */
	readonly frozen: FrozenPicture | undefined;
	/** What drawing costs is shown at every width. */
	readonly traffic: boolean;
	/** The line that is typed into. */
	readonly prompt: Prompt | undefined;
	/** Commands given before, newest last. */
	readonly commandHistory: readonly string[];
	readonly message: Message | undefined;
	/** Waits for a Y. */
	readonly question: Question | undefined;
	/** Undefined where nobody counts. */
	readonly render: RenderStats | undefined;
};

/** What is held where the picture is frozen: the market and what is remembered of it, not what the operator chose. */
export type FrozenPicture = Pick<
	MonitorState,
	| 'frame'
	| 'silentMs'
	| 'tape'
	| 'heldTape'
	| 'tapeOffset'
	| 'traded'
	| 'history'
	| 'flashes'
	| 'pulse'
	| 'events'
	| 'eventsSeen'
	| 'charts'
	| 'axis'
	| 'render'
>;

/** What the reducer asks of the world. */
export type Effect =
	| {readonly kind: 'send'; readonly command: Command}
	/** `message`: for the shell's screen, where there is something to say. */
	| {readonly kind: 'quit'; readonly code: number; readonly message?: string}
	| {readonly kind: 'redraw'}
	| {readonly kind: 'bell'}
	/** To the clipboard of whoever sits at the terminal. */
	| {readonly kind: 'copy'; readonly text: string}
	| {readonly kind: 'suspend'};

export const initialState = (settings: ScreenSettings, size: {readonly columns: number; readonly rows: number}): MonitorState => ({
	settings,
	...size,
	frame: undefined,
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
	chosenEvent: undefined,
	eventFilter: 'all',
	search: '',
	charts: emptyCharts,
	frameTimes: [],
	groupIndex: undefined,
	axis: undefined,
	market: {...DEFAULT_MARKET_SETTINGS, ...settings.market},
	sizes: undefined,
	anchor: settings.market?.anchor ?? DEFAULT_MARKET_SETTINGS.anchor,
	levels: undefined,
	cursor: undefined,
	sizePresets: undefined,
	barLots: undefined,
	tapeFilter: undefined,
	cumulative: 'off',
	rangAtMs: undefined,
	focus: 'ladder',
	overlay: 'none',
	overlayOffset: 0,
	zoomed: false,
	frozen: undefined,
	traffic: false,
	prompt: undefined,
	commandHistory: [],
	message: settings.keys ? undefined : NO_KEYS,
	question: undefined,
	render: undefined,
});

const NO_KEYS: Message = {text: 'no keys: stdin is not a terminal', level: 'warning', atMs: undefined};

/** The picture may be believed: the engine says so and the engine is heard. */
export const isTrusted = (state: MonitorState): boolean => state.frame?.trusted === true && state.silentMs === undefined;

/** What the operator reads on the last line: what he is asked comes before what he was told. */
export const toldMessage = ({question, message}: MonitorState): Message | undefined => question?.message ?? message;

/** True once the operator has taken the quotes down, whatever else keeps them down. */
export const isPulledByOperator = ({frame}: MonitorState): boolean =>
	frame?.maker.quoting.kind === 'pulled' && frame.maker.quoting.reason === 'operator';

const LEAST_PRICE_WIDTH = 8;

/** Cells of the widest price on the axis, so that columns do not move with the market. */
export const priceWidth = ({frame}: MonitorState): number => {
	const price = frame?.touch.ask?.priceUnits ?? frame?.touch.bid?.priceUnits ?? frame?.session.lastUnits;
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
		zoomed: state.zoomed,
		levels: state.levels,
	});

export const ladderSpace = (layout: Layout, trusted: boolean): LadderSpace => spaceOf(panelRect(layout, 'ladder') ?? NO_PANEL, trusted);

const NO_PANEL = {width: 0, height: 0};

/** Of one side that hold something: what the engine is asked for at most. */
export const MAX_PICTURE_ROWS = 1024;

/** What the engine should send for this size and place of the axis. */
export const wantedWatch = (state: MonitorState): Watch => {
	const {priceRows} = ladderSpace(layoutOf(state), true);
	const groupUnits = groupTicksAt(state.groupIndex ?? 0) * (state.frame?.instrument?.tickUnits ?? 1);
	const mid = (state.frame?.touch.midHalfUnits ?? 0) / 2;
	const away = state.axis === undefined || mid === 0 ? 0 : Math.abs(state.axis.anchorUnits - mid) / groupUnits;
	const wanted = state.overlay === 'depth' ? Math.ceil(state.columns / 2) : priceRows + away;
	const blocks = Math.ceil(wanted / 16);
	return {
		groupUnits,
		rows: Math.min(MAX_PICTURE_ROWS, Math.max(2, blocks + 1) * 16),
		...(state.cursor === undefined ? {} : {cursorUnits: priceUnits(state.cursor.priceUnits)}),
	};
};
