/** Remembers across restarts until when a venue wants no REST requests: a ban must not be broken by a new start. */

import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {unixMs, type UnixMs} from '../domain/units.js';
import type {RestMemoryPort} from './ports.js';

const FILE_NAME = 'rest-hold.json';
/** A file larger than this is not ours. */
const MAX_FILE_LENGTH = 64 * 1024;

/** `$XDG_STATE_HOME/mm-tui`, or `~/.local/state/mm-tui`. */
export const stateFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
	join(environment['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'mm-tui');

/** What cannot be read or written is as good as absent: it must never stop the feed. */
export const nodeRestMemory = (folder: string = stateFolder()): RestMemoryPort => ({
	holdUntil: (baseUrl) => readHolds(folder).get(baseUrl),
	remember(baseUrl, untilMs, now) {
		const holds = readHolds(folder);
		holds.set(baseUrl, untilMs);
		const lasting = [...holds].filter(([, until]) => until > now);
		try {
			mkdirSync(folder, {recursive: true, mode: 0o700});
			// Under another name first: a torn file would forget every hold.
			const draft = join(folder, `${FILE_NAME}.${process.pid}`);
			writeFileSync(draft, JSON.stringify(Object.fromEntries(lasting)), {mode: 0o600});
			renameSync(draft, join(folder, FILE_NAME));
		} catch {
			// No state folder, no memory.
		}
	},
});

const readHolds = (folder: string): Map<string, UnixMs> => {
	try {
		const text = readFileSync(join(folder, FILE_NAME), 'utf8');
		const value: unknown = text.length > MAX_FILE_LENGTH ? undefined : JSON.parse(text);
		if (typeof value !== 'object' || value === null) return new Map();
		const entries = Object.entries(value).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
		return new Map(entries.map(([baseUrl, until]) => [baseUrl, unixMs(until)]));
	} catch {
		return new Map();
	}
};
