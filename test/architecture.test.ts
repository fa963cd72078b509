/** The allowed imports between folders; a forbidden one fails with a sentence that names both files. */

import {readdir, readFile} from 'node:fs/promises';
import {posix} from 'node:path';
import {expect, test} from 'vitest';

const SOURCE = new URL('../source/', import.meta.url);
const MAX_LINES = 300;
/** Longer, until it is split. */
const LONG_FILES: readonly string[] = ['engine/maker/maker-desk.ts'];

/** `type` imports are erased by the build; `dynamic` ones are loaded on demand. */
type Way = 'static' | 'type' | 'dynamic';
type Arrow = {readonly file: string; readonly way: Way; readonly to: string};

const files = (await readdir(SOURCE, {recursive: true})).filter((name) => /\.tsx?$/.test(name)).toSorted();
const texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(new URL(file, SOURCE), 'utf8')] as const)));

/** The specifier `dir/x.js` → the file `dir/x.ts` or `.tsx`; packages keep their names. */
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

/** The layers. A file belongs to the longest of these prefixes of its path. */
const LAYERS = [
	'assets.ts',
	'cli.ts',
	'commands/',
	'config/',
	'domain/',
	'engine/feed/',
	'engine/maker/',
	'engine/',
	'exchange/',
	'headless/',
	'recording/',
	'runtime/node/',
	'runtime/',
	'screen/app/',
	'screen/render/',
	'screen/terminal/',
	'screen/view-model/cells/',
	'screen/view-model/settings/',
	'screen/view-model/memory/',
	'screen/view-model/words/',
	'screen/view-model/state/',
	'screen/view-model/input/',
	'screen/view-model/screen/',
	'screen/view-model/reduce.ts',
	'screen/view-model/',
	'session/',
	'simulation/',
	'venue/',
];
const layerOf = (path: string): string => LAYERS.find((layer) => path.startsWith(layer)) ?? path;
const folderOf = (path: string): string => (path.includes('/') ? `${path.split('/')[0]}/` : path);

const REACT = /^(?:react|ink)(?:\/|$)/;
const HEAVY = /^(?:screen\/(?:app|render|terminal)|runtime)\/|^exchange\/(?:node-|.*-worker\.)|^(?:react|ink)(?:\/|$)/;
const PLATFORM = /^(?:ws|undici)$|^node:/;
/** The only files that may use Node's modules, and the packages built on them. */
const NODE_FILES =
	/^runtime\/node\/|^exchange\/(?:node-[^/]+|[^/]+-worker)\.ts$|^(?:screen|recording|runtime)\/(?:.+\/)?node-[^/]+\.tsx?$|^runtime\/host\/(?:[^/]+-worker|worker-host)\.ts$/;

type Rule = {
	/** Allowed for every kind of import. */
	readonly any: RegExp;
	/** Also allowed for type imports. */
	readonly types?: RegExp;
	/** Also allowed for dynamic imports. */
	readonly dynamic?: RegExp;
};

const NOTHING = /^$/;
const ALL_BUT_HEAVY = new RegExp(`^(?!${HEAVY.source})`);
/** What every room of the view model may import, besides the rooms named here. */
const view = (rooms: string): RegExp => new RegExp(`^(?:domain|screen/view-model/(?:${rooms}))/|^string-width$|^decimal\\.js$`);
const PANELS = 'cells|settings|memory|words|state|ladder|tape|maker|status|charts|events|help';

const RULES: Readonly<Record<string, Rule>> = {
	'assets.ts': {any: /^node:fs\/promises$/},
	'cli.ts': {any: ALL_BUT_HEAVY, types: /./},
	'commands/': {any: ALL_BUT_HEAVY, types: /./, dynamic: /./},
	'config/': {
		any: /^(?:config|domain)\/|\/settings\/|^engine\/[^/]+\.ts$|^venue\/names\.ts$|^exchange\/faults\/fault\.ts$|^headless\/stream-settings\.ts$|^yaml$/,
		types: /^runtime\/node\/ports\.ts$/,
	},
	'domain/': {any: /^domain\/|^decimal\.js$/},
	'engine/': {any: /^(?:engine|domain)\//},
	'engine/feed/': {any: /^(?:engine\/feed|domain)\//},
	'engine/maker/': {any: /^(?:engine\/maker|domain)\//},
	'exchange/': {any: /^(?:exchange|domain|venue)\//},
	'headless/': {any: /^(?:headless|domain|engine)\//, types: /^(?:runtime|session)\//},
	'recording/': {any: /^(?:recording|session|engine|venue|domain)\//},
	'runtime/': {any: /^assets\.ts$|^(?:runtime|session|recording|engine|venue|domain)\//},
	'runtime/node/': {any: /^(?:runtime\/node|engine\/feed|session|domain)\//},
	'screen/app/': {any: /^(?:screen|domain)\/|^react(?:\/|$)|^ink$/, types: /^engine\/|^runtime\/host\/engine-host\.ts$/},
	'screen/render/': {any: /^screen\/(?:render|view-model\/(?:cells|settings))\//},
	'screen/terminal/': {any: /^(?:screen\/terminal|domain)\//, types: /^screen\/view-model\/input\//},
	'screen/view-model/': {any: view(PANELS), types: /^engine\//},
	'screen/view-model/cells/': {any: view('cells'), types: /^engine\//},
	'screen/view-model/settings/': {any: new RegExp(`${view('cells|settings').source}|^engine/maker/settings/`), types: /^engine\//},
	'screen/view-model/memory/': {any: view('cells|settings|memory'), types: /^engine\//},
	'screen/view-model/words/': {any: view('cells|settings|memory|words|state'), types: /^engine\//},
	'screen/view-model/state/': {any: view('cells|settings|memory|words|state'), types: /^engine\//},
	'screen/view-model/input/': {any: view(`${PANELS}|input|screen`), types: /^engine\//},
	'screen/view-model/screen/': {any: view(`${PANELS}|screen`), types: /^engine\//},
	'screen/view-model/reduce.ts': {any: view(`${PANELS}|input|screen`), types: /^engine\//},
	'session/': {any: /^(?:session|engine|venue|domain)\//},
	'simulation/': {any: /^(?:simulation|engine|domain)\//},
	'venue/': {any: /^(?:venue|domain)\//},
};

/** A command's file is loaded only when the command runs, so its own imports count as on demand. */
const targets = (way: Way): ReadonlySet<string> => new Set(arrows.filter((arrow) => arrow.way === way).map((arrow) => arrow.to));
const loadedAtOnce = targets('static');
const onDemand = new Set([...targets('dynamic')].filter((file) => file.startsWith('commands/') && !loadedAtOnce.has(file)));
/** So do those of what only such files import. */
const importersOf = (file: string): readonly string[] =>
	arrows.filter(({to, way}) => to === file && way !== 'type').map((arrow) => arrow.file);
for (let before = -1; before !== onDemand.size;) {
	before = onDemand.size;
	for (const file of files.filter((name) => name.startsWith('commands/'))) {
		const importers = importersOf(file);
		if (importers.length > 0 && importers.every((name) => onDemand.has(name))) onDemand.add(file);
	}
}

const isAllowed = ({file, way, to}: Arrow): boolean => {
	const rule = RULES[layerOf(file)];
	if (rule === undefined) return false;
	if (onDemand.has(file)) return true;
	if (rule.any.test(to)) return true;
	if (way === 'type' && (rule.types ?? NOTHING).test(to)) return true;
	if (way === 'dynamic' && (rule.dynamic ?? NOTHING).test(to)) return true;
	return PLATFORM.test(to) && NODE_FILES.test(file);
};

const sentence = ({file, way, to}: Arrow): string => {
	const end = to.includes('/') && !to.includes(':') && (texts.has(to) || LAYERS.includes(layerOf(to))) ? layerOf(to) : to;
	const how = way === 'static' ? '' : way === 'type' ? ', not even a type of it' : ', not even on demand';
	return `${layerOf(file)} may not import ${end}${how} (${file} → ${to})`;
};

test('the imports of the source tree were found', () => {
	expect(files.length).toBeGreaterThan(50);
	expect(arrows.length).toBeGreaterThan(200);
	for (const way of ['static', 'type', 'dynamic'] as const) {
		expect(
			arrows.some((arrow) => arrow.way === way),
			way,
		).toBe(true);
	}
});

test('every relative import leads to a file', () => {
	const lost = arrows.filter(({to}) => /^[a-z-]+\/.*\.js$/.test(to) && LAYERS.some((layer) => folderOf(layer) === folderOf(to)));
	expect(lost.map(sentence)).toEqual([]);
});

test('no arrow points the wrong way', () => {
	expect(arrows.filter((arrow) => !isAllowed(arrow)).map(sentence)).toEqual([]);
});

test.each<[arrow: Arrow, words: string]>([
	[
		{file: 'screen/render/x.ts', way: 'static', to: 'runtime/node/ports.ts'},
		'screen/render/ may not import runtime/node/ (screen/render/x.ts → runtime/node/ports.ts)',
	],
	[
		{file: 'engine/maker/x.ts', way: 'type', to: 'engine/feed/types/status.ts'},
		'engine/maker/ may not import engine/feed/, not even a type of it (engine/maker/x.ts → engine/feed/types/status.ts)',
	],
	[
		{file: 'screen/view-model/memory/x.ts', way: 'type', to: 'screen/view-model/state/layout.ts'},
		'screen/view-model/memory/ may not import screen/view-model/state/, not even a type of it (screen/view-model/memory/x.ts → screen/view-model/state/layout.ts)',
	],
	[
		{file: 'screen/view-model/ladder/x.ts', way: 'static', to: 'screen/view-model/input/mouse.ts'},
		'screen/view-model/ may not import screen/view-model/input/ (screen/view-model/ladder/x.ts → screen/view-model/input/mouse.ts)',
	],
	[
		{file: 'domain/x.ts', way: 'type', to: 'engine/frame.ts'},
		'domain/ may not import engine/, not even a type of it (domain/x.ts → engine/frame.ts)',
	],
	[{file: 'engine/x.ts', way: 'static', to: 'node:fs'}, 'engine/ may not import node:fs (engine/x.ts → node:fs)'],
	[{file: 'runtime/host/frame-pump.ts', way: 'static', to: 'ws'}, 'runtime/ may not import ws (runtime/host/frame-pump.ts → ws)'],
	[
		{file: 'screen/app/x.ts', way: 'static', to: 'runtime/node/ports.ts'},
		'screen/app/ may not import runtime/node/ (screen/app/x.ts → runtime/node/ports.ts)',
	],
	[
		{file: 'commands/x.ts', way: 'static', to: 'screen/app/run-screen.ts'},
		'commands/ may not import screen/app/ (commands/x.ts → screen/app/run-screen.ts)',
	],
	[{file: 'headless/x.ts', way: 'dynamic', to: 'react'}, 'headless/ may not import react, not even on demand (headless/x.ts → react)'],
])('a wrong arrow is told in a sentence: %o', (arrow, words) => {
	expect(isAllowed(arrow)).toBe(false);
	expect(sentence(arrow)).toBe(words);
});

/** All files loaded together with a file. */
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

test('the market maker does not know who executes its orders: nothing of it imports paper, and only the engine chooses it', () => {
	const paper = arrows.filter(({file, to}) => to.startsWith('engine/maker/paper/') && !file.startsWith('engine/maker/paper/'));
	expect(paper.map(({file, to}) => `${file} → ${to}`)).toEqual(['engine/engine.ts → engine/maker/paper/paper-execution.ts']);
});

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

test('only one file knows where the program is, so that it can be bundled into one', () => {
	const code = (file: string): string => (texts.get(file) ?? '').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
	expect(files.filter((file) => /import\.meta|__dirname|__filename|package\.json/.test(code(file)))).toEqual(['assets.ts']);
});

test.each(['engine/', 'screen/'])('%s knows no venue by name', (folder) => {
	expect(files.filter((file) => file.startsWith(folder) && /binance/i.test(texts.get(file) ?? ''))).toEqual([]);
});

/** Words of one exchange's messages, headers, refusals and close codes. */
const VENUE_HABITS = /bookTicker|lastUpdateId|depthUpdate|exchangeInfo|x-mbx|\b(?:1008|418)\b/i;

test.each(['engine/', 'session/', 'runtime/', 'headless/', 'screen/', 'domain/'])('%s has no habit of one exchange’s', (folder) => {
	const lines = files
		.filter((file) => file.startsWith(folder))
		.flatMap((file) => (texts.get(file) ?? '').split('\n').map((line) => `${file}: ${line.trim()}`))
		.filter((line) => VENUE_HABITS.test(line));
	expect(lines).toEqual([]);
});

test('every venue has the same files', () => {
	const names = ['book.ts', 'index.ts', 'limits.ts', 'market.ts', 'rest.ts'];
	const venues = new Set(files.filter((file) => /^venue\/.+\//.test(file)).map((file) => posix.dirname(file)));
	expect(venues.size).toBeGreaterThan(0);
	for (const venue of venues) {
		expect(files.filter((file) => posix.dirname(file) === venue).map((file) => posix.basename(file))).toEqual(
			expect.arrayContaining(names),
		);
	}
});

/** Import circles, one per strongly connected set. */
const circlesOf = (links: ReadonlyMap<string, readonly string[]>): readonly string[] => {
	const reach = (from: string): ReadonlySet<string> => {
		const seen = new Set<string>();
		const open = [...(links.get(from) ?? [])];
		for (let file = open.pop(); file !== undefined; file = open.pop()) {
			if (seen.has(file)) continue;
			seen.add(file);
			open.push(...(links.get(file) ?? []));
		}
		return seen;
	};

	const reached = new Map([...links.keys()].map((file) => [file, reach(file)]));
	const inCircles = [...links.keys()].filter((file) => reached.get(file)?.has(file));
	const circles = inCircles.map((file) =>
		inCircles.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file)).join(' ↔ '),
	);
	return [...new Set(circles)];
};

const linksOf = (list: readonly Arrow[]): ReadonlyMap<string, readonly string[]> => {
	const links = new Map<string, string[]>(files.map((file) => [file, []]));
	for (const {file, to} of list) links.get(file)?.push(to);
	return links;
};

test('no files import each other in a circle, types included', () => {
	expect(circlesOf(linksOf(arrows))).toEqual([]);
});

test('a circle is found, and told by its files', () => {
	const circle = new Map([
		['a', ['b']],
		['b', ['c']],
		['c', ['b', 'd']],
		['d', []],
	]);
	expect(circlesOf(circle)).toEqual(['b ↔ c']);
});

const MAX_FILES = 20;

test(`no folder has more than ${MAX_FILES} files of its own`, () => {
	const counts = new Map<string, number>();
	for (const file of files) counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1);
	const wide = [...counts].filter(([, count]) => count > MAX_FILES);
	expect(wide.map(([folder, count]) => `${folder}/ has ${count} files: make rooms in it`)).toEqual([]);
});

test('the twelve folders of the house', () => {
	const folders = new Set(files.filter((file) => file.includes('/')).map(folderOf));
	const known = [
		'commands/',
		'config/',
		'domain/',
		'engine/',
		'exchange/',
		'headless/',
		'recording/',
		'runtime/',
		'screen/',
		'session/',
		'simulation/',
		'venue/',
	];
	expect([...folders].filter((folder) => !known.includes(folder))).toEqual([]);
});

const linesOf = (text: string): number => text.trimEnd().split('\n').length;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

test(`no file is longer than ${MAX_LINES} lines`, ({annotate}) => {
	const lengths = files.map((file) => [file, linesOf(texts.get(file) ?? '')] as const);
	const folders = [...new Set(files.map(folderOf))];
	const medians = folders.map(
		(folder) => `${folder} ${median(lengths.filter(([file]) => folderOf(file) === folder).map(([, lines]) => lines))}`,
	);
	void annotate(`median lines: all ${median(lengths.map(([, lines]) => lines))}, ${medians.join(', ')}`);
	const long = lengths.filter(([file, lines]) => lines > MAX_LINES && !LONG_FILES.includes(file));
	expect(long.map(([file, lines]) => `${file} has ${lines} lines`)).toEqual([]);
});
