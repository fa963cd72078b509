// Does the simulator find planted bugs? Each is compiled into its own copy and simulated until the first
// violation.

import {placeOf, plant} from './compile.mjs';
import {PLANTS} from './plants.mjs';
import {runSeeds} from './run-seeds.mjs';

/** One of each kind, all found within few seeds; used in every test run. */
const QUICK = new Set([
	'gap-ignored',
	'old-applied',
	'crossed-kept',
	'never-stale',
	'never-dead',
	'any-probe-proves',
	'refusal-ignored',
	'slot-stuck',
	'asks-as-bids',
]);
/** Seeds after which a bug counts as not found. */
const SEED_LIMIT = 1000;

const simulated = async (folder, bug, first, count, options) => {
	const reports = [];
	const all = {...options, dayEvery: 0, makerEvery: bug.maker === true ? 1 : 0};
	await runSeeds({folder, first, count, options: all, stopAtViolation: true}, ({seed, violation}) => reports.push({seed, violation}));
	return reports;
};

/** @returns the first violation caused by the planted bug: its seed and the number tried. */
export const huntPlant = async (compiled, bug, {limit = SEED_LIMIT, options = {}} = {}) => {
	const planted = plant(compiled, bug);
	try {
		for (let first = 1; first <= limit;) {
			const last = (await simulated(planted.folder, bug, first, limit - first + 1, options)).at(-1);
			if (last?.violation === undefined) break;
			const [without] = await simulated(compiled.folder, bug, last.seed, 1, options);
			if (without?.violation === undefined) return {bug, tried: last.seed, found: {...last, tried: last.seed}};
			first = last.seed + 1;
		}
	} finally {
		planted.remove();
	}

	return {bug, tried: limit, found: undefined};
};

/** @returns a sentence for every bug whose text is not in the source exactly once; its entry must be updated. */
const misfits = (compiled) =>
	PLANTS.flatMap((bug) => [bug, ...(bug.also ?? [])].map((change) => ({...change, name: bug.name}))).flatMap((change) => {
		try {
			placeOf(compiled, change);
			return [];
		} catch (error) {
			return [error.message];
		}
	});

/** @returns whether all were found. */
export const printPlanted = async (compiled, {jobs, only, quick, say}) => {
	const bugs = PLANTS.filter((bug) => (only === undefined || bug.name.includes(only)) && (!quick || QUICK.has(bug.name)));
	const results = [];
	const waiting = [...bugs];
	const start = performance.now();
	const work = async () => {
		for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
			const result = await huntPlant(compiled, bug).catch((error) => ({bug, tried: 0, error: error.message}));
			results.push(result);
			say(line(result));
		}
	};
	await Promise.all(Array.from({length: Math.max(jobs, 1)}, work));
	const unfit = misfits(compiled);
	for (const text of unfit) say(`MISFIT: ${text}`);
	return summary(results, (performance.now() - start) / 1000, say) && unfit.length === 0;
};

const line = ({bug, tried, found, error}) => {
	if (error !== undefined) return `| ${bug.name} | error | ${error} |`;
	return `| ${bug.name} | ${found === undefined ? `not in ${tried}` : found.tried} | ${found?.violation.slice(0, 110) ?? '—'} |`;
};

const summary = (results, seconds, say) => {
	const found = results.filter((result) => result.found !== undefined);
	const needed = found.map((result) => result.found.tried).toSorted((a, b) => a - b);
	const median = needed[Math.floor(needed.length / 2)] ?? 0;
	say('');
	say(
		`${found.length} of ${results.length} planted bugs found in ${seconds.toFixed(0)} s; seeds needed: median ${median}, most ${needed.at(-1) ?? 0}`,
	);
	for (const result of results) {
		if (result.found === undefined) say(`NOT FOUND: ${result.bug.name} (${result.bug.file}): ${result.error ?? result.bug.what}`);
	}
	return found.length === results.length;
};
