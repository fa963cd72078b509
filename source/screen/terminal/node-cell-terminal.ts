/**
 * Opens the terminal again as an own non-blocking file description. The one inherited from the shell is shared
 * with it and stays as it is.
 */

import {closeSync, constants, fstatSync, openSync, readlinkSync, statSync, writeSync} from 'node:fs';
import {codeOf} from '../../domain/error-code.js';
import type {CellTerminal} from './terminal.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** @returns undefined if there is no terminal or plain Ink is asked for. */
export const openCellTerminal = (environment: Environment, hasKeys: boolean): CellTerminal | undefined => {
	if (!process.stdout.isTTY || wantsInk(environment)) return undefined;
	const pacing = answers(environment, hasKeys);
	return openQuietTerminal(process.stdout.fd, pacing) ?? cellTerminal(process.stdout.fd, false, pacing);
};

/** @returns undefined if the terminal of `fd` cannot be opened again. */
export const openQuietTerminal = (fd: number, pacing: CellTerminal['pacing'] = 'budget'): CellTerminal | undefined => {
	const path = terminalPath(fd);
	const own = path === undefined ? undefined : openQuietly(path);
	return own === undefined ? undefined : cellTerminal(own, true, pacing);
};

const wantsInk = (environment: Environment): boolean => environment['MM_TUI_RENDERER'] === 'ink';

/** tmux and screen answer status requests themselves, whatever the terminal behind them does. */
const answers = (environment: Environment, hasKeys: boolean): CellTerminal['pacing'] => {
	const within = environment['TMUX'] ?? environment['STY'] ?? '';
	return hasKeys && within === '' && !/^(tmux|screen)/.test(environment['TERM'] ?? '') ? 'answers' : 'budget';
};

/** The path of a descriptor's device; the controlling terminal if the system does not tell paths. */
const terminalPath = (fd: number): string | undefined => {
	try {
		const named = readlinkSync(`/proc/self/fd/${fd}`);
		if (named.startsWith('/dev/') && statSync(named).rdev === fstatSync(fd).rdev) return named;
	} catch {
		// There is no /proc/self/fd here.
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

/** Errors of a full buffer or an interrupted call. */
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
