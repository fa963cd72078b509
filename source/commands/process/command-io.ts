/** What a command touches of the process: given, so that a test can stand in for it. */

import type {Environment} from '../../config/environment.js';
import {endProcess} from './end-process.js';
import {EXIT} from './exit-code.js';
import {ignoredSignals, type IgnorableSignal} from './inherited-signals.js';

/** A stdout or stderr. */
export type OutStream = {
	readonly isTTY?: boolean;
	/** Characters or bytes that have not left yet. */
	readonly writableLength: number;
	write(text: string, written?: () => void): boolean;
	once(event: 'drain', listener: () => void): unknown;
	on(event: 'error', listener: (error: Error) => void): unknown;
};

const HANDLED_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const;
export type HandledSignal = (typeof HANDLED_SIGNALS)[number];

/** What a shell says of a program that a signal ended. */
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
	/** Whoever started us wants these to do nothing; they are not heard. */
	readonly ignored: ReadonlySet<IgnorableSignal>;
	/** Instead of the listener before; until there is one, a signal ends the process at once. */
	onSignal(listener: (signal: HandledSignal) => void): void;
	/** Ends the process at once. */
	exit(code: number): void;
};

/** The process's own. Signals are heard from here on. */
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

/** One line on stderr with the program's name in front. */
export const say = ({stderr}: CommandIo, message: string): void => {
	stderr.write(`mm-tui: ${message}\n`);
};

/** Writes data to stdout and waits until it has left. */
export const print = async ({stdout}: CommandIo, text: string): Promise<void> =>
	new Promise((resolve) => {
		// A reader that has gone wants nothing more, and that is no error.
		stdout.on('error', () => resolve());
		stdout.write(text, resolve);
	});
