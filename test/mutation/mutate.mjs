// Plants small bugs one by one, and counts those that no test finds.
//
//   npm run mutate -- engine/feed/book/book-sync.ts                        every mutant of a file, or of a folder
//   npm run mutate -- core --sample 300 --seed 7                 300 of the core's, drawn by the seed
//   npm run mutate -- config --jobs 2 --test test/config         these tests only, not all that import the place
//   npm run mutate -- engine/feed/book/liveness.ts --only "ageMs <="       the mutants with these words in them
//   --out FILE (coverage/mutation.json), --test-seconds 20 (longer test files are left out), --least 0.9
//
// Exit code 0 where at least that share of what is not known to be equivalent (equivalent.json) is killed, 1 else.

import {mkdirSync, readFileSync, writeFileSync, mkdtempSync, rmSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {parseArgs} from 'node:util';
import {Host} from './hosts.mjs';
import {mutantsOf} from './mutants.mjs';
import {modulesAt, relatedTests} from './related.mjs';

const root = new URL('../../', import.meta.url).pathname;
const {values: options, positionals: places} = parseArgs({
	allowPositionals: true,
	options: {
		sample: {type: 'string'},
		seed: {type: 'string', default: '1'},
		jobs: {type: 'string', default: String(availableParallelism())},
		only: {type: 'string'},
		test: {type: 'string', multiple: true},
		'test-seconds': {type: 'string', default: '20'},
		out: {type: 'string', default: 'coverage/mutation.json'},
		least: {type: 'string', default: '0.9'},
	},
});

/** Where an error gives a wrong book, wrong money, or a wrong order. */
const CORE = ['engine', 'venue', 'config', 'domain'];
/** A mutant may take this multiple of the tests' usual time, plus a fixed time. */
const PATIENCE = 5;
const LEAST_PATIENCE_MS = 20_000;
const PROGRESS_EVERY_MS = 10_000;

const say = (text) => process.stdout.write(`${text}\n`);
const inPlace = (path) => join(root, path);

/** Mulberry32. */
const randomOf = (seed) => {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
};

const drawn = (items, count, seed) => {
	const random = randomOf(seed);
	const left = [...items];
	const taken = [];
	while (taken.length < count && left.length > 0) taken.push(...left.splice(Math.floor(random() * left.length), 1));
	return taken;
};

const instrument = (modules) => {
	const all = [];
	const texts = [];
	for (const module of modules) {
		const {mutants, instrumented} = mutantsOf(module.replace(/^source\//, ''), readFileSync(inPlace(module), 'utf8'), all.length + 1);
		all.push(...mutants);
		texts.push([inPlace(module), instrumented]);
	}

	return {all, texts};
};

const equivalents = () =>
	new Map(JSON.parse(readFileSync(new URL('equivalent.json', import.meta.url), 'utf8')).map(({mutant, why}) => [mutant, why]));

/** Distributes the work in order to as many hosts as there are jobs. */
const share = async (hosts, work, carryOut) => {
	let next = 0;
	await Promise.all(
		hosts.map(async (host) => {
			while (next < work.length) {
				const index = next;
				next += 1;
				await carryOut(host, work[index]);
			}
		}),
	);
};

/** Duration of each test file, and the mutants that it reaches. */
const measure = async (hosts, tests, limitMs) => {
	const measured = [];
	await share(hosts, tests, async (host, file) => {
		const answer = await host.ask({files: [file]}, limitMs);
		if (answer === undefined) say(`  left out, longer than ${limitMs / 1000} s: ${file}`);
		else if (answer.failed !== undefined) say(`  left out, it fails without any mutant: ${file}`);
		else measured.push({file, ms: answer.ms, reached: new Set(answer.reached)});
	});
	return measured.toSorted((a, b) => a.ms - b.ms);
};

/** Test files that reach the mutant: the mirror of its module first, then by duration. */
const testsFor = ({number, path}, measured) => {
	const mirror = `test/${path.replace(/\.tsx?$/, '')}.test.`;
	const isMirror = ({file}) => file.startsWith(mirror);
	return measured.filter(({reached}) => reached.has(number)).toSorted((a, b) => Number(isMirror(b)) - Number(isMirror(a)));
};

const judge = async (host, mutant, measured) => {
	const tests = testsFor(mutant, measured);
	if (tests.length === 0) return {result: 'survived', by: 'no test comes by'};
	const usualMs = tests.reduce((sum, {ms}) => sum + ms, 0);
	const answer = await host.ask(
		{mutant: mutant.number, files: tests.map(({file}) => file)},
		Math.max(LEAST_PATIENCE_MS, usualMs * PATIENCE),
	);
	if (answer === undefined) return {result: 'killed', by: 'time'};
	return answer.failed === undefined ? {result: 'survived', by: `${tests.length} test files`} : {result: 'killed', by: answer.failed};
};

const report = (outcomes, known) => {
	const survived = outcomes.filter(({result}) => result === 'survived');
	const equivalent = survived.filter(({id}) => known.has(id));
	const open = survived.filter(({id}) => !known.has(id));
	const counted = outcomes.length - equivalent.length;
	const killed = counted - open.length;
	for (const {path, line, kind, id, by} of open) say(`SURVIVED source/${path}:${line} (${kind}; ${by})\n  ${id}`);
	const rate = counted === 0 ? 1 : killed / counted;
	const byFile = Object.groupBy(
		outcomes.filter(({id}) => !known.has(id)),
		({path}) => path,
	);
	say('');
	for (const [path, ones] of Object.entries(byFile)) {
		say(`  ${path}: ${ones.filter(({result}) => result === 'killed').length} of ${ones.length}`);
	}
	say(`killed ${killed} of ${counted} (${(100 * rate).toFixed(1)} %); ${equivalent.length} more are equivalent, by equivalent.json`);
	mkdirSync(dirname(options.out), {recursive: true});
	writeFileSync(
		options.out,
		`${JSON.stringify({rate, killed, counted, equivalent: equivalent.map(({id}) => ({mutant: id, why: known.get(id)})), survived: open, outcomes}, undefined, '\t')}\n`,
	);
	say(`written to ${options.out}`);
	return rate;
};

const run = async (texts, chosen, tests) => {
	const folder = mkdtempSync(join(tmpdir(), 'mm-tui-mutation-'));
	const file = join(folder, 'texts.json');
	writeFileSync(file, JSON.stringify(texts));
	const hosts = Array.from({length: Number(options.jobs)}, () => new Host(file));
	const tidy = () => {
		for (const host of hosts) host.remove();
		rmSync(folder, {recursive: true, force: true});
	};
	for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (tidy(), process.exit(130)));
	const outcomes = [];
	const startedAt = performance.now();
	const timer = setInterval(() => {
		const killed = outcomes.filter(({result}) => result === 'killed').length;
		say(`  ${outcomes.length} of ${chosen.length} mutants in ${((performance.now() - startedAt) / 1000).toFixed(0)} s, ${killed} killed`);
	}, PROGRESS_EVERY_MS);
	try {
		const measured = await measure(hosts, tests, Number(options['test-seconds']) * 1000);
		say(`${measured.length} test files without a mutant: ${(measured.reduce((sum, {ms}) => sum + ms, 0) / 1000).toFixed(0)} s`);
		if (!measured.some(({reached}) => reached.size > 0)) {
			throw new Error('no test came by any mutant: either none is about this place, or the runner is broken');
		}
		await share(hosts, chosen, async (host, mutant) => outcomes.push({...mutant, ...(await judge(host, mutant, measured))}));
		return outcomes.toSorted((a, b) => a.number - b.number);
	} finally {
		clearInterval(timer);
		tidy();
	}
};

if (places.length === 0) {
	process.stderr.write('mutate: say which place: a file or a folder of source/, or core\n');
	process.exit(2);
}

const modules = [...new Set(places.flatMap((place) => (place === 'core' ? CORE : [place]).flatMap(modulesAt)))];
const {all, texts} = instrument(modules);
const wanted = options.only === undefined ? all : all.filter(({id}) => id.includes(options.only));
const chosen = options.sample === undefined ? wanted : drawn(wanted, Number(options.sample), Number(options.seed));
const tests = relatedTests(modules).filter((file) => options.test === undefined || options.test.some((start) => file.startsWith(start)));
say(`${chosen.length} of ${all.length} mutants in ${modules.length} files, ${tests.length} test files that import them`);
process.exitCode = report(await run(texts, chosen, tests), equivalents()) >= Number(options.least) ? 0 : 1;
