/** The real terminal: the only file of the screen that touches the process. */

import {writeSync} from 'node:fs';
import {format} from 'node:util';
import type {ScreenSignal, Terminal, TerminalFailure, Unsubscribe} from './terminal.js';

const SIGNALS: readonly ScreenSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP', 'SIGCONT'];

/** Bracketed paste off, colours off, cursor shown. */
const RESTORE = '\u{1B}[?2004l\u{1B}[0m\u{1B}[?25h';

export const createNodeTerminal = (): Terminal => ({
	stdin: process.stdin,
	stdout: process.stdout,
	stderr: process.stderr,
	// On a file it is undefined, whatever its type says.
	hasKeys: `${process.stdin.isTTY}` === 'true',
	size: () => ({columns: process.stdout.columns || 80, rows: process.stdout.rows || 24}),
	onResize,
	onSignal,
	onFailure,
	captureStrayOutput,
	nowMs: () => performance.now(),
	after: (delayMs, task) => {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
	stopUntilContinued,
	restore,
});

const onResize = (listener: () => void): Unsubscribe => {
	process.stdout.prependListener('resize', listener);
	return () => process.stdout.off('resize', listener);
};

const onSignal = (listener: (signal: ScreenSignal) => void): Unsubscribe => {
	for (const signal of SIGNALS) process.on(signal, listener);
	return () => {
		for (const signal of SIGNALS) process.off(signal, listener);
	};
};

const onFailure = (listener: (failure: TerminalFailure) => void): Unsubscribe => {
	const onError = (error: unknown): void => listener({kind: 'exception', error});
	const onGone = (): void => listener({kind: 'hang-up'});
	process.on('uncaughtException', onError);
	process.on('unhandledRejection', onError);
	process.stdout.on('error', onGone);
	process.stdin.on('error', onGone);
	return () => {
		process.off('uncaughtException', onError);
		process.off('unhandledRejection', onError);
		process.stdout.off('error', onGone);
		process.stdin.off('error', onGone);
	};
};

const STRAY_LINES = 100;
const CONSOLE_METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

const captureStrayOutput = (): Unsubscribe => {
	const kept: string[] = [];
	const keep = (text: string): void => {
		kept.push(text);
		if (kept.length > STRAY_LINES) kept.shift();
	};
	const write = process.stderr.write.bind(process.stderr);
	const originals = CONSOLE_METHODS.map((method) => [method, console[method]] as const);
	for (const method of CONSOLE_METHODS) console[method] = (...values: unknown[]) => keep(`${format(...values)}\n`);
	process.stderr.write = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
		keep(typeof chunk === 'string' ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : '');
		const done = rest.at(-1);
		if (typeof done === 'function') process.nextTick(done);
		return true;
	};
	return () => {
		process.stderr.write = write;
		for (const [method, original] of originals) console[method] = original;
		for (const text of kept.splice(0)) write(text);
	};
};

const stopUntilContinued = async (): Promise<void> => {
	const listeners = process.listeners('SIGTSTP');
	process.removeAllListeners('SIGTSTP');
	await new Promise<void>((resolve) => {
		process.once('SIGCONT', () => resolve());
		process.kill(0, 'SIGTSTP');
	});
	for (const listener of listeners) process.on('SIGTSTP', listener);
};

const restore = (): void => {
	try {
		if (process.stdin.isTTY) process.stdin.setRawMode(false).unref();
		writeSync(process.stdout.fd, RESTORE);
	} catch {
		// The terminal is gone, so there is nothing to restore.
	}
};
