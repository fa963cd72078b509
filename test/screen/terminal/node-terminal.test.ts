/** The screen in a real pseudo-terminal: however it ends, the terminal is restored. */

import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test, vi} from 'vitest';
import {isAlive, Shell} from '../../helpers/pty-shell.js';

const root = new URL('../../..', import.meta.url).pathname;
const out = mkdtempSync(join(tmpdir(), 'mm-tui-screen-'));

beforeAll(() => {
	const config = {
		extends: join(root, 'tsconfig.json'),
		compilerOptions: {noEmit: false, rootDir: root, outDir: out, typeRoots: [join(root, 'node_modules/@types')]},
		files: [join(root, 'test/helpers/screen-demo.ts')],
		include: [],
	};
	writeFileSync(join(out, 'tsconfig.json'), JSON.stringify(config));
	writeFileSync(join(out, 'package.json'), '{"type":"module"}');
	symlinkSync(join(root, 'node_modules'), join(out, 'node_modules'));
	const built = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', out], {encoding: 'utf8'});
	expect(built.stdout + built.stderr).toBe('');
}, 60_000);

afterAll(() => {
	rmSync(out, {recursive: true, force: true});
});

const running: Shell[] = [];
const demo = (scene: string): string => `'${process.execPath}' '${join(out, 'test/helpers/screen-demo.js')}' ${scene}`;
const started = (shell: Shell): Shell => {
	running.push(shell);
	return shell;
};

const start = (scene: string, redirect = '', environment = {}): Shell =>
	started(new Shell(['-c', `${demo(scene)} ${redirect}; echo "EXIT=$?"; stty -a; sleep 60`], environment));

const live = async (redirect = '', environment = {}): Promise<Shell> => {
	const shell = start('live', redirect, environment);
	await shell.sees('● LIVE');
	return shell;
};

afterAll(() => {
	for (const shell of running) shell.pty.kill('SIGKILL');
});

/** Each test has its own process and mostly waits, so they run concurrently. */
describe.concurrent('in a pseudo-terminal', () => {
	test('q; what others printed meanwhile is kept off the screen and printed after it', async () => {
		const shell = await live();
		expect(shell.screen.buffer.active.type).toBe('alternate');
		await shell.sees('14:07:35');
		expect(shell.text()).not.toContain('stray words');
		shell.pty.write('q');
		await shell.expectRestored(0);
		expect(shell.text()).toContain('stray words');
	});

	test('Ctrl+C', async () => {
		const shell = await live();
		shell.pty.write('\u{03}');
		await shell.expectRestored(130);
	});

	test.each([
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGQUIT', 131],
		['SIGHUP', 129],
	] as const)('%s', async (signal, code) => {
		const shell = await live();
		process.kill(shell.child(), signal);
		await shell.expectRestored(code);
	});

	test('the engine ends: its message is on the shell’s screen', async () => {
		const shell = start('ended');
		await shell.expectRestored(4);
		expect(shell.text()).toContain('the symbol is not to be had');
	});

	test('an uncaught exception: so is its stack', async () => {
		const shell = start('throw');
		await shell.expectRestored(1);
		expect(shell.text()).toContain('broken on purpose');
	});

	test('an unhandled rejection: its stack too', async () => {
		const shell = start('reject');
		await shell.expectRestored(1);
		expect(shell.text()).toContain('rejected on purpose');
	});

	test('as plain Ink where that is asked for, and inside tmux', async () => {
		for (const environment of [{MM_TUI_RENDERER: 'ink'}, {TMUX: '/tmp/none,1,0'}]) {
			const shell = await live('', environment);
			await shell.sees('14:07:34');
			expect(shell.title).toBe('mm-tui BTCUSDT LIVE');
			shell.pty.write('q');
			await shell.expectRestored(0);
		}
	});

	test('a storm of resizes ends in a whole picture', async () => {
		const shell = await live();
		for (const [columns, rows] of [
			[80, 24],
			[20, 5],
			[1, 1],
			[200, 60],
			[60, 16],
			[120, 40],
			[80, 24],
		] as const) {
			shell.resize(columns, rows);
			await new Promise((resolve) => setTimeout(resolve, 30));
		}

		await shell.sees(/^ BTCUSDT +binance +PAPER +BOOK ● LIVE[^\n]*\n[^\n]*REST[^\n]*\n╭─ LADDER/);
		await shell.sees(/╯\n q quit[^\n]*\n$/);
		shell.pty.write('q');
		await shell.expectRestored(0);
	});

	test('without keys: stdin is a file', async () => {
		const shell = await live('< /dev/null');
		await shell.sees('no keys: stdin is not a terminal');
		process.kill(shell.child(), 'SIGTERM');
		await shell.expectRestored(143);
	});

	test.each([
		['answers', {}],
		['is tmux', {TMUX: '/tmp/none,1,0'}],
	])('a terminal that %s and stops reading does not keep it from ending', async (_, environment) => {
		const shell = await live('', environment);
		const child = shell.child();
		shell.pty.pause();
		await new Promise((resolve) => setTimeout(resolve, 1500));
		expect(isAlive(child)).toBe(true);
		process.kill(child, 'SIGTERM');
		await vi.waitFor(() => expect(isAlive(child)).toBe(false), {timeout: 5000, interval: 10});
		shell.pty.resume();
		// Little output was pending, so the restore sequence fits.
		await shell.expectRestored(143, true);
	});

	test('a terminal that reads slowly gets the newest picture, and the end', async () => {
		const shell = await live();
		for (let turn = 0; turn < 10; turn += 1) {
			shell.pty.pause();
			await new Promise((resolve) => setTimeout(resolve, 150));
			shell.pty.resume();
			await new Promise((resolve) => setTimeout(resolve, 20));
		}

		await shell.sees(/^ BTCUSDT +binance +PAPER +BOOK ● LIVE/);
		await shell.sees(/╯\n q quit[^\n]*\n$/);
		shell.pty.write('q');
		await shell.expectRestored(0);
	});

	test('Ctrl+Z gives the terminal to the shell, fg takes it back', async () => {
		const shell = started(new Shell(['-i']));
		shell.pty.write(`PS1='> '; ${demo('live')}\r`);
		await shell.sees('● LIVE');
		shell.pty.write('\u{1A}');
		await shell.sees('Stopped');
		expect([shell.screen.buffer.active.type, shell.title]).toEqual(['normal', '']);
		shell.pty.write('stty -a\r');
		await shell.sees(/ icanon/);
		expect(shell.text()).not.toMatch(/\[0n/);
		shell.pty.write('fg\r');
		await shell.sees(/^ BTCUSDT +binance +PAPER +BOOK ● LIVE/);
		expect(shell.screen.buffer.active.type).toBe('alternate');
		shell.pty.write('q');
		await shell.sees(/ live\n> ?\n+$/);
		expect(shell.screen.buffer.active.type).toBe('normal');
	});

	describe('with the mouse', () => {
		const withMouse = async (): Promise<Shell> => {
			const shell = start('live auto mouse');
			await shell.sees('● LIVE');
			expect(shell.screen.modes.mouseTrackingMode).toBe('vt200');
			return shell;
		};

		test.each([
			['q', 0],
			['\u{03}', 130],
		] as const)('%j', async (key, code) => {
			const shell = await withMouse();
			shell.pty.write(key);
			await shell.expectRestored(code);
		});

		test('SIGTERM', async () => {
			const shell = await withMouse();
			process.kill(shell.child(), 'SIGTERM');
			await shell.expectRestored(143);
		});

		test('an uncaught exception', async () => {
			const shell = start('throw auto mouse');
			await shell.expectRestored(1);
		});

		test('Ctrl+Z and fg', async () => {
			const shell = started(new Shell(['-i']));
			shell.pty.write(`PS1='> '; ${demo('live auto mouse')}\r`);
			await shell.sees('● LIVE');
			shell.pty.write('\u{1A}');
			await shell.sees('Stopped');
			expect(shell.screen.modes.mouseTrackingMode).toBe('none');
			shell.pty.write('fg\r');
			await shell.sees(/^ BTCUSDT +binance +PAPER +BOOK ● LIVE/);
			expect(shell.screen.modes.mouseTrackingMode).toBe('vt200');
			shell.pty.write('\u{1B}[<64;5;10M');
			await shell.sees('HELD');
			shell.pty.write('q');
			// The line ends wherever the path to the program lets it break.
			await shell.sees(/m\n?o\n?u\n?s\n?e\n> ?\n+$/);
			expect(shell.screen.modes.mouseTrackingMode).toBe('none');
		});
	});

	test.each([
		['a terminal without a cursor', 'live', {TERM: 'dumb'}],
		['a screen reader', 'live', {INK_SCREEN_READER: 'true'}],
		['who asks for it by the flag', 'live auto lines', {}],
	])('%s gets sentences, and not one sequence', async (_, scene, environment) => {
		const shell = start(scene, '', environment);
		let raw = '';
		shell.pty.onData((data) => (raw += data));
		await shell.sees(/BTCUSDT book LIVE/);
		shell.pty.write('i');
		await shell.sees(/position \+0\.0420/);
		shell.pty.write('q');
		await shell.expectRestored(0);
		expect(raw).not.toContain('\u{1B}');
	});
});

// Alone, because a shell started later inherits the open ends of other terminals.
test('a terminal that is gone: it ends by itself, with the code of a hang-up', async () => {
	const report = join(out, 'hang-up');
	const shell = started(new Shell(['-c', `trap '' HUP; ${demo('live')}; echo "EXIT=$?" > '${report}'`]));
	await shell.sees('● LIVE');
	const child = shell.child();
	(shell.pty as unknown as {destroy: () => void}).destroy();
	await vi.waitFor(() => expect(isAlive(child)).toBe(false), {timeout: 5000, interval: 10});
	await vi.waitFor(() => expect(readFileSync(report, 'utf8')).toBe('EXIT=129\n'), {timeout: 5000, interval: 10});
});
