/** The last row: a word in answer to a key, or the keys that matter most, as many as fit. */

import {fitRow, fitSegments, span, type Row} from './cells.js';
import {KEYMAP, footerKeys, type KeyBinding} from './keymap.js';
import {isPulledByOperator, isTrusted, layoutOf, type MonitorState} from './monitor-state.js';

export const footerRow = (state: MonitorState, width: number): Row => {
	const {message} = state;
	if (message !== undefined) {
		const style = message.level === 'warning' ? {role: 'warn', bold: true} as const : {role: 'accent'} as const;
		return fitRow([span(` ${message.text}`, style)], width);
	}

	const separator = [span(width >= 100 ? '  ' : ' ')];
	const hints = shownBindings(state).map((binding) => ({row: hint(binding, state), priority: priorityOf(binding, state)}));
	return fitRow([span(' '), ...fitSegments(hints, separator, width - 1)], width);
};

const shownBindings = (state: MonitorState): readonly KeyBinding[] => {
	const small = state.overlay !== 'none' || layoutOf(state).kind === 'card';
	return KEYMAP.filter((binding) => binding.priority > 0 || (small && binding.id === 'close' && state.overlay !== 'none'))
		.filter((binding) => !small || binding.context === 'anywhere')
		.filter((binding) => !(binding.changesQuotes && cannotQuote(state)));
};

const cannotQuote = ({settings, frame}: MonitorState): boolean =>
	settings.readOnly || frame?.maker.quoting.kind === 'off';

/** Where one panel shows at a time Tab matters more; where the book is not live, loading it again does. */
const priorityOf = (binding: KeyBinding, state: MonitorState): number => {
	if (binding.id === 'focus' && layoutOf(state).kind === 'single') return 98;
	if (!isTrusted(state) && (binding.id === 'resync' || binding.id === 'log')) return 97;
	return Math.max(1, binding.priority);
};

const hint = (binding: KeyBinding, state: MonitorState): Row => [
	span(footerKeys(binding), {bold: true}),
	span(` ${labelOf(binding, state)}`, {role: 'muted'}),
];

/** Some keys do another thing in another state. */
const labelOf = (binding: KeyBinding, state: MonitorState): string => {
	if (binding.id === 'pull') {
		if (isPulledByOperator(state)) return 'RESUME';
		return isTrusted(state) || state.frame === undefined ? 'pull' : 'stay pulled';
	}

	if (binding.id === 'hold-tape' && state.heldTape !== undefined) return 'release tape';
	if (binding.id === 'resync' && state.frame !== undefined && !isTrusted(state)) return 'resync now';
	return binding.label;
};
