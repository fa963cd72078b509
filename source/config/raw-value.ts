/** Values as written, before any check. */

import type {KeyChoice} from '../screen/view-model/settings/active-keys.js';
import type {OptionName} from './option-table.js';
import type {Origin} from './option-error.js';

export type RawValue = {readonly text: string; readonly origin: Origin};

/** One layer of the configuration: flags, the environment or the file. */
export type RawValues = ReadonlyMap<OptionName, RawValue>;

/** The keys chosen for one action, and the line. */
export type WrittenKeys = KeyChoice & {readonly origin: Origin};

/** The colour chosen for one role, and the line. */
export type WrittenColour = {readonly role: string; readonly text: string; readonly origin: Origin};

/** A parsed configuration file: its option values, and the two sections only a file can have. */
export type WrittenFile = {readonly values: RawValues; readonly keys: readonly WrittenKeys[]; readonly colors: readonly WrittenColour[]};

export const NO_FILE: WrittenFile = {values: new Map(), keys: [], colors: []};
