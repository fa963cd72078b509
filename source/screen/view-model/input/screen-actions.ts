/** Keys and commands for the screen itself: lists, charts, copying, appearance. */

import {keyOf} from '../settings/active-keys.js';
import {textWidth} from '../cells/cells.js';
import {EVENT_FILTERS, ON_OFF, THEMES, wordOf} from '../settings/choices.js';
import {copyText, MAX_COPY} from '../events/copy-text.js';
import {choosePlace, findEvent, listedCount} from '../events/event-list.js';
import {freeze, onShown, thaw} from '../state/frozen.js';
import type {ScreenAction} from '../settings/action-ids.js';
import {cursorToEdge} from './market-actions.js';
import {withChoices, type Effect, type MonitorState, type Overlay} from '../state/monitor-state.js';
import {scrollHelp} from '../help/help-scroll.js';
import {openPrompt} from '../memory/prompt.js';
import {asking, only, say, type Reduced} from '../state/reduced.js';
import {statusLine, statusSentence} from '../screen/sentences.js';
import {hasTapeKeys, scrollTape} from '../tape/tape-scroll.js';

const RISK_STOP = 6;

/** Quitting after a kill by a limit ends with the risk exit code, as `mm-tui stream` does. */
const quitOf = ({memory: {frame}}: MonitorState): Extract<Effect, {kind: 'quit'}> => {
	const risk = frame?.maker.risk;
	if (risk?.state !== 'killed' || risk.reason === undefined || risk.reason === 'operator') return {kind: 'quit', code: 0};
	return {kind: 'quit', code: RISK_STOP, message: `stopped by the risk layer: ${risk.reason}: ${risk.detail}`};
};

const SCREEN_ACTIONS: Readonly<Record<ScreenAction, (state: MonitorState, value: string | undefined) => Reduced>> = {
	quit: (state) => asking(state, quitOf(state)),
	abort: (state) => asking(state, {kind: 'quit', code: 130}),
	redraw: (state) => asking(state, {kind: 'redraw'}),
	suspend: (state) => asking(state, {kind: 'suspend'}),
	copy: (state) => copy(state),
	help: (state) => only(toggleOverlay(state, 'help')),
	log: (state) => only(toggleOverlay(state, 'log')),
	charts: (state) => only(toggleOverlay(state, 'charts')),
	market: (state) => only(toggleOverlay(state, 'market')),
	depth: (state) => only(toggleOverlay(state, 'depth')),
	close: (state) => only(closeTop(state)),
	command: (state) => only({...state, prompt: openPrompt('command'), message: undefined}),
	search: (state) => only({...withLog(state), prompt: openPrompt('search'), message: undefined}),
	events: (state, value) => only(filterEvents(state, value)),
	'next-match': (state) => only(goToMatch(state, 'older')),
	'previous-match': (state) => only(goToMatch(state, 'newer')),
	newest: (state) => only(onShown(state, (shown) => toEnd(shown, 'newest'))),
	oldest: (state) => only(onShown(state, (shown) => toEnd(shown, 'oldest'))),
	status: (state) => only(say(state, statusWords(state))),
	freeze: (state) => only(toggleFrozen(state)),
	stats: (state) =>
		only(
			say(
				{...state, traffic: !state.traffic},
				state.traffic ? 'what drawing costs is hidden' : 'what drawing costs is shown where there is room',
			),
		),
	theme: (state, value) => only(withSettings(state, {theme: wordOf(THEMES, value) ?? state.settings.theme}, `theme ${value ?? ''}`)),
	ascii: (state, value) => only(switched(state, 'ascii', value)),
	mouse: (state, value) => only(switched(state, 'mouse', value)),
};

/** @param value as checked by the command table. */
export const actOnScreen = (state: MonitorState, id: ScreenAction, value: string | undefined): Reduced => SCREEN_ACTIONS[id](state, value);

/** The sentence if it fits or in sentence mode; else its short form. */
const statusWords = (state: MonitorState): string => {
	const sentence = statusSentence(state);
	return state.settings.lines || textWidth(sentence) < state.columns ? sentence : statusLine(state);
};

/** Goes to an end of what has the focus; "newest" is the top of the help and the highest row of the ladder. */
const toEnd = (state: MonitorState, end: 'newest' | 'oldest'): MonitorState => {
	const far = end === 'newest' ? -Infinity : Infinity;
	const chosen = (): MonitorState => choosePlace(state, end === 'newest' ? -1 : state.memory.events.length - 1);
	switch (state.overlay) {
		case 'help':
			return scrollHelp(state, far);
		case 'log':
			return chosen();
		case 'charts':
		case 'market':
		case 'depth':
			return state;
		case 'none':
			if (state.focus === 'events') return chosen();
			return hasTapeKeys(state) ? scrollTape(state, far) : cursorToEdge(state, end === 'newest' ? 'top' : 'bottom');
	}
};

const withSettings = (state: MonitorState, change: Partial<MonitorState['settings']>, echo: string): MonitorState =>
	say({...state, settings: {...state.settings, ...change}}, echo);

const switched = (state: MonitorState, name: 'ascii' | 'mouse', value: string | undefined): MonitorState => {
	const word = wordOf(ON_OFF, value);
	const isOn = word === undefined ? !state.settings[name] : word === 'on';
	return withSettings(state, {[name]: isOn}, `${name} ${isOn ? 'on' : 'off'}`);
};

const toggleOverlay = (state: MonitorState, overlay: Overlay): MonitorState => ({
	...state,
	overlay: state.overlay === overlay ? 'none' : overlay,
	overlayOffset: 0,
	chosenEvent: undefined,
	search: '',
});

const withLog = (state: MonitorState): MonitorState => (state.overlay === 'log' ? state : toggleOverlay(state, 'log'));

/** Closes one layer per press: search, overlay, level cursor, zoom, frozen picture. */
const closeTop = (state: MonitorState): MonitorState => {
	const quiet = {...state, message: undefined};
	if (state.search !== '') return {...quiet, search: ''};
	if (state.overlay !== 'none') return {...quiet, overlay: 'none', chosenEvent: undefined};
	if (state.choices.cursor !== undefined) return withChoices(quiet, {cursor: undefined});
	if (state.zoomed) return {...quiet, zoomed: false};
	return state.frozen === undefined ? quiet : thaw(quiet);
};

const toggleFrozen = (state: MonitorState): MonitorState => {
	if (state.frozen !== undefined) return say(thaw(state), 'picture live again');
	return state.memory.frame === undefined
		? say(state, 'nothing to freeze yet', 'warning')
		: say(freeze(state), 'picture frozen: the engine goes on');
};

/** The next event filter, or the one named. */
const filterEvents = (state: MonitorState, value: string | undefined): MonitorState => {
	const next = EVENT_FILTERS[(EVENT_FILTERS.indexOf(state.eventFilter) + 1) % EVENT_FILTERS.length] ?? 'all';
	const filtered = {...state, eventFilter: wordOf(EVENT_FILTERS, value) ?? next, chosenEvent: undefined};
	const {eventFilter} = filtered;
	return say(
		filtered,
		eventFilter === 'all'
			? 'events of every kind'
			: `${listedCount(filtered)} of ${state.memory.events.length} events: only ${eventFilter.toUpperCase()}`,
	);
};

/** Moves to a search match, if there is a search. */
const goToMatch = (state: MonitorState, way: 'older' | 'newer'): MonitorState => {
	if (state.search === '') return say(state, `nothing is searched for: ${keyOf(state.settings.keymap, 'search')} begins a search`);
	const found = findEvent(withLogKept(state), way);
	return found === undefined
		? say(state, `no event has "${state.search}"`, 'warning')
		: say(found.state, `${found.place} of ${found.count} with "${state.search}"`);
};

const withLogKept = (state: MonitorState): MonitorState => (state.overlay === 'log' ? state : {...state, overlay: 'log'});

const copy = (state: MonitorState): Reduced => {
	const copied = copyText(state);
	if (copied === undefined) return only(say(state, 'nothing to copy yet', 'warning'));
	// A terminal without control sequences gets the text itself.
	if (state.settings.lines) return only(say(state, `${copied.what}: ${copied.text}`));
	if (copied.text.length > MAX_COPY) {
		return only(say(state, `not copied: ${copied.text.length} characters, ${MAX_COPY} at most`, 'warning'));
	}
	return asking(say(state, `${copied.what} sent to the clipboard: ${copied.text}`), {kind: 'copy', text: copied.text});
};
