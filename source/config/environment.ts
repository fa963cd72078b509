/** The `MM_TUI_*` variables as a layer of the configuration. */

import {safeText} from '../domain/text/safe-text.js';
import {OptionError} from './option-error.js';
import {canNegate, negativeText} from './option-lookup.js';
import {OPTIONS, variableName, type Option, type OptionName} from './option-table.js';
import type {RawValue, RawValues} from './raw-value.js';
import {isSlip, nearest} from '../domain/text/suggest.js';
import {readBoolean} from './value-readers.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as unset. `MM_TUI_NO_X` is read beside `MM_TUI_X` for options that can be negated. */
export const readEnvironment = (environment: Environment): RawValues => {
	const values = new Map<OptionName, RawValue>();
	for (const option of OPTIONS) {
		if (option.flagOnly === true) continue;
		const value = plainValue(environment, variableName(option.name)) ?? negatedValue(environment, option);
		if (value !== undefined) values.set(option.name, value);
	}

	return values;
};

const plainValue = (environment: Environment, variable: string): RawValue | undefined => {
	const text = environment[variable];
	return text === undefined || text === '' ? undefined : {text, origin: {kind: 'variable', variable}};
};

const negatedValue = (environment: Environment, option: Option): RawValue | undefined => {
	if (!canNegate(option)) return undefined;
	const value = plainValue(environment, variableName(`no-${option.name}`));
	return value !== undefined && readNegation(value) ? {text: negativeText(option), origin: value.origin} : undefined;
};

const readNegation = (value: RawValue): boolean => {
	const negated = readBoolean(value.text);
	if (negated.ok) return negated.value;
	throw new OptionError(value.origin, negated.problem);
};

/**
 * Warnings about variables that look misspelt. Other names with `MM_TUI_` are ignored: they may belong to
 * another version.
 */
export const environmentWarnings = (environment: Environment): readonly string[] => {
	const known = OPTIONS.filter((option) => option.flagOnly !== true).map((option) => variableName(option.name));
	const named = new Set(known);
	return Object.keys(environment)
		.filter((variable) => variable.startsWith('MM_TUI_') && !variable.startsWith('MM_TUI_NO_') && !named.has(variable))
		.flatMap((variable) => {
			const suggestion = nearest(variable, known);
			if (suggestion === undefined || !isSlip(variable.slice(PREFIX_LENGTH), suggestion.slice(PREFIX_LENGTH))) return [];
			return [`the variable ${safeText(variable)} is not known and ignored; did you mean ${suggestion}?`];
		});
};

const PREFIX_LENGTH = 'MM_TUI_'.length;
