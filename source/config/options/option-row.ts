/** The shape of a row in the option tables, and the command names. */

import type {Reader} from '../value-readers.js';

export const COMMAND_NAMES = ['screen', 'feed', 'stream', 'record', 'replay', 'recording', 'exchange', 'simulate', 'paths'] as const;
/** `screen` is the program without a command word. */
export type CommandName = (typeof COMMAND_NAMES)[number];

export const ALL: readonly CommandName[] = COMMAND_NAMES;
/** Commands that show a market. */
export const MARKETS: readonly CommandName[] = ['screen', 'feed', 'stream', 'record', 'replay', 'exchange'];
export const SEEDED: readonly CommandName[] = [...MARKETS, 'simulate'];
export const VIEWERS: readonly CommandName[] = ['screen', 'feed', 'stream', 'record', 'replay'];
export const MAKERS: readonly CommandName[] = ['screen', 'stream', 'record'];
/** Commands that can write what they receive into a folder. */
export const RECORDERS: readonly CommandName[] = ['screen', 'stream', 'record'];

/** The sections of the settings. */
type Section =
	| 'source'
	| 'market'
	| 'maker'
	| 'fees'
	| 'quoting'
	| 'paper'
	| 'limits'
	| 'screen'
	| 'look'
	| 'stream'
	| 'recording'
	| 'replay'
	| 'exchange'
	| 'simulation';

/** One option: spelling, help text, reader and target. */
export type OptionRow = {
	/** Kebab-case: the flag without dashes, and the key in the file. */
	readonly name: string;
	readonly short?: string;
	/** Name of the value in the help; unset for a switch. */
	readonly placeholder?: string;
	/** A switch that is on by default; the help shows it as `--no-…`. */
	readonly onByDefault?: true;
	/** The value that `--no-NAME` sets, for an option with a value. */
	readonly negative?: string;
	/** The default as the help shows it, if the fallback's own text would not say it. */
	readonly defaultText?: string;
	readonly help: string;
	/** Set if the option's commands differ from its group's. */
	readonly commands?: readonly CommandName[];
	/** Accepted only as a flag, not from environment or file. */
	readonly flagOnly?: true;
	/** Not accepted in the file: it names the file. */
	readonly notInFile?: true;
	/** Turns the text written into the value. */
	readonly read?: Reader<unknown>;
	/** The value becomes the property `key` of this section of the settings. */
	readonly section?: Section;
	readonly key?: string;
	/**
	 * The value if none was written. Without this property the key is then left out, and the receiver applies its
	 * own default.
	 */
	readonly fallback?: unknown;
};

/** A heading of the help and its options. */
export type OptionGroup = {
	readonly title: string;
	readonly commands: readonly CommandName[];
	readonly rows: readonly OptionRow[];
};

/** `a, b or c`; a word may be followed by a note in brackets. */
export const eitherOf = <Word extends string>(words: readonly Word[], notes: Partial<Record<Word, string>> = {}): string => {
	const noted = words.map((word) => (notes[word] === undefined ? word : `${word} (${notes[word]})`));
	return noted.length < 2 ? noted.join('') : `${noted.slice(0, -1).join(', ')} or ${noted.at(-1)}`;
};

/** `250ms`, `5s`: the form in which durations are written. */
export const durationText = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
