/** What the process must have before anything else is loaded: it says what is missing in one sentence. */

import {closeSync, openSync} from 'node:fs';

/** For modules, threads, sockets, the terminal and the log, beside what is open already. */
const NEEDED_FILES = 32;

/** @returns a sentence for a person; undefined where all is well. */
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

/** Where nothing can be opened at all, that is no question of how many. */
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
