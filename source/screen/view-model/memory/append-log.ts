/**
 * An immutable bounded list that shares one array between its versions, so that appending costs only what is
 * added; older versions keep their content.
 */

export type AppendLog<Entry> = {
	/** Shared; only entries before `end` belong to this version. */
	readonly entries: Entry[];
	readonly end: number;
	readonly capacity: number;
};

export const emptyLog = <Entry>(capacity: number): AppendLog<Entry> => ({entries: [], end: 0, capacity});

/** Keeps between `capacity` and twice as many entries. */
export const append = <Entry>(log: AppendLog<Entry>, added: readonly Entry[]): AppendLog<Entry> => {
	if (added.length === 0) return log;
	const {entries: held, end, capacity} = log;
	if (end + added.length > 2 * capacity) {
		const entries = [...held.slice(0, end), ...added].slice(-capacity);
		return {...log, entries, end: entries.length};
	}

	// The shared array was already extended from this version: copy it.
	const entries = end === held.length ? held : held.slice(0, end);
	for (const entry of added) entries.push(entry);
	return {...log, entries, end: entries.length};
};

/** With replaced entries, in an array of its own; for rare changes inside the list. */
export const rewritten = <Entry>(log: AppendLog<Entry>, change: (entries: readonly Entry[]) => readonly Entry[]): AppendLog<Entry> => {
	const entries = [...change(log.entries.slice(0, log.end))];
	return {...log, entries, end: entries.length};
};

/** Newest first, until the visitor returns that it has enough. */
export const visitNewest = <Entry>({entries, end}: AppendLog<Entry>, visit: (entry: Entry) => boolean): void => {
	for (let index = end - 1; index >= 0; index -= 1) {
		const entry = entries[index];
		if (entry !== undefined && !visit(entry)) return;
	}
};

/** The newest entries, oldest first. */
export const newest = <Entry>({entries, end}: AppendLog<Entry>, count: number): readonly Entry[] =>
	entries.slice(Math.max(0, end - count), end);
