/**
 * The terminal's own file description, opened anew so that writing to it never waits: the one that the shell gave
 * is shared with the shell and stays as it is.
 */

import {closeSync, constants, fstatSync, openSync, readlinkSync, statSync, writeSync} from 'node:fs';
import {codeOf} from '../../domain/error-code.js';
import type {CellTerminal} from './terminal.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns undefined where there is no terminal, or where plain Ink was asked for. */
export const openCellTerminal = (environment: Environment, hasKeys: boolean): CellTerminal | undefined => {
	if (!process.stdout.isTTY || wantsInk(environment)) return undefined;
	const pacing = answers(environment, hasKeys);
	return openQuietTerminal(process.stdout.fd, pacing) ?? cellTerminal(process.stdout.fd, false, pacing);
};

/** @returns undefined where the terminal behind `fd` cannot be opened once more. */
export const openQuietTerminal = (fd: number, pacing: CellTerminal['pacing'] = 'budget'): CellTerminal | undefined => {
	const path = terminalPath(fd);
	const own = path === undefined ? undefined : openQuietly(path);
	return own === undefined ? undefined : cellTerminal(own, true, pacing);
};

const wantsInk = (environment: Environment): boolean => environment['MM_TUI_RENDERER'] === 'ink';

/** tmux and screen answer themselves, whatever the terminal beyond them does. */
const answers = (environment: Environment, hasKeys: boolean): CellTerminal['pacing'] => {
	const within = environment['TMUX'] ?? environment['STY'] ?? '';
	return hasKeys && within === '' && !/^(tmux|screen)/.test(environment['TERM'] ?? '') ? 'answers' : 'budget';
};

/** The device behind a descriptor by its name; the controlling terminal where the system does not tell names. */
const terminalPath = (fd: number): string | undefined => {
	try {
		const named = readlinkSync(`/proc/self/fd/${fd}`);
		if (named.startsWith('/dev/') && statSync(named).rdev === fstatSync(fd).rdev) return named;
	} catch {
		// No such file system here.
	}

	return process.platform === 'win32' ? undefined : '/dev/tty';
};

const openQuietly = (path: string): number | undefined => {
	try {
		return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
	} catch {
		return undefined;
	}
};

/** Full for now, or interrupted. */
const LATER: ReadonlySet<string> = new Set(['EAGAIN', 'EWOULDBLOCK', 'EINTR', 'ENOBUFS']);

type Write = (fd: number, bytes: Uint8Array) => number;

export const cellTerminal = (fd: number, isOwn: boolean, pacing: CellTerminal['pacing'], write: Write = writeSync): CellTerminal => ({
	pacing,
	write: (bytes) => {
		try {
			return write(fd, bytes);
		} catch (error) {
			return LATER.has(codeOf(error)) ? 0 : 'gone';
		}
	},
	close: () => {
		if (isOwn) closeSync(fd);
	},
});
