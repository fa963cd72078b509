/** From the names people write (flags, keys) to options. */

import {OPTIONS, isSwitch, type Option} from './option-table.js';

/** An option as it was named; `negated` for `no-NAME`. */
export type NamedOption = {readonly option: Option; readonly negated: boolean};

/** May it be written as `no-NAME`? */
export const canNegate = (option: Option): boolean => option.flagOnly !== true && (isSwitch(option) || option.negative !== undefined);

const BY_NAME: ReadonlyMap<string, NamedOption> = new Map(
	OPTIONS.flatMap((option) => {
		const plain: [string, NamedOption] = [option.name, {option, negated: false}];
		return canNegate(option) ? [plain, [`no-${option.name}`, {option, negated: true}] as const] : [plain];
	}),
);

/** @param name without dashes in front: `rest-url`, `no-market-maker`. */
export const findOption = (name: string): NamedOption | undefined => BY_NAME.get(name);

/** @param flag as it is typed: `--rest-url`, `--no-market-maker`, `-s`. */
export const findFlag = (flag: string): NamedOption | undefined =>
	flag.startsWith('--') ? findOption(flag.slice(2)) : BY_SHORT.get(flag.slice(1));

const BY_SHORT: ReadonlyMap<string, NamedOption> = new Map(
	OPTIONS.flatMap((option) => (option.short === undefined ? [] : [[option.short, {option, negated: false}] as const])),
);

/** Names for suggestions: what the help shows first, and only those that pass the filter. */
export const optionNames = (wanted: (option: Option) => boolean): readonly string[] =>
	OPTIONS.filter((option) => wanted(option)).flatMap((option) => (canNegate(option) ? namesOfNegatable(option) : [option.name]));

const namesOfNegatable = (option: Option): readonly string[] =>
	option.onByDefault === true ? [`no-${option.name}`, option.name] : [option.name, `no-${option.name}`];

/** What `no-NAME` says, in the option's own words. */
export const negativeText = (option: Option): string => option.negative ?? 'false';
