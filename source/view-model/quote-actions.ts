/** What keys and commands do to the quotes and the feed: each becomes a command to the engine, and an echo. */

import {formatTrimmed} from '../domain/decimal-text.js';
import {parseMoney} from '../domain/money.js';
import {MODEL_NAMES, FAIR_VALUE_NAMES, wordOf} from './choices.js';
import type {QuoteAction} from './action-ids.js';
import {inventoryText} from './maker-words.js';
import {isPulledByOperator, type MonitorState} from './monitor-state.js';
import {only, say, send, type Reduced} from './reduced.js';

/** @param value as the command table has checked it. */
export const actOnQuotes = (state: MonitorState, id: QuoteAction, value: string | undefined): Reduced => {
	switch (id) {
		case 'skew':
			return setMoney(state, value, (shift, text) => send(state, {kind: 'set-skew', shift}, `manual skew set to ${text}`));
		case 'spread':
			return setMoney(state, value, (halfSpread, text) => send(state, {kind: 'set-half-spread', halfSpread}, `half-spread set to ${text}`));
		case 'size':
			return value === undefined ? only(state) : setSize(state, value);
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
		case 'flatten':
			return only(askToFlatten(state));
		case 'rearm':
			return only(askToRearm(state));
		case 'reduce-only':
			return reduceOnly(state);
		case 'model':
			return chooseModel(state, value);
		case 'fair-value':
			return chooseFairValue(state, value);
	}
};

/** The engine leaves a size as it was where whole order steps leave nothing of the new one: no echo may say otherwise. */
const setSize = (state: MonitorState, size: string): Reduced => {
	const instrument = state.frame?.instrument;
	const step = instrument && formatTrimmed(instrument.stepLots, instrument.qtyDecimals);
	if (step !== undefined && isLess(size, step)) return only(say(state, `order size stays: ${size} is less than the order step of ${step}`, 'warning'));
	return send(state, {kind: 'set-order-size', size}, `order size set to ${size}`);
};

const isLess = (one: string, other: string): boolean => {
	const [left, right] = [parseMoney(one), parseMoney(other)];
	return left !== undefined && right !== undefined && left < right;
};

const setMoney = (state: MonitorState, text: string | undefined, then: (value: NonNullable<ReturnType<typeof parseMoney>>, text: string) => Reduced): Reduced => {
	const value = text === undefined ? undefined : parseMoney(text);
	return value === undefined || text === undefined ? only(state) : then(value, text);
};

/** While the inventory is being closed the key ends that, and brings no quotes back. */
const pullOrResume = (state: MonitorState): Reduced =>
	isPulledByOperator(state) && state.frame?.maker.flattening !== true
		? send(state, {kind: 'resume-quotes'}, 'resume quotes sent')
		: send(state, {kind: 'pull-quotes'}, 'pull quotes sent');

const askToRearm = (state: MonitorState): MonitorState => {
	if (state.settings.readOnly) return say(state, 'refused: --read-only', 'warning');
	if (state.frame?.maker.risk?.state !== 'killed') return say(state, 'nothing was killed');
	return {...say(state, 'quote again after the kill? Y does it, any other key leaves it', 'warning'), confirming: 'rearm'};
};

/** Taking pays the spread and the taker's fee: never by one key. */
const askToFlatten = (state: MonitorState): MonitorState => {
	const {frame} = state;
	if (frame?.instrument === undefined || frame.maker.account.inventoryLots === 0n) return say(state, 'nothing to flatten: no inventory');
	const held = inventoryText(frame.instrument, frame.maker.account.inventoryLots, true);
	return {...say(state, `take to close all, ${held} now? Y does it, any other key leaves it`, 'warning'), confirming: 'flatten'};
};

const reduceOnly = (state: MonitorState): Reduced => {
	const risk = state.frame?.maker.risk;
	const on = !(risk?.state === 'reduce-only' && risk.reason === 'operator');
	return send(state, {kind: 'reduce-only', on}, on ? 'reduce only sent' : 'both sides sent');
};

const after = <Value>(values: readonly [Value, ...Value[]], held: Value | undefined): Value =>
	values[(held === undefined ? 0 : values.indexOf(held) + 1) % values.length] ?? values[0];

const chooseModel = (state: MonitorState, name: string | undefined): Reduced => {
	const model = wordOf(MODEL_NAMES, name) ?? after(MODEL_NAMES, state.frame?.maker.parameters?.model);
	return send(state, {kind: 'choose-model', model}, `model ${model}`);
};

const chooseFairValue = (state: MonitorState, name: string | undefined): Reduced => {
	const fairValue = wordOf(FAIR_VALUE_NAMES, name) ?? after(FAIR_VALUE_NAMES, state.frame?.maker.parameters?.fairValue);
	return send(state, {kind: 'choose-fair-value', fairValue}, `fair value ${fairValue}`);
};
