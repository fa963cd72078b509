/** The screen's reducer: state and event → next state and effects. */

import {unixMs} from '../../domain/units.js';
import type {MonitorFrame} from '../../engine/frame.js';
import {isOf, LIMIT_ACTIONS, MARKET_ACTIONS, PANEL_ACTIONS, QUOTE_ACTIONS, type ActionId} from './settings/action-ids.js';
import {keyOf} from './settings/active-keys.js';
import {canFreeze, isFrozen, onShown} from './state/frozen.js';
import {keyText} from './settings/key-words.js';
import type {KeyBinding} from './settings/keymap.js';
import {focusable} from './state/layout.js';
import {layoutOf, showMarket, withMemory, type MonitorState} from './state/monitor-state.js';
import type {MarketKey} from './memory/market-memory.js';
import type {RenderStats} from './memory/render-stats.js';
import {actOnMarket} from './input/market-actions.js';
import {actOnMouse, type MouseEvent} from './input/mouse.js';
import {actOnPanels} from './input/panel-actions.js';
import type {Prompt} from './memory/prompt.js';
import {pasteText, pressInLine} from './input/prompt-actions.js';
import {answerQuestion, withoutAnswer} from './state/asked.js';
import {leave} from './state/question.js';
import {actOnLimit, actOnQuotes} from './input/quote-actions.js';
import {receiveFrame} from './state/receive-frame.js';
import {asking, only, say, type Reduced} from './state/reduced.js';
import {actOnScreen} from './input/screen-actions.js';

export type Action =
	| {readonly kind: 'frame'; readonly frame: MonitorFrame; readonly render?: RenderStats | undefined}
	/** A key by its keymap name. */
	| {readonly kind: 'key'; readonly key: string}
	/** Pasted text; never read as keys. */
	| {readonly kind: 'paste'; readonly text: string}
	/** Keys that arrived at once from a terminal that does not mark pastes. */
	| {readonly kind: 'burst'; readonly keys: readonly string[]}
	| {readonly kind: 'mouse'; readonly event: MouseEvent}
	| {readonly kind: 'resize'; readonly columns: number; readonly rows: number}
	/** Shows another of the remembered markets. */
	| {readonly kind: 'show'; readonly market: MarketKey}
	/** No frame came for this long. */
	| {readonly kind: 'silence'; readonly ms: number};

export const reduce = (state: MonitorState, action: Action): Reduced => {
	switch (action.kind) {
		case 'frame':
			return rung(state, receiveFrame(state, action.frame, action.render));
		case 'key':
			return pressKey(state, action.key);
		case 'paste':
			return only(pasteText(leave(state), action.text));
		case 'burst':
			return pressBurst(state, action.keys);
		case 'mouse':
			return only(onShown(leave(state), (shown) => actOnMouse(shown, action.event)));
		case 'resize':
			return only(resize(state, action.columns, action.rows));
		case 'show':
			return only(showMarket(leave(state), action.market));
		case 'silence':
			return only(silentFor(state, action.ms));
	}
};

const silentFor = (state: MonitorState, ms: number): MonitorState => {
	const silent = withMemory(state, {silentMs: ms});
	const {frame} = state.memory;
	return frame === undefined ? silent : withoutAnswer(silent, unixMs(frame.atMs + ms));
};

const BELL_EVERY_MS = 2000;

/** The terminal's bell for a huge taker order, if enabled. */
const rung = (before: MonitorState, after: MonitorState): Reduced => {
	const atMs = after.memory.frame?.atMs;
	if (!after.market.bell || after.memory.tape.huge <= before.memory.tape.huge || atMs === undefined) return only(after);
	if (after.rangAtMs !== undefined && atMs - after.rangAtMs < BELL_EVERY_MS) return only(after);
	return asking({...after, rangAtMs: atMs}, {kind: 'bell'});
};

const resize = (state: MonitorState, columns: number, rows: number): MonitorState => {
	const resized = {...state, columns, rows};
	return focusable(layoutOf(resized)).includes(state.focus) ? resized : {...resized, focus: 'ladder'};
};

/**
 * These reduce risk: they also act while a question is open, and on an empty command line, since no command
 * begins with their keys.
 */
const REDUCING: ReadonlySet<ActionId> = new Set(['pull', 'kill', 'flatten']);

/** Alt arrives as Esc before the key; if the combination is not bound, it is read as these two keys. */
const pressKey = (before: MonitorState, key: string): Reduced => {
	const behindEsc = /^alt\+(?<key>.+)$/su.exec(key)?.groups?.['key'];
	return behindEsc === undefined || before.settings.keymap.byKey.has(key) ? pressOne(before, key) : pressAll(before, ['escape', behindEsc]);
};

const pressAll = (before: MonitorState, keys: readonly string[]): Reduced =>
	keys.reduce<Reduced>(({state, effects}, key) => {
		const next = pressOne(state, key);
		return {state: next.state, effects: [...effects, ...next.effects]};
	}, only(before));

/** Keys that act even among keys that may be a paste: they reduce risk, ask first, or leave. */
const SURE_KEYS: ReadonlySet<ActionId> = new Set(['pull', 'kill', 'flatten', 'abort']);
/** What begins with these keys is text for a line. */
const LINE_KEYS: ReadonlySet<ActionId> = new Set(['command', 'search']);

/**
 * An open line takes the text, Enter included; otherwise only the sure keys act, and a message counts the
 * ignored ones.
 */
const pressBurst = (before: MonitorState, keys: readonly string[]): Reduced => {
	let [reduced, ignored] = [only(leave(before)), 0];
	for (const [index, key] of keys.entries()) {
		const {state, effects} = reduced;
		const id = state.settings.keymap.byKey.get(key)?.id;
		const acts = state.prompt !== undefined || (id !== undefined && (SURE_KEYS.has(id) || (index === 0 && LINE_KEYS.has(id))));
		if (!acts) {
			ignored += 1;
			continue;
		}

		const next = pressKey(state, key);
		reduced = {state: next.state, effects: [...effects, ...next.effects]};
	}

	if (ignored === 0 || reduced.state.question !== undefined) return reduced;
	return {...reduced, state: say(reduced.state, `${ignored} keys at once ignored: this terminal marks no pastes`, 'warning')};
};

/** Keys that work while a line or a question is open. */
const ABOVE: ReadonlySet<ActionId> = new Set(['abort', 'redraw', 'suspend']);

const pressOne = (state: MonitorState, key: string): Reduced => {
	const {prompt, question} = state;
	const binding = state.settings.keymap.byKey.get(key);
	const press = (from: MonitorState): Reduced =>
		binding === undefined ? only(from) : run(from, binding, {name: keyText(key), value: undefined});
	if (prompt !== undefined) {
		if (binding === undefined || !actsInLine(prompt, binding.id, key)) return pressInLine(state, prompt, key, runCommand);
		// The line stays open, because what is typed after the key would be read as keys. A question replaces it.
		const pressed = press(state);
		return pressed.state.question === undefined ? pressed : {...pressed, state: {...pressed.state, prompt: undefined}};
	}

	if (question === undefined) return press(state);
	if (binding !== undefined && ABOVE.has(binding.id)) return press(state);
	return binding !== undefined && REDUCING.has(binding.id) ? press({...state, question: undefined}) : answerQuestion(state, question, key);
};

/** Whether a key acts while a line is open: only with a modifier that types or edits nothing needed. */
const actsInLine = ({kind, text}: Prompt, id: ActionId, key: string): boolean => {
	if (/^(?:ctrl|alt)\+|^f\d/.test(key)) return ABOVE.has(id) || REDUCING.has(id);
	return REDUCING.has(id) && kind === 'command' && text === '';
};

/** A command closes what covers the panels that it concerns. */
const runCommand = (state: MonitorState, binding: KeyBinding, value: string | undefined): Reduced => {
	const cleared = binding.context === 'anywhere' ? state : ({...state, overlay: 'none'} as const);
	return run(cleared, binding, {name: `:${binding.id}`, value});
};

/** The action as pressed or typed, to name it in a refusal. */
type Wish = {readonly name: string; readonly value: string | undefined};

const run = (state: MonitorState, binding: KeyBinding, {name, value}: Wish): Reduced => {
	const refusal = refusalOf(state, binding, name);
	return refusal === undefined ? act(state, binding.id, value) : only(say(state, refusal, 'warning'));
};

const refusalOf = (state: MonitorState, binding: KeyBinding, name: string): string | undefined => {
	if (binding.changesQuotes && state.settings.readOnly) return `${name} refused: --read-only`;
	if (binding.changesQuotes && state.memory.frame?.maker.quoting.kind === 'off') return `${name}: no market maker runs`;
	if (binding.context === 'anywhere') return undefined;
	if (state.overlay !== 'none' && !worksOver(state, binding.id)) {
		return `${name} does nothing here, ${keyOf(state.settings.keymap, 'close')} closes`;
	}
	if (state.overlay === 'none' && layoutOf(state).kind === 'card') return `${name} needs a larger terminal`;
	if (isFrozen(state) && NEEDS_ENGINE.has(binding.id)) {
		return `${name} does nothing in a frozen picture, ${keyOf(state.settings.keymap, 'freeze')} makes it live`;
	}
	return binding.context === 'maker' && state.focus !== 'maker'
		? `${name} works in the maker panel; ${keyOf(state.settings.keymap, 'focus')} goes there`
		: undefined;
};

/**
 * Actions that a frozen picture cannot answer, because the engine must send something: other rows, new counts,
 * held prints.
 */
const NEEDS_ENGINE: ReadonlySet<ActionId> = new Set(['group', 'group-up', 'group-down', 'reset-columns', 'hold-tape']);
const SCROLL_KEYS: ReadonlySet<ActionId> = new Set(['cursor-up', 'cursor-down', 'scroll-up', 'scroll-down', 'page-up', 'page-down']);
const GROUP_KEYS: ReadonlySet<ActionId> = new Set(['group', 'group-up', 'group-down']);

const worksOver = (state: MonitorState, id: ActionId): boolean =>
	SCROLL_KEYS.has(id) || (state.overlay === 'depth' && GROUP_KEYS.has(id)) || (id === 'freeze' && canFreeze(state));

const act = (state: MonitorState, id: ActionId, value: string | undefined): Reduced => {
	if (isOf(LIMIT_ACTIONS, id)) return actOnLimit(state, id, value);
	if (isOf(QUOTE_ACTIONS, id)) return actOnQuotes(state, id, value);
	if (isOf(PANEL_ACTIONS, id)) return only(onShown(state, (shown) => actOnPanels(shown, id, value)));
	if (isOf(MARKET_ACTIONS, id)) return only(onShown(state, (shown) => actOnMarket(shown, id, value)));
	return actOnScreen(state, id, value);
};
