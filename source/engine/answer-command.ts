/** The answer to whoever gave a command: done, or refused and why. */

import type {JournalEntry} from '../domain/journal-entry.js';
import type {UnixMs} from '../domain/units.js';
import type {CommandAnswer, CommandSource} from './command.js';
import type {Applied} from './maker/operator-commands.js';

/** @param entry what the journal says of it. */
export const answerTo = (source: CommandSource, {idle, refused}: Applied, entry: JournalEntry, atMs: UnixMs): CommandAnswer => {
	if (idle !== undefined) return {source, atMs, result: 'refused', detail: `not done: ${idle}`};
	if (refused === undefined) return {source, atMs, result: 'done', detail: entry.text};
	const {text, asks} = refused;
	return {source, atMs, result: 'refused', detail: text, ...(asks === undefined ? {} : {asks})};
};
