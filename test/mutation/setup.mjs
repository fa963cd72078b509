// Runs before each test file: activates the one mutant, or records which mutants the file reaches.

import {readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import * as fc from 'fast-check';
import {afterAll, expect} from 'vitest';

const folder = process.env.MM_TUI_MUTATION_FOLDER;
const {mutant} = JSON.parse(readFileSync(join(folder, 'active.json'), 'utf8'));

if (mutant === undefined) {
	const reached = new Set();
	globalThis.mutantInForce = (number) => {
		reached.add(number);
		return false;
	};
	afterAll(() => writeFileSync(join(folder, `reached-${basename(expect.getState().testPath)}.json`), JSON.stringify([...reached])));
} else {
	globalThis.mutantInForce = (number) => number === mutant;
	// No shrinking: the first counterexample is enough.
	fc.configureGlobal({...fc.readConfigureGlobal(), endOnFailure: true});
}
