/** One writer a recording: a file that names the process that holds it, by its id and the time of its start. */

import {closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync} from 'node:fs';
import {codeOf} from '../domain/error-code.js';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Two programs that find the same dead lock: one of them loses the race for the new one. */
const ATTEMPTS = 3;

export type Owner = {readonly pid: number; readonly started: string};

export class LockedError extends Error {
	readonly owner: Owner;

	constructor(path: string, owner: Owner) {
		super(`${path} belongs to process ${owner.pid}, which is recording there`);
		this.owner = owner;
	}
}

/** Makes the folder too. @returns what gives it back. @throws {LockedError} or what the system says. */
export const lockFolder = (folder: string, name: string): (() => void) => {
	mkdirSync(folder, {recursive: true, mode: FOLDER_MODE});
	const path = `${folder}/${name}`;
	for (let attempt = 1; ; attempt += 1) {
		if (isMade(path)) return () => release(path);
		const owner = ownerOf(path);
		if (owner !== undefined && isAlive(owner)) throw new LockedError(folder, owner);
		if (attempt === ATTEMPTS) throw new Error(`${path} cannot be taken`);
		release(path);
	}
};

const isMade = (path: string): boolean => {
	let descriptor: number;
	try {
		descriptor = openSync(path, 'wx', FILE_MODE);
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	}

	try {
		writeSync(descriptor, `${process.pid} ${startOf(process.pid) ?? ''}\n`);
	} finally {
		closeSync(descriptor);
	}

	return true;
};

const ownerOf = (path: string): Owner | undefined => {
	try {
		const [, pid = '', started = ''] = /^(\d+) (\S*)\s*$/u.exec(readFileSync(path, 'utf8')) ?? [];
		return pid === '' ? undefined : {pid: Number(pid), started};
	} catch {
		return undefined;
	}
};

/** A number that a dead process had may be another's by now: that one began later. */
const isAlive = ({pid, started}: Owner): boolean => {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}

	return started === '' || startOf(pid) === undefined || startOf(pid) === started;
};

const START_FIELD = 19;

/** In ticks since the machine's own start, where the system tells (field 22 of `/proc/PID/stat`). */
const startOf = (pid: number): string | undefined => {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
		// The second field is a name in brackets that may have anything in it.
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_FIELD];
	} catch {
		return undefined;
	}
};

const release = (path: string): void => {
	try {
		unlinkSync(path);
	} catch {
		// It is gone already, or stays for whoever comes next: its owner is dead by then.
	}
};
