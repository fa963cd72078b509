/**
 * Exports without an import. Tests count as users: what a test imports is part of a file's interface. A type
 * also counts as used if its own file names it again, because it is the shape of something used.
 */

import {readdir, readFile} from 'node:fs/promises';
import {posix} from 'node:path';
import {expect, test} from 'vitest';

const ROOT = new URL('../', import.meta.url);

const textsOf = async (folder: string): Promise<ReadonlyMap<string, string>> => {
	const names = (await readdir(new URL(folder, ROOT), {recursive: true})).filter(
		(name) => /\.(?:tsx?|mts|mjs)$/.test(name) && !name.includes('node_modules/'),
	);
	const entries = names.map(async (name) => [`${folder}${name}`, await readFile(new URL(`${folder}${name}`, ROOT), 'utf8')] as const);
	return new Map(await Promise.all(entries));
};

const sources = await textsOf('source/');
const tests = new Map([...(await textsOf('test/')), ...(await textsOf('media/'))]);

type Export = {readonly name: string; readonly isType: boolean};

const DECLARED = /^export (?:declare )?(?:abstract )?(?:async )?(const|function\*?|class|type|interface) (\w+)/gm;
const LISTED = /^export (?:type )?\{([^}]*)\}/gm;

/** `a, type B as C` → the exported or the local names. */
const namesIn = (list: string, side: 'theirs' | 'ours'): readonly string[] =>
	list
		.split(',')
		.map((part) =>
			part
				.trim()
				.replace(/^type /, '')
				.split(/\s+as\s+/),
		)
		.map((names) => (side === 'ours' ? names.at(-1) : names[0]) ?? '')
		.filter((name) => name !== '');

const exportsOf = (text: string): readonly Export[] => [
	...[...text.matchAll(DECLARED)].map(([, kind, name = '']) => ({name, isType: kind === 'type' || kind === 'interface'})),
	...[...text.matchAll(LISTED)].flatMap(([, list = '']) => namesIn(list, 'ours').map((name) => ({name, isType: false}))),
];

const FROM = /^(?:import|export)\s+(?:type\s+)?(?:\{([^}]*)\}|\*[^'"]*?)\s*from\s+'(\.[^']+)'/gm;
/** For imports on demand and in types any mention of a name in the text counts. */
const LOADED = /\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?['"]([^'"]+)['"]\s*\)/g;

const fileOf = (from: string, specifier: string): string => {
	const path = posix
		.join(posix.dirname(from), specifier)
		.replace(/\.jsx?$/, '')
		.replace(/^dist\//, 'source/');
	return sources.has(`${path}.tsx`) ? `${path}.tsx` : `${path}.ts`;
};

/** `file name` for each import; `file *` if the whole file is imported. */
const usesOf = (file: string, text: string): readonly string[] => [
	...[...text.matchAll(FROM)].flatMap(([, list, specifier = '']) => {
		const to = fileOf(file, specifier);
		return list === undefined ? [`${to} *`] : namesIn(list, 'theirs').map((name) => `${to} ${name}`);
	}),
	...[...text.matchAll(LOADED)].flatMap(([, specifier = '']) => {
		const to = fileOf(file, specifier);
		return exportsOf(sources.get(to) ?? '')
			.filter(({name}) => new RegExp(`\\b${name}\\b`).test(text))
			.map(({name}) => `${to} ${name}`);
	}),
];

const used = new Set([...sources, ...tests].flatMap(([file, text]) => usesOf(file, text)));

const isUsed = (file: string, {name, isType}: Export): boolean => {
	const mentions = [...(sources.get(file) ?? '').matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length;
	return used.has(`${file} ${name}`) || used.has(`${file} *`) || (isType && mentions > 1);
};

const deadIn = (file: string, text: string): readonly string[] =>
	exportsOf(text)
		.filter((one) => !isUsed(file, one))
		.map(({name}) => `${file}: ${name} is imported by nobody`);
const dead = [...sources].flatMap(([file, text]) => deadIn(file, text));

test('no export is without a user', () => {
	expect(dead).toEqual([]);
});

test('users are found however they import', () => {
	const file = 'source/commands/x.ts';
	const uses = usesOf(
		file,
		"import {EXIT, type CommandError as E} from './process/exit-code.js';\nconst {runFeed} = await import('./headless/feed.js');\n",
	);
	expect(uses).toEqual([
		'source/commands/process/exit-code.ts EXIT',
		'source/commands/process/exit-code.ts CommandError',
		'source/commands/headless/feed.ts runFeed',
	]);
});
