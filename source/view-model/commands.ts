/** What stands behind `:`: a name of the keymap, by its beginning where that is enough, and perhaps a value. */

import {parseScaled} from '../domain/decimal-text.js';
import {MONEY_DECIMALS} from '../domain/money.js';
import {safeText} from '../domain/safe-text.js';
import {KEYMAP, commandText, type ActionValue, type KeyBinding} from './keymap.js';

export type ParsedCommand =
	| {readonly ok: true; readonly binding: KeyBinding; readonly value: string | undefined}
	/** A sentence: what was wrong, and what would do. */
	| {readonly ok: false; readonly problem: string};

const bad = (problem: string): ParsedCommand => ({ok: false, problem});

export const parseCommand = (line: string): ParsedCommand => {
	const [name = '', ...rest] = line.trim().split(/\s+/u);
	const binding = named(name);
	if (binding === undefined) return bad(unknownText(name));
	const [value, extra] = rest;
	if (extra !== undefined) return bad(`:${binding.id} takes ${binding.value === undefined ? 'no value' : 'one value'}, "${safeText(extra, 20)}" is too many`);
	return withValue(binding, value);
};

const named = (name: string): KeyBinding | undefined => {
	const exact = KEYMAP.find(({id}) => id === name);
	if (exact !== undefined || name === '') return exact;
	const begun = KEYMAP.filter(({id}) => id.startsWith(name));
	return begun.length === 1 ? begun[0] : undefined;
};

const SUGGESTIONS = 4;

const unknownText = (name: string): string => {
	const begun = KEYMAP.filter(({id}) => id.startsWith(name)).map(({id}) => id);
	const shown = safeText(name, 30);
	if (begun.length > 0) return `:${shown} may be ${begun.slice(0, SUGGESTIONS).join(', ')}${begun.length > SUGGESTIONS ? ` and ${begun.length - SUGGESTIONS} more` : ''}`;
	const likely = likeliest(name);
	return `:${shown} is no command; Tab shows all${likely === undefined ? '' : `, did you mean ${likely}?`}`;
};

/** The name that shares most pairs of letters, if there is one that shares any. */
const likeliest = (name: string): string | undefined => {
	const pairs = (text: string): readonly string[] => Array.from({length: Math.max(0, text.length - 1)}, (_, index) => text.slice(index, index + 2));
	const wanted = new Set(pairs(name.slice(0, 40)));
	const likeness = ({id}: KeyBinding): number => (2 * pairs(id).filter((pair) => wanted.has(pair)).length) / (wanted.size + id.length);
	const [best] = KEYMAP.toSorted((one, other) => likeness(other) - likeness(one));
	return best === undefined || likeness(best) === 0 ? undefined : best.id;
};

const withValue = (binding: KeyBinding, text: string | undefined): ParsedCommand => {
	const {value} = binding;
	if (text === undefined) return value?.needed === true ? bad(`:${binding.id} needs a value: ${usage(binding)}`) : {ok: true, binding, value: undefined};
	if (value === undefined) return bad(`:${binding.id} takes no value`);
	const problem = problemOf(value, text);
	return problem === undefined ? {ok: true, binding, value: completed(value, text)} : bad(`:${binding.id}: "${safeText(text, 30)}" ${problem}`);
};

const usage = (binding: KeyBinding): string => {
	const choices = binding.value?.choices ?? [];
	return choices.length > 0 ? `one of ${choices.join(', ')}` : `${commandText(binding)}, as in :${binding.id} ${EXAMPLES[binding.value?.kind ?? 'price']}`;
};

const EXAMPLES = {'signed-price': '-0.50', price: '0.05', size: '0.01', levels: '10', choice: ''} as const;

const problemOf = ({kind, choices}: ActionValue, text: string): string | undefined => {
	switch (kind) {
		case 'choice':
			return choices.filter((choice) => choice.startsWith(text)).length === 1 || choices.includes(text) ? undefined : `is not one of ${choices.join(', ')}`;
		case 'signed-price':
			return isDecimal(text.replace(/^-/, '')) ? undefined : 'is not a plain decimal number such as -0.50';
		case 'levels':
			return choices.includes(text) || /^[1-9]\d?$/.test(text) ? undefined : 'is neither a number of levels from 1 to 99 nor all';
		case 'price':
		case 'size':
			return isDecimal(text) && /[1-9]/.test(text) ? undefined : 'is not a plain decimal number above zero, such as 0.05';
	}
};

/** As long as money can be, and no market is larger. */
const isDecimal = (text: string): boolean => text.length <= 30 && parseScaled(text, MONEY_DECIMALS) !== undefined;

const completed = ({kind, choices}: ActionValue, text: string): string =>
	kind === 'choice' ? (choices.find((choice) => choice === text) ?? choices.find((choice) => choice.startsWith(text)) ?? text) : text;

/** What is offered for a line: commands by name, or the values of the one that is named. */
export type Offer = {readonly line: string; readonly shown: string; readonly binding: KeyBinding};

export const offersFor = (line: string): readonly Offer[] => {
	const [, name = '', value] = /^\s*(\S*)(?:\s+(\S*))?/u.exec(line) ?? [];
	if (value === undefined) return commandsLike(name);
	const binding = named(name);
	if (binding?.value === undefined) return [];
	if (binding.value.kind !== 'choice') return [{line, shown: commandText(binding), binding}];
	const choices = binding.value.choices.filter((choice) => choice.startsWith(value));
	return choices.map((choice) => ({line: `${binding.id} ${choice}`, shown: `:${binding.id} ${choice}`, binding}));
};

/** Names that begin so, then names that have it inside. */
const commandsLike = (name: string): readonly Offer[] => {
	const begun = KEYMAP.filter(({id}) => id.startsWith(name));
	const inside = KEYMAP.filter(({id}) => !id.startsWith(name) && id.includes(name));
	return [...begun, ...inside].map((binding) => ({
		line: binding.value === undefined ? binding.id : `${binding.id} `,
		shown: commandText(binding),
		binding,
	}));
};
