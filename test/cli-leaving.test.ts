/**
 * After the program ends, the next reader of the terminal receives none of the terminal's answers, over a line
 * with 300 ms delay each way and over one that is held up. Runs the built program with the built-in exchange;
 * needs `npm run build`.
 */

import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, test, vi} from 'vitest';
import {HELD_MS} from '../source/screen/app/last-answer.js';
import {Shell} from './helpers/pty-shell.js';

const CLI = process.env['MM_TUI_TEST_CLI'] ?? fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const home = mkdtempSync(path.join(tmpdir(), 'mm-tui-leaving-'));
const shells: Shell[] = [];
afterAll(() => {
	for (const shell of shells) shell.pty.kill('SIGKILL');
	rmSync(home, {recursive: true, force: true});
});

const DELAY_MS = 300;
/** Longer than anything can still be on its way. */
const READ_S = 4;
const program = (argv: string): string => `'${process.execPath}' '${CLI}' --demo ${argv}`;
/** Reads as a shell would, and prints every byte received. */
const READER = `IFS= read -r -s -t ${READ_S} -N 1000 rest; printf 'REST<%q>\\n' "$rest"; sleep 60`;

const open = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Shell => {
	const shell = new Shell(args, {HOME: home, XDG_STATE_HOME: home, ...environment}, {columns: 120, rows: 40}, DELAY_MS);
	shells.push(shell);
	return shell;
};

const live = async (argv = '', environment = {}): Promise<Shell> => {
	const shell = open(['-c', `${program(argv)}; echo "EXIT=$?"; ${READER}`], environment);
	await shell.sees('● LIVE');
	// Turns the wheel: with mouse reports on, the terminal sends them until they are switched off.
	if (argv.includes('--mouse')) {
		for (let turn = 0; turn < 200; turn += 1) {
			setTimeout(() => shell.screen.modes.mouseTrackingMode === 'none' || shell.type('\u{1B}[<64;5;10M'), turn * 10);
		}
	}
	return shell;
};

const expectNothingLeft = async (shell: Shell, code: number): Promise<void> => {
	await shell.sees(`EXIT=${code}`);
	await shell.sees(/REST<''>/);
	expect(shell.screen.buffer.active.type).toBe('normal');
};

/** The prompt is there, and a while later still empty. */
const expectEmptyPrompt = async (shell: Shell): Promise<void> => {
	await shell.sees(/\n> ?\n*$/);
	await new Promise((resolve) => setTimeout(resolve, 4 * DELAY_MS));
	expect(shell.text()).toMatch(/\n> ?\n*$/);
};

const WAYS_OUT = [
	['q', (shell: Shell) => shell.type('q'), 0],
	['Ctrl+C', (shell: Shell) => shell.type('\u{03}'), 130],
	['SIGTERM', (shell: Shell) => void process.kill(shell.child(), 'SIGTERM'), 143],
	['SIGHUP', (shell: Shell) => void process.kill(shell.child(), 'SIGHUP'), 129],
] as const;

describe.concurrent('300 ms away', () => {
	test.each(WAYS_OUT)('%s', async (_, leave, code) => {
		const shell = await live();
		leave(shell);
		await expectNothingLeft(shell, code);
	});

	test.each(WAYS_OUT.slice(1, 3))('%s, with the line held for the time that is waited', async (_, leave, code) => {
		const shell = await live();
		shell.hold(HELD_MS);
		leave(shell);
		await expectNothingLeft(shell, code);
	});

	test.each([
		['cells', {}],
		['plain Ink', {MM_TUI_RENDERER: 'ink'}],
		['what may be tmux', {TERM: 'tmux-256color'}],
	])('the mouse that is turned meanwhile (%s)', async (_, environment) => {
		const shell = await live('--mouse', environment);
		shell.type('q');
		await expectNothingLeft(shell, 0);
	});

	test('Ctrl+Z: the shell’s line is empty, and fg comes back', async () => {
		const shell = open(['-i']);
		shell.type(`PS1='> '; ${program('')}\r`);
		await shell.sees('● LIVE');
		shell.type('\u{1A}');
		await shell.sees('Stopped');
		await expectEmptyPrompt(shell);
		shell.type('echo "$((6 * 7))-"\r');
		await shell.sees(/^42-$/m);
		shell.type('fg\r');
		await vi.waitFor(() => expect(shell.screen.buffer.active.type).toBe('alternate'), {timeout: 60_000});
		await shell.sees('● LIVE');
		shell.type('q');
		await vi.waitFor(() => expect(shell.screen.buffer.active.type).toBe('normal'), {timeout: 60_000});
		await expectEmptyPrompt(shell);
	});
});
