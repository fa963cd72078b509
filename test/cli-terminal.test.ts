/**
 * The built program in a real pseudo-terminal with the built-in exchange: whatever happens to the terminal, a
 * thread or the process, the terminal is restored, the exit code is right and nothing keeps running. Needs `npm
 * run build`; `MM_TUI_TEST_CLI` names another build.
 */

import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, test, vi} from 'vitest';
import {startExchange} from '../source/exchange/node-server.js';
import {isAlive, Shell} from './helpers/pty-shell.js';

const CLI = process.env['MM_TUI_TEST_CLI'] ?? fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const home = mkdtempSync(path.join(tmpdir(), 'mm-tui-terminal-'));
const cleanups: (() => unknown)[] = [];

// Each test has its own processes and mostly waits, so they run concurrently.
afterAll(async () => {
	for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
	rmSync(home, {recursive: true, force: true});
});

const program = (argv: string): string => `'${process.execPath}' '${CLI}' ${argv}`;

const shellFor = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Shell => {
	const shell = new Shell(args, {HOME: home, XDG_STATE_HOME: home, ...environment});
	cleanups.push(() => shell.pty.kill('SIGKILL'));
	return shell;
};

const start = (argv: string, environment: Readonly<Record<string, string>> = {}): Shell =>
	shellFor(['-c', `${program(argv)}; echo "EXIT=$?"; stty -a; sleep 60`], environment);

const live = async (environment: Readonly<Record<string, string>> = {}, argv = '--demo'): Promise<Shell> => {
	const shell = start(argv, environment);
	await shell.sees('● LIVE');
	return shell;
};

/** Generous; speed is measured elsewhere. */
const SOON = {timeout: 5000, interval: 5};
const pause = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Every thread and child of the program has ended. */
const expectGone = async (pid: number): Promise<void> => vi.waitFor(() => expect(isAlive(pid)).toBe(false), SOON);

/**
 * Preloaded into each thread of the program: SIGUSR2 triggers a failure in one of them. `kill` ends the engine's
 * thread from outside, without notice.
 */
const FAULT = `
	import wt from 'node:worker_threads';
	import {syncBuiltinESMExports} from 'node:module';
	const [place, kind] = (process.env.TEST_FAULT ?? '').split(':');
	const channel = new wt.BroadcastChannel('fault');
	channel.unref();
	const faults = {
		throw: () => setTimeout(() => { throw new Error('broken on purpose'); }),
		reject: () => void Promise.reject(new Error('rejected on purpose')),
		exit: () => process.exit(7),
		hang: () => { for (;;); },
		// Where nobody set a limit, it stops at more than the limit of this test.
		memory: () => { const kept = []; for (let mib = 0; mib < 400; mib += 1) kept.push(new Array(131_072).fill(mib)); },
	};
	if (wt.isMainThread) {
		const Real = wt.Worker;
		let engine;
		wt.Worker = class extends Real {
			constructor(...args) {
				const isEngine = args[1]?.name === 'engine';
				// Sooner than the program's own limit, which would be slow to reach.
				if (isEngine && args[1].resourceLimits) args[1].resourceLimits.maxOldGenerationSizeMb = 100;
				super(...args);
				if (isEngine) engine = this;
			}
		};
		syncBuiltinESMExports();
		process.on('SIGUSR2', () => {
			if (place === 'screen') faults[kind]();
			else if (kind === 'kill') void engine.terminate();
			else channel.postMessage(kind);
		});
	} else if (wt.workerData?.config !== undefined) channel.onmessage = ({data}) => faults[data]();
`;

const faulty = (fault: string): Record<string, string> => ({
	TEST_FAULT: fault,
	NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(FAULT)}`,
});

describe.concurrent('the screen', () => {
	test.each([
		['q', 'q', 0],
		['Ctrl+C', '\u{03}', 130],
	])('%s', async (_, key, code) => {
		const shell = await live();
		const pid = shell.child();
		shell.pty.write(key);
		await shell.expectRestored(code);
		expect(isAlive(pid)).toBe(false);
	});

	test.each([
		['SIGINT', 130],
		['SIGQUIT', 131],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const)('%s', async (signal, code) => {
		const shell = await live();
		const pid = shell.child();
		process.kill(pid, signal);
		await shell.expectRestored(code);
		expect(isAlive(pid)).toBe(false);
	});

	test('two signals at once, and a storm of them', async () => {
		const shell = await live();
		const pid = shell.child();
		for (let count = 0; count < 20 && isAlive(pid); count += 1) process.kill(pid, count % 2 === 0 ? 'SIGTERM' : 'SIGINT');
		await shell.sees(/EXIT=1(?:43|30)/);
		await shell.sees(/icanon/);
		expect([shell.screen.buffer.active.type, shell.cursorShown]).toEqual(['normal', true]);
	});

	test.each([
		['screen:throw', /^mm-tui: .*broken on purpose/m],
		['screen:reject', /^mm-tui: .*rejected on purpose/m],
		['engine:throw', /^mm-tui: the engine failed: broken on purpose/m],
		['engine:reject', /^mm-tui: the engine failed: rejected on purpose/m],
		['engine:exit', /^mm-tui: the engine's thread ended \(code 7\)/m],
		['engine:kill', /^mm-tui: the engine's thread ended \(code 1\)/m],
		['engine:memory', /^mm-tui: the engine failed: Worker terminated due to reaching memory limit/m],
	])('%s: a sentence, code 1', async (fault, sentence) => {
		const shell = await live(faulty(fault));
		const pid = shell.child();
		process.kill(pid, 'SIGUSR2');
		await shell.expectRestored(1);
		expect(shell.text()).toMatch(sentence);
		expect(shell.text().replaceAll(/\s/g, '')).toMatch(/\(whathappenedbeforeisin[^)]*mm-tui\.log;MM_TUI_DEBUG=1showswhere\)/);
		expect(isAlive(pid)).toBe(false);
	});

	test('an engine that hangs: the picture says so, and the program ends when it is asked to', async () => {
		const shell = await live(faulty('engine:hang'));
		const pid = shell.child();
		process.kill(pid, 'SIGUSR2');
		await shell.sees('NO PICTURE');
		process.kill(pid, 'SIGTERM');
		await shell.expectRestored(143);
		expect(isAlive(pid)).toBe(false);
	});

	test('resizes down to one cell, to a huge window and back leave a whole picture', async () => {
		const shell = await live();
		for (const [columns, rows] of [
			[80, 24],
			[1, 1],
			[2, 1],
			[500, 300],
			[1, 40],
			[200, 1],
			[44, 12],
			[120, 40],
		] as const) {
			shell.resize(columns, rows);
			await pause(60);
		}

		await shell.sees(/^ BTCUSDT[^\n]*● LIVE/);
		await shell.sees(/\n q quit[^\n]*\n$/);
		shell.pty.write('q');
		await shell.expectRestored(0);
	});

	test('has the colours that the file chose', async () => {
		const file = path.join(home, 'colors.yaml');
		writeFileSync(file, 'colors:\n  bid: "#0102f0"\n  ask: "#f00506"\n');
		const shell = start(`--demo --color truecolor --config '${file}'`);
		let raw = '';
		shell.pty.onData((data) => (raw += data));
		await shell.sees('● LIVE');
		await vi.waitFor(() => expect(raw).toMatch(/38;2;1;2;240[;m]/), SOON);
		expect(raw).toMatch(/38;2;240;5;6[;m]/);
		shell.pty.write('q');
		await shell.expectRestored(0);
	});

	test.each(['', 'ink'])('a terminal that stops reading does not keep it from ending (MM_TUI_RENDERER=%s)', async (renderer) => {
		const shell = await live({MM_TUI_RENDERER: renderer});
		const pid = shell.child();
		shell.pty.pause();
		await pause(1500);
		expect(isAlive(pid)).toBe(true);
		process.kill(pid, 'SIGTERM');
		await expectGone(pid);
		shell.pty.resume();
		// Ink fills the terminal to its last byte, so the restore sequence has no room, and Ink's picture may end
		// inside an escape sequence or before the edge.
		if (renderer === 'ink') await shell.sees(/X\n?I\n?T\n?=\n?1\n?4\n?3/);
		else await shell.expectRestored(143, true);
	});

	test('nor does it when there is a last word to say', async () => {
		const shell = await live(faulty('engine:exit'));
		const pid = shell.child();
		shell.pty.pause();
		await pause(1000);
		process.kill(pid, 'SIGUSR2');
		await expectGone(pid);
		shell.pty.resume();
		await shell.expectRestored(1, true);
	});

	test('Ctrl+Z gives the terminal to the shell, fg takes it back; what happened meanwhile is not believed', async () => {
		const shell = shellFor(['-i']);
		shell.pty.write(`PS1='> '; ${program('--demo')}\r`);
		await shell.sees('● LIVE');
		shell.pty.write('\u{1A}');
		await shell.sees('Stopped');
		expect([shell.screen.buffer.active.type, shell.cursorShown]).toEqual(['normal', true]);
		await pause(2500);
		shell.pty.write('fg\r');
		await vi.waitFor(() => expect(shell.screen.buffer.active.type).toBe('alternate'), SOON);
		await shell.sees(/suspend/);
		await shell.sees('● LIVE');
		shell.pty.write('q');
		await vi.waitFor(() => expect(shell.screen.buffer.active.type).toBe('normal'), SOON);
	});
});

/** Starts an exchange that quickly disconnects clients which do not answer. @returns its URLs. */
const impatientExchange = async (): Promise<string> => {
	const exchange = await startExchange({
		symbols: ['btcusdt'],
		port: 0,
		seed: 1,
		speed: 1,
		faults: [],
		limits: {pingEveryMs: 600, pongWithinMs: 3000},
	});
	cleanups.push(() => exchange.close());
	return `--rest-url ${exchange.restUrl} --ws-url ${exchange.wsUrl}`;
};

/** Twice as long as that exchange waits. */
const HELD_MS = 6500;

describe.concurrent.each(['', 'ink'])('the engine behind a terminal that does not read (MM_TUI_RENDERER=%s)', (renderer) => {
	test('answers every ping, and is not cut for silence', async () => {
		const shell = await live({MM_TUI_RENDERER: renderer}, await impatientExchange());
		shell.pty.pause();
		await pause(HELD_MS);
		shell.pty.resume();
		await shell.sees('● LIVE');
		shell.pty.write('\u{0C}');
		await shell.sees(/● LIVE/);
		expect(shell.text()).not.toMatch(/disconnect|1006/);
		shell.pty.write('q');
		await shell.expectRestored(0);
	});
});

describe.concurrent.each(['stream --only book --every 100ms --levels 50', 'feed'])('mm-tui %s on a terminal', (command) => {
	test('is not stopped by one that is held, ends by a signal, and goes on when it is released', async () => {
		const held = start(`${command} --demo`);
		await held.sees(/"(?:type|stream)":/);
		const pid = held.child();
		held.pty.pause();
		await pause(1500);
		process.kill(pid, 'SIGTERM');
		await expectGone(pid);
		// Again and again: a stream of the terminal's that was paused in the middle of a read may miss it once.
		await vi.waitFor(() => {
			held.pty.resume();
			expect(held.text()).toMatch('EXIT=143');
		}, SOON);
	});

	test('goes on after Ctrl+S and Ctrl+Q with the connection it had', async () => {
		const shell = start(`${command} ${await impatientExchange()}`);
		await shell.sees(/"(?:type|stream)":/);
		shell.pty.write('\u{13}');
		await pause(HELD_MS);
		let seen = '';
		shell.pty.onData((data) => (seen += data));
		shell.pty.write('\u{11}');
		await vi.waitFor(() => expect(seen.length).toBeGreaterThan(20_000), {timeout: 15_000, interval: 20});
		expect(seen).not.toMatch(/disconnect|connection lost/);
		shell.pty.write('\u{03}');
		await shell.sees('EXIT=130');
	});
});

describe.concurrent('a reader that has closed the pipe', () => {
	test.each([
		['stream --demo', 'head -2', 2],
		['feed --demo', 'head -2', 2],
		['exchange', 'head -0', 0],
		['simulate avellaneda-stoikov --paths 20', 'head -1', 1],
		['simulate avellaneda-stoikov --paths 20', 'true', 0],
		['--help', 'head -1', 1],
		['--version', 'true', 0],
	])('of mm-tui %s | %s is no error', async (command, reader, lines) => {
		const errors = path.join(mkdtempSync(path.join(home, 'errors-')), 'text');
		const shell = shellFor(['-c', `( ${program(command)} 2>'${errors}'; echo "CODE=$?" >&2 ) | ${reader}; echo "DONE"; sleep 60`]);
		await shell.sees(/^CODE=/m);
		await shell.sees('DONE');
		expect(shell.text()).toMatch(/^CODE=0$/m);
		expect(
			shell
				.text()
				.trim()
				.split('\n')
				.filter((line) => !/^CODE=|^DONE/.test(line) && line !== '').length >= lines,
		).toBe(true);
		expect(readFileSync(errors, 'utf8')).not.toMatch(/EPIPE|\bat .*\(|Error/);
	});
});

/** Sequential: a shell started later inherits the open ends of earlier terminals. */
describe.each([
	['the screen', '--demo', '● LIVE'],
	['mm-tui stream', 'stream --only book --every 100ms --levels 50 --demo', '"type":'],
	['mm-tui feed', 'feed --demo', '"stream":'],
])('%s:', (name, argv, begun) => {
	test('a terminal that is gone ends it, with the code of a hang-up', async () => {
		const report = path.join(home, `gone-${name.split(' ').at(-1)}`);
		const shell = shellFor(['-c', `trap '' HUP; ${program(argv)}; echo "EXIT=$?" > '${report}'`]);
		await shell.sees(begun);
		const pid = shell.child();
		(shell.pty as unknown as {destroy: () => void}).destroy();
		await expectGone(pid);
		await vi.waitFor(() => expect(readFileSync(report, 'utf8')).toBe('EXIT=129\n'), SOON);
	});
});
