/**
 * The signals that whoever started us wants ignored. Node sets all of them back to their defaults when it starts, so
 * they are read from what is left: from the shell that is our parent and ignores them itself, and from what nohup
 * leaves behind.
 */

import {readFileSync} from 'node:fs';
import path from 'node:path';

export type IgnorableSignal = 'SIGHUP' | 'SIGINT';

const BITS: Readonly<Record<IgnorableSignal, bigint>> = {SIGHUP: 1n << 0n, SIGINT: 1n << 1n};
const SHELLS = /^(?:ba|da|z|k|mk|a|tc|c)?sh$|^fish$|^busybox$/;
const WRITE_ONLY = 0o1;
const ACCESS_MODE = 0o3;

/** What of the process is looked at: texts below `/proc`, empty where there are none. */
export type ProcessTraces = {
	readonly parentStatus: string;
	/** Of stdin. */
	readonly stdinInfo: string;
	/** Of the environment: bash and zsh leave there what they started. */
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

/** Nohup itself: it puts something that only takes in the place of a terminal as stdin. */
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
