/** Parses the line after `:`: a name of the keymap, or an unambiguous beginning of one, and an optional value. */

import {LIMIT_TABLE, type LimitRow} from '../../../domain/limit-table.js';
import {parseMoney} from '../../../domain/money.js';
import {safeText} from '../../../domain/text/safe-text.js';
import {editDistance, nearest} from '../../../domain/text/suggest.js';
import {offsetSize, parseDuration, parseOffset, plainNumber} from '../../../domain/text/value-text.js';
import {isOf, LIMIT_ACTIONS} from './action-ids.js';
import {KEYMAP, commandText, type ActionValue, type KeyBinding, type ValueKind} from './keymap.js';

export type ParsedCommand =
	| {readonly ok: true; readonly binding: KeyBinding; readonly value: string | undefined}
	/** A sentence: the fault and the accepted values. */
	| {readonly ok: false; readonly problem: string};

const bad = (problem: string): ParsedCommand => ({ok: false, problem});

export const parseCommand = (line: string): ParsedCommand => {
	const [name = '', ...rest] = line.trim().split(/\s+/u);
	const binding = named(name);
	if (binding === undefined) return bad(unknownText(name));
	const [value, ...more] = rest;
	const unit = more.length === 1 && UNIT_WORD.test(more[0] ?? '') ? more[0] : undefined;
	if (more.length > 0 && unit === undefined) {
		return bad(
			`:${binding.id} takes ${binding.value === undefined ? 'no value' : 'one value'}, "${safeText(more[0] ?? '', 20)}" is too many`,
		);
	}
	return withValue(binding, unit === undefined ? value : `${value}${unit}`);
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
	if (begun.length > 0) {
		return `:${shown} may be ${begun.slice(0, SUGGESTIONS).join(', ')}${begun.length > SUGGESTIONS ? ` and ${begun.length - SUGGESTIONS} more` : ''}`;
	}
	return `:${shown} is no command; Tab shows all${suggestion(
		name,
		KEYMAP.map(({id}) => id),
	)}`;
};

const usage = (binding: KeyBinding): string => {
	const choices = binding.value?.choices ?? [];
	return choices.length > 0
		? `one of ${choices.join(', ')}`
		: `${commandText(binding)}, as in :${binding.id} ${EXAMPLES[binding.value?.kind ?? 'price']}`;
};

/** The nearest word, if at least half of it matches. */
const suggestion = (text: string, words: readonly string[]): string => {
	const likely = nearest(text, words);
	const isLike = likely !== undefined && editDistance(text.slice(0, 60), likely) <= Math.max(1, Math.floor(likely.length / 2));
	return isLike ? `, did you mean ${likely}?` : '';
};

const EXAMPLES: Readonly<Record<ValueKind, string>> = {
	'signed-offset': '-0.50 or 2bp',
	offset: '0.05 or 3t',
	price: '0.05',
	size: '0.01',
	levels: '10',
	bp: '25',
	count: '10',
	duration: '5s',
	choice: '',
};

/** A unit separated from its number: `2 bp`. */
const UNIT_WORD = /^(?:bps?|t|ticks?|ms|s|m|h)$/u;

const withValue = (binding: KeyBinding, text: string | undefined): ParsedCommand => {
	const {value} = binding;
	// A limit without a value is displayed.
	if (text === undefined) {
		return value?.needed === true && !isOf(LIMIT_ACTIONS, binding.id)
			? bad(`:${binding.id} needs a value: ${usage(binding)}`)
			: {ok: true, binding, value: undefined};
	}
	if (value === undefined) return bad(`:${binding.id} takes no value`);
	const read = chosenWord(value, text) ?? readValue(binding, value.kind, text);
	return read === undefined
		? bad(`:${binding.id}: "${safeText(text, 30)}" ${problemOf(binding, value, text)}`)
		: {ok: true, binding, value: read};
};

/** A word of the list, or an unambiguous beginning of one. */
const chosenWord = ({choices}: ActionValue, text: string): string | undefined => {
	const begun = choices.filter((choice) => choice.startsWith(text));
	return choices.find((choice) => choice === text) ?? (begun.length === 1 ? begun[0] : undefined);
};

/** Normalises a number for the engine: no plus, a digit before the point, ASCII minus. */
const readValue = ({id}: KeyBinding, kind: ValueKind, text: string): string | undefined => {
	switch (kind) {
		case 'choice':
			return undefined;
		case 'signed-offset':
		case 'offset': {
			const offset = parseOffset(text);
			return offset === undefined || (kind === 'offset' && offsetSize(offset) <= 0n) ? undefined : text;
		}

		case 'levels':
			return /^[1-9]\d?$/.test(plainNumber(text) ?? '') ? plainNumber(text) : undefined;
		case 'price':
		case 'size':
			return isPositive(plainNumber(text)) ? plainNumber(text) : undefined;
		case 'bp':
		case 'count':
		case 'duration': {
			const value = readNumber(kind, text);
			const {least, most}: {readonly least: number; readonly most: number} = isOf(LIMIT_ACTIONS, id)
				? LIMIT_TABLE[id]
				: {least: 0, most: 0};
			return value === undefined || value < least || value > most || (kind === 'bp' && value === 0) ? undefined : String(value);
		}
	}
};

/** Basis points and counts unchanged, a duration in milliseconds. */
const readNumber = (kind: 'bp' | 'count' | 'duration', text: string): number | undefined => {
	if (kind === 'duration') return parseDuration(text);
	const plain = plainNumber(kind === 'bp' ? text.replace(/\s*bps?$/u, '') : text);
	return plain === undefined || (kind === 'count' && !/^\d{1,10}$/.test(plain)) ? undefined : Number(plain);
};

/** Bounded by the longest text of money, which exceeds any market. */
const isPositive = (plain: string | undefined): boolean => plain !== undefined && plain.length <= 30 && (parseMoney(plain) ?? 0n) > 0n;

const problemOf = (binding: KeyBinding, {kind, choices}: ActionValue, text: string): string => {
	const limit: LimitRow | undefined = isOf(LIMIT_ACTIONS, binding.id) ? LIMIT_TABLE[binding.id] : undefined;
	const words = choices.length === 0 ? '' : `, or ${choices.join(', ')}`;
	switch (kind) {
		case 'choice':
			return `is not one of ${choices.join(', ')}${suggestion(text, choices)}`;
		case 'signed-offset':
			return 'is not a number such as -0.50, 2bp or 3t';
		case 'offset':
			return 'is not a number above zero, such as 0.05, 2bp or 3t';
		case 'levels':
			return 'is neither a number of levels from 1 to 99 nor all';
		case 'price':
		case 'size':
			return `is not a plain decimal number above zero, such as 0.05${words}`;
		case 'bp':
			return `is not a number of basis points above 0 and at most ${limit?.most ?? 0}${words}`;
		case 'count':
			return `is not a whole number from ${limit?.least ?? 0} to ${limit?.most ?? 0}${words}`;
		case 'duration':
			return `is not a length of time up to 60m, such as 25ms or 5s${words}`;
	}
};

/** A completion: a command by name, or a value of the named command. */
export type Offer = {readonly line: string; readonly shown: string; readonly binding: KeyBinding};

export const offersFor = (line: string): readonly Offer[] => {
	const [, name = '', value] = /^\s*(\S*)(?:\s+(\S*))?/u.exec(line) ?? [];
	if (value === undefined) return commandsLike(name);
	const binding = named(name);
	if (binding?.value === undefined) return [];
	if (binding.value.kind !== 'choice' && (value === '' || !binding.value.choices.some((choice) => choice.startsWith(value)))) {
		return [{line, shown: commandText(binding), binding}];
	}
	const choices = binding.value.choices.filter((choice) => choice.startsWith(value));
	return choices.map((choice) => ({line: `${binding.id} ${choice}`, shown: `:${binding.id} ${choice}`, binding}));
};

/** Commands that begin with the text, then those that contain it. */
const commandsLike = (name: string): readonly Offer[] => {
	const begun = KEYMAP.filter(({id}) => id.startsWith(name));
	const inside = KEYMAP.filter(({id}) => !id.startsWith(name) && id.includes(name));
	return [...begun, ...inside].map((binding) => ({
		line: binding.value === undefined ? binding.id : `${binding.id} `,
		shown: commandText(binding),
		binding,
	}));
};
