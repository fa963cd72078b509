/**
 * The program as it is delivered: bundled files that need no package beside them. Which modules a thread has loaded is
 * read from the source maps of the files that it has loaded.
 */

import {spawn, spawnSync} from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, test} from 'vitest';
import {Shell} from './helpers/pty-shell.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const place = mkdtempSync(path.join(tmpdir(), 'mm-tui-bundle-'));
const shells: Shell[] = [];
afterAll(() => {
	for (const shell of shells) shell.pty.kill('SIGKILL');
	rmSync(place, {recursive: true, force: true});
});

/** A folder of its own that has only what the program is: no package, no map, no module of ours. */
const PROGRAM = path.join(place, 'program');
const isOfProgram = (name: string): boolean => /^(?:cli(?:-[^/]+)?|.+\/[a-z]+-worker)\.js$/.test(name);
for (const name of readdirSync(path.join(ROOT, 'dist'), {recursive: true, encoding: 'utf8'}).filter(isOfProgram)) {
	mkdirSync(path.join(PROGRAM, 'dist', path.dirname(name)), {recursive: true});
	copyFileSync(path.join(ROOT, 'dist', name), path.join(PROGRAM, 'dist', name));
}
copyFileSync(path.join(ROOT, 'package.json'), path.join(PROGRAM, 'package.json'));

/** Writes a line for each file that is loaded, with the thread that loads it. */
const TRACE = path.join(place, 'trace.mjs');
writeFileSync(
	TRACE,
	`import {appendFileSync} from 'node:fs';
import {registerHooks} from 'node:module';
import {threadId} from 'node:worker_threads';
registerHooks({load(url, context, next) {
	if (url.startsWith('file:')) appendFileSync(process.env.TRACED, threadId + ' ' + url + '\\n');
	return next(url, context);
}});
`,
);

let runs = 0;
const CLI = path.join(PROGRAM, 'dist/cli.js');
const environment = (more: Readonly<Record<string, string>> = {}) => ({
	PATH: process.env['PATH'] ?? '',
	HOME: place,
	TRACED: path.join(place, `traced-${(runs += 1)}`),
	...more,
});

/** Names below \`dist\`, by thread; 0 is the main one. */
const loadedBy = (traced: string, thread: number): readonly string[] =>
	readFileSync(traced, 'utf8')
		.split('\n')
		.filter((line) => line.startsWith(`${thread} file:`) && line.includes('/dist/'))
		.map((line) => line.slice(line.indexOf('/dist/') + '/dist/'.length));

/** The modules that files were made of, as paths from the root of the repository. */
const modulesOf = (names: readonly string[]): readonly string[] =>
	names.flatMap((name) => {
		const file = path.join(ROOT, 'dist', `${name}.map`);
		// What the bundler itself puts into a file of its own comes from no module.
		if (!existsSync(file)) return [];
		const {sources} = JSON.parse(readFileSync(file, 'utf8')) as {readonly sources: readonly string[]};
		return sources.map((source) =>
			path.relative(ROOT, path.resolve(path.dirname(file), source)).replace(/^.*node_modules\//, 'node_modules/'),
		);
	});

const run = (words: readonly string[], more: Readonly<Record<string, string>> = {}) => {
	const env = environment(more);
	const {stdout, stderr, status} = spawnSync(process.execPath, ['--import', TRACE, CLI, ...words], {env, encoding: 'utf8'});
	return {stdout, stderr, status, files: loadedBy(env.TRACED, 0)};
};

const SCREEN = /^source\/screen\/(?:app|render|terminal)\/(?!node-)|^node_modules\/(?:react|react-reconciler|ink|yoga-layout|chalk)\//;
const ENGINE =
	/^source\/(?:engine\/(?!engine-config|maker\/settings\/)|session\/|venue\/(?!names)|exchange\/(?!faults\/))|^node_modules\/(?:ws|undici|decimal\.js)\//;

describe('the bundled program, without a package beside it', () => {
	test('says its version from three files', () => {
		const {stdout, stderr, status, files} = run(['--version']);
		expect({stdout, stderr, status}).toEqual({stdout: `${programVersion()}\n`, stderr: '', status: 0});
		expect(files.length).toBeLessThanOrEqual(3);
		expect(modulesOf(files).filter((module) => module.startsWith('node_modules/'))).toEqual([]);
	});

	test('says its help from the tables, without a parser', () => {
		const {stdout, status, files} = run(['help', 'stream']);
		expect({stdout, status}).toEqual({stdout: readFileSync(path.join(ROOT, 'test/commands/golden/stream.txt'), 'utf8'), status: 0});
		expect(modulesOf(files).filter((module) => module.startsWith('node_modules/'))).toEqual([]);
	});

	test('streams a book, and loads nothing that draws and no YAML', async () => {
		const env = environment();
		const child = spawn(process.execPath, ['--import', TRACE, CLI, 'stream', '--demo', '--only', 'book'], {env});
		for await (const line of createInterface({input: child.stdout})) if (line.includes('"type":"book"')) break;
		child.kill('SIGKILL');
		const files = loadedBy(env.TRACED, 0);
		expect(files.length).toBeLessThanOrEqual(14);
		const modules = modulesOf(files);
		expect(modules.filter((module) => SCREEN.test(module) || module.startsWith('node_modules/yaml/'))).toEqual([]);
		expect(modules).toContain('source/engine/engine.ts');
		expect(loadedBy(env.TRACED, 1)).toEqual(['exchange/exchange-worker.js']);
	});

	test('draws the market; the thread of the screen has no engine, and that of the engine no screen', async () => {
		const env = environment({XDG_STATE_HOME: place});
		const shell = new Shell(['-c', `'${process.execPath}' --import '${TRACE}' '${CLI}' --demo; echo "EXIT=$?"; sleep 60`], env);
		shells.push(shell);
		await shell.sees('● LIVE');
		shell.pty.write('q');
		await shell.sees(/EXIT=0/);
		const main = modulesOf(loadedBy(env.TRACED, 0));
		expect(main.filter((module) => ENGINE.test(module))).toEqual([]);
		expect(main).toContain('source/screen/app/run-screen.ts');
		expect(loadedBy(env.TRACED, 2)).toEqual(['runtime/host/engine-worker.js']);
		const engine = modulesOf(['runtime/host/engine-worker.js']);
		expect(engine.filter((module) => SCREEN.test(module) || module.startsWith('source/commands/'))).toEqual([]);
	});

	test('nothing of it asks Node.js for a module by an import, which would load what that module loads on demand', () => {
		const files = readdirSync(path.join(PROGRAM, 'dist'), {recursive: true, encoding: 'utf8'}).filter(isOfProgram);
		const imports = files.flatMap((file) =>
			[...readFileSync(path.join(PROGRAM, 'dist', file), 'utf8').matchAll(/\b(?:from|import) ?"([^"]+)"/g)].map(([, name = '']) => name),
		);
		expect([...new Set(imports)].filter((name) => !name.startsWith('./'))).toEqual(['react-devtools-core']);
	});

	test('comes with the terms of everything that is in it', () => {
		const terms = readFileSync(path.join(ROOT, 'dist/third-party-licenses.txt'), 'utf8');
		for (const name of ['react', 'ink', 'ws', 'undici', 'meow', 'yaml', 'string-width', 'yoga-layout']) {
			expect(terms).toMatch(new RegExp(`^${name.replace('.', '\\.')} \\d`, 'm'));
		}
	});
});

describe('compiled code is kept', () => {
	const folderIn = (temporary: string) => path.join(temporary, `mm-tui-${process.getuid?.()}`);
	const temporary = (): string => mkdtempSync(path.join(place, 'tmp-'));

	test('in a folder of the user alone, without a home', () => {
		const TMPDIR = temporary();
		expect(run(['paths'], {TMPDIR, HOME: ''}).status).toBe(0);
		expect(lstatSync(folderIn(TMPDIR)).mode & 0o777).toBe(0o700);
		expect(readdirSync(folderIn(TMPDIR)).length).toBe(1);
	});

	test.each<[what: string, prepare: (folder: string) => void]>([
		['others may write to', (folder) => (mkdirSync(folder), chmodSync(folder, 0o777))],
		['is a link', (folder) => symlinkSync(mkdtempSync(path.join(place, 'elsewhere-')), folder)],
		['is a file', (folder) => writeFileSync(folder, '')],
	])('nowhere, and without a word, where that folder %s', (_, prepare) => {
		const TMPDIR = temporary();
		prepare(folderIn(TMPDIR));
		expect(run(['paths'], {TMPDIR})).toMatchObject({status: 0, stderr: ''});
		if (lstatSync(folderIn(TMPDIR)).isDirectory()) expect(readdirSync(folderIn(TMPDIR))).toEqual([]);
	});

	test('nowhere, and without a word, where there is no such place', () => {
		expect(run(['paths'], {TMPDIR: '/proc/no/such/place'})).toMatchObject({status: 0, stderr: ''});
		expect(existsSync('/proc/no')).toBe(false);
	});
});

function programVersion(): string {
	return (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {readonly version: string}).version;
}
