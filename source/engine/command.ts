/** The one vocabulary of what an operator can ask for: keys, scripts and tests all say these. */

import type {UnixMs} from '../domain/units.js';
import type {DoubtfulCommand, MakerCommand} from './maker/types/maker-command.js';

export type Command =
	/** Throw the book away and load it again. */
	{readonly kind: 'resync'} | MakerCommand;

/** Who gave a command, and which of his it is: the answer to it carries the same. */
export type CommandSource = {
	/** A screen, a script: text that is safe to show. */
	readonly origin: string;
	/** A number that the origin gives once. */
	readonly id: number;
};

/** What became of a command. */
export type CommandAnswer = {
	readonly source: CommandSource;
	readonly atMs: UnixMs;
	readonly result: 'done' | 'refused';
	/** What was done, as it acts, or why not: a sentence for a person. */
	readonly detail: string;
	/** Refused because it is doubtful: this is done when it is sent. */
	readonly asks?: {readonly command: DoubtfulCommand; readonly why: string};
};
