/**
 * A list that only grows at its end and forgets at its beginning. Its states share one array, so that adding to a
 * long list costs what is added; a state that was kept goes on showing what it showed.
 */

export type AppendLog<Entry> = {
	/** Shared: only what lies before `end` belongs to this state. */
	readonly entries: Entry[];
	readonly end: number;
	readonly capacity: number;
};

export const emptyLog = <Entry>(capacity: number): AppendLog<Entry> => ({entries: [], end: 0, capacity});

/** Keeps `capacity` entries at least and twice as many at most. */
export const append = <Entry>(log: AppendLog<Entry>, added: readonly Entry[]): AppendLog<Entry> => {
	if (added.length === 0) return log;
	const {entries: held, end, capacity} = log;
	if (end + added.length > 2 * capacity) {
		const entries = [...held.slice(0, end), ...added].slice(-capacity);
		return {...log, entries, end: entries.length};
	}

	// Whoever added to this state before has the array: this is another future of it.
	const entries = end === held.length ? held : held.slice(0, end);
	for (const entry of added) entries.push(entry);
	return {...log, entries, end: entries.length};
};

/** With other entries in place of these, an array of its own: for what changes now and then in the middle. */
export const rewritten = <Entry>(log: AppendLog<Entry>, change: (entries: readonly Entry[]) => readonly Entry[]): AppendLog<Entry> => {
	const entries = [...change(log.entries.slice(0, log.end))];
	return {...log, entries, end: entries.length};
};

/** Newest first, until the visitor has enough. */
export const visitNewest = <Entry>({entries, end}: AppendLog<Entry>, visit: (entry: Entry) => boolean): void => {
	for (let index = end - 1; index >= 0; index -= 1) {
		const entry = entries[index];
		if (entry !== undefined && !visit(entry)) return;
	}
};

/** The newest of them, oldest first. */
export const newest = <Entry>({entries, end}: AppendLog<Entry>, count: number): readonly Entry[] =>
	entries.slice(Math.max(0, end - count), end);
