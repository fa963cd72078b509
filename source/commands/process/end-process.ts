/** Ends the process even if a thread is still blocked. */

import {existsSync} from 'node:fs';

let isThreadHeldUp = false;

/** Marks that a thread did not end when terminated; Node would wait for it forever on exit. */
export const holdUp = (): void => {
	isThreadHeldUp = true;
};

/** Names of pending file system requests begin with this. */
const FILE_REQUEST = /^FSReq/;
const SHELL = '/bin/sh';

/**
 * If a file does not answer (a dead network drive), Node would wait for it on exit. Another program is then
 * executed in this process's place, which the system does without waiting; it ends with the same code.
 */
export const endProcess = (code: number): never => {
	const isHeldUp = isThreadHeldUp || process.getActiveResourcesInfo().some((name) => FILE_REQUEST.test(name));
	if (isHeldUp && process.platform !== 'win32' && existsSync(SHELL)) process.execve?.(SHELL, ['sh', '-c', `exit ${code}`], {});
	process.exit(code);
};
