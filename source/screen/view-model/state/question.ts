/** Confirmation of dangerous actions: Y does it, any other key drops it, and a message says which. */

import type {DoubtfulCommand} from '../../../engine/maker/types/maker-command.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import {durationText} from '../cells/format.js';
import {inventoryText} from '../words/maker-words.js';
import type {MonitorState, Question} from './monitor-state.js';
import {say} from './reduced.js';

/** After this time a yes is no longer accepted. */
export const QUESTION_MS = 20_000;

const WORDS: Readonly<Record<Question['about'], string>> = {rearm: 're-arm', flatten: 'flatten', change: 'the value in force stays'};

type Asked = Omit<Question, 'message'> & {readonly wordings: readonly [string, ...string[]]};

/** In several wordings, the longest first. */
const ask = (state: MonitorState, {wordings: [text, ...shorter], ...question}: Asked): MonitorState => ({
	...state,
	message: undefined,
	question: {...question, message: {text, shorter, level: 'warning', atMs: state.memory.frame?.atMs}},
});

export const askToRearm = (state: MonitorState): MonitorState =>
	isKilled(state.memory.frame)
		? ask(state, {
				about: 'rearm',
				command: {kind: 'rearm'},
				what: 'end the kill',
				wordings: [
					'take the kill back? Y does it, any other key leaves it',
					'end the kill? Y does it, other keys leave',
					'end the kill? Y or no',
					'Y re-arms',
				],
			})
		: say(state, 'nothing was killed');

/** Taking costs the spread and the taker fee, so it is never done by one key. */
export const askToFlatten = (state: MonitorState): MonitorState => {
	const held = heldText(state.memory.frame);
	return held === undefined
		? say(state, 'nothing to flatten: no inventory')
		: ask(state, {
				about: 'flatten',
				command: {kind: 'flatten'},
				what: 'flatten: quotes off, then taking',
				wordings: [
					`take to close all, ${held} now? Y does it, any other key leaves it`,
					`close ${held} by taking? Y or no`,
					`take ${held}? Y or no`,
					'flatten? Y or no',
					'Y flattens',
				],
			});
};

/** Asks about a value that the engine refused as doubtful. */
export const askForSure = (state: MonitorState, command: DoubtfulCommand, why: string): MonitorState =>
	ask(state, {
		about: 'change',
		command: {...command, sure: true},
		what: 'the same for sure',
		wordings: [`${why}: Y sets it, any other key leaves it`, `${why}: Y or no`, 'doubtful: Y or no', 'Y sets it'],
	});

/** Any other action answers an open question with no. */
export const leave = (state: MonitorState): MonitorState =>
	state.question === undefined ? state : say({...state, question: undefined}, `not done: ${WORDS[state.question.about]}`);

/** Drops a question that is too old or whose subject is gone. */
export const keptQuestion = (state: MonitorState): MonitorState => {
	const {
		memory: {frame},
		question,
	} = state;
	if (question === undefined || frame === undefined) return state;
	const {atMs} = question.message;
	if (atMs === undefined) return {...state, question: {...question, message: {...question.message, atMs: frame.atMs}}};
	const age = frame.atMs - atMs;
	if (age < 0 || age >= QUESTION_MS) return drop(state, question, `no answer in ${durationText(QUESTION_MS)}`);
	return askedStill(state, question, frame);
};

const askedStill = (state: MonitorState, question: Question, frame: MonitorFrame): MonitorState => {
	switch (question.about) {
		case 'rearm':
			return isKilled(frame) ? state : drop(state, question, 'nothing is killed any more');
		case 'change':
			return state;
		case 'flatten':
			return heldText(frame) === undefined ? drop(state, question, 'nothing is held any more') : withPresentHolding(state, question);
	}
};

/** Updates the question to the position held now, which is what a flatten would take. */
const withPresentHolding = (state: MonitorState, question: Question): MonitorState => {
	const {question: again} = askToFlatten(state);
	return again === undefined ? state : {...state, question: {...again, message: {...again.message, atMs: question.message.atMs}}};
};

const drop = (state: MonitorState, {about}: Question, why: string): MonitorState =>
	say({...state, question: undefined}, `not done: ${WORDS[about]}: ${why}`, 'warning');

const isKilled = (frame: MonitorFrame | undefined): boolean => frame?.maker.risk?.state === 'killed';

/** Undefined without a position. */
const heldText = (frame: MonitorFrame | undefined): string | undefined =>
	frame?.instrument === undefined || frame.maker.account.inventoryLots === 0n
		? undefined
		: inventoryText(frame.instrument, frame.maker.account.inventoryLots, true);
