/** Where the configuration file is. */

import {userInfo} from 'node:os';
import type {Environment} from '../config/environment.js';
import type {RawValues} from '../config/raw-value.js';
import {configPathOf} from '../config/resolve-config.js';
import {ownFolder} from '../domain/own-folder.js';

/** The file's path, whether it exists or not. */
export const configLocation = (flags: RawValues, environment: Environment): string =>
	configPathOf(flags, environment)?.text ?? defaultConfigPath(environment);

/** By the XDG specification a relative folder counts as unset. */
export const defaultConfigPath = (environment: Environment): string =>
	`${ownFolder(environment, 'XDG_CONFIG_HOME', () => userInfo().homedir)}/config.yaml`;
