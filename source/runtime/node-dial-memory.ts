/** Remembers the latest dials across restarts, in the state folder, by host. */

import {unixMs, type UnixMs} from '../domain/units.js';
import {MAX_DIALS_PER_WINDOW} from '../engine/connection.js';
import {readState, stateFolder, writeState} from './node-state-file.js';
import {NO_DIALS, type DialMemory, type DialRecord} from './polite-sockets.js';

const FILE_NAME = 'dials.json';
/** Of them the latest written stay. */
const MAX_HOSTS = 20;

/** By host, in the state folder. */
export const nodeDialMemory = (folder: string = stateFolder()): DialMemory => ({
	read: (host) => readRecords(folder).get(host) ?? NO_DIALS,
	write(host, record) {
		const records = readRecords(folder);
		records.delete(host);
		records.set(host, record);
		writeState(folder, FILE_NAME, [...records].slice(-MAX_HOSTS));
	},
});

const readRecords = (folder: string): Map<string, DialRecord> => {
	const value = readState(folder, FILE_NAME);
	return new Map(Array.isArray(value) ? value.flatMap(entryOf) : []);
};

const entryOf = (value: unknown): [string, DialRecord][] => {
	if (!Array.isArray(value) || typeof value[0] !== 'string') return [];
	const record: unknown = value[1];
	if (typeof record !== 'object' || record === null || !('dialledAtMs' in record) || !('heldUntilMs' in record)) return [];
	const {dialledAtMs, heldUntilMs} = record;
	if (!Array.isArray(dialledAtMs) || typeof heldUntilMs !== 'number') return [];
	const times = dialledAtMs.filter((at): at is number => Number.isFinite(at)).slice(-MAX_DIALS_PER_WINDOW);
	return [[value[0], {dialledAtMs: times.map((at): UnixMs => unixMs(at)), heldUntilMs: unixMs(heldUntilMs)}]];
};
