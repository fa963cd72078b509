/** argv → a command and its flags, or a sentence about what is wrong. */

import meow, {type AnyFlags} from 'meow';
import {PROGRAM} from '../assets.js';
import {findFlag, negativeText, optionNames, type NamedOption} from '../config/option-lookup.js';
import {OPTIONS, isSwitch, type CommandName, type OptionName} from '../config/option-table.js';
import type {RawValue, RawValues} from '../config/raw-value.js';
import {nearest} from '../domain/text/suggest.js';
import {safeText} from '../domain/text/safe-text.js';
import {COMMAND_WORDS, findCommand} from './command-table.js';
import type {Invocation} from './invocation.js';
import {UsageError} from './process/exit-code.js';

/** A flag as typed: meow loses the spelling, and messages need it. */
type Given = {readonly typed: string; readonly hasValue: boolean; readonly named: NamedOption | undefined};

/**
 * Accepts `--flag value`, `--flag=value`, `-s value`, `--no-flag`, and `--` before words that begin with a dash.
 * The command may stand before or after flags; of a flag given twice the last one counts.
 * @throws {UsageError}
 */
export const parseCommandLine = (argv: readonly string[]): Invocation => {
	const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
	const line = meowLine(argv.slice(0, end));
	const given = line.filter((word) => isFlag(word)).map((word) => givenFlag(word));
	const {input, flags} = readWithMeow([...line.filter((word) => !isFlag(word) || givenFlag(word).named), ...argv.slice(end)]);
	const [help, version] = [input[0] === 'help' || flags['help'] === true, flags['version'] === true];
	// A request for help is answered whatever else is wrong on the line.
	if (help || version) return {command: commandOf(input), words: [], flags: new Map(), help, version};
	// Checked before the words: one after an unknown option was probably meant as its value.
	rejectUnknown(given, input[0]);
	const command = commandOf(input);
	return {command, words: input.slice(1), flags: flagsOf(given, command, flags), help, version};
};

/** Parses only: prints nothing, exits nothing, and receives known flags only. */
const readWithMeow = (argv: readonly string[]) =>
	meow({...PROGRAM, argv, flags: MEOW_FLAGS, autoHelp: false, autoVersion: false, booleanDefault: undefined});

const meowKey = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** `isMultiple`, because meow refuses a second value otherwise; its default is also the value of a flag without one. */
const MEOW_FLAGS: AnyFlags = Object.fromEntries(
	OPTIONS.map((option) => [
		meowKey(option.name),
		{
			...(isSwitch(option) ? {type: 'boolean' as const} : {type: 'string' as const, isMultiple: true as const, default: ['']}),
			...(option.short === undefined ? {} : {shortFlag: option.short}),
		},
	]),
);

/**
 * Adds an equals sign where meow would misread: `-sbtcusdt`, `--inventory -0,5`, `--demo true` (a switch takes
 * no value).
 */
const meowLine = (words: readonly string[]): readonly string[] => {
	const line: string[] = [];
	for (const word of words) {
		const flag = line.at(-1) ?? '';
		if (JOINED.test(word) && isFlag(flag) && !flag.includes('=')) line[line.length - 1] = `${flag}=${word}`;
		else line.push(word.replace(STUCK, '$1='));
	}

	return line;
};

const JOINED = /^(?:-|-[\d.].*|true|false)$/su;
const STUCK = new RegExp(`^(-[${OPTIONS.map((option) => (isSwitch(option) ? '' : (option.short ?? ''))).join('')}])(?=[^=])`, 'u');

const isFlag = (word: string): boolean => word.startsWith('-') && word !== '-';

const givenFlag = (word: string): Given => {
	const [typed = ''] = word.split('=', 1);
	return {typed, hasValue: word.includes('='), named: findFlag(typed)};
};

/** The command word, after `help` or alone. */
const commandOf = (words: readonly string[]): CommandName => {
	const [first, ...others] = words[0] === 'help' ? words.slice(1) : words;
	if (first === undefined) return 'screen';
	const command = findCommand(first);
	if (command === undefined) throw unknownCommand(first);
	const taken = command.positionals?.length ?? 0;
	const extra = others[taken];
	if (extra !== undefined) {
		throw new UsageError(`"${safeText(extra, 60)}" is one word too many${taken > 0 ? '' : `; ${command.name} takes options only`}`);
	}
	return command.name;
};

const unknownCommand = (word: string): UsageError => {
	const suggestion = nearest(word, COMMAND_WORDS) ?? '';
	return new UsageError(`"${safeText(word, 60)}" is not a command; did you mean ${suggestion}? (A symbol is given with --symbol, -s.)`);
};

/** @param word the command word, or what stands in its place. */
const rejectUnknown = (given: readonly Given[], word: string | undefined): void => {
	const unknown = given.find(({named}) => named === undefined);
	if (unknown === undefined) return;
	const command = word === undefined ? 'screen' : findCommand(word)?.name;
	const names = optionNames((option) => command === undefined || option.commands.includes(command));
	throw new UsageError(`${safeText(unknown.typed, 60)} is not an option; did you mean --${suggestedFor(unknown.typed, names)}?`);
};

/** For a single letter, the first name that begins with it. */
const suggestedFor = (typed: string, names: readonly string[]): string | undefined => {
	const name = typed.replace(/^--?/, '');
	return name.length === 1 ? (names.find((other) => other.startsWith(name.toLowerCase())) ?? 'help') : nearest(name, names);
};

const flagsOf = (given: readonly Given[], command: CommandName, values: Readonly<Record<string, unknown>>): RawValues => {
	const flags = new Map<OptionName, RawValue>();
	for (const [named, typed] of lastOfEach(given, command)) {
		flags.set(named.name, {text: textOf(values[meowKey(named.name)], named, typed), origin: {kind: 'flag', flag: typed}});
	}

	return flags;
};

/** The last occurrence of each option, with its spelling. */
const lastOfEach = (given: readonly Given[], command: CommandName): ReadonlyMap<NamedOption['option'], string> => {
	const last = new Map<NamedOption['option'], string>();
	for (const {typed, hasValue, named} of given) {
		if (named === undefined) continue;
		const {option, negated} = named;
		if (!option.commands.includes(command)) throw foreignOption(typed, option, command);
		if (hasValue && (negated || isSwitch(option))) throw new UsageError(`${typed} takes no value`);
		last.set(option, typed);
	}

	return last;
};

const foreignOption = (typed: string, option: NamedOption['option'], command: CommandName): UsageError => {
	const owners = option.commands.map((name) => (name === 'screen' ? 'the screen' : name)).join(' and ');
	const here = command === 'screen' ? 'the screen' : command;
	if (command === 'replay' && option.commands.includes('stream')) {
		return new UsageError(
			`${typed} would change what was recorded; replay repeats it as it was, and "mm-tui backtest" runs it with other settings`,
		);
	}

	return new UsageError(`${typed} is an option of ${owners}, not of ${here}`);
};

/** @param value from meow: a boolean for a switch, for others a list of texts with `false` for each `--no-…`. */
const textOf = (value: unknown, option: NamedOption['option'], typed: string): string => {
	const last: unknown = Array.isArray(value) ? value.at(-1) : value;
	if (last === true) return 'true';
	if (last === false) return negativeText(option);
	if (typeof last === 'string' && last !== '') return last;
	throw new UsageError(`${typed} needs a value: ${typed} ${option.placeholder ?? 'VALUE'}`);
};
