import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {CommandIo, OutStream} from '../../source/commands/process/command-io.js';
import {main} from '../../source/commands/main.js';

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'mm-tui-paths-'));
});
afterAll(async () => rm(folder, {recursive: true, force: true}));

const run = async (argv: readonly string[], environment: CommandIo['environment']) => {
	const texts: Record<'stdout' | 'stderr', string[]> = {stdout: [], stderr: []};
	const stream = (name: 'stdout' | 'stderr'): OutStream => ({
		writableLength: 0,
		write(text, written) {
			texts[name].push(text);
			written?.();
			return true;
		},
		once() {},
		on() {},
	});
	const code = await main(['paths', ...argv], {
		environment,
		stdout: stream('stdout'),
		stderr: stream('stderr'),
		ignored: new Set(),
		onSignal() {},
		exit() {},
	});
	return {code, stdout: texts.stdout.join(''), stderr: texts.stderr.join('')};
};

test('names the file, the folder and the log, and which of them are not there', async () => {
	const {code, stdout, stderr} = await run([], {HOME: '/home/nobody', XDG_STATE_HOME: folder});
	expect([code, stderr]).toEqual([0, '']);
	expect(stdout).toBe(
		`config  /home/nobody/.config/mm-tui/config.yaml (not there)\nstate   ${folder}/mm-tui (not there)\nlog     ${folder}/mm-tui/mm-tui.log (not there)\n`,
	);
});

test('answers also where the file cannot be followed', async () => {
	const file = path.join(folder, 'wrong.yaml');
	await writeFile(file, 'levles: 5\n');
	for (const [argv, environment] of [
		[['--config', file], {}],
		[[], {MM_TUI_CONFIG: file}],
	] as const) {
		const {code, stdout} = await run(argv, {...environment, XDG_STATE_HOME: folder});
		expect(code).toBe(0);
		expect(stdout).toMatch(new RegExp(`^config {2}${file}\n`));
	}
});

test('the same file is the one that is read', async () => {
	const {code, stderr} = await (async () => {
		const texts: string[] = [];
		const io: CommandIo = {
			environment: {XDG_CONFIG_HOME: folder, MM_TUI_CONFIG: path.join(folder, 'wrong.yaml')},
			stdout: {writableLength: 0, write: () => true, once() {}, on() {}},
			stderr: {writableLength: 0, write: (text) => texts.push(text) > 0, once() {}, on() {}},
			ignored: new Set(),
			onSignal() {},
			exit() {},
		};
		return {code: await main(['stream'], io), stderr: texts.join('')};
	})();
	expect(code).toBe(3);
	expect(stderr).toContain(`${path.join(folder, 'wrong.yaml')}:1: "levles" is not an option of the file`);
});
