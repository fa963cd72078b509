// Strips types from source and simulator into a temporary folder: no build, and a copy per planted bug takes
// milliseconds.

import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {stripTypeScriptTypes} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['source/domain', 'source/engine', 'source/venue', 'source/session', 'source/runtime/node', 'test/simulation'];

// Suppresses the warning that type stripping is experimental.
process.removeAllListeners('warning');

const filesBelow = (folder) =>
	readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
		const path = join(folder, entry.name);
		return entry.isDirectory() ? filesBelow(path) : [path];
	});

/** @returns the folder, and a function that removes it. */
export const compile = (sourceRoot = join(ROOT, 'source')) => {
	const folder = mkdtempSync(join(tmpdir(), 'mm-tui-simulation-'));
	for (const part of FOLDERS) {
		const from = part.startsWith('source') ? join(sourceRoot, part.slice('source'.length)) : join(ROOT, part);
		for (const path of filesBelow(from)) {
			if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
			write(join(folder, part, path.slice(from.length)), readFileSync(path, 'utf8'));
		}
	}

	writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	return {folder, sourceRoot, remove: () => rmSync(folder, {recursive: true, force: true})};
};

const write = (path, text) => {
	mkdirSync(dirname(path), {recursive: true});
	writeFileSync(path.replace(/\.ts$/, '.js'), stripTypeScriptTypes(text));
};

/** @returns the text with the bug's one place. @throws {Error} if there is none, or more than one. */
export const placeOf = (compiled, {name, file, find}) => {
	const text = readFileSync(join(compiled.sourceRoot, file), 'utf8');
	const count = text.split(find).length - 1;
	if (count !== 1) throw new Error(`the bug "${name}" has ${count} places in ${file}, not one: its text no longer fits the source`);
	return text;
};

/** A copy of a compiled folder with the bug's places changed. */
export const plant = (compiled, bug) => {
	const texts = new Map();
	for (const change of [bug, ...(bug.also ?? [])]) {
		const text = placeOf(compiled, {...change, name: bug.name});
		texts.set(
			change.file,
			(texts.get(change.file) ?? text).replace(change.find, () => change.replace),
		);
	}

	const folder = mkdtempSync(join(tmpdir(), 'mm-tui-plant-'));
	cpSync(compiled.folder, folder, {
		recursive: true,
		verbatimSymlinks: true,
		filter: (path) => statSync(path, {throwIfNoEntry: false}) !== undefined,
	});
	for (const [file, text] of texts) write(join(folder, 'source', file), text);
	return {folder, remove: () => rmSync(folder, {recursive: true, force: true})};
};
