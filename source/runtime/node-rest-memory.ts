/** Remembers across restarts until when a venue wants no REST requests: a ban must not be broken by a new start. */

import {unixMs, type UnixMs} from '../domain/units.js';
import {readState, stateFolder, writeState} from './node-state-file.js';
import type {RestMemoryPort} from './ports.js';

const FILE_NAME = 'rest-hold.json';

/** By REST base URL, in the state folder. */
export const nodeRestMemory = (folder: string = stateFolder()): RestMemoryPort => ({
	holdUntil: (baseUrl) => readHolds(folder).get(baseUrl),
	remember(baseUrl, untilMs, now) {
		const holds = readHolds(folder);
		holds.set(baseUrl, untilMs);
		writeState(folder, FILE_NAME, Object.fromEntries([...holds].filter(([, until]) => until > now)));
	},
});

const readHolds = (folder: string): Map<string, UnixMs> => {
	const value = readState(folder, FILE_NAME);
	if (typeof value !== 'object' || value === null) return new Map();
	const entries = Object.entries(value).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
	return new Map(entries.map(([baseUrl, until]) => [baseUrl, unixMs(until)]));
};
