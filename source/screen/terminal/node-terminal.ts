/** The real terminal. The only file of the screen that uses `process`. */

import {format} from 'node:util';
import {multiplexerOf} from './clipboard.js';
import {openCellTerminal, openQuietTerminal} from './node-cell-terminal.js';
import {quietStderrWrite, quietStdout} from './node-terminal-stream.js';
import {LEAVE_SEQUENCE, RESTORE_SEQUENCE} from './screen-modes.js';
import type {CellTerminal, ScreenSignal, Terminal, TerminalFailure, Unsubscribe} from './terminal.js';

const SIGNALS: readonly ScreenSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGTSTP', 'SIGCONT'];

/** @param ignored signals that the parent process set to be ignored. */
export const createNodeTerminal = (ignored: ReadonlySet<string> = new Set()): Terminal => {
	// For a file it is undefined, contrary to its type.
	const hasKeys = `${process.stdin.isTTY}` === 'true';
	const cells = openCellTerminal(process.env, hasKeys);
	const heard = SIGNALS.filter((signal) => !ignored.has(signal));
	return nodeTerminal(hasKeys, cells, cells === undefined ? quietStdout() : process.stdout, heard);
};

/** Whether Ink's screen reader variable is set, or the terminal has no cursor control. */
const wantsLines = (environment: NodeJS.ProcessEnv): boolean =>
	environment['INK_SCREEN_READER'] === 'true' || environment['TERM'] === 'dumb';

const nodeTerminal = (
	hasKeys: boolean,
	cells: CellTerminal | undefined,
	stdout: NodeJS.WriteStream,
	heard: readonly ScreenSignal[],
): Terminal => ({
	wantsLines: wantsLines(process.env),
	within: multiplexerOf(process.env),
	stdin: process.stdin,
	stdout,
	stderr: process.stderr,
	cells,
	hasKeys,
	size: () => ({columns: process.stdout.columns || 80, rows: process.stdout.rows || 24}),
	onResize,
	onSignal: (listener) => onSignal(heard, listener),
	onFailure: (listener) => onFailure(stdout, listener),
	captureStrayOutput,
	nowMs: () => performance.now(),
	wallMs: () => performance.timeOrigin + performance.now(),
	after: (delayMs, task) => {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
	stopUntilContinued,
	restore: (afterLines) => restore(cells, stdout, afterLines),
});

const onResize = (listener: () => void): Unsubscribe => {
	process.stdout.prependListener('resize', listener);
	return () => process.stdout.off('resize', listener);
};

const onSignal = (heard: readonly ScreenSignal[], listener: (signal: ScreenSignal) => void): Unsubscribe => {
	for (const signal of heard) process.on(signal, listener);
	return () => {
		for (const signal of heard) process.off(signal, listener);
	};
};

const onFailure = (stdout: NodeJS.WriteStream, listener: (failure: TerminalFailure) => void): Unsubscribe => {
	const onError = (error: unknown): void => listener({kind: 'exception', error});
	const onGone = (): void => listener({kind: 'hang-up'});
	process.on('uncaughtException', onError);
	process.on('unhandledRejection', onError);
	stdout.on('error', onGone);
	process.stdin.on('error', onGone);
	if (process.stdin.isTTY) process.stdin.on('end', onGone);
	return () => {
		process.off('uncaughtException', onError);
		process.off('unhandledRejection', onError);
		stdout.off('error', onGone);
		process.stdin.off('error', onGone);
		process.stdin.off('end', onGone);
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
	const write = quietStderrWrite();
	const originals = CONSOLE_METHODS.map((method) => [method, console[method]] as const);
	for (const method of CONSOLE_METHODS) console[method] = (...values: unknown[]) => keep(`${format(...values)}\n`);
	process.stderr.write = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
		keep(typeof chunk === 'string' ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : '');
		const done = rest.at(-1);
		if (typeof done === 'function') process.nextTick(done);
		return true;
	};
	return () => {
		// Not undone: a later message must not block the program's end.
		process.stderr.write = write;
		for (const [method, original] of originals) console[method] = original;
		for (const text of kept.splice(0)) write(text);
	};
};

/** If the process still runs after this time, the stop had no effect: no shell controls the job. */
const STOP_WITHIN_MS = 200;

const stopUntilContinued = async (): Promise<void> => {
	const listeners = process.listeners('SIGTSTP');
	process.removeAllListeners('SIGTSTP');
	await new Promise<void>((resolve) => {
		const goOn = (): void => {
			clearTimeout(timer);
			process.off('SIGCONT', goOn);
			resolve();
		};
		const timer = setTimeout(goOn, STOP_WITHIN_MS);
		process.once('SIGCONT', goOn);
		process.kill(0, 'SIGTSTP');
	});
	for (const listener of listeners) process.on('SIGTSTP', listener);
};

/** Cells are written as far as the terminal accepts them, so that one that does not read cannot block the exit. */
const restore = (cells: CellTerminal | undefined, stdout: NodeJS.WriteStream, afterLines: boolean): void => {
	try {
		const terminal = cells ?? openQuietTerminal(process.stdout.fd);
		// Ink's last output is lost if its stream had to be destroyed.
		if (!afterLines) terminal?.write(Buffer.from(stdout.destroyed ? LEAVE_SEQUENCE : RESTORE_SEQUENCE));
		terminal?.close();
		if (process.stdin.isTTY) process.stdin.setRawMode(false).unref();
	} catch {
		// The terminal is closed; nothing to restore.
	}
};
