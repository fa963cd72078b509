/** What a row of the option tables says, and the commands that options belong to. */

import type {Reader} from '../value-readers.js';

export const COMMAND_NAMES = ['screen', 'feed', 'stream', 'exchange', 'simulate', 'paths'] as const;
/** `screen` is what runs without a command word. */
export type CommandName = (typeof COMMAND_NAMES)[number];

export const ALL: readonly CommandName[] = COMMAND_NAMES;
/** Everything with a market. */
export const MARKETS: readonly CommandName[] = ['screen', 'feed', 'stream', 'exchange'];
export const SEEDED: readonly CommandName[] = [...MARKETS, 'simulate'];
export const VIEWERS: readonly CommandName[] = ['screen', 'feed', 'stream'];
export const MAKERS: readonly CommandName[] = ['screen', 'stream'];

/** The parts of the settings that options are read into. */
type Section =
	'source' | 'market' | 'maker' | 'fees' | 'quoting' | 'paper' | 'limits' | 'screen' | 'look' | 'stream' | 'exchange' | 'simulation';

/** An option: how it is written, what it says of itself, and where its value goes. */
export type OptionRow = {
	/** Kebab-case: the flag without its dashes, and the key in the file. */
	readonly name: string;
	readonly short?: string;
	/** What stands for the value in the help; absent for a switch. */
	readonly placeholder?: string;
	/** A switch that is on by itself is shown, and mostly used, as `--no-…`. */
	readonly onByDefault?: true;
	/** `--no-NAME` of an option with a value sets it to this. */
	readonly negative?: string;
	/** What the help says of the default, where the fallback's own text does not say it. */
	readonly defaultText?: string;
	readonly help: string;
	/** Where not all commands of the group take it, or more. */
	readonly commands?: readonly CommandName[];
	/** Only to be given as a flag: not in the environment, not in the file. */
	readonly flagOnly?: true;
	/** Not to be given in the file (it names the file). */
	readonly notInFile?: true;
	/** From the text that was written to the value. */
	readonly read?: Reader<unknown>;
	/** The value is the property `key` of this part of the settings. */
	readonly section?: Section;
	readonly key?: string;
	/** The value where none was written. Without this property the key is left out then: whoever is configured has a default. */
	readonly fallback?: unknown;
};

/** A heading of the help with its options. */
export type OptionGroup = {
	readonly title: string;
	readonly commands: readonly CommandName[];
	readonly rows: readonly OptionRow[];
};

/** `a, b or c`; a word may have a note in brackets behind it. */
export const eitherOf = <Word extends string>(words: readonly Word[], notes: Partial<Record<Word, string>> = {}): string => {
	const noted = words.map((word) => (notes[word] === undefined ? word : `${word} (${notes[word]})`));
	return noted.length < 2 ? noted.join('') : `${noted.slice(0, -1).join(', ')} or ${noted.at(-1)}`;
};

/** `250ms`, `5s`, as durations are written. */
export const durationText = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
