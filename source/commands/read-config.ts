/** Finds and reads the configuration file, and resolves the configuration. */

import type {Config} from '../config/config.js';
import type {Environment} from '../config/environment.js';
import {originText} from '../config/option-error.js';
import type {WrittenFile} from '../config/raw-value.js';
import {configPathOf, resolveConfig} from '../config/resolve-config.js';
import {codeOf} from '../domain/error-code.js';
import {safeText} from '../domain/text/safe-text.js';
import {MAX_FILE_LENGTH} from '../config/limits.js';
import {FileLane, readText} from '../runtime/node/node-files.js';
import {defaultConfigPath} from './config-location.js';
import {ConfigurationError} from './process/exit-code.js';
import type {Invocation} from './invocation.js';

/** @throws what `resolveConfig` and `parseConfigFile` throw, and {ConfigurationError} for a file that cannot be read. */
export const readConfig = async ({command, flags}: Invocation, environment: Environment): Promise<Config> => {
	const named = configPathOf(flags, environment);
	const file = named === undefined ? await readDefault(environment) : await readNamed(named.text, originText(named.origin));
	return resolveConfig({command, flags, environment, file: file === undefined ? undefined : await parsed(file)});
};

type NamedText = {readonly path: string; readonly text: string};

/** Loads the YAML parser, which a start without a file does not need. */
const parsed = async ({path, text}: NamedText): Promise<WrittenFile> => {
	const {parseConfigFile} = await import('../config/config-file.js');
	return parseConfigFile(path, text);
};

/** @returns undefined if there is no file, which is normal. */
const readDefault = async (environment: Environment): Promise<NamedText | undefined> => {
	const location = defaultConfigPath(environment);
	try {
		return await readChecked(location);
	} catch (error) {
		if (MISSING_CODES.has(codeOf(error))) return undefined;
		throw new ConfigurationError(`${safeText(location)}: cannot be read: ${fileProblem(error)}`);
	}
};

const readNamed = async (location: string, origin: string): Promise<NamedText> => {
	try {
		return await readChecked(location);
	} catch (error) {
		const problem = MISSING_CODES.has(codeOf(error)) ? 'there is no such file' : `it cannot be read: ${fileProblem(error)}`;
		throw new ConfigurationError(`${origin} ${safeText(location)}: ${problem}`);
	}
};

const readChecked = async (location: string): Promise<NamedText> => ({
	path: location,
	text: await new FileLane().run(async () => readText(location, MAX_FILE_LENGTH)),
});

const MISSING_CODES: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** The system's error code in words, or the message of the reader. */
const fileProblem = (error: unknown): string =>
	error instanceof Error && !/^E[A-Z0-9]+$/.test(codeOf(error)) ? error.message : codeOf(error);
