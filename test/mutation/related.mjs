// Finds the test files that reach a module through imports.

import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join, posix} from 'node:path';

const root = new URL('../../', import.meta.url).pathname;
const IMPORT = /(?:from|import\()\s*'(\.[^']+)'/g;

const filesIn = (folder) =>
	readdirSync(join(root, folder), {recursive: true})
		.filter((name) => !name.includes('node_modules'))
		.map((name) => posix.join(folder, name));

/** The tree's file for the specifier `source/x.js`. */
const asWritten = (path, known) => [path, path.replace(/\.js$/, '.ts'), path.replace(/\.jsx?$/, '.tsx')].find((name) => known.has(name));

/** Modules of a file or folder; `source/` may be omitted. */
export const modulesAt = (place) => {
	const name = posix.normalize(place).replace(/\/$/, '');
	for (const path of [name, posix.join('source', name)]) {
		const stat = statSync(join(root, path), {throwIfNoEntry: false});
		if (stat?.isFile()) return [path];
		if (stat?.isDirectory()) {
			return filesIn(path)
				.filter((file) => /\.tsx?$/.test(file))
				.toSorted();
		}
	}

	throw new RangeError(`"${place}" is no file and no folder of source/`);
};

/** Test files that import one of the modules, directly or through others. */
export const relatedTests = (modules) => {
	const files = [...filesIn('source'), ...filesIn('test')].filter((file) => /\.tsx?$/.test(file));
	const known = new Set(files);
	const imports = new Map(
		files.map((file) => [
			file,
			[...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)]
				.map(([, to]) => asWritten(posix.join(posix.dirname(file), to), known))
				.filter(Boolean),
		]),
	);
	const importers = new Map();
	for (const [file, targets] of imports) for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), file]);
	const seen = new Set(modules);
	for (const file of seen) for (const importer of importers.get(file) ?? []) seen.add(importer);
	return [...seen].filter((file) => /\.test\.tsx?$/.test(file)).toSorted((a, b) => a.localeCompare(b));
};
