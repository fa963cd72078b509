/** Finds options by the names that people write (flags, keys). */

import {OPTIONS, isSwitch, type Option} from './option-table.js';

/** `negated` if written as `no-NAME`. */
export type NamedOption = {readonly option: Option; readonly negated: boolean};

/** Whether `no-NAME` is accepted. */
export const canNegate = (option: Option): boolean => option.flagOnly !== true && (isSwitch(option) || option.negative !== undefined);

const BY_NAME: ReadonlyMap<string, NamedOption> = new Map(
	OPTIONS.flatMap((option) => {
		const plain: [string, NamedOption] = [option.name, {option, negated: false}];
		return canNegate(option) ? [plain, [`no-${option.name}`, {option, negated: true}] as const] : [plain];
	}),
);

/** @param name without leading dashes: `rest-url`, `no-market-maker`. */
export const findOption = (name: string): NamedOption | undefined => BY_NAME.get(name);

/** @param flag as typed: `--rest-url`, `--no-market-maker`, `-s`. */
export const findFlag = (flag: string): NamedOption | undefined =>
	flag.startsWith('--') ? findOption(flag.slice(2)) : BY_SHORT.get(flag.slice(1));

const BY_SHORT: ReadonlyMap<string, NamedOption> = new Map(
	OPTIONS.flatMap((option) => (option.short === undefined ? [] : [[option.short, {option, negated: false}] as const])),
);

/** Names for suggestions, in the help's order, filtered. */
export const optionNames = (wanted: (option: Option) => boolean): readonly string[] =>
	OPTIONS.filter((option) => wanted(option)).flatMap((option) => (canNegate(option) ? namesOfNegatable(option) : [option.name]));

const namesOfNegatable = (option: Option): readonly string[] =>
	option.onByDefault === true ? [`no-${option.name}`, option.name] : [option.name, `no-${option.name}`];

/** The value that `no-NAME` sets, as text. */
export const negativeText = (option: Option): string => option.negative ?? 'false';
