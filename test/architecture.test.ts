/** The arrows of the house, read from the imports: a wrong one fails with a sentence that names both ends. */

import {readdir, readFile} from 'node:fs/promises';
import {posix} from 'node:path';
import {expect, test} from 'vitest';

const SOURCE = new URL('../source/', import.meta.url);
const MAX_LINES = 400;

/** `type` imports vanish when the program is built; `dynamic` ones are loaded when they are asked for. */
type Way = 'static' | 'type' | 'dynamic';
type Arrow = {readonly file: string; readonly way: Way; readonly to: string};

const files = (await readdir(SOURCE, {recursive: true})).filter((name) => /\.tsx?$/.test(name)).toSorted();
const texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(new URL(file, SOURCE), 'utf8')] as const)));

/** `dir/x.js` as an import says it → `dir/x.ts` or `.tsx` as the tree has it; packages keep their names. */
const resolve = (file: string, specifier: string): string => {
	if (!specifier.startsWith('.')) return specifier;
	const path = posix.join(posix.dirname(file), specifier).replace(/\.jsx?$/, '');
	return [`${path}.ts`, `${path}.tsx`].find((name) => texts.has(name)) ?? `${path}.js`;
};

const STATEMENT = /^(?:import|export)\s(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /(typeof\s+)?\bimport\(\s*'([^']+)'\s*\)/g;

const arrowsOf = (file: string, text: string): readonly Arrow[] => {
	const code = text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
	const statements = [...code.matchAll(STATEMENT)].map(([statement, specifier = '']): Arrow => {
		const way = /^(?:import|export)\s+type\b/.test(statement) ? 'type' : 'static';
		return {file, way, to: resolve(file, specifier)};
	});
	const dynamic = [...code.matchAll(DYNAMIC)].map(([, typed, specifier = '']): Arrow => {
		return {file, way: typed === undefined ? 'dynamic' : 'type', to: resolve(file, specifier)};
	});
	return [...statements, ...dynamic];
};

const arrows = files.flatMap((file) => arrowsOf(file, texts.get(file) ?? ''));
const folderOf = (path: string): string => (path.includes('/') ? `${path.split('/')[0]}/` : path);

const REACT = /^(?:react|ink)(?:\/|$)/;
const HEAVY = /^(?:app|components|runtime)\/|^exchange\/(?:node-|.*-worker\.)|^(?:react|ink)(?:\/|$)/;
const PLATFORM = /^(?:ws|undici)$|^node:/;
const NODE_SIDE: Readonly<Record<string, RegExp>> = {
	'runtime/': /^runtime\/(?:node-[^/]+|[^/]+-worker|worker-host)\.ts$/,
	'exchange/': /^exchange\/(?:node-[^/]+|[^/]+-worker)\.ts$/,
	'app/': /^app\/node-[^/]+\.tsx?$/,
};

type Rule = {
	/** What may be imported in any way. */
	readonly any: RegExp;
	/** What may be imported as a type, too. */
	readonly types?: RegExp;
	/** What may be loaded on demand, too. */
	readonly dynamic?: RegExp;
};

const NOTHING = /^$/;
const ALL_BUT_HEAVY = new RegExp(`^(?!${HEAVY.source})`);

const RULES: Readonly<Record<string, Rule>> = {
	'cli.ts': {any: ALL_BUT_HEAVY, types: /./},
	'commands/': {any: ALL_BUT_HEAVY, types: /./, dynamic: /./},
	'config/': {any: /^(?:config|domain|engine)\/|^view-model\/(?:active-keys|choices|colour-roles|market-settings|own-colours)\.ts$|^venue\/registry\.ts$|^exchange\/fault\.ts$|^headless\/stream-settings\.ts$|^yaml$/, types: /^runtime\/ports\.ts$/},
	'simulation/': {any: /^(?:simulation|engine|domain)\//},
	'app/': {any: /^(?:app|components|view-model|domain)\/|^react(?:\/|$)|^ink$/, types: /^engine\/|^runtime\/engine-host\.ts$/},
	'headless/': {any: /^(?:headless|domain|engine)\//, types: /^runtime\//},
	'components/': {any: /^(?:components|view-model)\/|^react(?:\/|$)|^ink$/},
	'view-model/': {any: /^(?:view-model|domain)\/|^string-width$|^decimal\.js$/, types: /^engine\//},
	'runtime/': {any: /^(?:runtime|engine|venue|domain)\//},
	'exchange/': {any: /^(?:exchange|domain|venue)\//},
	'engine/': {any: /^(?:engine|domain)\//},
	'venue/': {any: /^(?:venue|domain)\//},
	'domain/': {any: /^domain\/|^decimal\.js$/},
};

/** A command's own file is loaded when the command is run, and only then: what it imports is on demand too. */
const targets = (way: Way): ReadonlySet<string> => new Set(arrows.filter((arrow) => arrow.way === way).map((arrow) => arrow.to));
const loadedAtOnce = targets('static');
const onDemand = new Set([...targets('dynamic')].filter((file) => file.startsWith('commands/') && !loadedAtOnce.has(file)));

const isAllowed = ({file, way, to}: Arrow): boolean => {
	const folder = folderOf(file);
	const rule = RULES[folder];
	if (rule === undefined) return false;
	if (onDemand.has(file)) return true;
	if (rule.any.test(to)) return true;
	if (way === 'type' && (rule.types ?? NOTHING).test(to)) return true;
	if (way === 'dynamic' && (rule.dynamic ?? NOTHING).test(to)) return true;
	return PLATFORM.test(to) && (NODE_SIDE[folder] ?? NOTHING).test(file);
};

const sentence = ({file, way, to}: Arrow): string => {
	const end = to.includes('/') && !to.includes(':') && texts.has(to) ? folderOf(to) : to;
	const how = way === 'static' ? '' : way === 'type' ? ', not even a type of it' : ', not even on demand';
	return `${folderOf(file)} may not import ${end}${how} (${file} → ${to})`;
};

test('the imports of the source tree were found', () => {
	expect(files.length).toBeGreaterThan(50);
	expect(arrows.length).toBeGreaterThan(200);
	for (const way of ['static', 'type', 'dynamic'] as const) expect(arrows.some((arrow) => arrow.way === way), way).toBe(true);
});

test('every relative import leads to a file', () => {
	const lost = arrows.filter(({to}) => /^[a-z-]+\/.*\.js$/.test(to) && folderOf(to) in RULES);
	expect(lost.map(sentence)).toEqual([]);
});

test('no arrow points the wrong way', () => {
	expect(arrows.filter((arrow) => !isAllowed(arrow)).map(sentence)).toEqual([]);
});

test.each<[arrow: Arrow, words: string]>([
	[{file: 'components/x.tsx', way: 'static', to: 'runtime/node/ports.ts'}, 'components/ may not import runtime/ (components/x.tsx → runtime/node/ports.ts)'],
	[{file: 'domain/x.ts', way: 'type', to: 'engine/frame.ts'}, 'domain/ may not import engine/, not even a type of it (domain/x.ts → engine/frame.ts)'],
	[{file: 'engine/x.ts', way: 'static', to: 'node:fs'}, 'engine/ may not import node:fs (engine/x.ts → node:fs)'],
	[{file: 'runtime/host/frame-pump.ts', way: 'static', to: 'ws'}, 'runtime/ may not import ws (runtime/host/frame-pump.ts → ws)'],
	[{file: 'app/x.ts', way: 'static', to: 'runtime/node/ports.ts'}, 'app/ may not import runtime/ (app/x.ts → runtime/node/ports.ts)'],
	[{file: 'commands/x.ts', way: 'static', to: 'screen/app/run-screen.tsx'}, 'commands/ may not import app/ (commands/x.ts → screen/app/run-screen.tsx)'],
	[{file: 'headless/x.ts', way: 'dynamic', to: 'react'}, 'headless/ may not import react, not even on demand (headless/x.ts → react)'],
])('a wrong arrow is told in a sentence: %o', (arrow, words) => {
	expect(isAllowed(arrow)).toBe(false);
	expect(sentence(arrow)).toBe(words);
});

/** Everything that is loaded together with a file. */
const loadedWith = (entry: string): ReadonlySet<string> => {
	const seen = new Set<string>();
	const visit = (file: string): void => {
		if (seen.has(file)) return;
		seen.add(file);
		for (const arrow of arrows) if (arrow.file === file && arrow.way === 'static') visit(arrow.to);
	};

	visit(entry);
	return seen;
};

test('nothing heavy is loaded before a command is chosen', () => {
	const atOnce = [...loadedWith('cli.ts'), ...loadedWith('commands/main.ts')];
	expect(atOnce.filter((to) => HEAVY.test(to))).toEqual([]);
	expect(onDemand.size).toBeGreaterThan(2);
});

test('no headless file, and no command but the screen, loads React', () => {
	const entries = files.filter((file) => /^(?:headless|commands)\/|^cli\.ts$/.test(file));
	const loads = entries
		.filter((file) => file !== 'commands/screen.ts')
		.flatMap((file) => [...loadedWith(file)].filter((to) => REACT.test(to)).map((to) => `${file} loads ${to}`));
	expect(loads).toEqual([]);
});

test.each(['engine/', 'view-model/', 'components/', 'app/'])('%s knows no venue by name', (folder) => {
	expect(files.filter((file) => file.startsWith(folder) && /binance/i.test(texts.get(file) ?? ''))).toEqual([]);
});

test('every venue has the same files', () => {
	const names = ['endpoints.ts', 'index.ts', 'messages.ts', 'parse.ts', 'sequence-rule.ts'];
	const venues = new Set(files.filter((file) => /^venue\/.+\//.test(file)).map((file) => posix.dirname(file)));
	expect(venues.size).toBeGreaterThan(0);
	for (const venue of venues) expect(files.filter((file) => posix.dirname(file) === venue).map((file) => posix.basename(file))).toEqual(expect.arrayContaining(names));
});

const linesOf = (text: string): number => text.trimEnd().split('\n').length;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

test(`no file is longer than ${MAX_LINES} lines`, ({annotate}) => {
	const lengths = files.map((file) => [file, linesOf(texts.get(file) ?? '')] as const);
	const folders = [...new Set(files.map(folderOf))];
	const medians = folders.map((folder) => `${folder} ${median(lengths.filter(([file]) => folderOf(file) === folder).map(([, lines]) => lines))}`);
	void annotate(`median lines: all ${median(lengths.map(([, lines]) => lines))}, ${medians.join(', ')}`);
	const long = lengths.filter(([, lines]) => lines > MAX_LINES);
	expect(long.map(([file, lines]) => `${file} has ${lines} lines`)).toEqual([]);
});
