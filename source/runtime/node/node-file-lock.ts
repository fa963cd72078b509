/**
 * One of several programs at a time changes a file: whoever makes the lock file beside it may. A program that was
 * killed or stopped with a lock in hand is waited for no longer than {@link ABANDONED_MS}; clocks are not compared,
 * because the file's drive may have one of its own: a lock is abandoned when it has stood there unchanged, looked at
 * from here, for that long.
 */

import {link, rename, stat, unlink} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';
import {FileError, makeText, type FileLane} from './node-files.js';

/** Many times what a change of a small file takes. */
const ABANDONED_MS = 3000;
/** How long the lock is waited for while other programs take turns with it. */
const GIVE_UP_MS = 10_000;
const LOOK_EVERY_MS = 10;

export type FileLock = {
	/** Nobody has taken it away meanwhile, as is done to a program that does not run. */
	isHeld(): Promise<boolean>;
	release(): Promise<void>;
};

/** @throws {FileError} or what the system says, where no lock can be made or had. */
export const lockFile = async (path: string, lane: FileLane): Promise<FileLock> => {
	const lock = `${path}.lock`;
	const began = performance.now();
	let standing: {readonly mark: string | undefined; readonly since: number} = {mark: undefined, since: began};
	for (;;) {
		// Each look comes after the one before.
		/* oxlint-disable no-await-in-loop */
		if (await lane.run(async () => isMade(lock))) return heldLock(lock, lane);
		const mark = await lane.run(async () => markOf(lock));
		const now = performance.now();
		if (mark !== standing.mark) standing = {mark, since: now};
		else if (mark !== undefined && now - standing.since > ABANDONED_MS) await lane.run(async () => takeAway(lock, mark));
		if (now - began > GIVE_UP_MS) throw new FileError('no-answer');
		await wait(LOOK_EVERY_MS);
		/* oxlint-enable no-await-in-loop */
	}
};

const heldLock = async (lock: string, lane: FileLane): Promise<FileLock> => {
	const mark = await lane.run(async () => markOf(lock));
	const isHeld = async (): Promise<boolean> => mark !== undefined && (await lane.run(async () => markOf(lock))) === mark;
	return {
		isHeld,
		async release() {
			// What cannot be removed is abandoned.
			if (await isHeld().catch(() => false)) await lane.run(async () => unlink(lock)).catch(() => {});
		},
	};
};

const isMade = async (lock: string): Promise<boolean> => {
	try {
		await makeText(lock, String(process.pid));
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
		throw error;
	}
};

/** Tells one lock from the next one of the same name. */
const markOf = async (lock: string): Promise<string | undefined> => {
	const found = await stat(lock, {bigint: true}).catch(() => undefined);
	return found && `${found.ino} ${found.mtimeNs}`;
};

/** Two programs may find the same lock abandoned: the slower one must not take away the faster one's new lock. */
const takeAway = async (lock: string, mark: string): Promise<void> => {
	const aside = `${lock}.${process.pid}`;
	await rename(lock, aside).catch(() => {});
	const moved = await markOf(aside);
	if (moved !== undefined && moved !== mark) await link(aside, lock).catch(() => {});
	await unlink(aside).catch(() => {});
};
