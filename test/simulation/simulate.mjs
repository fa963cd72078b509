// Simulated sessions, as many as asked for.
//
//   npm run simulate -- --seeds 20000 [--first 1] [--jobs 2] [--minutes 10]   sessions; exit 1 on a violation
//   npm run simulate -- --seed 17 [--minutes 10]                              one session, told in full
//   npm run simulate -- --seeds 500 --fault halt --fault stale-rest           only these faults
//   npm run simulate -- --planted [--only TEXT] [--quick]                     does the simulator find planted bugs?
//   npm run simulate -- --report [--drills 200]                               time to distrust and to live again
//   --source FOLDER                                                           another copy of source/

import {availableParallelism} from 'node:os';
import {parseArgs} from 'node:util';
import {compile} from './compile.mjs';
import {printRecovery} from './recovery.mjs';
import {printPlanted} from './planted.mjs';
import {runSeeds} from './run-seeds.mjs';

const {values} = parseArgs({
	options: {
		seeds: {type: 'string', default: '2000'},
		seed: {type: 'string'},
		first: {type: 'string', default: '1'},
		jobs: {type: 'string', default: String(availableParallelism())},
		minutes: {type: 'string'},
		fault: {type: 'string', multiple: true},
		planted: {type: 'boolean', default: false},
		only: {type: 'string'},
		quick: {type: 'boolean', default: false},
		report: {type: 'boolean', default: false},
		drills: {type: 'string', default: '200'},
		source: {type: 'string'},
	},
});

const PROGRESS_EVERY_MS = 5000;
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
const options = {...(minutes === undefined ? {} : {minutes}), ...(values.fault === undefined ? {} : {names: values.fault})};
const again = (seed) =>
	`npm run simulate -- --seed ${seed}${minutes === undefined ? '' : ` --minutes ${minutes}`}${(values.fault ?? []).map((name) => ` --fault ${name}`).join('')}`;

/** Exit code when the reader of a pipe has gone (`| head`). Children end with their channel. */
const GONE_EXIT_CODE = 141;
process.stdout.on('error', (error) => {
	if (error.code !== 'EPIPE') throw error;
	leave(GONE_EXIT_CODE);
});
process.once('SIGINT', () => leave(130));
process.once('SIGTERM', () => leave(143));

const say = (text) => process.stdout.write(`${text}\n`);
/** The faults of the last half minute; `--seed` lists all of them. */
const before = ({faults, atMs}) =>
	faults.filter(({at, lastsMs}) => at <= atMs && at + lastsMs >= atMs - 30_000).toSorted((a, b) => a.at - b.at);
const plan = (faults) => faults.map(({name, at, lastsMs}) => `${name}@${Math.round(at)}+${Math.round(lastsMs)}`).join(' ');

const newTally = () => ({
	sessions: 0,
	steps: 0,
	checks: 0,
	comparisons: 0,
	fills: 0,
	dials: 0,
	virtualMs: 0,
	trustedMs: 0,
	peakWeight: 0,
	trace: 0,
	violations: [],
	faults: new Map(),
});

const count = (tally, report) => {
	tally.sessions += 1;
	for (const name of ['steps', 'checks', 'comparisons', 'fills', 'dials', 'virtualMs', 'trustedMs']) tally[name] += report[name];
	tally.peakWeight = Math.max(tally.peakWeight, report.peakWeight);
	tally.trace = (tally.trace ^ Math.imul(report.trace, report.seed | 1)) >>> 0;
	for (const {name} of report.faults) tally.faults.set(name, (tally.faults.get(name) ?? 0) + 1);
	if (report.violation === undefined) return;
	tally.violations.push(report);
	say(
		`VIOLATION seed ${report.seed} at ${Math.round(report.atMs)} ms: ${report.violation}\n  faults before it: ${plan(before(report))}\n  again: ${again(report.seed)}`,
	);
};

const summary = (tally, seconds) => {
	const perMinute = (tally.sessions / seconds) * 60;
	say('');
	say(
		`${tally.sessions} sessions, ${(tally.virtualMs / 3.6e6).toFixed(1)} virtual hours (${(tally.virtualMs / 60_000 / tally.sessions).toFixed(1)} minutes each), ${tally.steps} steps, ${tally.checks} of them with a trusted book, ${tally.comparisons} whole books compared, ${tally.fills} fills, ${tally.dials} connects, at most ${tally.peakWeight} of weight in a minute`,
	);
	say(
		`trusted ${((100 * tally.trustedMs) / tally.virtualMs).toFixed(1)} % of the time; ${perMinute.toFixed(0)} sessions a minute over ${Math.min(Number(values.jobs), tally.sessions)} jobs in ${inWords(seconds)}, ${(tally.virtualMs / 1000 / seconds).toFixed(0)} times real time; trace ${tally.trace.toString(16)}`,
	);
	say(
		`faults: ${[...tally.faults]
			.toSorted(([, a], [, b]) => b - a)
			.map(([name, times]) => `${name} ${times}`)
			.join(', ')}`,
	);
	say(`violations: ${tally.violations.length}`);
};

const inWords = (seconds) => (seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`);

const progress = (tally, total, seconds) => {
	const rate = tally.sessions / seconds;
	const left = rate === 0 ? '' : `, ${inWords((total - tally.sessions) / rate)} to go`;
	return `${tally.sessions} of ${total} sessions in ${inWords(seconds)}, ${(60 * rate).toFixed(0)} a minute${left}; ${tally.violations.length} violations`;
};

const runMany = async (folder) => {
	const tally = newTally();
	const start = performance.now();
	const seconds = () => (performance.now() - start) / 1000;
	const total = Number(values.seeds);
	const timer = setInterval(() => say(progress(tally, total, seconds())), PROGRESS_EVERY_MS);
	await runSeeds({folder, first: Number(values.first), count: total, jobs: Number(values.jobs), options}, (report) => count(tally, report));
	clearInterval(timer);
	summary(tally, seconds());
	process.exitCode = tally.violations.length === 0 ? 0 : 1;
};

const runOne = async (folder) => {
	await runSeeds({folder, first: Number(values.seed), count: 1, options}, (report) => {
		say(
			`seed ${report.seed}: trace ${report.trace.toString(16)}, ${report.steps} steps, ${report.checks} with a trusted book, ${report.fills} fills, ${report.dials} connects`,
		);
		for (const {name, at, lastsMs} of report.faults) say(`  ${Math.round(at)} ms: ${name} for ${Math.round(lastsMs)} ms`);
		for (const {at, trusted, reason} of report.transitions) {
			say(`  ${Math.round(at)} ms: ${trusted ? 'trusted' : 'not trusted'} (${reason})`);
		}
		say(report.violation === undefined ? 'no violation' : `VIOLATION at ${Math.round(report.atMs)} ms: ${report.violation}`);
		process.exitCode = report.violation === undefined ? 0 : 1;
	});
};

const compiled = compile(values.source);

function leave(exitCode) {
	compiled.remove();
	process.exit(exitCode);
}

try {
	if (values.planted) {
		process.exitCode = (await printPlanted(compiled, {jobs: Number(values.jobs), only: values.only, quick: values.quick, say})) ? 0 : 1;
	} else if (values.report) {
		process.exitCode = (await printRecovery(compiled, {drills: Number(values.drills), jobs: Number(values.jobs), say})) ? 0 : 1;
	} else if (values.seed === undefined) await runMany(compiled.folder);
	else await runOne(compiled.folder);
} finally {
	compiled.remove();
}
