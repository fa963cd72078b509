/** The one vocabulary of what an operator can ask for: keys, scripts and tests all say these. */

import type {MakerCommand} from './maker/types/maker-command.js';

export type Command =
	/** Throw the book away and load it again. */
	{readonly kind: 'resync'} | MakerCommand;
