/** Values as written, before any check. */

import type {OptionName} from './option-table.js';
import type {Origin} from './option-error.js';

export type RawValue = {readonly text: string; readonly origin: Origin};

/** One layer of the configuration: flags, the environment or the file. */
export type RawValues = ReadonlyMap<OptionName, RawValue>;
