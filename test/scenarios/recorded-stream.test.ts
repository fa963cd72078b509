/** The built program records what it streams; lived again it says the same, whatever became of it. */

import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {MonitorFrame} from '../../source/engine/frame.js';
import {startExchange} from '../../source/exchange/node-server.js';
import type {startWorkerHost} from '../../source/runtime/host/worker-host.js';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const LINES = ['--only', 'book,status,trade,quote,fill,account,stats,event,risk,depth', '--levels', '5'];
const CANARY = 'c4n4ry-0f-a-s3cret';

let folder = '';
let running: ChildProcess[] = [];
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'mm-tui-recorded-'));
});
afterEach(() => {
	for (const child of running) child.kill('SIGKILL');
	running = [];
	rmSync(folder, {recursive: true, force: true});
});

const environment = (): NodeJS.ProcessEnv => ({
	PATH: process.env['PATH'],
	HOME: folder,
	SECRET_KEY: CANARY,
	MM_TUI_PRICE_FLOOR: '1',
});

const recording = (): string => path.join(folder, 'recording');

const stream = (...more: readonly string[]) => {
	const argv = [CLI, 'stream', '--demo', '--seed', '7', '--fault', 'gap@3s,disconnect@5s', ...LINES, '--record', recording(), ...more];
	const child = spawn(process.execPath, argv, {env: environment(), stdio: ['ignore', 'pipe', 'pipe']});
	running.push(child);
	const said = {text: '', errors: ''};
	child.stdout.on('data', (chunk: Buffer) => (said.text += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (said.errors += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => {
		child.once('close', resolve);
	});
	return {child, said, ended};
};

const run = (...argv: readonly string[]) => {
	const {status, stdout, stderr} = spawnSync(process.execPath, [CLI, ...argv], {env: environment(), encoding: 'utf8', maxBuffer: 2 ** 28});
	return {status, stdout, stderr};
};

const count = (text: string): number => text.split('\n').length - 1;
const WAIT = {timeout: 60_000, interval: 100};

test('replayed without a screen it says the same, byte for byte; and once more in a second session', {timeout: 200_000}, async () => {
	const lives: string[] = [];
	for (const session of [1, 2]) {
		const {child, said, ended} = stream();
		// Sessions follow each other.
		/* oxlint-disable no-await-in-loop */
		await vi.waitFor(() => expect(said.text).toContain('"reason":"disconnect"'), WAIT);
		await vi.waitFor(() => expect(said.text.slice(said.text.lastIndexOf('"reason":"disconnect"'))).toContain('"trusted":true'), WAIT);
		child.kill('SIGTERM');
		expect(await ended, said.errors).toBe(143);
		/* oxlint-enable no-await-in-loop */
		expect(said.text).toContain('"recording":"on"');
		lives.push(said.text);
		expect(run('replay', recording(), '--headless', '--session', String(session), ...LINES).stdout).toBe(said.text);
	}

	expect(run('replay', recording(), '--headless', '--demo', ...LINES).stdout).toBe(lives.join(''));
	const verified = run('recording', 'verify', recording());
	expect([verified.status, verified.stderr]).toEqual([0, '']);
	const info = JSON.parse(run('recording', 'info', recording(), '--json').stdout) as Record<string, unknown>;
	expect(info).toMatchObject({sessions: 2, symbols: ['BTCUSDT'], holes: [], demo: true});
	const zstd = spawnSync(
		'zstdcat',
		files().filter((file) => file.endsWith('.zst')),
		{encoding: 'utf8', maxBuffer: 2 ** 28},
	);
	if (zstd.error === undefined) {
		const lines = zstd.stdout.split('\n').filter((line) => line !== '');
		expect(lines.map((line) => (JSON.parse(line) as {n: number}).n)).toEqual(lines.map((_, index) => index + 1));
	}

	for (const file of files()) expect(readFileSync(file).includes(CANARY), file).toBe(false);
});

const files = (): readonly string[] =>
	readdirSync(recording(), {recursive: true, withFileTypes: true})
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));

test('killed, it has lost a second at most; what comes after it goes on with the numbers', {timeout: 200_000}, async () => {
	const first = stream();
	await vi.waitFor(() => expect(count(first.said.text)).toBeGreaterThan(150), WAIT);
	const second = stream();
	expect([await second.ended, second.said.text]).toEqual([3, '']);
	expect(second.said.errors).toContain(`process ${first.child.pid}`);
	first.child.kill('SIGKILL');
	await first.ended;
	expect(run('recording', 'verify', recording()).status).toBe(0);
	const replayed = run('replay', recording(), '--headless', ...LINES).stdout;
	expect(replayed.length).toBeGreaterThan(0);
	expect(first.said.text.startsWith(replayed) || replayed.startsWith(first.said.text.slice(0, first.said.text.lastIndexOf('\n') + 1))).toBe(
		true,
	);
	const third = stream();
	await vi.waitFor(() => expect(count(third.said.text)).toBeGreaterThan(20), WAIT);
	third.child.kill('SIGTERM');
	await third.ended;
	expect(run('recording', 'verify', recording())).toMatchObject({status: 0, stderr: ''});
	expect(run('replay', recording(), '--headless', '--session', '2', ...LINES).stdout).toBe(third.said.text);
});

test('a closed segment that is short, changed or gone is named, with exit 5', {timeout: 200_000}, async () => {
	const {child, said, ended} = stream();
	await vi.waitFor(() => expect(count(said.text)).toBeGreaterThan(50), WAIT);
	child.kill('SIGTERM');
	await ended;
	const segment = files().find((file) => file.endsWith('.zst')) ?? '';
	const whole = readFileSync(segment);
	const wrong = (): string => {
		const {status, stderr} = run('recording', 'verify', recording());
		expect(status).toBe(5);
		return stderr;
	};
	const changed = Buffer.from(whole);
	changed[Math.floor(changed.length / 2)]! ^= 1;
	writeFileSync(segment, changed);
	expect(wrong()).toContain('000001.ndjson.zst: the frame at byte');
	writeFileSync(segment, whole);
	truncateSync(segment, whole.length - 10);
	expect(wrong()).toContain('000001.ndjson.zst: it has');
	rmSync(segment);
	expect(wrong()).toContain('000001.ndjson.zst: it is not there');
});

test('what cannot be replayed or recorded is said in a line', () => {
	expect(run('replay', folder, '--headless')).toMatchObject({status: 2, stderr: expect.stringContaining('there is no recording')});
	expect(run('replay', folder, '--headless', '--order-size', '1')).toMatchObject({status: 2, stderr: expect.stringContaining('backtest')});
	expect(run('record')).toMatchObject({status: 2, stderr: expect.stringContaining('--record DIR')});
	writeFileSync(path.join(folder, 'file'), '');
	expect(run('record', '--demo', '--record', path.join(folder, 'file'))).toMatchObject({status: 3});
	expect(run('recording', 'inspect', folder)).toMatchObject({status: 2, stderr: expect.stringContaining('did you mean')});
});

test(
	"the screen's engine records in its thread, says so in its frames, and a folder that is taken ends it with 3",
	{timeout: 120_000},
	async () => {
		const built: {readonly startWorkerHost: typeof startWorkerHost} = await import(
			/* @vite-ignore */ new URL('../../dist/runtime/host/worker-host.js', import.meta.url).href
		);
		const exchange = await startExchange({symbols: ['btcusdt'], port: 0, seed: 3, speed: 1, faults: []});
		const thread = new URL('../../dist/recording/node-recorder-worker.js', import.meta.url).href;
		const by = {program: 'mm-tui 0.1.0', node: process.versions.node, demo: true};
		const data = {
			config: {symbol: 'btcusdt', venue: 'binance', staleAfterMs: 3000, snapshotDepth: 1000},
			endpoints: {restUrl: exchange.restUrl, wsUrl: exchange.wsUrl},
			record: {folder: recording(), by, minFreeBytes: 0, thread},
		};
		const start = () => {
			const host = built.startWorkerHost(data, () => {});
			const seen: {frame?: MonitorFrame; ended?: {readonly code: number; readonly message: string}} = {};
			host.onEvent((event) => {
				if (event.kind === 'ended') seen.ended = event;
				if (event.kind !== 'frame') return;
				seen.frame = event.frame;
				host.credit();
			});
			host.credit();
			return {host, seen};
		};
		const first = start();
		await vi.waitFor(() => expect(first.seen.frame).toMatchObject({trusted: true, recording: {state: 'on'}}), WAIT);
		await vi.waitFor(() => expect(first.seen.frame?.recording?.bytes).toBeGreaterThan(1000), WAIT);
		const second = start();
		await vi.waitFor(
			() => expect(second.seen.ended).toMatchObject({code: 3, message: expect.stringContaining('is recording there')}),
			WAIT,
		);
		await second.host.close();
		await first.host.close();
		await exchange.close();
		expect(run('recording', 'verify', recording())).toMatchObject({status: 0, stderr: ''});
		expect(files().filter((file) => /\.part$|lock$/u.test(file))).toEqual([]);
	},
);
