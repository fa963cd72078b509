/** The built program as a user runs it. Needs `npm run build`; `MM_TUI_TEST_CLI` names another build. */

import {execFileSync, spawn, type ChildProcessByStdio} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Readable} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';

const CLI = process.env['MM_TUI_TEST_CLI'] ?? fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const VERSION = (JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {version: string}).version;

type Child = ChildProcessByStdio<null, Readable, Readable>;
type Result = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

let home = '';
const children = new Set<Child>();

beforeAll(async () => {
	home = await mkdtemp(path.join(tmpdir(), 'mm-tui-cli-'));
});
afterEach(() => {
	for (const child of children) child.kill('SIGKILL');
});
afterAll(async () => rm(home, {recursive: true, force: true}));

const environment = (more: Record<string, string>) => {
	const plain = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !name.startsWith('MM_TUI_') && name !== 'XDG_CONFIG_HOME'),
	);
	return {...plain, HOME: home, ...more};
};

const start = (argv: readonly string[], env: Record<string, string> = {}): Child => {
	const child = spawn(process.execPath, [CLI, ...argv], {env: environment(env), stdio: ['ignore', 'pipe', 'pipe']});
	children.add(child);
	child.once('exit', () => children.delete(child));
	return child;
};

const result = async (child: Child): Promise<Result> => {
	let [stdout, stderr] = ['', ''];
	child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
	return new Promise((resolve) => {
		child.once('close', (code) => resolve({code, stdout, stderr}));
	});
};

const run = async (...argv: string[]): Promise<Result> => result(start(argv));

/** `until` receives everything written so far. */
const output = async (child: Child, until: (stdout: string) => boolean): Promise<string> =>
	new Promise((resolve, reject) => {
		let stdout = '';
		child.once('close', () => reject(new Error(`it ended after ${JSON.stringify(stdout)}`)));
		child.stdout.on('data', (chunk: Buffer) => {
			stdout += chunk.toString();
			if (until(stdout)) resolve(stdout);
		});
	});

const lines = (stdout: string): Record<string, unknown>[] =>
	stdout
		.split('\n')
		.slice(0, -1)
		.map((line) => JSON.parse(line) as Record<string, unknown>);

const oneLine = (stderr: string): void => {
	expect(stderr).toMatch(/^mm-tui: [^\n]+\n$/);
};

it('was built', () => {
	expect(existsSync(CLI), `${CLI} is missing: npm run build`).toBe(true);
});

describe('help and version', () => {
	it.each([['mm-tui'], ['feed'], ['stream'], ['exchange']])('%s --help', async (name) => {
		const {code, stdout, stderr} = await run(...(name === 'mm-tui' ? [] : [name]), '--help');
		expect(stdout).toBe(await readFile(new URL(`commands/golden/${name}.txt`, import.meta.url), 'utf8'));
		expect([code, stderr]).toEqual([0, '']);
	});

	it('--version', async () => {
		expect(await run('--version')).toEqual({code: 0, stdout: `${VERSION}\n`, stderr: ''});
		expect(await run('stream', '-V')).toEqual({code: 0, stdout: `${VERSION}\n`, stderr: ''});
	});
});

describe('usage and configuration', () => {
	it.each<[string[], number, RegExp]>([
		[['--symbl', 'x'], 2, /did you mean --symbol\?/],
		[['strem'], 2, /did you mean stream\?/],
		[['stream', '--only', 'boook'], 2, /did you mean book\?/],
		[['stream', '--rest-url', 'http://api.example'], 2, /--rest-url: .*to another machine/],
		[['stream', '--demo', '--rest-url', 'https://a.example'], 2, /contradicts --demo/],
		[['stream', '--config', '/no/such.yaml'], 3, /--config \/no\/such\.yaml: there is no such file/],
		[['stream', '--config', '/'], 3, /cannot be read: it is not a plain file/],
		[[], 2, /stdout is not a terminal.*mm-tui stream/],
		[['--demo'], 2, /stdout is not a terminal.*mm-tui stream/],
	])('%j → %i', async (argv, code, message) => {
		const given = await run(...argv);
		expect(given).toMatchObject({code, stdout: ''});
		expect(given.stderr).toMatch(message);
		oneLine(given.stderr);
	});

	it('reads the file, and says where it is wrong', async () => {
		const file = path.join(home, 'wrong.yaml');
		await writeFile(file, 'symbol: btcusdt\nlevles: 5\n');
		const {code, stderr} = await run('stream', '--config', file);
		expect([code, stderr]).toEqual([3, `mm-tui: ${file}:2: "levles" is not an option of the file; did you mean levels?\n`]);
	});

	it('names a wrong variable', async () => {
		const {code, stderr} = await result(start(['stream'], {MM_TUI_LEVELS: 'many'}));
		expect([code, stderr]).toEqual([3, 'mm-tui: MM_TUI_LEVELS: "many" is not a whole number from 1 to 5000\n']);
	});

	it('survives a stderr without a reader', async () => {
		const child = start(['--symbl']);
		child.stderr.destroy();
		expect((await result(child)).code).toBe(2);
	});
});

/** Runs the program after a line of JavaScript. */
const startAfter = (preload: string, ...argv: string[]): Child =>
	start(argv, {NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(preload)}`});

const told = (version: string) =>
	`mm-tui needs Node.js 22.19 or later; this is ${version}. Install a newer one (with nvm: nvm install 22), then run mm-tui again.\n`;

describe('an older Node.js', () => {
	it('is told so, without a web address', async () => {
		const pretend = "Object.defineProperty(process, 'versions', {value: {...process.versions, node: '22.18.9'}})";
		expect(await result(startAfter(pretend, '--help'))).toEqual({code: 1, stdout: '', stderr: told(process.version)});
	});

	const old = '/usr/bin/node';
	const version = existsSync(old) ? execFileSync(old, ['--version'], {encoding: 'utf8'}).trim() : '';
	const isOld = /^v(?:[1-9]|1\d|20|21)\./.test(version);
	it.runIf(isOld)(`is told so (${version})`, async () => {
		const child = spawn(old, [CLI, '--help'], {stdio: ['ignore', 'pipe', 'pipe']});
		expect(await result(child)).toEqual({code: 1, stdout: '', stderr: told(version)});
	});
});

describe('a signal while the program is still loading', () => {
	const signals: [NodeJS.Signals, number][] = [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGQUIT', 131],
	];
	/** Of the bundle, in the order in which they are loaded. */
	const modules = ['cli-main.js', 'cli-read-config.js', 'cli-feed.js'];
	const cases = signals.flatMap(([signal, code]) => modules.map((module) => [signal, module, code] as const));

	it.each(cases)('%s, sent when %s is loaded → %i', async (signal, module, code) => {
		const send = `import {registerHooks} from 'node:module';
			registerHooks({load(url, context, next) {
				if (url.endsWith('${module}')) process.kill(process.pid, '${signal}');
				return next(url, context);
			}});`;
		expect(await result(startAfter(send, 'feed', '--demo'))).toEqual({code, stdout: '', stderr: ''});
	});
});

describe('mm-tui stream --demo', () => {
	it('stopped by the risk layer ends with 6, says why in one line, and leaves out none of the last lines', async () => {
		const {code, stdout, stderr} = await run(
			'stream',
			'--demo',
			'--speed',
			'20',
			'--spread-offset',
			'0',
			'--maker-fee',
			'0.001',
			'--max-loss',
			'0.01',
			'--flatten-on-kill',
		);
		expect(code).toBe(6);
		// Preceded by the warning that such quotes must lose.
		expect(stderr).toMatch(/stopped by the risk layer: max-loss: lost [\d.]+, limit 0\.01$/m);
		const all = lines(stdout);
		const kill = all.findIndex(({type, to}) => type === 'risk' && to === 'killed');
		expect(all[kill]).toMatchObject({from: 'active', reason: 'max-loss', limit: '0.01'});
		expect(all.slice(kill).find(({type}) => type === 'quote')).toMatchObject({state: 'pulled', reason: 'killed'});
		// The position was closed before the end, and the account shows it.
		expect(all.findLast(({type}) => type === 'account')).toMatchObject({inventory: '0', average_price: null});
	});

	it('has the content of the contract', async () => {
		const child = start(['stream', '--demo', '--seed', '7']);
		const stdout = await output(child, (text) => /"type":"stats"/.test(text) && /"trusted":true/.test(text));
		const said = lines(`${stdout.slice(0, stdout.lastIndexOf('\n'))}\n`);
		expect(said[0]).toMatchObject({
			v: 1,
			type: 'status',
			seq: 1,
			symbol: 'BTCUSDT',
			venue: 'binance',
			state: 'connecting',
			reason: 'start',
		});
		expect(said.map(({seq}) => seq)).toEqual(said.map((_, index) => index + 1));
		for (const type of ['status', 'book', 'quote', 'account', 'stats']) expect(said.map((line) => line['type'])).toContain(type);
	});

	it('names an unusable size on stderr, and quotes nothing', async () => {
		const child = start(['stream', '--demo', '--order-size', '0.0000000001']);
		let stderr = '';
		child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
		const stdout = await output(child, (text) => /"reason":"bad-size".*\n/.test(text));
		expect(stdout).not.toContain('"state":"quoting"');
		await vi.waitFor(() => expect(stderr).toBe('mm-tui: no quotes: order-size 0.0000000001 has more than the 8 decimals of BTCUSDT\n'));
	});

	it('has exactly one book line each period', async () => {
		const child = start(['stream', '--demo', '--only', 'book', '--every', '100ms', '--levels', '3']);
		const stdout = await output(child, (text) => text.split('"type":"book"').length > 20);
		const books = lines(`${stdout.slice(0, stdout.lastIndexOf('\n'))}\n`).filter(({type}) => type === 'book');
		const [first, last] = [Number(books[0]?.['ts_ms']), Number(books.at(-1)?.['ts_ms'])];
		expect(Math.abs((last - first) / (books.length - 1) - 100)).toBeLessThan(10);
		expect(books.at(-1)?.['bids']).toHaveLength(3);
	});

	it.each(['stream', 'feed'])('%s | head -3 ends with 0 and without a word', async (command) => {
		const script = `"$0" "$1" ${command} --demo | head -3; echo "codes \${PIPESTATUS[@]}"`;
		const child = spawn('bash', ['-c', script, process.execPath, CLI], {env: environment({}), stdio: ['ignore', 'pipe', 'pipe']});
		const {stdout, stderr} = await result(child);
		expect(stdout.trimEnd().split('\n').at(-1)).toBe('codes 0 0');
		expect(lines(stdout.slice(0, stdout.indexOf('codes')))).toHaveLength(3);
		expect(stderr).not.toMatch(/EPIPE|at .*\(/);
	});

	it.each<[NodeJS.Signals, number]>([
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGQUIT', 131],
	])('%s → %i, with whole lines only', async (signal, code) => {
		const child = start(['stream', '--demo']);
		const ended = result(child);
		await output(child, (text) => /"trusted":true/.test(text));
		child.kill(signal);
		const {code: actual, stdout, stderr} = await ended;
		expect([actual, stderr]).toEqual([code, '']);
		expect(stdout.endsWith('}\n')).toBe(true);
		expect(() => lines(stdout)).not.toThrow();
	});

	it('hears a signal while its reader sleeps', async () => {
		const child = start(['stream', '--demo', '--speed', '50', '--levels', '1000']);
		await output(child, (text) => text.length > 1000);
		child.stdout.removeAllListeners('data');
		child.stdout.pause();
		await new Promise((resolve) => setTimeout(resolve, 1500));
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGTERM');
		expect(await ended).toBe(143);
	});
});

describe('mm-tui feed --demo', () => {
	it('hands over the payload as it came', async () => {
		const child = start(['feed', '--demo']);
		// The first ten may all be trades.
		const stdout = await output(child, (text) => /"b":\[\[".*\n/.test(text));
		const [first] = lines(`${stdout.split('\n', 1)[0]}\n`);
		expect(Object.keys(first ?? {})).toEqual(['ts_recv_ms', 'latency_ms', 'stream', 'data']);
		expect(Number.isInteger(first?.['ts_recv_ms'])).toBe(true);
		expect(stdout).toMatch(/"b":\[\["\d+\.\d{8}"/);
	});

	it('says where it is connected to', async () => {
		const child = start(['feed', '--demo']);
		const ended = result(child);
		await output(child, (text) => text.includes('\n'));
		child.kill('SIGTERM');
		expect((await ended).stderr).toBe('mm-tui: connected to the built-in exchange\n');
	});

	it.runIf(process.platform === 'linux')('shows in ps what it was told', async () => {
		const child = start(['feed', '--demo', '--seed', '7']);
		await output(child, (text) => text.includes('\n'));
		const line = await readFile(`/proc/${child.pid}/cmdline`, 'utf8');
		expect(line.replaceAll('\0', '')).toBe('mm-tui feed --demo --seed 7');
	});

	it('ends by a signal', async () => {
		const child = start(['feed', '--demo']);
		const ended = result(child);
		await output(child, (text) => text.includes('\n'));
		child.kill('SIGTERM');
		expect((await ended).code).toBe(143);
	});
});

const startExchange = async (...more: string[]) => {
	const child = start(['exchange', ...more]);
	const stdout = await output(child, (text) => text.endsWith('\n'));
	return {child, urls: JSON.parse(stdout) as {rest_url: string; ws_url: string}};
};

describe('mm-tui exchange', () => {
	it('says its two URLs and serves them until a signal', async () => {
		const {child, urls} = await startExchange();
		expect(urls.rest_url).toMatch(/^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/);
		expect(urls.ws_url).toMatch(/^ws:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/);
		const stream = start(['stream', '--rest-url', urls.rest_url, '--ws-url', urls.ws_url]);
		await output(stream, (text) => /"trusted":true/.test(text));
		const feed = start(['feed', '--rest-url', urls.rest_url, '--ws-url', urls.ws_url]);
		const fed = result(feed);
		await output(feed, (text) => text.includes('\n'));
		feed.kill('SIGTERM');
		expect((await fed).stderr).toBe('mm-tui: connected to binance\n');
		const ended = result(child);
		child.kill('SIGINT');
		expect((await ended).code).toBe(130);
	});

	it('a symbol that it does not list → 4', async () => {
		const {urls} = await startExchange('--symbol', 'ethusdt');
		for (const command of ['stream', 'feed']) {
			const given = await run(command, '--symbol', 'nosuch', '--rest-url', urls.rest_url, '--ws-url', urls.ws_url);
			expect(given.code).toBe(4);
			expect(given.stderr).toMatch(/nosuch/i);
			oneLine(given.stderr);
		}
	});

	it('a port that is taken → 4', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const address = server.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		const given = await run('exchange', '--port', String(port));
		server.close();
		expect(given).toMatchObject({code: 4, stdout: ''});
		oneLine(given.stderr);
	});
});

describe('nothing there', () => {
	it.each(['stream', 'feed'])('%s → 4 with one line', async (command) => {
		const given = await run(command, '--rest-url', 'http://127.0.0.1:1', '--ws-url', 'ws://127.0.0.1:1');
		expect(given.code).toBe(4);
		oneLine(given.stderr);
	});
});
