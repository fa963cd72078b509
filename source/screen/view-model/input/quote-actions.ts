/** Keys and commands that concern quotes and feed; each becomes a command to the engine. */

import {plainQty} from '../../../domain/instrument.js';
import {parseMoney} from '../../../domain/money.js';
import {MODEL_NAMES, FAIR_VALUE_NAMES, wordOf} from '../settings/choices.js';
import {LIMIT_TABLE} from '../../../domain/limit-table.js';
import {parseOffset, type PriceOffset} from '../../../domain/text/value-text.js';
import type {Command} from '../../../engine/command.js';
import type {LimitValue} from '../../../engine/maker/settings/limit-edits.js';
import type {LimitAction, QuoteAction} from '../settings/action-ids.js';
import {keyOf} from '../settings/active-keys.js';
import {askEngine} from '../state/asked.js';
import type {MonitorState} from '../state/monitor-state.js';
import {askToFlatten, askToRearm} from '../state/question.js';
import {only, say, type Reduced} from '../state/reduced.js';
import {wholeOrderSteps} from '../memory/size-presets.js';

const QUOTE_ACTIONS: Readonly<Record<QuoteAction, (state: MonitorState, value: string | undefined) => Reduced>> = {
	skew: (state, value) => setOffset(state, value, (shift) => ({kind: 'set-skew', shift}), 'skew'),
	spread: (state, value) => setOffset(state, value, (halfSpread) => ({kind: 'set-half-spread', halfSpread}), 'half-spread'),
	size: (state, value) => (value === undefined ? only(state) : setSize(state, value)),
	'size-1': (state) => setPreset(state, 0),
	'size-2': (state) => setPreset(state, 1),
	'size-3': (state) => setPreset(state, 2),
	'size-4': (state) => setPreset(state, 3),
	'size-5': (state) => setPreset(state, 4),
	'skew-down': (state) => askEngine(state, {kind: 'adjust-skew', steps: -1}, 'skew one step down'),
	'skew-up': (state) => askEngine(state, {kind: 'adjust-skew', steps: 1}, 'skew one step up'),
	'skew-down-five': (state) => askEngine(state, {kind: 'adjust-skew', steps: -5}, 'skew five steps down'),
	'skew-up-five': (state) => askEngine(state, {kind: 'adjust-skew', steps: 5}, 'skew five steps up'),
	'skew-flat': (state) => askEngine(state, {kind: 'flat-skew'}, 'manual skew back to zero'),
	tighten: (state) => askEngine(state, {kind: 'adjust-half-spread', steps: -1}, 'half-spread one step tighter'),
	widen: (state) => askEngine(state, {kind: 'adjust-half-spread', steps: 1}, 'half-spread one step wider'),
	resync: (state) => askEngine(state, {kind: 'resync'}, 'resync'),
	pull: (state) => askEngine(state, {kind: 'pull-quotes'}, 'pull quotes'),
	resume: (state) => resume(state),
	kill: (state) => askEngine(state, {kind: 'kill'}, 'kill: everything off'),
	flatten: (state) => only(askToFlatten(state)),
	rearm: (state) => only(state.settings.readOnly ? say(state, 'refused: --read-only', 'warning') : askToRearm(state)),
	'reduce-only': (state) => reduceOnly(state),
	model: (state, value) => chooseModel(state, value),
	'fair-value': (state, value) => chooseFairValue(state, value),
};

/** @param value as checked by the command table. */
export const actOnQuotes = (state: MonitorState, id: QuoteAction, value: string | undefined): Reduced => QUOTE_ACTIONS[id](state, value);

/**
 * Rounds to order steps like the engine, and refuses what rounds to zero, so that the message agrees with the
 * engine.
 */
const setSize = (state: MonitorState, size: string): Reduced => {
	const instrument = state.memory.frame?.instrument;
	if (instrument === undefined) return askEngine(state, {kind: 'set-order-size', size}, `order size ${size}`);
	const whole = wholeOrderSteps(instrument, size);
	if (!whole.ok) return only(say(state, `order size stays: ${whole.problem}`, 'warning'));
	return askEngine(state, {kind: 'set-order-size', size}, `order size ${plainQty(instrument, whole.lots)}`);
};

/** @param index of the key, from 0. */
const setPreset = (state: MonitorState, index: number): Reduced => {
	const {sizePresets} = state.choices;
	if (sizePresets === undefined) return only(say(state, 'no order size yet', 'warning'));
	const size = sizePresets[index];
	return size === undefined
		? only(say(state, `no size ${index + 1}: --sizes names ${sizePresets.length}`, 'warning'))
		: setSize(state, size);
};

/** Sends an offset; the engine checks it, and asks for confirmation if it is doubtful. */
const setOffset = (state: MonitorState, text: string | undefined, command: (offset: PriceOffset) => Command, name: string): Reduced => {
	const offset = text === undefined ? undefined : parseOffset(text);
	return offset === undefined ? only(state) : askEngine(state, command(offset), `${name} ${text}`);
};

/** @param value as checked by the command table: base units, money, a number, or `off`. */
export const actOnLimit = (state: MonitorState, limit: LimitAction, value: string | undefined): Reduced => {
	if (value === undefined) return askEngine(state, {kind: 'tell-limit', limit}, limit);
	const read = limitValue(limit, value);
	return read === undefined ? only(state) : askEngine(state, {kind: 'set-limit', limit, value: read}, `${limit} ${value}`);
};

const limitValue = (limit: LimitAction, text: string): LimitValue | undefined => {
	if (text === 'off') return 'off';
	switch (LIMIT_TABLE[limit].unit) {
		case 'quantity':
			return text;
		case 'money':
			return parseMoney(text);
		case 'bp':
		case 'count':
		case 'duration':
			return Number(text);
	}
};

/** After a kill refused with a hint: the kill is reset with its own key first. */
const resume = (state: MonitorState): Reduced =>
	state.memory.frame?.maker.risk?.state === 'killed'
		? only(say(state, `killed: ${keyOf(state.settings.keymap, 'rearm')}, then Y, takes that back first`, 'warning'))
		: askEngine(state, {kind: 'resume-quotes'}, 'resume quotes');

const reduceOnly = (state: MonitorState): Reduced => {
	const risk = state.memory.frame?.maker.risk;
	const on = !(risk?.state === 'reduce-only' && risk.reason === 'operator');
	return askEngine(state, {kind: 'reduce-only', on}, on ? 'reduce only' : 'both sides');
};

const after = <Value>(values: readonly [Value, ...Value[]], held: Value | undefined): Value =>
	values[(held === undefined ? 0 : values.indexOf(held) + 1) % values.length] ?? values[0];

const chooseModel = (state: MonitorState, name: string | undefined): Reduced => {
	const model = wordOf(MODEL_NAMES, name) ?? after(MODEL_NAMES, state.memory.frame?.maker.parameters?.model);
	return askEngine(state, {kind: 'choose-model', model}, `model ${model}`);
};

const chooseFairValue = (state: MonitorState, name: string | undefined): Reduced => {
	const fairValue = wordOf(FAIR_VALUE_NAMES, name) ?? after(FAIR_VALUE_NAMES, state.memory.frame?.maker.parameters?.fairValue);
	return askEngine(state, {kind: 'choose-fair-value', fairValue}, `fair value ${fairValue}`);
};
