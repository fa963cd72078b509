/** Small files in the state folder: what outlives the program. What cannot be read or written is as good as absent. */

import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';

/** A file larger than this is not ours. */
const MAX_FILE_LENGTH = 64 * 1024;

/** `$XDG_STATE_HOME/mm-tui`, or `~/.local/state/mm-tui`. By the XDG rules, a folder that is not absolute counts as not set. */
export const stateFolder = (environment: Readonly<Record<string, string | undefined>> = process.env): string => {
	const xdg = environment['XDG_STATE_HOME'] ?? '';
	return join(isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'state'), 'mm-tui');
};

/** The file's JSON; undefined where there is none. */
export const readState = (folder: string, name: string): unknown => {
	try {
		const text = readFileSync(join(folder, name), 'utf8');
		return text.length > MAX_FILE_LENGTH ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** Replaces the file as a whole, for its owner's eyes alone. */
export const writeState = (folder: string, name: string, value: object): void => {
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		// Under another name first: a torn file would forget everything.
		const draft = join(folder, `${name}.${process.pid}`);
		writeFileSync(draft, JSON.stringify(value), {mode: 0o600});
		renameSync(draft, join(folder, name));
	} catch {
		// No state folder, no memory.
	}
};
