/** Everything the screen knows: the markets, the one that is shown, and what the operator chose. */

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
import {DEFAULT_MARKET_SETTINGS, type Anchor, type MarketSettings} from '../settings/market-settings.js';
import type {ScreenSettings} from '../settings/screen-settings.js';
import type {Prompt} from '../memory/prompt.js';

export type Overlay = 'none' | 'help' | 'log' | 'charts' | 'market' | 'depth';

/** A word to the operator: the echo of a key, or why it was refused. */
export type Message = {
	readonly text: string;
	/** The same in fewer words for where it has no room, the longest first: questions are read whole. */
	readonly shorter?: readonly string[];
	readonly level: 'info' | 'warning';
	/** It stands as long as what it says was asked for has no answer: the number of that. */
	readonly awaits?: number;
	/** Time of the frame on which it appeared; undefined before the first. */
	readonly atMs: UnixMs | undefined;
};

/** Sent to the engine, and not answered yet. */
export type Asked = {
	/** Counts what this screen asked for. */
	readonly id: number;
	readonly what: string;
	/** Time of the frame on which it was asked; undefined before the first. */
	readonly atMs: UnixMs | undefined;
};

/** What is asked before something is done that a slip must not do: a Y does it, any other key leaves it. */
export type Question = {
	readonly about: 'rearm' | 'flatten' | 'change';
	/** What a Y asks for, and what that is called. */
	readonly command: Command;
	readonly what: string;
	/** What answers it stands in every wording. */
	readonly message: Message;
};

/** The shown market stands in the state itself. */
export type MonitorState = Market & {
	readonly shown: MarketKey;
	/** The markets that are not shown. */
	readonly others: ReadonlyMap<MarketKey, Market>;
	readonly settings: ScreenSettings;
	readonly columns: number;
	readonly rows: number;
	/** The number of the event under the cursor; undefined: the newest, whichever that is. */
	readonly chosenEvent: number | undefined;
	/** The kind of events that are listed. */
	readonly eventFilter: EventFilter;
	/** What is searched for in them; empty for nothing. */
	readonly search: string;
	/** Times of the last frames, for the rate of the picture. */
	readonly frameTimes: readonly UnixMs[];
	readonly market: MarketSettings;
	readonly anchor: Anchor;
	/** Of each side on the ladder; undefined: all that fit. */
	readonly levels: number | undefined;
	readonly cumulative: Cumulative;
	readonly rangAtMs: UnixMs | undefined;
	readonly focus: FocusPanel;
	readonly overlay: Overlay;
	/** Lines that help or log are scrolled by. */
	readonly overlayOffset: number;
	/** The focused panel is shown alone. */
	readonly zoomed: boolean;
	/** What drawing costs is shown at every width. */
	readonly traffic: boolean;
	/** The line that is typed into. */
	readonly prompt: Prompt | undefined;
	/** Commands given before, newest last. */
	readonly commandHistory: readonly string[];
	readonly message: Message | undefined;
	/** Oldest first. */
	readonly asked: readonly Asked[];
	/** The number of the next command. */
	readonly nextCommand: number;
	/** Waits for a Y. */
	readonly question: Question | undefined;
};

/** What the reducer asks of the world. */
export type Effect =
	/** The answer comes in a frame, with the same source. */
	| {readonly kind: 'send'; readonly command: Command; readonly source: CommandSource}
	/** `message`: for the shell's screen, where there is something to say. */
	| {readonly kind: 'quit'; readonly code: number; readonly message?: string}
	| {readonly kind: 'redraw'}
	| {readonly kind: 'bell'}
	/** To the clipboard of whoever sits at the terminal. */
	| {readonly kind: 'copy'; readonly text: string}
	| {readonly kind: 'suspend'};

/** What was remembered of markets before a screen came. */
export type KeptMarkets = ReadonlyMap<MarketKey, MarketMemory>;

/** @param kept with a market of it the screen begins as if it had been there; the one of the settings is shown. */
export const initialState = (
	settings: ScreenSettings,
	size: {readonly columns: number; readonly rows: number},
	kept: KeptMarkets = new Map(),
): MonitorState => ({
	...marketWith(kept.get(marketKey(settings)) ?? emptyMemory, marketSettings(settings)),
	shown: marketKey(settings),
	others: othersOf(kept, settings),
	settings,
	...size,
	chosenEvent: undefined,
	eventFilter: 'all',
	search: '',
	frameTimes: [],
	market: marketSettings(settings),
	anchor: marketSettings(settings).anchor,
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
	return new Map(others.map(([key, memory]) => [key, marketWith(memory, marketSettings(settings))]));
};

const marketSettings = ({market}: ScreenSettings): MarketSettings => ({...DEFAULT_MARKET_SETTINGS, ...market});

const NO_KEYS: Message = {text: 'no keys: stdin is not a terminal', level: 'warning', atMs: undefined};

/** Another market in the place of the shown one, which is remembered as it is; the same state where there is none of that name. */
export const showMarket = (state: MonitorState, key: MarketKey): MonitorState => {
	const next = state.others.get(key);
	if (next === undefined) return state;
	const {memory, frozen, choices} = state;
	const others = new Map(state.others).set(state.shown, {memory, frozen, choices});
	others.delete(key);
	return {...state, ...next, shown: key, others, chosenEvent: undefined, frameTimes: []};
};

/** The same state with some of what is remembered of the shown market changed. */
export const withMemory = (state: MonitorState, change: Partial<MarketMemory>): MonitorState => ({
	...state,
	memory: {...state.memory, ...change},
});

/** The same state with other choices for the shown market. */
export const withChoices = (state: MonitorState, change: Partial<MarketChoices>): MonitorState => ({
	...state,
	choices: {...state.choices, ...change},
});

/** The picture may be believed: the engine says so and the engine is heard. */
export const isTrusted = (state: MonitorState): boolean => state.memory.frame?.trusted === true && state.memory.silentMs === undefined;

/** What the operator reads on the last line: what he is asked comes before what he was told. */
export const toldMessage = ({question, message}: MonitorState): Message | undefined => question?.message ?? message;

/** True once the operator has taken the quotes down, whatever else keeps them down. */
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
