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
	const state = new NodeState(folder, lane);
	for (const name of names) {
		// One after the other, as they share a lane.
		// oxlint-disable-next-line no-await-in-loop
		await state.look(name, onProblem);
	}

	return state;
};

class NodeState implements StateStore {
	readonly #folder: string;
	readonly #lane: FileLane;
	/** By name, as last read or written. */
	readonly #seen = new Map<string, unknown>();
	/** Reads and writes, one after the other. */
	#last: Promise<void> = Promise.resolve();

	constructor(folder: string, lane: FileLane) {
		this.#folder = folder;
		this.#lane = lane;
	}

	read(name: string): unknown {
		return this.#seen.get(name);
	}

	update(name: string, change: (value: unknown) => object, done: () => void = () => {}): void {
		this.#seen.set(name, structuredClone(change(this.#seen.get(name))));
		// Without a state folder nothing outlives this run.
		this.#last = this.#last
			.then(async () => this.#write(name, change))
			.catch(() => {})
			.then(done);
	}

	async refresh(name: string): Promise<void> {
		this.#last = this.#last.then(async () => this.look(name, () => {}));
		return this.#last;
	}

	async settled(): Promise<void> {
		return this.#last;
	}

	/** Reads it anew. @param tell hears why a file that is there cannot be used. */
	async look(name: string, tell: (text: string) => void): Promise<void> {
		const path = join(this.#folder, name);
		try {
			const text = await this.#lane.run(async () => readText(path, MAX_FILE_BYTES));
			this.#seen.set(name, parsed(text));
		} catch (error) {
			if (!ABSENT.has(codeOf(error))) tell(`${path} is not used: ${fileProblem(error)}`);
		}
	}

	async #write(name: string, change: (value: unknown) => object): Promise<void> {
		const path = join(this.#folder, name);
		const lock = await lockFile(path, this.#lane);
		try {
			const old = await this.#lane.run(async () => readText(path, MAX_FILE_BYTES)).then(parsed, () => undefined);
			const value = change(old);
			// A program that was stopped meanwhile may find the file changed by others: then its value is old.
			if (!(await lock.isHeld())) return await this.#write(name, change);
			await this.#lane.run(async () => replaceText(path, JSON.stringify(value)));
			this.#seen.set(name, value);
		} finally {
			await lock.release();
		}
	}
}

const ABSENT: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
