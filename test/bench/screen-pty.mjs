// The real screen in a pseudo-terminal: its cost, the latency of keys, and the effect of a slow or stopped
// reader.

import {existsSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import xterm from '@xterm/headless';
import {spawn} from '@lydell/node-pty';

const CHILD = new URL('screen-child.mjs', import.meta.url).pathname;
const SIZE = {cols: 120, rows: 40};
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const environmentOf = (variant, extra) => ({
	PATH: process.env['PATH'],
	TERM: 'xterm-256color',
	LANG: 'C.UTF-8',
	NODE_ENV: 'production',
	...(variant === 'incremental' ? {MM_TUI_RENDERER: 'ink'} : {}),
	...extra,
});

class Running {
	report = join(tmpdir(), `mm-tui-screen-${process.pid}-${Math.round(performance.now() * 1000)}.json`);
	terminal = new xterm.Terminal({...SIZE, allowProposedApi: true});
	bytes = 0;

	/** `link` receives the program's output and passes it to the terminal with its own delay. */
	constructor(variant, frames, {fps = 30, environment = {}, link} = {}) {
		const args = [CHILD, frames, this.report, String(fps), variant];
		this.pty = spawn(process.execPath, args, {...SIZE, env: environmentOf(variant, environment)});
		const toTerminal = (data) => this.terminal.write(data);
		this.pty.onData((data) => {
			this.bytes += Buffer.byteLength(data);
			if (link === undefined) toTerminal(data);
			else link.down(data, toTerminal);
		});
		const toProgram = (answer) => this.pty.write(answer);
		this.terminal.onData((answer) => (link === undefined ? toProgram(answer) : link.up(answer, toProgram)));
	}

	line(y) {
		return this.terminal.buffer.active.getLine(y)?.translateToString(true) ?? '';
	}

	isRunning() {
		try {
			return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${this.pty.pid}/stat`, 'utf8'));
		} catch {
			return false;
		}
	}

	async stop(signal = 'SIGTERM') {
		const startedAt = performance.now();
		process.kill(this.pty.pid, signal);
		while (this.isRunning() && performance.now() - startedAt < 5000) await sleep(5);
		const ms = this.isRunning() ? undefined : performance.now() - startedAt;
		if (this.isRunning()) process.kill(this.pty.pid, 'SIGKILL');
		return ms;
	}

	takeReport() {
		const report = existsSync(this.report) ? JSON.parse(readFileSync(this.report, 'utf8')) : {};
		rmSync(this.report, {force: true});
		return report;
	}
}

/** At thirty frames a second compilation goes on for most of a minute, on other threads. */
const WARM_UP_MS = 45_000;

export const measureCore = async (variant, frames, seconds = 8) => {
	const running = new Running(variant, frames, {environment: {BENCH_WARM_UP_MS: String(WARM_UP_MS)}});
	await sleep(WARM_UP_MS + 500);
	const before = running.bytes;
	await sleep(seconds * 1000);
	const kilobytes = (running.bytes - before) / 1000 / seconds;
	process.kill(running.pty.pid, 'SIGUSR2');
	await sleep(300);
	await running.stop();
	const {core, fps} = running.takeReport();
	return {core, fps, kilobytes};
};

/** Milliseconds from each key to its visible echo. */
export const measureKeys = async (variant, frames, count = 40) => {
	const running = new Running(variant, frames);
	await sleep(2500);
	const times = [];
	for (let key = 0; key < count; key += 1) {
		const [text, echo] = key % 2 === 0 ? [']', 'skew one step up'] : ['[', 'skew one step down'];
		await sleep(60 + ((key * 37) % 90));
		const sentAt = performance.now();
		const seen = new Promise((resolve) => {
			const listener = running.terminal.onWriteParsed(() => {
				if (!running.line(SIZE.rows - 2).includes(echo)) return;
				listener.dispose();
				resolve();
			});
		});
		running.pty.write(text);
		await Promise.race([seen, sleep(3000)]);
		times.push(performance.now() - sentAt);
	}

	await running.stop();
	running.takeReport();
	return times;
};

/** Stops reading for five seconds: longest stall of the loop, and exit on SIGTERM meanwhile. */
export const measureStopped = async (variant, frames, environment = {}) => {
	const running = new Running(variant, frames, {environment: {BENCH_PROBE: '1', ...environment}});
	await sleep(3000);
	running.pty.pause();
	await sleep(5000);
	const exitMs = await running.stop();
	running.pty.resume();
	await sleep(200);
	return {worstMs: exitMs === undefined ? undefined : running.takeReport().worstMs, exitMs};
};

/** A connection with a byte rate and a round trip time, without loss. */
const slowLink = (bytesPerSecond, roundTripMs) => {
	const PIECE = 512;
	// Timers of equal time run in any order, but bytes must not.
	const [down, up] = [[], []];
	let freeAtMs = 0;
	return {
		down: (data, deliver) => {
			const bytes = Buffer.from(data);
			for (let at = 0; at < bytes.length; at += PIECE) {
				const piece = bytes.subarray(at, at + PIECE);
				freeAtMs = Math.max(freeAtMs, performance.now()) + (piece.length * 1000) / bytesPerSecond;
				down.push(piece);
				setTimeout(() => deliver(down.shift()), freeAtMs - performance.now() + roundTripMs / 2);
			}
		},
		up: (data, deliver) => {
			up.push(data);
			setTimeout(() => deliver(up.shift()), roundTripMs / 2);
		},
	};
};

/** Age of the visible picture, sampled every 10 ms. */
export const measureLink = async (variant, frames, {environment = {}, fps = 30, seconds = 12} = {}) => {
	const running = new Running(variant, frames, {fps, environment, link: slowLink(64_000, 80)});
	await sleep(4000);
	const ages = [];
	const seen = new Set();
	for (const until = performance.now() + seconds * 1000; performance.now() < until; await sleep(10)) {
		const stamp = /^ T(\d+)/.exec(running.line(0))?.[1];
		if (stamp === undefined) continue;
		seen.add(stamp);
		ages.push((Date.now() % 10_000_000) - Number(stamp));
	}

	await running.stop();
	running.takeReport();
	return {ages, fps: seen.size / seconds};
};
