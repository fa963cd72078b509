/** The benchmarks load modules of the build by path; a module that moved must not break them unnoticed. */

import {readdir, readFile} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import {expect, test} from 'vitest';

const BENCH = new URL('bench/', import.meta.url);
const SOURCE = new URL('../source/', import.meta.url);
/** Written out in an import, or relative to the build in a `load('…')`. */
const BUILT = /(?:'\.\.\/\.\.\/dist\/|\bload\(')([^']+)\.js'/g;

const hasSource = (module: string): boolean => ['.ts', '.tsx'].some((end) => existsSync(new URL(`${module}${end}`, SOURCE)));

test('every module that a benchmark loads exists', async () => {
	const files = (await readdir(BENCH)).filter((name) => name.endsWith('.mjs'));
	const texts = await Promise.all(files.map(async (name) => readFile(new URL(name, BENCH), 'utf8')));
	const modules = texts.flatMap((text) => [...text.matchAll(BUILT)].map(([, module = '']) => module));
	expect(modules.length).toBeGreaterThan(10);
	expect(modules.filter((module) => !hasSource(module))).toEqual([]);
});
