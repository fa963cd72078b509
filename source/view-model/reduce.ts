/** The screen's one transition: what happened in, the next state and what is asked of the world out. */

import type {Command} from '../engine/command.js';
import type {MonitorFrame} from '../engine/frame.js';
import type {FairValueKind} from '../engine/maker/fair-value.js';
import type {QuotingModel} from '../engine/maker/quoting-model.js';
import {receiveFrame} from './receive-frame.js';
import {bindingFor, type ActionId, type KeyBinding} from './keymap.js';
import {focusable} from './layout.js';
import {isPulledByOperator, layoutOf, type Effect, type MonitorState, type Overlay, type RenderStats} from './monitor-state.js';
import {actOnPanels, say} from './panel-actions.js';

export type Action =
	| {readonly kind: 'frame'; readonly frame: MonitorFrame; readonly render?: RenderStats | undefined}
	/** A key by its name in the keymap. */
	| {readonly kind: 'key'; readonly key: string}
	/** Text that came as a paste, or as a burst that no finger types: never read as keys. */
	| {readonly kind: 'paste'; readonly characters: number}
	| {readonly kind: 'resize'; readonly columns: number; readonly rows: number}
	/** No frame came for so long. */
	| {readonly kind: 'silence'; readonly ms: number};

export type Reduced = {readonly state: MonitorState; readonly effects: readonly Effect[]};

export const reduce = (state: MonitorState, action: Action): Reduced => {
	switch (action.kind) {
		case 'frame':
			return only({...receiveFrame(state, action.frame), render: action.render ?? state.render});
		case 'key':
			return pressKey(state, action.key);
		case 'paste':
			return only(say(state, `paste of ${action.characters} characters ignored`, 'warning'));
		case 'resize':
			return only(resize(state, action.columns, action.rows));
		case 'silence':
			return only({...state, silentMs: action.ms});
	}
};

const only = (state: MonitorState): Reduced => ({state, effects: []});

const resize = (state: MonitorState, columns: number, rows: number): MonitorState => {
	const resized = {...state, columns, rows};
	return focusable(layoutOf(resized)).includes(state.focus) ? resized : {...resized, focus: 'ladder'};
};

const pressKey = (before: MonitorState, key: string): Reduced => {
	const state = {...before, confirming: undefined};
	if (before.confirming === 'rearm' && key === 'Y') return send(state, {kind: 'rearm'}, 'kill taken back');
	const binding = bindingFor(key);
	if (binding === undefined) return only(state);
	const refusal = refusalOf(state, binding);
	return refusal === undefined ? act(state, binding.id) : only(say(state, refusal, 'warning'));
};

const refusalOf = (state: MonitorState, binding: KeyBinding): string | undefined => {
	if (binding.changesQuotes && state.settings.readOnly) return `${binding.shown} refused: --read-only`;
	if (binding.changesQuotes && state.frame?.maker.quoting.kind === 'off') return `${binding.shown}: no market maker runs`;
	if (binding.context === 'anywhere') return undefined;
	if (state.overlay !== 'none' && SCROLL_KEYS.has(binding.id)) return undefined;
	if (state.overlay !== 'none') return `${binding.shown} does nothing here, Esc closes`;
	return layoutOf(state).kind === 'card' ? `${binding.shown} needs a larger terminal` : undefined;
};

const SCROLL_KEYS: ReadonlySet<ActionId> = new Set(['scroll-up', 'scroll-down', 'page-up', 'page-down']);

const act = (state: MonitorState, id: ActionId): Reduced => {
	switch (id) {
		case 'quit':
			return {state, effects: [{kind: 'quit', code: 0}]};
		case 'abort':
			return {state, effects: [{kind: 'quit', code: 130}]};
		case 'redraw':
			return {state, effects: [{kind: 'redraw'}]};
		case 'suspend':
			return {state, effects: [{kind: 'suspend'}]};
		case 'help':
			return only(toggleOverlay(state, 'help'));
		case 'log':
			return only(toggleOverlay(state, 'log'));
		case 'charts':
			return only(toggleOverlay(state, 'charts'));
		case 'close':
			return only({...state, overlay: 'none', message: undefined});
		case 'skew-down':
			return send(state, {kind: 'adjust-skew', steps: -1}, 'skew one step down');
		case 'skew-up':
			return send(state, {kind: 'adjust-skew', steps: 1}, 'skew one step up');
		case 'skew-down-five':
			return send(state, {kind: 'adjust-skew', steps: -5}, 'skew five steps down');
		case 'skew-up-five':
			return send(state, {kind: 'adjust-skew', steps: 5}, 'skew five steps up');
		case 'skew-flat':
			return send(state, {kind: 'flat-skew'}, 'manual skew back to zero');
		case 'tighten':
			return send(state, {kind: 'adjust-half-spread', steps: -1}, 'half-spread one step tighter');
		case 'widen':
			return send(state, {kind: 'adjust-half-spread', steps: 1}, 'half-spread one step wider');
		case 'resync':
			return send(state, {kind: 'resync'}, 'resync asked for');
		case 'pull':
			return pullOrResume(state);
		case 'kill':
			return send(state, {kind: 'kill'}, 'kill sent: everything off');
		case 'rearm':
			return only(askToRearm(state));
		case 'reduce-only':
			return reduceOnly(state);
		case 'model':
			return nextModel(state);
		case 'fair-value':
			return nextFairValue(state);
		default:
			return only(actOnPanels(state, id));
	}
};

const send = (state: MonitorState, command: Command, echo: string): Reduced => ({
	state: say(state, echo),
	effects: [{kind: 'send', command}],
});

const pullOrResume = (state: MonitorState): Reduced =>
	isPulledByOperator(state)
		? send(state, {kind: 'resume-quotes'}, 'resume quotes sent')
		: send(state, {kind: 'pull-quotes'}, 'pull quotes sent');

const askToRearm = (state: MonitorState): MonitorState => {
	if (state.settings.readOnly) return say(state, 'R refused: --read-only', 'warning');
	if (state.frame?.maker.risk?.state !== 'killed') return say(state, 'nothing was killed');
	return {...say(state, 'quote again after the kill? Y does it, any other key leaves it', 'warning'), confirming: 'rearm'};
};

const reduceOnly = (state: MonitorState): Reduced => {
	const risk = state.frame?.maker.risk;
	const on = !(risk?.state === 'reduce-only' && risk.reason === 'operator');
	return send(state, {kind: 'reduce-only', on}, on ? 'reduce only sent' : 'both sides sent');
};

const after = <Value>(values: readonly [Value, ...Value[]], held: Value | undefined): Value =>
	values[(held === undefined ? 0 : values.indexOf(held) + 1) % values.length] ?? values[0];

const nextModel = (state: MonitorState): Reduced => {
	const model = after<QuotingModel>(['linear', 'as-rolling', 'as-infinite', 'glft'], state.frame?.maker.parameters?.model);
	return send(state, {kind: 'choose-model', model}, `model ${model}`);
};

const nextFairValue = (state: MonitorState): Reduced => {
	const fairValue = after<FairValueKind>(['mid', 'weighted', 'micro'], state.frame?.maker.parameters?.fairValue);
	return send(state, {kind: 'choose-fair-value', fairValue}, `fair value ${fairValue}`);
};

const toggleOverlay = (state: MonitorState, overlay: Overlay): MonitorState => ({
	...state,
	overlay: state.overlay === overlay ? 'none' : overlay,
	overlayOffset: 0,
});
