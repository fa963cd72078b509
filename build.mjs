// Builds `dist`: every module by the compiler, for whoever imports one, and the program itself as a few bundled files.
//
//   node build.mjs             builds
//   node build.mjs --if-stale  builds unless `dist` was made from exactly the present files
//
// The new folder is complete before it takes the place of the old one: a build that fails leaves no half of one.

import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire, isBuiltin} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const ROOT = path.dirname(fileURLToPath(import.meta.url));
const at = (...names) => path.join(ROOT, ...names);
const [DIST, NEXT, LAST] = ['dist', `dist.next-${process.pid}`, `dist.last-${process.pid}`].map((name) => at(name));
const STAMP = 'built-from';

/** Dependencies are bundled, hence the lockfile. */
const INPUTS = ['build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'];

const fingerprint = () => {
	const sources = readdirSync(at('source'), {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
	const files = [
		...INPUTS.map((name) => at(name)),
		...sources.map((entry) => path.join(entry.parentPath, entry.name)).toSorted((a, b) => (a < b ? -1 : 1)),
	];
	const hash = createHash('sha256');
	for (const file of files) {
		hash.update(`${path.relative(ROOT, file)}\0`);
		hash.update(readFileSync(file));
	}
	return hash.digest('hex');
};

const isFresh = (print) => existsSync(path.join(DIST, STAMP)) && readFileSync(path.join(DIST, STAMP), 'utf8') === print;

const compile = () => {
	const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
	const args = [path.join(path.dirname(compiler), 'bin/tsc'), '-p', at('source/tsconfig.json'), '--outDir', NEXT];
	const {status} = spawnSync(process.execPath, args, {stdio: 'inherit'});
	if (status !== 0) throw new Error('the compiler found mistakes');
};

/** Loaded only where a debugger for React is asked for, which nobody installs with the program. */
const EXTERNAL = ['react-devtools-core'];

/** Known when it is built, so that what is never run is not there: React's development build, add-ons that ws looks for. */
const DEFINED = {
	'process.env.NODE_ENV': '"production"',
	'process.env.WS_NO_BUFFER_UTIL': '"1"',
	'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
};

/** Names stay, so that a stack says something. */
const MINIFY = {compress: true, mangle: false, codegen: {removeWhitespace: true}};

/**
 * Node's own modules are asked for, not imported: an import reads each of their properties, and so loads what they load
 * on demand (`node:http` all of fetch, `node:crypto` its web interface), which is a third of a start.
 */
const builtins = {
	name: 'builtins',
	renderChunk: (code) => ({
		code: code.replaceAll(/^import ([^'"]+) from ["']([^'"]+)["'];?$/gm, (statement, names, from) =>
			isBuiltin(from) ? builtinStatement(names, from) : statement,
		),
		map: null,
	}),
};

/** `names` as an import has them: `path`, `{join, sep as slash}`, `path, {join}`, `* as path`. */
const builtinStatement = (names, from) => {
	const [, whole, some] = /^(?:(?:\* as )?([\w$]+))?,? ?(\{.*\})?$/.exec(names);
	const module = `process.getBuiltinModule("${from}")`;
	const picked = some?.replaceAll(' as ', ': ');
	return [whole, picked]
		.filter((name) => name !== undefined)
		.map((name) => `const ${name} = ${module};`)
		.join(' ');
};

const bundle = async (input, output, plugins = []) => {
	const {rolldown} = await import('rolldown');
	const build = await rolldown({
		plugins: [builtins, ...plugins],
		input,
		cwd: ROOT,
		platform: 'node',
		external: EXTERNAL,
		transform: {target: 'es2024', define: DEFINED, jsx: {runtime: 'automatic', development: false}},
		onwarn(warning) {
			throw new Error(warning.message);
		},
	});
	const {output: files} = await build.write({
		dir: NEXT,
		format: 'esm',
		sourcemap: true,
		minify: MINIFY,
		comments: {legal: false},
		...output,
	});
	await build.close();
	return files.filter(({type}) => type === 'chunk');
};

/**
 * The files of the main thread beside those that are loaded on demand. A module belongs to the first of them whose
 * entries load it, and what several commands need to `shared`. (The entries themselves stay out: a file that is loaded
 * on demand and has more in it than its entry gets a second one in front of it.)
 */
const FILES = {
	base: ['commands/start.ts'],
	tables: ['commands/help.ts'],
	settings: ['commands/main.ts', 'commands/read-config.ts', 'runtime/node/node-log.ts', 'runtime/node/node-state-file.ts'],
	market: ['runtime/node/node-ports.ts', 'runtime/live-raw-feed.ts'],
	common: ['commands/screen.ts'],
	session: ['commands/headless/open-session.ts', 'headless/line-stream.ts', 'recording/replay-session.ts', 'recording/verify.ts'],
};

/** Everything that is loaded together with a module. */
const loadedWith = (modules, getModuleInfo) => {
	const seen = new Set();
	const open = [...modules];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		if (seen.has(id)) continue;
		seen.add(id);
		open.push(...(getModuleInfo(id)?.importedIds ?? []));
	}
	return seen;
};

const programFiles = () => {
	const members = new Map();
	const entries = new Set();
	const look = {
		name: 'look',
		buildEnd() {
			const info = (id) => this.getModuleInfo(id);
			for (const [name, modules] of Object.entries(FILES)) {
				const paths = modules.map((module) => at('source', module));
				members.set(name, loadedWith(paths, info));
			}
			for (const id of this.getModuleIds()) for (const entry of info(id).dynamicallyImportedIds) entries.add(entry);
		},
	};
	const isMember = (name, id) => members.get(name).has(id) && !entries.has(id);
	const groups = Object.keys(FILES).map((name) => ({
		name,
		test: (id) => isMember(name, id),
		...(name === 'common' ? {minShareCount: 2} : {}),
	}));
	const shared = {
		name: 'shared',
		test: (id) => id.startsWith(at('source')) && !id.startsWith(at('source/engine')) && !entries.has(id),
		minShareCount: 2,
	};
	return bundle({cli: at('source/cli.ts')}, {chunkFileNames: 'cli-[name].js', codeSplitting: {groups: [...groups, shared]}}, [look]);
};

/** A thread of its own loads one file. */
const bundles = async () => [
	...(await programFiles()),
	...(await bundle({'runtime/host/engine-worker': at('source/runtime/host/engine-worker.ts')}, {codeSplitting: false})),
	...(await bundle({'recording/node-recorder-worker': at('source/recording/node-recorder-worker.ts')}, {codeSplitting: false})),
	...(await bundle({'exchange/exchange-worker': at('source/exchange/exchange-worker.ts')}, {codeSplitting: false})),
];

/** The terms of everything that is bundled, which have to come with a copy of it. */
const licenses = (chunks) => {
	const folders = new Set(
		chunks.flatMap(({moduleIds}) => moduleIds).flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []),
	);
	const terms = [...folders].map((folder) => {
		const {name, version, license} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
		const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
		return `${name} ${version}\n\n${file === undefined ? `License: ${license}` : readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
	});
	return [...new Set(terms)].toSorted().join(`\n${'-'.repeat(80)}\n\n`);
};

const build = async (print) => {
	try {
		compile();
		const chunks = await bundles();
		writeFileSync(path.join(NEXT, 'third-party-licenses.txt'), licenses(chunks));
		writeFileSync(path.join(NEXT, STAMP), print);
		if (existsSync(DIST)) renameSync(DIST, LAST);
		renameSync(NEXT, DIST);
	} finally {
		for (const folder of [NEXT, LAST]) rmSync(folder, {recursive: true, force: true});
	}
};

const print = fingerprint();
if (!process.argv.includes('--if-stale') || !isFresh(print)) {
	try {
		await build(print);
	} catch (error) {
		process.stderr.write(`build: ${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	}
}
