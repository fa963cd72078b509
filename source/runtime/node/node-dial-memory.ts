/** Keeps the latest dials of each host in the state folder, for later runs and other programs. */

import {unixMs, type UnixMs} from '../../domain/units.js';
import type {StateStore} from './node-state-file.js';
import {NO_DIALS, type DialMemory, type DialRecord} from './polite-sockets.js';

export const DIALS_FILE = 'dials.json';
/** Of one host: more than any venue's limit counts. */
const MAX_DIALS = 300;
/** The latest written stay. */
const MAX_HOSTS = 20;

export const nodeDialMemory = (store: StateStore): DialMemory => ({
	read: (host) => recordsOf(store.read(DIALS_FILE)).get(host) ?? NO_DIALS,
	update(host, change, done) {
		const changed = (value: unknown): object => {
			const records = recordsOf(value);
			const record = change(records.get(host) ?? NO_DIALS);
			records.delete(host);
			records.set(host, record);
			return [...records].slice(-MAX_HOSTS);
		};

		store.update(DIALS_FILE, changed, done);
	},
});

const recordsOf = (value: unknown): Map<string, DialRecord> => new Map(Array.isArray(value) ? value.flatMap(entryOf) : []);

const entryOf = (value: unknown): [string, DialRecord][] => {
	if (!Array.isArray(value) || typeof value[0] !== 'string') return [];
	const record: unknown = value[1];
	if (typeof record !== 'object' || record === null || !('dialledAtMs' in record) || !('heldUntilMs' in record)) return [];
	const {dialledAtMs, heldUntilMs} = record;
	if (!Array.isArray(dialledAtMs) || typeof heldUntilMs !== 'number') return [];
	const times = dialledAtMs.filter((at): at is number => Number.isFinite(at)).slice(-MAX_DIALS);
	return [[value[0], {dialledAtMs: times.map((at): UnixMs => unixMs(at)), heldUntilMs: unixMs(heldUntilMs)}]];
};
