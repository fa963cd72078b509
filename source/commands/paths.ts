/** `mm-tui paths`: prints where the configuration file, the state and the log are. */

import {access} from 'node:fs/promises';
import path from 'node:path';
import {safeText} from '../domain/text/safe-text.js';
import {FileError, FileLane} from '../runtime/node/node-files.js';
import {LOG_NAME} from '../runtime/node/node-log.js';
import {stateFolder} from '../runtime/node/node-state-file.js';
import {print, type CommandIo} from './process/command-io.js';
import {EXIT} from './process/exit-code.js';
import type {Invocation} from './invocation.js';
import {configLocation} from './config-location.js';

/** Reads none of the files, so that it works if one is unreadable. @returns the exit code. */
export const runPaths = async ({flags}: Invocation, io: CommandIo): Promise<number> => {
	const state = stateFolder(io.environment);
	const rows = [
		['config', path.resolve(configLocation(flags, io.environment))],
		['state', state],
		['log', path.join(state, LOG_NAME)],
	] as const;
	const lines = await Promise.all(
		rows.map(async ([name, location]) => `${name.padEnd(NAME_CELLS)}${safeText(location, MAX_PATH)}${await stateOf(location)}\n`),
	);
	await print(io, lines.join(''));
	return EXIT.done;
};

const NAME_CELLS = 8;
const MAX_PATH = 4096;

const stateOf = async (location: string): Promise<string> => {
	try {
		await new FileLane().run(async () => access(location));
		return '';
	} catch (error) {
		return error instanceof FileError ? ` (${error.message})` : ' (not there)';
	}
};
