/**
 * Small files in the state folder: what outlives the program, and what programs that run at the same time know of
 * each other. Changes are made one program at a time, behind a lock, and out of what is in the file by then; whoever
 * keeps a book does not wait for them.
 */

import {userInfo} from 'node:os';
import {join} from 'node:path';
import {codeOf} from '../../domain/error-code.js';
import {ownFolder, type FolderVariables} from '../../domain/own-folder.js';
import {lockFile} from './node-file-lock.js';
import {FileLane, fileProblem, readText, replaceText} from './node-files.js';

/** A file larger than this is not ours. */
const MAX_FILE_BYTES = 64 * 1024;

/** `$XDG_STATE_HOME/mm-tui`, or `~/.local/state/mm-tui`. */
export const stateFolder = (environment: FolderVariables = process.env): string =>
	ownFolder(environment, 'XDG_STATE_HOME', () => userInfo().homedir);

export type StateStore = {
	/** The file's JSON as it was last seen; undefined where there is none that is ours. */
	read(name: string): unknown;
	/**
	 * Makes the file's new value of what is in it: another program may have written meanwhile. `change` is asked of what
	 * was last seen and, while no other program changes the file, of what is in it: the latter counts. Never throws.
	 * @param done called once, when it is written or cannot be.
	 */
	update(name: string, change: (value: unknown) => object, done?: () => void): void;
	/** Resolves when what others have written by now is seen, or cannot be. */
	refresh(name: string): Promise<void>;
	/** Resolves when all of it is written, or cannot be. */
	settled(): Promise<void>;
};

export type StateOptions = {
	readonly folder?: string;
	readonly lane?: FileLane;
	/** Hears a sentence when a file that is there cannot be used. */
	readonly onProblem?: (text: string) => void;
};

/** Resolves when the named files were read, or cannot be. */
export const openState = async (
	names: readonly string[],
	{folder = stateFolder(), lane = new FileLane(), onProblem = () => {}}: StateOptions = {},
): Promise<StateStore> => {
	const seen = new Map<string, unknown>();
	const look = async (name: string, tell: (text: string) => void): Promise<void> => {
		try {
			const text = await lane.run(async () => readText(join(folder, name), MAX_FILE_BYTES));
			seen.set(name, parsed(text));
		} catch (error) {
			if (!ABSENT.has(codeOf(error))) tell(`${join(folder, name)} is not used: ${fileProblem(error)}`);
		}
	};

	for (const name of names) {
		// One after the other, as they share a lane.
		// oxlint-disable-next-line no-await-in-loop
		await look(name, onProblem);
	}

	let last: Promise<void> = Promise.resolve();
	const write = async (name: string, change: (value: unknown) => object): Promise<void> => {
		const path = join(folder, name);
		const lock = await lockFile(path, lane);
		try {
			const old = await lane.run(async () => readText(path, MAX_FILE_BYTES)).then(parsed, () => undefined);
			const value = change(old);
			// A program that was stopped meanwhile may find the file changed by others: then its value is old.
			if (!(await lock.isHeld())) return await write(name, change);
			await lane.run(async () => replaceText(path, JSON.stringify(value)));
			seen.set(name, value);
		} finally {
			await lock.release();
		}
	};

	return {
		read: (name) => seen.get(name),
		update(name, change, done = () => {}) {
			seen.set(name, structuredClone(change(seen.get(name))));
			// No state folder, no memory beyond this run.
			last = last
				.then(async () => write(name, change))
				.catch(() => {})
				.then(done);
		},
		async refresh(name) {
			last = last.then(async () => look(name, () => {}));
			return last;
		},
		settled: async () => last,
	};
};

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
