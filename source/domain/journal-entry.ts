import type {UnixMs} from './units.js';

/** A line of the events panel: what happened, for a person. Text is already cleaned for a terminal. */
export type JournalEntry = {
	readonly atMs: UnixMs;
	readonly kind: 'sync' | 'connection' | 'trades' | 'fill' | 'quotes' | 'rest' | 'command' | 'risk';
	readonly level: 'info' | 'warning';
	readonly text: string;
};

export const entry = (atMs: UnixMs, kind: JournalEntry['kind'], text: string, level: JournalEntry['level'] = 'info'): JournalEntry => ({
	atMs,
	kind,
	level,
	text,
});
