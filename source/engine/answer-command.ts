/** The answer to whoever gave a command: done, or refused and why. */

import type {JournalEntry} from '../domain/journal-entry.js';
import type {UnixMs} from '../domain/units.js';
import type {CommandAnswer, CommandSource} from './command.js';
import type {Applied} from './maker/operator-commands.js';

/** @param entry what the journal says was done; undefined where it was refused, and the journal says so. */
export const answerTo = (source: CommandSource, {told, idle}: Applied, entry: JournalEntry | undefined, atMs: UnixMs): CommandAnswer => {
	if (idle !== undefined) return {source, atMs, result: 'refused', detail: `not done: ${idle}`};
	if (entry !== undefined) return {source, atMs, result: 'done', detail: entry.text};
	const last = told.findLast((output) => output.kind === 'journal')?.entry;
	const asks = last?.asks;
	return {source, atMs, result: 'refused', detail: last?.text ?? 'refused', ...(asks === undefined ? {} : {asks})};
};
