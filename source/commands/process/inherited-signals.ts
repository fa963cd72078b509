/**
 * Finds the signals that the parent process wants ignored. Node resets all of them when it starts, so they are
 * derived from other traces: a parent shell that ignores them itself, and the stdin that nohup sets.
 */

import {readFileSync} from 'node:fs';
import path from 'node:path';

export type IgnorableSignal = 'SIGHUP' | 'SIGINT';

const BITS: Readonly<Record<IgnorableSignal, bigint>> = {SIGHUP: 1n << 0n, SIGINT: 1n << 1n};
const SHELLS = /^(?:ba|da|z|k|mk|a|tc|c)?sh$|^fish$|^busybox$/;
const WRITE_ONLY = 0o1;
const ACCESS_MODE = 0o3;

/** Texts of `/proc`; empty if there are none. */
export type ProcessTraces = {
	readonly parentStatus: string;
	/** `/proc` information of stdin. */
	readonly stdinInfo: string;
	/** The variable `_`, in which bash and zsh leave the program that they started. */
	readonly started: string | undefined;
};

export const ignoredSignals = (traces: ProcessTraces = readTraces()): ReadonlySet<IgnorableSignal> => {
	const signals = new Set<IgnorableSignal>(isShell(traces.parentStatus) ? ignoredBy(traces.parentStatus) : []);
	if (isNohup(traces)) signals.add('SIGHUP');
	return signals;
};

const isShell = (status: string): boolean => SHELLS.test(/^Name:\s*(\S+)$/m.exec(status)?.[1] ?? '');

const ignoredBy = (status: string): readonly IgnorableSignal[] => {
	const ignored = BigInt(`0x${/^SigIgn:\s*([\da-f]+)$/m.exec(status)?.[1] ?? '0'}`);
	return (['SIGHUP', 'SIGINT'] as const).filter((signal) => (ignored & BITS[signal]) !== 0n);
};

/** Recognises nohup by the variable `_`, or by the write-only stdin that it sets in place of a terminal. */
const isNohup = ({started = '', stdinInfo}: ProcessTraces): boolean => {
	const flags = Number.parseInt(/^flags:\s*([0-7]+)$/m.exec(stdinInfo)?.[1] ?? '', 8);
	return path.basename(started) === 'nohup' || (flags & ACCESS_MODE) === WRITE_ONLY;
};

const readTraces = (): ProcessTraces => ({
	parentStatus: read(`/proc/${process.ppid}/status`),
	stdinInfo: read('/proc/self/fdinfo/0'),
	started: process.env['_'],
});

const read = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};
