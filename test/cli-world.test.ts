/** The built program in an unusual environment: one true sentence, never a stack trace. */

import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, test} from 'vitest';

const CLI = process.env['MM_TUI_TEST_CLI'] ?? fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const base = mkdtempSync(path.join(tmpdir(), 'mm-tui-world-'));
afterAll(() => rmSync(base, {recursive: true, force: true}));

const program = (argv: string): string => `'${process.execPath}' '${CLI}' ${argv}`;
const environment = (more: Readonly<Record<string, string>>) => ({PATH: process.env['PATH'] ?? '', HOME: base, ...more});
const shell = (script: string, more: Readonly<Record<string, string>> = {}) =>
	spawnSync('bash', ['-c', script], {env: environment(more), encoding: 'utf8', timeout: 60_000});
let homes = 0;
const newHome = (): string => {
	const home = path.join(base, `home-${(homes += 1)}`);
	mkdirSync(path.join(home, '.config/mm-tui'), {recursive: true});
	mkdirSync(path.join(home, '.local/state/mm-tui'), {recursive: true});
	return home;
};

describe('the configuration file', () => {
	test.each([
		['a pipe', (file: string) => execFileSync('mkfifo', [file]), /: cannot be read: it is not a plain file\n$/],
		['a device', (file: string) => symlinkSync('/dev/zero', file), /: cannot be read: it is not a plain file\n$/],
		['larger than any', (file: string) => writeFileSync(file, '#'.repeat(300_000)), /: cannot be read: it is too large\n$/],
		['a folder', (file: string) => mkdirSync(file), /: cannot be read: it is not a plain file\n$/],
	] as const)('that is %s ends the program at once', (_, make, sentence) => {
		const home = newHome();
		make(path.join(home, '.config/mm-tui/config.yaml'));
		const {status, stderr} = shell(program('stream --demo'), {HOME: home});
		expect([status, stderr.split('\n').length]).toEqual([3, 2]);
		expect(stderr).toMatch(sentence);
	});
});

describe('lines go on', () => {
	const firstLines = async (more: Readonly<Record<string, string>>) => {
		const child = spawn(process.execPath, [CLI, 'stream', '--demo', '--only', 'book', '--every', '100ms'], {env: environment(more)});
		let [errors, text] = ['', ''];
		await new Promise<void>((resolve) => {
			const look = (): void => {
				if (text.includes('"trusted":true') && errors.includes('\n')) resolve();
			};
			child.stderr.on('data', (data) => {
				errors += String(data);
				look();
			});
			child.stdout.on('data', (data) => {
				text += String(data);
				look();
			});
		});
		child.kill('SIGTERM');
		const [code] = await once(child, 'close');
		return {errors, code};
	};

	test.each(['mm-tui.log', 'rest-hold.json', 'dials.json'])('where %s is a pipe, which is told', async (name) => {
		const home = newHome();
		execFileSync('mkfifo', [path.join(home, '.local/state/mm-tui', name)]);
		const {errors, code} = await firstLines({HOME: home});
		expect(code).toBe(143);
		expect(errors).toMatch(/^mm-tui: [^\n]*it is not a plain file$/m);
		expect(errors).not.toMatch(/^\s+at /m);
	});

	test('where the home is not absolute, which is told', async () => {
		const {errors, code} = await firstLines({HOME: 'somewhere', XDG_STATE_HOME: path.join(base, 'state')});
		expect([errors, code]).toEqual(['mm-tui: the variable HOME is no absolute path and not used\n', 143]);
	});
});

describe('one sentence', () => {
	test('where the working folder is gone', () => {
		const {status, stderr} = shell(`mkdir '${base}/gone' && cd '${base}/gone' && rmdir '${base}/gone' && ${program('stream --demo')}`);
		expect(status).toBe(1);
		expect(stderr).toMatch(
			/^(?:[^\n]*getcwd[^\n]*\n)*mm-tui: the working folder is gone: change to one that is there \(cd ~\), then run mm-tui again\n$/,
		);
	});

	test.each([24, 32, 48])('where %i files may be open', (limit) => {
		const {status, stderr} = shell(`ulimit -n ${limit}; ${program('stream --demo')}`);
		expect([status, stderr]).toEqual([
			1,
			'mm-tui: too few file descriptors: 32 more are needed; raise the limit (ulimit -n 256), then run mm-tui again\n',
		]);
	});
});

/** Node resets ignored signals by itself. */
describe('what was to be ignored stays ignored', () => {
	test.each([
		['a hang-up, by nohup', 'HUP', (command: string) => `nohup ${command}`],
		['a hang-up, by the shell', 'HUP', (command: string) => `trap '' HUP; ${command}; true`],
		['an interrupt, by the shell', 'INT', (command: string) => `trap '' INT; ${command}; true`],
	])('%s', (_, signal, start) => {
		const out = path.join(newHome(), 'out');
		const script = `(${start(`${program('stream --demo --only book --every 100ms')} > '${out}' 2>&1`)}) & job=$!
			until grep -q trusted '${out}' 2>/dev/null; do sleep 0.1; done
			child=$(pgrep -P $job || echo $job)
			kill -${signal} $child; before=$(wc -l < '${out}')
			for i in $(seq 100); do sleep 0.1; [ $(wc -l < '${out}') -gt $((before + 3)) ] && break; done
			kill -0 $child && echo "goes on"; kill -TERM $child; wait $job; echo`;
		expect(shell(script).stdout).toMatch(/^goes on$/m);
		expect(readFileSync(out, 'utf8')).not.toMatch(/^mm-tui:/m);
	});
});
