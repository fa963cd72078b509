// What drawing the screen costs at 120×40, beside plain Ink, renderers in turn in one run.
//
//   npm run bench:screen            the table
//   npm run bench:screen -- --json  the numbers

import {rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import v8 from 'node:v8';
import {measureHeap, measureInline, quantile} from './screen-inline.mjs';
import {measureCore, measureKeys, measureLink, measureStopped} from './screen-pty.mjs';
import {recordSession} from './screen-session.mjs';

v8.setFlagsFromString('--expose-gc');
globalThis.gc ??= (await import('node:vm')).runInNewContext('gc');

const FRAMES = 450;
const ROUNDS = 2;
const say = (text) => process.stderr.write(`${text}\n`);
const median = (values) => quantile(values, 0.5);

const measure = async () => {
	say(`recording ${FRAMES} frames of the built-in market`);
	const frames = await recordSession(FRAMES);
	// First, before other measurements leave objects behind.
	say('heap');
	const heap = await measureHeap(frames);
	const file = join(tmpdir(), `mm-tui-frames-${process.pid}.bin`);
	writeFileSync(file, v8.serialize(frames));
	say('bytes and milliseconds, frame by frame');
	const inline = await measureInline(frames);
	const core = {surface: [], incremental: [], default: []};
	const keys = {surface: [], incremental: []};
	for (let round = 1; round <= ROUNDS; round += 1) {
		say(`a core at 30 fps, keys: round ${round} of ${ROUNDS}`);
		for (const variant of Object.keys(core)) core[variant].push(await measureCore(variant, file));
		for (const variant of Object.keys(keys)) keys[variant].push(...(await measureKeys(variant, file)));
	}

	say('slow line');
	const link = {
		surface: await measureLink('surface', file),
		tmux: await measureLink('surface', file, {environment: {TMUX: '/tmp/none,1,0'}}),
		incremental: await measureLink('incremental', file),
	};
	say('stopped reader');
	const stopped = {
		surface: await measureStopped('surface', file),
		tmux: await measureStopped('surface', file, {TMUX: '/tmp/none,1,0'}),
		incremental: await measureStopped('incremental', file),
	};
	rmSync(file);
	return {inline, core, keys, link, stopped, heap};
};

const two = (value) => (value === undefined ? 'never' : value.toFixed(2));
const whole = (value) => (value === undefined ? 'never' : value.toFixed(0));
const percent = (value) => `${(value * 100).toFixed(1)} %`;

const table = ({inline, core, keys, link, stopped, heap}) => {
	const {perFrame, times, wrong, compared, unchanged} = inline;
	const ms = (name) => `${two(quantile(times[name], 0.5))} / ${two(quantile(times[name], 0.99))} ms`;
	const coreOf = (name) => percent(median(core[name].map((one) => one.core)));
	const key = (name) => `${whole(quantile(keys[name], 0.5))} / ${whole(quantile(keys[name], 0.9))} ms`;
	const age = (name) =>
		`${whole(quantile(link[name].ages, 0.5))} / ${whole(quantile(link[name].ages, 0.99))} ms, ${link[name].fps.toFixed(0)} fps`;
	const stall = (name) => (stopped[name].worstMs === undefined ? 'all of it' : `${whole(stopped[name].worstMs)} ms`);
	const exit = (name) => (stopped[name].exitMs === undefined ? 'never' : `${whole(stopped[name].exitMs)} ms`);
	const rows = [
		['what, at 120×40', 'target', 'mm-tui', 'Ink 8 default', 'Ink 8 incremental'],
		['bytes a frame', '', whole(perFrame.surface), whole(perFrame.default), whole(perFrame.incremental)],
		[
			'… against Ink',
			'≤ 0.27× / ≤ 0.40×',
			'1×',
			`${two(perFrame.surface / perFrame.default)}×`,
			`${two(perFrame.surface / perFrame.incremental)}×`,
		],
		['wrong rows of all compared', '0', `${wrong} of ${compared}`, '', ''],
		['CPU to draw, compose, diff: median / p99', '≤ 0.25 / ≤ 0.5 ms', ms('draw'), '', ''],
		['… to make the rows before that', '', ms('rows'), '', ''],
		['… of a whole frame, rows to bytes', '', ms('whole'), ms('default'), ms('incremental')],
		['of one core at 30 fps', '≤ 4 %', coreOf('surface'), coreOf('default'), coreOf('incremental')],
		['key to screen under load: median / p90', 'p90 ≤ 20 ms', key('surface'), '', key('incremental')],
		['age at 64 KB/s, 80 ms, 30 fps: median / p99', 'p99 ≤ 200 ms', age('surface'), '', age('incremental')],
		['… inside tmux, by budget', '', age('tmux'), '', ''],
		['reader stopped 5 s: longest stall', '≤ 50 ms', stall('surface'), '', stall('incremental')],
		['… exit on SIGTERM', '≤ 600 ms', exit('surface'), '', exit('incremental')],
		['… inside tmux, its buffer full: stall, exit', '', `${stall('tmux')}, ${exit('tmux')}`, '', ''],
		['heap over 20,000 frames', '< 1 MB', `${two(heap)} MB`, '', ''],
		['bytes when nothing changes', '0', whole(unchanged), '', ''],
	];
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column]))
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
};

const results = await measure();
process.stdout.write(
	process.argv.includes('--json') ? `${JSON.stringify(results)}\n` : `the screen, node ${process.version}\n\n${table(results)}\n`,
);
process.exit(0);
