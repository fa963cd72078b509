import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {expect, it} from 'vitest';

const SOURCE = new URL('../../source/', import.meta.url);

/** Modules that a file imports statically, without types. */
const staticImports = async (file: URL): Promise<readonly string[]> => {
	const text = await readFile(file, 'utf8');
	const statements = text.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from '([^']+)'|^import '([^']+)'/gmu);
	return [...statements].map(([, from, bare]) => from ?? bare ?? '');
};

const sourceOf = ({href}: URL): URL => {
	const [plain, drawn] = [new URL(href.replace(/\.js$/u, '.ts')), new URL(href.replace(/\.js$/u, '.tsx'))];
	return existsSync(plain) ? plain : drawn;
};

/** All files loaded with a file; packages by name. */
const loadedWith = async (entry: string): Promise<ReadonlySet<string>> => {
	const seen = new Set<string>();
	const visit = async (file: URL): Promise<void> => {
		if (seen.has(file.href)) return;
		seen.add(file.href);
		for (const specifier of await staticImports(file)) {
			if (specifier.startsWith('.')) await visit(sourceOf(new URL(specifier, file)));
			else seen.add(specifier);
		}
	};

	await visit(new URL(entry, SOURCE));
	return new Set([...seen].map((name) => name.replace(SOURCE.href, '')));
};

/** What the configuration may import of the screen: tables, and nothing that draws. */
const TABLES = /^screen\/view-model\/(?:settings\/|cells\/(?:colour-roles|cells)|state\/(?:ladder-space|layout))/u;
const HEAVY = /^(?:react|ink|react\/.*|string-width)$|^screen\//u;

it.each(['commands/headless/stream.ts', 'commands/headless/feed.ts', 'commands/exchange.ts', 'commands/main.ts'])(
	'%s never loads the screen',
	async (entry) => {
		const loaded = await loadedWith(entry);
		expect(loaded.size).toBeGreaterThan(3);
		expect([...loaded].filter((name) => HEAVY.test(name) && !TABLES.test(name))).toEqual([]);
	},
);

/** What options may import of the engine: lists and defaults, no logic. */
const SETTINGS = /^engine\/(?:engine-config\.ts|maker\/settings\/(?:maker-settings|names|paper-settings|risk-limits)\.ts)$/u;

it('the help needs no socket, no engine and no YAML', async () => {
	const loaded = await loadedWith('commands/help.ts');
	const machines = [...loaded].filter((name) => /^(?:ws|undici|yaml|decimal\.js)$|^(?:engine|runtime)\//u.test(name));
	expect(machines.filter((name) => !SETTINGS.test(name))).toEqual([]);
});

it('the bin loads nothing before it knows the version of Node.js', async () => {
	expect(await staticImports(new URL('cli.ts', SOURCE))).toEqual([]);
});

it('no command needs YAML before there is a file', async () => {
	const entries = [
		'commands/main.ts',
		'commands/headless/stream.ts',
		'commands/headless/feed.ts',
		'commands/screen.ts',
		'commands/exchange.ts',
	];
	for (const entry of entries) expect(await loadedWith(entry)).not.toContain('yaml');
});

it('what is loaded before a command is known is next to nothing', async () => {
	expect([...(await loadedWith('commands/start.ts'))].filter((name) => !name.startsWith('node:')).toSorted()).toEqual([
		'assets.ts',
		'commands/plain-answer.ts',
		'commands/plain-question.ts',
		'commands/process/command-io.ts',
		'commands/process/compile-cache.ts',
		'commands/process/end-process.ts',
		'commands/process/exit-code.ts',
		'commands/process/inherited-signals.ts',
		'commands/process/start-checks.ts',
		'commands/start.ts',
		'config/option-error.ts',
		'domain/error-code.ts',
	]);
});
