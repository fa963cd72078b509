/** A parsed command line. */

import type {CommandName} from '../config/option-table.js';
import type {RawValues} from '../config/raw-value.js';

export type Invocation = {
	readonly command: CommandName;
	/** The words after the command. */
	readonly words: readonly string[];
	readonly flags: RawValues;
	readonly help: boolean;
	readonly version: boolean;
};
