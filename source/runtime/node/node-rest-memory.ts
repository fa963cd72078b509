/** Keeps until when a venue wants no REST requests, for later runs and other programs: none of them may break a ban. */

import {unixMs, type UnixMs} from '../../domain/units.js';
import type {StateStore} from './node-state-file.js';
import type {RestMemoryPort} from './ports.js';

export const REST_FILE = 'rest-hold.json';

/** No venue's documents know a longer ban. */
const LONGEST_HOLD_MS = 3 * 24 * 3_600_000;

/** Both by the wall clock of the program that wrote it. */
type Hold = {readonly saidAtMs: UnixMs; readonly untilMs: UnixMs};

/** By REST base URL, in the state folder. */
export const nodeRestMemory = (store: StateStore): RestMemoryPort => ({
	holdUntil(baseUrl, now) {
		const hold = holdsOf(store.read(REST_FILE)).get(baseUrl);
		return hold !== undefined && isBelieved(hold, now) ? hold.untilMs : undefined;
	},
	refresh: async () => store.refresh(REST_FILE),
	remember(baseUrl, untilMs, now) {
		store.update(REST_FILE, (value) => {
			const holds = holdsOf(value);
			const held = holds.get(baseUrl);
			// Another program may have been told to wait for longer.
			if (held === undefined || !isBelieved(held, now) || held.untilMs < untilMs) holds.set(baseUrl, {saidAtMs: now, untilMs});
			const believed = [...holds].filter(([, hold]) => isBelieved(hold, now));
			return Object.fromEntries(believed.map(([url, hold]) => [url, [hold.saidAtMs, hold.untilMs]]));
		});
	},
});

/** Not where it was written in the future, or lasts longer than any ban: the clock that wrote it was wrong. */
const isBelieved = ({saidAtMs, untilMs}: Hold, now: UnixMs): boolean =>
	saidAtMs <= now && untilMs > now && untilMs - saidAtMs <= LONGEST_HOLD_MS;

const holdsOf = (value: unknown): Map<string, Hold> => {
	if (typeof value !== 'object' || value === null) return new Map();
	return new Map(Object.entries(value).flatMap(([baseUrl, one]) => entryOf(baseUrl, one)));
};

const entryOf = (baseUrl: string, value: unknown): [string, Hold][] => {
	if (!Array.isArray(value)) return [];
	const [saidAtMs, untilMs]: unknown[] = value;
	const areTimes = typeof saidAtMs === 'number' && typeof untilMs === 'number' && Number.isFinite(saidAtMs) && Number.isFinite(untilMs);
	return areTimes ? [[baseUrl, {saidAtMs: unixMs(saidAtMs), untilMs: unixMs(untilMs)}]] : [];
};
