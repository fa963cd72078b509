// The real screen over recorded frames, run in a pseudo-terminal: node screen-child.mjs FRAMES REPORT FPS
// [plain]

import {readFileSync, writeFileSync} from 'node:fs';
import v8 from 'node:v8';
import {createNodeTerminal} from '../../dist/screen/terminal/node-terminal.js';
import {runScreen} from '../../dist/screen/app/run-screen.js';
import {DEFAULT_KEYMAP} from '../../dist/screen/view-model/settings/active-keys.js';
import {replay} from './screen-session.mjs';

const [file, report, fps = '30', variant = 'surface'] = process.argv.slice(2);
const frameAt = replay(v8.deserialize(readFileSync(file)));
let index = 0;
let listener;

/** The symbol shows the time of the frame, so that the age of the visible picture can be read. */
const stamped = () => ({...frameAt(index), symbol: `T${Date.now() % 10_000_000}`});

const host = {
	onEvent: (next) => {
		listener = next;
	},
	send: () => {},
	watch: () => {},
	close: async () => {},
	credit: () =>
		setImmediate(() => {
			index += 1;
			listener?.({kind: 'frame', frame: stamped()});
		}),
};

const PROBE_MS = 5;
let worstMs = 0;

/** Longest stall of the event loop. It costs as much as the screen, so it runs only on request. */
const probeLoop = () => {
	let last = performance.now();
	setInterval(() => {
		const now = performance.now();
		worstMs = Math.max(worstMs, now - last - PROBE_MS);
		last = now;
	}, PROBE_MS);
};

if (process.env['BENCH_PROBE'] === '1') probeLoop();

/** Time for the compiler to finish. */
const WARM_UP_MS = Number(process.env['BENCH_WARM_UP_MS'] ?? 2000);
setTimeout(() => {
	worstMs = 0;
	const [cpu, startedAt, first] = [process.cpuUsage(), performance.now(), index];
	const save = () => {
		const {user, system} = process.cpuUsage(cpu);
		const ms = performance.now() - startedAt;
		writeFileSync(report, JSON.stringify({core: (user + system) / 1000 / ms, worstMs, fps: ((index - first) * 1000) / ms}));
	};
	process.on('exit', save);
	process.on('SIGUSR2', save);
}, WARM_UP_MS);

const options = {
	symbol: 'BTCUSDT',
	venue: 'binance',
	fps: Number(fps),
	colour: '16',
	theme: 'dark',
	ascii: false,
	readOnly: false,
	keymap: DEFAULT_KEYMAP,
	mouse: false,
	lines: false,
};

/** Ink with its defaults; the program asks for incremental rendering. */
const runInkDefault = async () => {
	const [{render}, {createElement}] = [await import('ink'), await import('react')];
	const {ScreenLines} = await import('../../dist/screen/app/ink/screen-lines.js');
	const {paletteFor} = await import('../../dist/screen/render/theme.js');
	const {initialState} = await import('../../dist/screen/view-model/state/monitor-state.js');
	const {reduce} = await import('../../dist/screen/view-model/reduce.js');
	const {screenRows} = await import('../../dist/screen/view-model/screen/screen.js');
	const palette = paletteFor(options.theme, options.colour);
	let state = initialState({...options, keys: true}, {columns: process.stdout.columns, rows: process.stdout.rows});
	const ink = render(undefined, {interactive: true, alternateScreen: true, patchConsole: false, maxFps: 60});
	setInterval(
		() => {
			index += 1;
			state = reduce(state, {kind: 'frame', frame: stamped()}).state;
			ink.rerender(createElement(ScreenLines, {rows: screenRows(state), palette}));
		},
		1000 / Number(fps),
	);
};

if (variant === 'default') {
	await runInkDefault();
} else {
	const outcome = await runScreen({host, options, terminal: createNodeTerminal()});
	process.exit(outcome.code);
}
