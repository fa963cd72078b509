/** Finds and reads the configuration file, and makes of everything the one configuration. */

import {readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import type {Config} from '../config/config.js';
import type {Environment} from '../config/environment.js';
import {originText} from '../config/option-error.js';
import type {RawValues} from '../config/raw-value.js';
import {configPathOf, resolveConfig} from '../config/resolve-config.js';
import {safeText} from '../domain/safe-text.js';
import {ConfigurationError} from './exit-code.js';
import type {Invocation} from './flags.js';

/** @throws what `resolveConfig` throws, and {ConfigurationError} for a file that cannot be read. */
export const readConfig = async ({command, flags}: Invocation, environment: Environment): Promise<Config> => {
	const named = configPathOf(flags, environment);
	const file = named === undefined ? await readDefault(environment) : await readNamed(named.text, originText(named.origin));
	return resolveConfig({command, flags, environment, file});
};

/** Where the file is looked for, whether there is one or not. */
export const configLocation = (flags: RawValues, environment: Environment): string => configPathOf(flags, environment)?.text ?? defaultPath(environment);

/** @returns undefined where there is none: that is normal. */
const readDefault = async (environment: Environment): Promise<{path: string; text: string} | undefined> => {
	const location = defaultPath(environment);
	try {
		return {path: location, text: await readFile(location, 'utf8')};
	} catch (error) {
		if (MISSING_CODES.has(codeOf(error))) return undefined;
		throw new ConfigurationError(`${safeText(location)}: cannot be read (${codeOf(error)})`);
	}
};

const readNamed = async (location: string, origin: string): Promise<{path: string; text: string}> => {
	try {
		return {path: location, text: await readFile(location, 'utf8')};
	} catch (error) {
		const problem = MISSING_CODES.has(codeOf(error)) ? 'there is no such file' : `it cannot be read (${codeOf(error)})`;
		throw new ConfigurationError(`${origin} ${safeText(location)}: ${problem}`);
	}
};

const MISSING_CODES: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

const codeOf = (error: unknown): string =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

/** By the XDG rules, a folder that is not absolute counts as not set. */
const defaultPath = (environment: Environment): string => {
	const xdg = environment['XDG_CONFIG_HOME'] ?? '';
	const home = environment['HOME'] ?? '';
	const folder = path.isAbsolute(xdg) ? xdg : path.join(home === '' ? homedir() : home, '.config');
	return path.join(folder, 'mm-tui', 'config.yaml');
};
