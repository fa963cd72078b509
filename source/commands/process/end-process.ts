/** The end of the process, whatever a thread of it still waits for. */

import {existsSync} from 'node:fs';

let isThreadHeldUp = false;

/** A thread did not end when it was asked and told to: Node would wait for it on its way out, for ever. */
export const holdUp = (): void => {
	isThreadHeldUp = true;
};

/** Requests to the file system that wait for their answer carry this in their name. */
const FILE_REQUEST = /^FSReq/;
const SHELL = '/bin/sh';

/**
 * Where a file does not answer (a network drive that is dead), Node would wait for it before it ends. Then another
 * program takes this one's place, which the system does without waiting, and ends with the same code.
 */
export const endProcess = (code: number): never => {
	const isHeldUp = isThreadHeldUp || process.getActiveResourcesInfo().some((name) => FILE_REQUEST.test(name));
	if (isHeldUp && process.platform !== 'win32' && existsSync(SHELL)) process.execve?.(SHELL, ['sh', '-c', `exit ${code}`], {});
	process.exit(code);
};
