/** What a session says under several choices, against a golden summary. */

import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {SessionTape} from '../simulation/model/tape.js';
import {expectGolden} from './golden-text.js';
import {lived, summaryOf} from './lived-lines.js';
import {LIVES, type LifeName} from './lives.js';

const HINT =
	'each row is a kind of output, effect or line: how many, and a hash for each eighth of the session; where they differ, ' +
	'GOLDEN_LINES_TO=folder writes what was said, to be compared with what another commit writes';

/**
 * Where the golden ones are, which of them it is, and what they are of.
 *
 * @returns the kinds that came.
 */
export const expectGoldenLines = (folder: URL, name: string, tape: SessionTape, lives: readonly LifeName[]): ReadonlySet<string> => {
	const kinds = new Set<string>();
	const summaries = lives.map((life) => {
		const said = lived(tape, LIVES[life]);
		for (const {kind} of said) kinds.add(kind);
		keep(`${name}, ${life}`, said.map(({kind, text}) => `${kind}\t${text.trimEnd()}`).join('\n'));
		return `${life}\n${summaryOf(said)}`;
	});
	expectGolden(new URL(`${name}.txt`, folder), summaries.join('\n\n'), HINT);
	return kinds;
};

const keep = (name: string, text: string): void => {
	const folder = process.env['GOLDEN_LINES_TO'];
	if (folder === undefined) return;
	mkdirSync(folder, {recursive: true});
	writeFileSync(path.join(folder, `${name}.txt`), text);
};
