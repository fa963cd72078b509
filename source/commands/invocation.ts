/** What a command line asks for. */

import type {CommandName} from '../config/option-table.js';
import type {RawValues} from '../config/raw-value.js';

export type Invocation = {
	readonly command: CommandName;
	/** The words behind the command's own. */
	readonly words: readonly string[];
	readonly flags: RawValues;
	readonly help: boolean;
	readonly version: boolean;
};
