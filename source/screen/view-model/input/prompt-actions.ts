/** Keys and pastes while a line is typed, and the execution of the line. */

import {keyOf} from '../settings/active-keys.js';
import {offersFor, parseCommand} from '../settings/commands.js';
import {findEvent} from '../events/event-list.js';
import type {ActionId} from '../settings/action-ids.js';
import type {KeyBinding} from '../settings/keymap.js';
import type {MonitorState} from '../state/monitor-state.js';
import {pasteIntoPrompt, pressInPrompt, type Prompt} from '../memory/prompt.js';
import {only, say, type Reduced} from '../state/reduced.js';

const HISTORY = 100;

type Run = (state: MonitorState, binding: KeyBinding, value: string | undefined) => Reduced;

export const pressInLine = (state: MonitorState, prompt: Prompt, key: string, run: Run): Reduced => {
	const help = {
		history: prompt.kind === 'command' ? state.commandHistory : [],
		complete: (text: string) => (prompt.kind === 'command' ? offersFor(text).map(({line}) => line) : []),
	};
	const step = pressInPrompt(prompt, key, help);
	switch (step.kind) {
		case 'edit':
			return only(withPrompt({...state, message: undefined}, step.prompt));
		case 'cancel':
			return only({...state, prompt: undefined, search: prompt.kind === 'search' ? '' : state.search});
		case 'submit':
			return prompt.kind === 'search'
				? only(finishSearch({...state, prompt: undefined}))
				: submit({...state, prompt: undefined}, step.text, run);
	}
};

/** A search takes effect while it is typed. */
const withPrompt = (state: MonitorState, prompt: Prompt): MonitorState => {
	if (prompt.kind === 'command') return {...state, prompt};
	const searching = {...state, prompt, search: prompt.text.trim(), chosenEvent: undefined};
	return findEvent(searching, 'nearest')?.state ?? searching;
};

const finishSearch = (state: MonitorState): MonitorState => {
	if (state.search === '') return state;
	const found = findEvent({...state, chosenEvent: undefined}, 'nearest');
	if (found === undefined) return say({...state, search: ''}, `no event has "${state.search}"`, 'warning');
	const key = (id: ActionId): string => keyOf(state.settings.keymap, id);
	return say(
		found.state,
		`${found.count} with "${state.search}"; ${key('next-match')} the next older, ${key('previous-match')} the next newer, ${key('close')} ends`,
	);
};

const submit = (state: MonitorState, line: string, run: Run): Reduced => {
	if (line === '') return only(state);
	const remembered = {...state, commandHistory: [...state.commandHistory.filter((other) => other !== line), line].slice(-HISTORY)};
	const parsed = parseCommand(line);
	return parsed.ok ? run(remembered, parsed.binding, parsed.value) : only(say(remembered, parsed.problem, 'warning'));
};

/** A paste goes into an open line and never executes it; otherwise a message says how much was ignored. */
export const pasteText = (state: MonitorState, text: string): MonitorState =>
	state.prompt === undefined
		? say(state, `paste of ${Array.from(text).length} characters ignored`, 'warning')
		: withPrompt(state, pasteIntoPrompt(state.prompt, text));
