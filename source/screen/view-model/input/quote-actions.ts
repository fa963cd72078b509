/** Keys and commands that concern quotes and feed; each becomes a command to the engine. */

import {plainQty} from '../../../domain/instrument.js';
import {parseMoney} from '../../../domain/money.js';
import {MODEL_NAMES, FAIR_VALUE_NAMES, wordOf} from '../settings/choices.js';
import {LIMIT_TABLE} from '../../../domain/limit-table.js';
import {parseOffset, type PriceOffset} from '../../../domain/text/value-text.js';
import type {Command} from '../../../engine/command.js';
import type {LimitValue} from '../../../engine/maker/settings/limit-edits.js';
import {SIZE_ACTIONS, type LimitAction, type QuoteAction} from '../settings/action-ids.js';
import {keyOf} from '../settings/active-keys.js';
import {askEngine} from '../state/asked.js';
import type {MonitorState} from '../state/monitor-state.js';
import {askToFlatten, askToRearm} from '../state/question.js';
import {only, say, type Reduced} from '../state/reduced.js';
import {wholeOrderSteps} from '../memory/size-presets.js';

/** @param value as checked by the command table. */
export const actOnQuotes = (state: MonitorState, id: QuoteAction, value: string | undefined): Reduced => {
	switch (id) {
		case 'skew':
			return setOffset(state, value, (shift) => ({kind: 'set-skew', shift}), 'skew');
		case 'spread':
			return setOffset(state, value, (halfSpread) => ({kind: 'set-half-spread', halfSpread}), 'half-spread');
		case 'size':
			return value === undefined ? only(state) : setSize(state, value);
		case 'size-1':
		case 'size-2':
		case 'size-3':
		case 'size-4':
		case 'size-5':
			return setPreset(state, SIZE_ACTIONS.indexOf(id));
		case 'skew-down':
			return askEngine(state, {kind: 'adjust-skew', steps: -1}, 'skew one step down');
		case 'skew-up':
			return askEngine(state, {kind: 'adjust-skew', steps: 1}, 'skew one step up');
		case 'skew-down-five':
			return askEngine(state, {kind: 'adjust-skew', steps: -5}, 'skew five steps down');
		case 'skew-up-five':
			return askEngine(state, {kind: 'adjust-skew', steps: 5}, 'skew five steps up');
		case 'skew-flat':
			return askEngine(state, {kind: 'flat-skew'}, 'manual skew back to zero');
		case 'tighten':
			return askEngine(state, {kind: 'adjust-half-spread', steps: -1}, 'half-spread one step tighter');
		case 'widen':
			return askEngine(state, {kind: 'adjust-half-spread', steps: 1}, 'half-spread one step wider');
		case 'resync':
			return askEngine(state, {kind: 'resync'}, 'resync');
		case 'pull':
			return askEngine(state, {kind: 'pull-quotes'}, 'pull quotes');
		case 'resume':
			return resume(state);
		case 'kill':
			return askEngine(state, {kind: 'kill'}, 'kill: everything off');
		case 'flatten':
			return only(askToFlatten(state));
		case 'rearm':
			return only(state.settings.readOnly ? say(state, 'refused: --read-only', 'warning') : askToRearm(state));
		case 'reduce-only':
			return reduceOnly(state);
		case 'model':
			return chooseModel(state, value);
		case 'fair-value':
			return chooseFairValue(state, value);
	}
};

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
