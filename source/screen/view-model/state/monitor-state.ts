/** The state of the screen: the markets, the one displayed, and the operator's choices. */

import type {UnixMs} from '../../../domain/units.js';
import type {Command, CommandSource} from '../../../engine/command.js';
import {emptyMemory, marketKey, type MarketKey, type MarketMemory} from '../memory/market-memory.js';
import type {EventFilter} from '../settings/choices.js';
import {priceText} from '../cells/format.js';
import type {Cumulative} from '../settings/cumulative.js';
import {spaceOf, type LadderSpace} from './ladder-space.js';
import {layoutScreen, panelRect, type Layout} from './layout.js';
import {marketWith, type Market, type MarketChoices} from './market.js';
import {type FocusPanel} from '../settings/focus.js';
import {DEFAULT_DISPLAY_SETTINGS, type Anchor, type DisplaySettings} from '../settings/display-settings.js';
import type {ScreenSettings} from '../settings/screen-settings.js';
import type {Prompt} from '../memory/prompt.js';

export type Overlay = 'none' | 'help' | 'log' | 'charts' | 'market' | 'depth';

/** A message to the operator: the effect of a key, or why it was refused. */
export type Message = {
	readonly text: string;
	/** Shorter wordings, the longest first, so that a question is never cut. */
	readonly shorter?: readonly string[];
	readonly level: 'info' | 'warning';
	/** Id of the command whose answer removes this message. */
	readonly awaits?: number;
	/** Time of the frame at which it appeared; undefined before the first. */
	readonly atMs: UnixMs | undefined;
};

/** A command sent to the engine and not answered yet. */
export type Asked = {
	/** Counts this screen's commands. */
	readonly id: number;
	readonly what: string;
	/** Time of the frame at which it was sent; undefined before the first. */
	readonly atMs: UnixMs | undefined;
};

/** A confirmation: Y sends the command, any other key drops it. */
export type Question = {
	readonly about: 'rearm' | 'flatten' | 'change';
	/** The command, and its name in messages. */
	readonly command: Command;
	readonly what: string;
	/** Contains the possible answers in every wording. */
	readonly message: Message;
};

/** The displayed market is part of the state itself. */
export type MonitorState = Market & {
	readonly shown: MarketKey;
	/** The markets not displayed. */
	readonly others: ReadonlyMap<MarketKey, Market>;
	readonly settings: ScreenSettings;
	readonly columns: number;
	readonly rows: number;
	/** Number of the event under the cursor; undefined: the newest. */
	readonly chosenEvent: number | undefined;
	/** The listed kind of events. */
	readonly eventFilter: EventFilter;
	/** The search text; empty without a search. */
	readonly search: string;
	/** Times of the last frames, for the frame rate. */
	readonly frameTimes: readonly UnixMs[];
	readonly market: DisplaySettings;
	readonly anchor: Anchor;
	/** Levels per side on the ladder; undefined: all that fit. */
	readonly levels: number | undefined;
	readonly cumulative: Cumulative;
	readonly rangAtMs: UnixMs | undefined;
	readonly focus: FocusPanel;
	readonly overlay: Overlay;
	/** Scroll position of help or log, in lines. */
	readonly overlayOffset: number;
	/** The focused panel is shown alone. */
	readonly zoomed: boolean;
	/** Drawing cost is shown at every width. */
	readonly traffic: boolean;
	/** The open input line. */
	readonly prompt: Prompt | undefined;
	/** Earlier commands, newest last. */
	readonly commandHistory: readonly string[];
	readonly message: Message | undefined;
	/** Oldest first. */
	readonly asked: readonly Asked[];
	/** Id of the next command. */
	readonly nextCommand: number;
	/** The question that waits for Y. */
	readonly question: Question | undefined;
};

/** What the reducer asks to be done. */
export type Effect =
	/** The answer comes in a frame with the same source. */
	| {readonly kind: 'send'; readonly command: Command; readonly source: CommandSource}
	/** `message` is printed to the shell. */
	| {readonly kind: 'quit'; readonly code: number; readonly message?: string}
	| {readonly kind: 'redraw'}
	| {readonly kind: 'bell'}
	/** Copies to the clipboard of the terminal. */
	| {readonly kind: 'copy'; readonly text: string}
	| {readonly kind: 'suspend'};

/** Memories of markets from before this screen. */
export type KeptMarkets = ReadonlyMap<MarketKey, MarketMemory>;

/** @param kept memories to start from; the market of the settings is displayed. */
export const initialState = (
	settings: ScreenSettings,
	size: {readonly columns: number; readonly rows: number},
	kept: KeptMarkets = new Map(),
): MonitorState => ({
	...marketWith(kept.get(marketKey(settings)) ?? emptyMemory, displaySettingsOf(settings)),
	shown: marketKey(settings),
	others: othersOf(kept, settings),
	settings,
	...size,
	chosenEvent: undefined,
	eventFilter: 'all',
	search: '',
	frameTimes: [],
	market: displaySettingsOf(settings),
	anchor: displaySettingsOf(settings).anchor,
	levels: undefined,
	cumulative: 'off',
	rangAtMs: undefined,
	focus: 'ladder',
	overlay: 'none',
	overlayOffset: 0,
	zoomed: false,
	traffic: false,
	prompt: undefined,
	commandHistory: [],
	message: settings.keys ? undefined : NO_KEYS,
	asked: [],
	nextCommand: 1,
	question: undefined,
});

const othersOf = (kept: KeptMarkets, settings: ScreenSettings): ReadonlyMap<MarketKey, Market> => {
	const others = [...kept].filter(([key]) => key !== marketKey(settings));
	return new Map(others.map(([key, memory]) => [key, marketWith(memory, displaySettingsOf(settings))]));
};

const displaySettingsOf = ({market}: ScreenSettings): DisplaySettings => ({...DEFAULT_DISPLAY_SETTINGS, ...market});

const NO_KEYS: Message = {text: 'no keys: stdin is not a terminal', level: 'warning', atMs: undefined};

/** Displays another market; the present one is kept. The same state if there is no such market. */
export const showMarket = (state: MonitorState, key: MarketKey): MonitorState => {
	const next = state.others.get(key);
	if (next === undefined) return state;
	const {memory, frozen, choices} = state;
	const others = new Map(state.others).set(state.shown, {memory, frozen, choices});
	others.delete(key);
	return {...state, ...next, shown: key, others, chosenEvent: undefined, frameTimes: []};
};

/** Changes parts of the displayed market's memory. */
export const withMemory = (state: MonitorState, change: Partial<MarketMemory>): MonitorState => ({
	...state,
	memory: {...state.memory, ...change},
});

/** Changes choices for the displayed market. */
export const withChoices = (state: MonitorState, change: Partial<MarketChoices>): MonitorState => ({
	...state,
	choices: {...state.choices, ...change},
});

/** Whether the engine trusts the book and frames still arrive. */
export const isTrusted = (state: MonitorState): boolean => state.memory.frame?.trusted === true && state.memory.silentMs === undefined;

/** The content of the last line: a question before a message. */
export const messageOnScreen = ({question, message}: MonitorState): Message | undefined => question?.message ?? message;

/** Whether the operator has pulled the quotes, whatever else holds them back. */
export const isPulledByOperator = ({memory: {frame}}: MonitorState): boolean =>
	frame?.maker.quoting.kind === 'pulled' && frame.maker.quoting.reason === 'operator';

const LEAST_PRICE_WIDTH = 8;

/** Cells of the widest price on the axis, so that columns do not move with the market. */
export const priceWidth = ({memory: {frame}}: MonitorState): number => {
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
