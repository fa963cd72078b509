/** Signals during start-up: the built program ends with the right code and without output. */

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, expect, test} from 'vitest';
import {Shell} from './helpers/pty-shell.js';

const CLI = process.env['MM_TUI_TEST_CLI'] ?? fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const home = mkdtempSync(path.join(tmpdir(), 'mm-tui-start-'));
const shells: Shell[] = [];
afterAll(() => {
	for (const shell of shells) shell.pty.kill('SIGKILL');
	rmSync(home, {recursive: true, force: true});
});

const start = (): Shell => {
	const shell = new Shell(['-c', `'${process.execPath}' '${CLI}' --demo; echo "EXIT=$?"; sleep 60`], {HOME: home, XDG_STATE_HOME: home});
	shells.push(shell);
	return shell;
};

test.each([60, 150, 250, 400, 600, 900])('the screen, told to end after %i ms', async (ms) => {
	const shell = start();
	await new Promise((resolve) => setTimeout(resolve, ms));
	process.kill(shell.child(), 'SIGTERM');
	await shell.sees(/EXIT=143/);
	expect(shell.text()).not.toMatch(/Assert|FATAL|Abort|Segmentation|core dumped/i);
	expect(shell.screen.buffer.active.type).toBe('normal');
});

test.each([100, 300, 500])('lines, told to end after %i ms', async (ms) => {
	const child = spawn(process.execPath, [CLI, 'stream', '--demo'], {env: {...process.env, HOME: home, XDG_STATE_HOME: home}});
	let errors = '';
	child.stderr.on('data', (data) => (errors += String(data)));
	child.stdout.resume();
	await new Promise((resolve) => setTimeout(resolve, ms));
	child.kill('SIGINT');
	const [code, signal] = await once(child, 'exit');
	// Before Node installs handlers, the system itself ends it.
	expect([130, 'SIGINT']).toContain(code ?? signal);
	expect(errors).toBe('');
});

test('no native add-on is loaded, whatever is installed beside it', async () => {
	const shell = start();
	await shell.sees('● LIVE');
	expect(readFileSync(`/proc/${shell.child()}/maps`, 'utf8')).not.toMatch(/\.node$/m);
	shell.pty.write('q');
	await shell.sees(/EXIT=0/);
});
