// A long-lived vitest over the instrumented source in its own process: runs test files with one mutant active
// and reports whether they failed. Its starter kills it if it does not answer in time.

import {readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {createVitest} from 'vitest/node';

const root = new URL('../../', import.meta.url).pathname;
const folder = process.env.MM_TUI_MUTATION_FOLDER;
const texts = new Map(JSON.parse(readFileSync(process.argv[2], 'utf8')));

const instrumented = {
	name: 'mutants',
	enforce: 'pre',
	transform: (_code, id) => {
		const text = texts.get(id.split('?', 1)[0]);
		return text === undefined ? undefined : {code: text, map: null};
	},
};

/**
 * The settings of test/vitest.config.ts, but every file in its own thread (so that mutants do not affect each
 * other) and without the disk cache, whose keys do not include the active mutant.
 */
const vitest = await createVitest(
	'test',
	{config: false, fsModuleCache: false, watch: false, reporters: [{}], bail: 1, maxWorkers: 1, pool: 'threads', fileParallelism: false},
	{
		plugins: [instrumented],
		oxc: {jsx: {development: false}},
		server: {watch: null},
		test: {
			root,
			include: ['test/**/*.test.{ts,tsx}'],
			setupFiles: ['test/setup.ts', new URL('setup.mjs', import.meta.url).pathname],
			testTimeout: 30_000,
			env: {NODE_ENV: 'production', FORCE_COLOR: '0', TZ: 'UTC'},
		},
	},
);

const force = (mutant) => writeFileSync(join(folder, 'active.json'), JSON.stringify({mutant}));
force(undefined);
const specifications = new Map((await vitest.globTestSpecifications([])).map((one) => [one.moduleId, one]));

/** One after the other, because the first failure is enough. */
const failingOf = async (files) => {
	for (const file of files) {
		const {testModules, unhandledErrors} = await vitest.runTestSpecifications([specifications.get(join(root, file))]);
		if (unhandledErrors.length > 0 || testModules.some((module) => module.state() === 'failed')) return file;
	}

	return undefined;
};

const reachedBy = (file) => {
	try {
		return JSON.parse(readFileSync(join(folder, `reached-${basename(file)}.json`), 'utf8'));
	} catch {
		return [];
	}
};

const answer = async ({mutant, files}) => {
	force(mutant);
	const startedAt = performance.now();
	const failed = await failingOf(files);
	process.send({failed, ms: performance.now() - startedAt, reached: mutant === undefined ? reachedBy(files[0]) : []});
};

process.on('message', (question) => void answer(question));
process.on('disconnect', () => process.exit());
process.send('ready');
