/** The process as a command sees it; a test passes its own. */

import type {Environment} from '../../config/environment.js';
import {endProcess} from './end-process.js';
import {EXIT} from './exit-code.js';
import {ignoredSignals, type IgnorableSignal} from './inherited-signals.js';

/** stdout or stderr. */
export type OutStream = {
	readonly isTTY?: boolean;
	/** Characters or bytes not written yet. */
	readonly writableLength: number;
	write(text: string, written?: () => void): boolean;
	once(event: 'drain', listener: () => void): unknown;
	on(event: 'error', listener: (error: Error) => void): unknown;
};

const HANDLED_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const;
export type HandledSignal = (typeof HANDLED_SIGNALS)[number];

/** Exit codes by the shell's convention: 128 + the signal's number. */
export const SIGNAL_CODES: Readonly<Record<HandledSignal, number>> = {
	SIGHUP: EXIT.hangup,
	SIGINT: EXIT.interrupted,
	SIGQUIT: EXIT.quit,
	SIGTERM: EXIT.terminated,
};

export type CommandIo = {
	readonly environment: Environment;
	readonly stdout: OutStream;
	readonly stderr: OutStream;
	/** Signals that the parent process set to be ignored; no listener is added for them. */
	readonly ignored: ReadonlySet<IgnorableSignal>;
	/** Replaces the listener. Without one a signal ends the process at once. */
	onSignal(listener: (signal: HandledSignal) => void): void;
	/** Ends the process at once. */
	exit(code: number): void;
};

/** The process's own streams and signals; from this call on signals are handled. */
export const nodeIo = (): CommandIo => {
	let hear = endAtOnce;
	const ignored = ignoredSignals();
	const isIgnored = (signal: HandledSignal): boolean => [...ignored].some((one) => one === signal);
	for (const signal of HANDLED_SIGNALS) process.on(signal, () => isIgnored(signal) || hear(signal));
	return {
		ignored,
		environment: process.env,
		stdout: process.stdout,
		stderr: process.stderr,
		onSignal(listener) {
			hear = listener;
		},
		exit(code) {
			endProcess(code);
		},
	};
};

const endAtOnce = (signal: HandledSignal): void => endProcess(SIGNAL_CODES[signal]);

/** Writes a line with the program's name to stderr. */
export const say = ({stderr}: CommandIo, message: string): void => {
	stderr.write(`mm-tui: ${message}\n`);
};

/** Writes to stdout and waits until the data has left. */
export const print = async ({stdout}: Pick<CommandIo, 'stdout'>, text: string): Promise<void> =>
	new Promise((resolve) => {
		// A closed reader is not an error.
		stdout.on('error', () => resolve());
		stdout.write(text, resolve);
	});
