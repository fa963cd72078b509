// What the program costs before it is of use: CPU time of all its threads, beside a node that does nothing.
//
//   npm run bench:start                  the table
//   npm run bench:start -- --rounds 31   more rounds on a busy machine
//   npm run bench:start -- --only stream these rows only
//
// The market is a process of its own and not counted. Runs take turns; a ratio is of two runs of the same round. What
// a first start leaves for the later ones is in place: that one is not counted either.

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism, cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import xterm from '@xterm/headless';
import {spawn as spawnInTerminal} from '@lydell/node-pty';

const {values: options} = parseArgs({
	options: {json: {type: 'boolean'}, rounds: {type: 'string', default: '15'}, only: {type: 'string', default: ''}},
});
const rounds = Number(options.rounds);
const CLI = process.env.MM_TUI_BENCH_CLI ?? fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const SIZE = {cols: 120, rows: 40};

const home = mkdtempSync(join(tmpdir(), 'mm-tui-bench-'));
const [nothing, report] = [join(home, 'nothing.mjs'), join(home, 'cpu')];
writeFileSync(nothing, '');
const environment = {PATH: process.env.PATH, HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8'};

// The shell counts a process with all its threads, those that have ended included.
const TIMED = 'TIMEFORMAT="%3U %3S"; { time "$@" 2>&4; } 4>&2 2>"$0"';
const timed = (args) => ['-c', TIMED, report, process.execPath, ...args];

const countedMs = () => {
	const [user, system] = readFileSync(report, 'utf8').trim().split('\n').at(-1).split(' ').map(Number);
	return (user + system) * 1000;
};

/** Ends the program, and not the shell that counts it. */
const endChildOf = (shell) => {
	for (const pid of readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ')) process.kill(Number(pid), 'SIGKILL');
};

const untilItEnds = async (args) => {
	await once(spawn('bash', timed(args), {env: environment, stdio: ['ignore', 'ignore', 'inherit']}), 'exit');
	return countedMs();
};

const untilLine = async (args, wanted) => {
	const shell = spawn('bash', timed(args), {env: environment, stdio: ['ignore', 'pipe', 'ignore']});
	const exited = once(shell, 'exit');
	for await (const line of createInterface({input: shell.stdout})) if (wanted.test(line)) break;
	endChildOf(shell.pid);
	await exited;
	return countedMs();
};

const untilPicture = async (args, wanted) => {
	const terminal = new xterm.Terminal({...SIZE, allowProposedApi: true});
	const shell = spawnInTerminal('bash', timed(args), {...SIZE, env: environment});
	const exited = new Promise((resolve) => shell.onExit(resolve));
	terminal.onData((answer) => shell.write(answer));
	const text = () => Array.from({length: SIZE.rows}, (_, y) => terminal.buffer.active.getLine(y)?.translateToString(true)).join('\n');
	await new Promise((resolve) => shell.onData((data) => terminal.write(data, () => wanted.test(text()) && resolve())));
	endChildOf(shell.pid);
	await exited;
	terminal.dispose();
	return countedMs();
};

const exchange = spawn(process.execPath, [CLI, 'exchange', '--port', '0', '--seed', '7'], {
	env: environment,
	stdio: ['ignore', 'pipe', 'inherit'],
});
const [listening] = await once(createInterface({input: exchange.stdout}), 'line');
const {rest_url: restUrl, ws_url: wsUrl} = JSON.parse(listening);
const market = ['--rest-url', restUrl, '--ws-url', wsUrl];

const ALONE = {name: 'node alone', run: () => untilItEnds([nothing])};
const ROWS = [
	{name: '--version', atMost: 2, run: () => untilItEnds([CLI, '--version'])},
	{name: '--help', run: () => untilItEnds([CLI, '--help'])},
	{name: 'stream, first line', atMost: 8, run: () => untilLine([CLI, 'stream', ...market], /"type"/)},
	{name: 'stream, first book', run: () => untilLine([CLI, 'stream', ...market], /"type":"book"/)},
	{name: 'screen, first picture', atMost: 12, run: () => untilPicture([CLI, ...market], /BTCUSDT/)},
	{name: 'screen, first live picture', run: () => untilPicture([CLI, ...market], /● LIVE/)},
];

const rows = [ALONE, ...ROWS.filter(({name}) => name.includes(options.only))];
const takenMs = rows.map(() => []);
try {
	for (let round = 0; round <= rounds; round += 1) {
		for (const [index, {run}] of rows.entries()) {
			const ms = await run();
			if (round > 0) takenMs[index].push(ms);
		}
	}
} finally {
	exchange.kill();
	rmSync(home, {recursive: true, force: true});
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const ratioOf = (index) => median(takenMs[index].map((ms, round) => ms / takenMs[0][round]));

const cellsOf = ({name, atMost}, index) => {
	const ratio = ratioOf(index);
	const verdict = atMost === undefined ? [] : [`≤ ${atMost}×`.padEnd(6), ratio <= atMost ? 'met' : 'NOT MET'];
	return [name.padEnd(26), `${median(takenMs[index]).toFixed(0).padStart(5)} ms`, `${ratio.toFixed(1).padStart(5)}×`, ...verdict];
};

if (options.json === true) {
	const result = rows.map(({name, atMost}, index) => ({name, atMost, ratio: ratioOf(index), takenMs: takenMs[index]}));
	process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
} else {
	const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim()}`;
	process.stdout.write(`start, CPU of all threads, node ${process.version}, ${machine}\nmedians of ${rounds} rounds\n\n`);
	process.stdout.write(`${rows.map((row, index) => `  ${cellsOf(row, index).join('  ')}`).join('\n')}\n`);
}

process.exitCode = rows.some(({atMost}, index) => atMost !== undefined && ratioOf(index) > atMost) ? 1 : 0;
