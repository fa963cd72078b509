/**
 * V8's compiled code, kept between starts by Node.js in a folder of the user's own among the temporary files: it works
 * without a home, and does not wait for a home on a network drive. Code in it would be run, so a folder that others can
 * write to is not used. Without a usable folder the program only starts more slowly.
 */

import {lstatSync, mkdirSync} from 'node:fs';
import {enableCompileCache} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {codeOf} from '../../domain/error-code.js';

/** Applies to the modules that are loaded after it, and to threads started after it. Never throws. */
export const keepCompiledCode = (): void => {
	const folder = ownTemporaryFolder();
	if (folder === undefined) return;
	const {directory} = enableCompileCache(folder);
	// A thread has a cache of its own, which only this variable turns on.
	if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] = directory;
};

const OWNER_ONLY = 0o700;
const OTHERS = 0o077;

/** @returns undefined where there is none that only this user can write to. */
const ownTemporaryFolder = (): string | undefined => {
	const user = process.getuid?.();
	const folder = path.join(tmpdir(), user === undefined ? 'mm-tui' : `mm-tui-${user}`);
	try {
		make(folder);
		const stat = lstatSync(folder);
		const isOwn = user === undefined || (stat.uid === user && (stat.mode & OTHERS) === 0);
		return stat.isDirectory() && isOwn ? folder : undefined;
	} catch {
		return undefined;
	}
};

const make = (folder: string): void => {
	try {
		mkdirSync(folder, {mode: OWNER_ONLY});
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
	}
};
