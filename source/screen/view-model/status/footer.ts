/** The last row: a message, or the most important keys, as many as fit. */

import {fitRow, fitSegments, span, type Row} from '../cells/cells.js';
import {footerKeys} from '../settings/active-keys.js';
import {offersFor} from '../settings/commands.js';
import {commandText, type KeyBinding} from '../settings/keymap.js';
import {messageText} from '../words/message-text.js';
import {isPulledByOperator, isTrusted, layoutOf, messageOnScreen, type MonitorState} from '../state/monitor-state.js';
import type {Prompt} from '../memory/prompt.js';
import {promptRow} from './prompt-rows.js';
import {glyphsFor} from '../cells/symbols.js';

export const footerRow = (state: MonitorState, width: number): Row => {
	const {prompt} = state;
	const message = messageOnScreen(state);
	if (prompt !== undefined) return promptRow(prompt, width, promptNote(state, prompt));
	if (message !== undefined) {
		const style = message.level === 'warning' ? ({role: 'warn', bold: true} as const) : ({role: 'accent'} as const);
		return fitRow([span(` ${messageText(message, width - 1, glyphsFor(state.settings.ascii).dash)}`, style)], width);
	}

	const separator = [span(width >= 100 ? '  ' : ' ')];
	const hints = shownBindings(state).map((binding) => ({row: hint(binding, state), priority: priorityOf(binding, state)}));
	return fitRow([span(' '), ...fitSegments(hints, separator, width - 1)], width);
};

/** Beside an input line: the value that the command takes, how a search ends, or the message of a key that acted. */
export const promptNote = ({message}: MonitorState, prompt: Prompt): string => {
	if (message !== undefined) return message.text;
	if (prompt.kind === 'search') return 'Enter keeps the search, Esc ends it';
	const [offer] = offersFor(prompt.text);
	return offer === undefined ? '' : `${commandText(offer.binding)}  ${offer.binding.help}`;
};

const shownBindings = (state: MonitorState): readonly KeyBinding[] => {
	const small = state.overlay !== 'none' || layoutOf(state).kind === 'card';
	return state.settings.keymap.bindings
		.filter((binding) => binding.priority > 0 || (small && binding.id === 'close' && state.overlay !== 'none'))
		.filter((binding) => !small || binding.context === 'anywhere')
		.filter((binding) => !(binding.changesQuotes && cannotQuote(state)))
		.filter(({id}) => id !== (isPulledByOperator(state) ? 'pull' : 'resume'));
};

const cannotQuote = ({memory: {frame}, settings}: MonitorState): boolean => settings.readOnly || frame?.maker.quoting.kind === 'off';

/** Tab ranks higher where one panel shows at a time, resync where the book is not live. */
const priorityOf = (binding: KeyBinding, state: MonitorState): number => {
	// Takes the rank of the pull key.
	if (binding.id === 'resume') return 99;
	if (binding.id === 'focus' && layoutOf(state).kind === 'single') return 98;
	if (!isTrusted(state) && (binding.id === 'resync' || binding.id === 'log')) return 97;
	return Math.max(1, binding.priority);
};

const hint = (binding: KeyBinding, state: MonitorState): Row => [
	span(footerKeys(binding, state.settings.keymap), {bold: true}),
	span(` ${labelOf(binding, state)}`, {role: 'muted'}),
];

/** Some keys act differently by state; the label follows. */
const labelOf = (binding: KeyBinding, state: MonitorState): string => {
	if (binding.id === 'pull') return isTrusted(state) || state.memory.frame === undefined ? 'pull' : 'stay pulled';
	if (binding.id === 'zoom' && state.zoomed) return 'all panels';
	if (binding.id === 'hold-tape' && state.memory.heldTape !== undefined) return 'release tape';
	if (binding.id === 'resync' && state.memory.frame !== undefined && !isTrusted(state)) return 'resync now';
	return binding.label;
};
