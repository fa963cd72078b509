// Time from fault to distrust, and from the fault (or its end) to live again, by kind of fault, at 100 ms round
// trip, beside the goals. Each drill is one session with one or two faults at a random moment.

import {runSeeds} from './run-seeds.mjs';

const ONE_WAY_MS = 50;
const FIRST_SEED = 1_000_003;
/** Late enough that back-off has reset after the start. */
const AT_MS = 50_000;

/**
 * Distrust counts from the arrival of the evidence (the event after the lost one, the bad event, the socket's
 * end), or for silence from the fault's start. `from`: where recovery counts from; `fault` is its start, `end`
 * its end. `goal`: milliseconds to distrust, and p50 / p99 to live again; undefined without a goal.
 */
const DRILLS = [
	{name: 'gap (an event lost)', faults: [['lost-event', 0]], from: 'fault', goal: {distrust: 0, live: [600, 3000]}},
	{name: 'unreadable depth event', faults: [['bad-event', 0]], from: 'fault', goal: {distrust: 0, live: [600, 3000]}},
	{name: 'crossed book', faults: [['crossed', 0]], from: 'fault', goal: {distrust: 0, live: [600, 3000]}},
	{name: 'ids start again', faults: [['id-reset', 0]], from: 'fault', goal: {distrust: 1000, live: undefined}},
	{name: 'ids leap', faults: [['id-jump', 0]], from: 'fault', goal: {distrust: 0, live: undefined}},
	{name: 'socket reset (1006)', faults: [['disconnect', 0]], from: 'fault', goal: {distrust: 0, live: [1200, 5000]}},
	{name: 'closed in order (1001 and others)', faults: [['close', 0]], from: 'fault', goal: {distrust: 0, live: [1200, 5000]}},
	{name: 'closed for manners (1008)', faults: [['policy-close', 0]], from: 'fault', goal: {distrust: 0, live: undefined}},
	{name: 'half open', silence: true, faults: [['half-open', 0]], from: 'fault', goal: {distrust: 3150, live: [4000, 8000]}},
	{
		name: 'depth stream dead, trades go on',
		silence: true,
		faults: [['dead-stream', 0]],
		from: 'fault',
		goal: {distrust: 3150, live: [4000, 8000]},
	},
	{
		name: 'depth silent for 8 s on every connection',
		silence: true,
		faults: [['stall-depth', 8000]],
		from: 'end',
		goal: {distrust: 3150, live: undefined},
	},
	{
		name: 'gap on a stale REST cache (10 s)',
		faults: [
			['frozen-rest', 10_000],
			['lost-event', 0, 1000],
		],
		from: 'end',
		goal: {distrust: 0, live: [4000, 9000]},
	},
	{
		name: 'gap while 429 (Retry-After 10 s)',
		faults: [
			['rate-limit', 10_000],
			['lost-event', 0, 100],
		],
		from: 'end',
		goal: {distrust: 0, live: [2000, 2600]},
	},
	{
		name: 'gap while REST answers 500 (5 s)',
		faults: [
			['rest-errors', 5000],
			['lost-event', 0, 100],
		],
		from: 'end',
		goal: undefined,
	},
	{name: 'suspend 20 s', faults: [['suspend', 20_000]], from: 'end', goal: {distrust: 0, live: [1500, 5000]}, distrustFrom: 'end'},
	{name: 'SIGSTOP 20 s', faults: [['stop', 20_000]], from: 'end', goal: {distrust: 0, live: [1500, 5000]}, distrustFrom: 'end'},
	{name: 'wall clock stepped', faults: [['clock-step', 0]], from: 'fault', goal: {distrust: 50, live: [1500, 5000]}},
	{
		name: 'serverShutdown, cut 0–8 s later',
		faults: [['shutdown', 0]],
		from: 'fault',
		goal: {distrust: undefined, live: [0, 0]},
		downtime: true,
	},
	{
		name: 'handshakes refused for 10 s',
		faults: [
			['disconnect', 0],
			['refuse-connections', 10_000],
		],
		from: 'end',
		goal: undefined,
	},
	{name: 'flapping for 10 s', faults: [['flap', 10_000]], from: 'end', goal: undefined},
	{name: 'backlog of 5 s', faults: [['backlog', 5000]], from: 'end', goal: undefined},
	{name: 'quiet market, 20 s', faults: [['quiet-market', 20_000]], from: 'fault', goal: undefined, downtime: true},
	{
		name: 'touch runs away (trend, 10 s), 20 levels known',
		shallow: true,
		faults: [['trend', 10_000]],
		from: 'fault',
		goal: undefined,
		downtime: true,
	},
	{name: 'no fault at all', faults: [], from: 'fault', goal: undefined, downtime: true},
];

/** Warm-up, and time to recover. */
const MINUTES = 2;

/** Differs from drill to drill, to meet every phase of the 100 ms. */
const momentOf = (seed) => AT_MS + ((seed * 37) % 1000);

const planOf = (drill) => drill.faults.map(([name, lastsMs, after = 0]) => ({name, at: AT_MS + after, lastsMs}));

const measure = (drill, report) => {
	const began = momentOf(report.seed);
	const ended = began + Math.max(0, ...drill.faults.map(([, lastsMs, after = 0]) => lastsMs + after));
	const seen = report.transitions.filter(({at}) => at >= began - 1);
	const firstLoss = seen.find(({trusted}) => !trusted);
	const lastGain = seen.findLast(({trusted}) => trusted);
	let downMs = 0;
	for (const [index, {at, trusted}] of seen.entries()) if (!trusted) downMs += (seen[index + 1]?.at ?? report.virtualMs) - at;
	const noticeable = report.noticeableAt.find((at) => at >= began - 1);
	const known = drill.distrustFrom === 'end' ? ended : drill.silence === true ? began : (noticeable ?? began);
	const distrustMs = firstLoss === undefined ? undefined : Math.max(0, firstLoss.at - known);
	const liveMs = firstLoss === undefined ? 0 : Math.max(0, (lastGain?.at ?? Infinity) - (drill.from === 'end' ? ended : began));
	return {
		distrustMs,
		liveMs: drill.downtime === true ? downMs : liveMs,
		dials: report.dials,
		violation: report.violation,
		seed: report.seed,
	};
};

const percentile = (values, share) => {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
};

const ms = (value) => (value === undefined ? '—' : Number.isFinite(value) ? `${Math.round(value)}` : 'never');

const row = (drill, results) => {
	const distrust = results.map(({distrustMs}) => distrustMs).filter((value) => value !== undefined);
	const live = results.map(({liveMs}) => liveMs);
	const goal = drill.goal;
	const worstDistrust = percentile(distrust, 1);
	const [p50, p99] = [percentile(live, 0.5), percentile(live, 0.99)];
	const missed =
		(goal?.distrust !== undefined && worstDistrust > goal.distrust) ||
		(goal?.live !== undefined && (p50 > goal.live[0] || p99 > goal.live[1]));
	const violations = results.filter(({violation}) => violation !== undefined);
	const wanted = goal === undefined ? '—' : `${ms(goal.distrust)} · ${goal.live === undefined ? '—' : goal.live.map(ms).join(' / ')}`;
	const verdict =
		violations.length > 0
			? `${violations.length} violations, seed ${violations[0].seed}`
			: goal === undefined
				? ''
				: missed
					? 'MISSED'
					: 'met';
	return `| ${drill.name} | ${ms(percentile(distrust, 0.5))} / ${ms(worstDistrust)} | ${ms(p50)} / ${ms(p99)}${drill.downtime === true ? ' (out of live)' : ''} | ${wanted} | ${percentile(
		results.map(({dials}) => dials),
		1,
	)} | ${verdict} |`;
};

/** Prints the table. @returns whether every goal is met. */
export const printRecovery = async (compiled, {drills, jobs, say}) => {
	say(
		`times in ms at ${2 * ONE_WAY_MS} ms round trip, ${drills} drills each; distrust counts from when the process can know (of silence: from its beginning), live again from the fault, or from the moment the world is well again where the fault lasts`,
	);
	say('');
	say('| fault | to distrust p50 / max | live again p50 / p99 | goal: distrust · live p50 / p99 | most connects | |');
	say('|---|---|---|---|---|---|');
	let met = true;
	for (const drill of DRILLS) {
		const results = [];
		const options = {latencyMs: ONE_WAY_MS, dayEvery: 0, makerEvery: 0, minutes: MINUTES, busy: true, shallow: drill.shallow === true};
		await runSeeds({folder: compiled.folder, first: FIRST_SEED, count: drills, jobs, options, drill: planOf(drill)}, (report) =>
			results.push(measure(drill, report)),
		);
		const text = row(drill, results);
		met &&= !/MISSED|violation/.test(text);
		say(text);
	}

	return met;
};
