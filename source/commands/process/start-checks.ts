/** Checks what the process needs before anything else is loaded. */

import {closeSync, openSync} from 'node:fs';

/** File descriptors for modules, threads, sockets, terminal and log. */
const NEEDED_FILES = 32;

/** @returns a sentence about what is missing; undefined if nothing is. */
export const startProblem = (): string | undefined => {
	if (!hasWorkingFolder()) return 'the working folder is gone: change to one that is there (cd ~), then run mm-tui again';
	if (!canOpen(NEEDED_FILES)) {
		return `too few file descriptors: ${NEEDED_FILES} more are needed; raise the limit (ulimit -n 256), then run mm-tui again`;
	}
	return undefined;
};

const hasWorkingFolder = (): boolean => {
	try {
		return process.cwd() !== '';
	} catch {
		return false;
	}
};

/** If not even one can be opened, the cause is not the limit. */
const canOpen = (count: number): boolean => {
	const open: number[] = [];
	try {
		for (let index = 0; index < count; index += 1) open.push(openSync('/', 'r'));
		return true;
	} catch (error) {
		return !(error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE'));
	} finally {
		for (const fd of open) closeSync(fd);
	}
};
