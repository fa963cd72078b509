/** Commands that the operator sent to the engine, until each is answered as done or refused. */

import type {Command, CommandAnswer, CommandSource} from '../../../engine/command.js';
import type {MonitorFrame} from '../../../engine/frame.js';
import type {UnixMs} from '../../../domain/units.js';
import {durationText} from '../cells/format.js';
import {withEvents} from '../memory/remember-frame.js';
import type {Asked, Message, MonitorState, Question} from './monitor-state.js';
import {askForSure, leave} from './question.js';
import {asking, only, say, type Reduced} from './reduced.js';

/** Longest wait for an answer. The engine answers in its next frame, which comes at least once a second. */
export const ANSWER_MS = 3000;

/** Bound, for a key held down while nothing answers. */
const MAX_ASKED = 100;

/** @param what names the command in a few words. */
export const askEngine = (state: MonitorState, command: Command, what: string): Reduced => {
	const id = state.nextCommand;
	const asked: Asked = {id, what, atMs: state.memory.frame?.atMs};
	const shown = say(state, `asked for: ${what}`);
	return asking(
		{
			...shown,
			nextCommand: id + 1,
			asked: [...state.asked, asked].slice(-MAX_ASKED),
			message: shown.message && {...shown.message, awaits: id},
		},
		{kind: 'send', command, source: sourceOf(state, id)},
	);
};

const sourceOf = ({settings}: MonitorState, id: number): CommandSource => ({origin: settings.origin ?? 'screen', id});

/** Answers an open question: Y sends the command, any other key drops it. */
export const answerQuestion = (state: MonitorState, {command, what}: Question, key: string): Reduced =>
	key === 'Y' ? askEngine({...state, question: undefined}, command, what) : only(leave(state));

/** Takes the answers of a frame, and reports commands that have waited too long. */
export const heardAnswers = (state: MonitorState, {answers, journal, atMs}: MonitorFrame): MonitorState => {
	const own = answers.filter(({source}) => source.origin === sourceOf(state, 0).origin);
	const ids = new Set(own.map(({source}) => source.id));
	const left = state.asked.filter(({id}) => !ids.has(id));
	const heard = left.length === state.asked.length ? state : {...state, asked: left};
	return withoutAnswer(showAnswer(heard, own.at(-1), journal), atMs);
};

/**
 * Shows the newest answer, except a plain success while another command is pending. Other screens' commands are
 * reported only while none of ours is pending.
 */
const showAnswer = (state: MonitorState, answer: CommandAnswer | undefined, journal: MonitorFrame['journal']): MonitorState => {
	const atMs = state.memory.frame?.atMs;
	const waits = state.asked.length > 0;
	if (answer === undefined) {
		const last = waits ? undefined : journal.findLast(({kind}) => kind === 'command');
		return last === undefined ? state : {...state, message: {text: last.text, level: last.level, atMs}};
	}

	if (waits && answer.result === 'done') return state;
	const level: Message['level'] = answer.result === 'done' ? 'info' : 'warning';
	const shown = {...state, message: {text: answer.detail, level, atMs}};
	// No question while a line is open: its keys would be the answer.
	const {asks} = answer;
	return asks === undefined || state.prompt !== undefined ? shown : askForSure(shown, asks.command, asks.why);
};

/** Reports commands without an answer for {@link ANSWER_MS}, and logs them: their outcome is unknown. */
export const withoutAnswer = (state: MonitorState, nowMs: UnixMs): MonitorState => {
	if (state.asked.length === 0) return state;
	const dated = state.asked.map((asked) => ({...asked, atMs: asked.atMs === undefined || asked.atMs > nowMs ? nowMs : asked.atMs}));
	const overdue = dated.filter(({atMs}) => nowMs - atMs >= ANSWER_MS);
	const last = overdue.at(-1);
	const waiting = {...state, asked: dated.filter((asked) => !overdue.includes(asked))};
	if (last === undefined) return waiting;
	const texts = overdue.map(({what}) => `no answer in ${durationText(ANSWER_MS)}, perhaps not done: ${what}`);
	const entries = texts.map((text) => ({atMs: nowMs, kind: 'command', level: 'warning', text}) as const);
	return say({...waiting, memory: withEvents(waiting.memory, entries)}, texts.at(-1) ?? '', 'warning');
};
