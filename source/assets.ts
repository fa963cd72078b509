/**
 * Where the program's own files are, and its version. All of it is found from this one file, which stands in the
 * folder of the bin: a program bundled into that folder finds its workers and its package by the same paths.
 */

import {readFile} from 'node:fs/promises';

/** The threads of their own, each with the file that runs in it. */
const WORKER_FILES = {
	engine: 'runtime/host/engine-worker.js',
	exchange: 'exchange/exchange-worker.js',
	recorder: 'recording/node-recorder-worker.js',
} as const;

export const workerFile = (name: keyof typeof WORKER_FILES): URL => new URL(WORKER_FILES[name], import.meta.url);

const PACKAGE = new URL('../package.json', import.meta.url);

/** As the package has it, such as `0.1.0`. @throws where the package cannot be read. */
export const programVersion = async (): Promise<string> => {
	const parsed: unknown = JSON.parse(await readFile(PACKAGE, 'utf8'));
	if (typeof parsed !== 'object' || parsed === null || !('version' in parsed)) return 'unknown';
	return typeof parsed.version === 'string' ? parsed.version : 'unknown';
};

/** The program with its version, as recordings name what wrote them. */
export const programName = async (): Promise<string> => `mm-tui ${await programVersion()}`;

/** For meow, which insists on a module's own place; with its package given, it looks for none from there. */
export const PROGRAM = {importMeta: import.meta, pkg: {name: 'mm-tui'}} as const;
