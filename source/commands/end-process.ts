/** The end of the process, whatever a thread of it still waits for. */

import {existsSync} from 'node:fs';
import {isHeldUp} from '../runtime/node-held-up.js';

const SHELL = '/bin/sh';

/**
 * Where a file does not answer (a network drive that is dead), Node would wait for it before it ends. Then another
 * program takes this one's place, which the system does without waiting, and ends with the same code.
 */
export const endProcess = (code: number): never => {
	if (isHeldUp() && process.platform !== 'win32' && existsSync(SHELL)) process.execve?.(SHELL, ['sh', '-c', `exit ${code}`], {});
	process.exit(code);
};
