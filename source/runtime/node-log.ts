/**
 * The log file in the state folder: what happened, a line each. Writing never waits and never throws: what the disk
 * does not take, or not in time, is left out and counted. When the file is full it becomes `.1`, and the `.1` before goes.
 */

import {appendFile, mkdir, rename, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {stateFolder} from './node-state-file.js';
import type {LogPort} from './ports.js';

export const LOG_NAME = 'mm-tui.log';
const MAX_LOG_BYTES = 5 * 1024 * 1024;
/** Characters that wait for the disk; beyond it lines are left out. */
const MAX_WAITING = 1024 * 1024;

export type LogOptions = {readonly folder?: string; readonly maxBytes?: number; readonly maxWaiting?: number};

export const nodeLog = (options: LogOptions = {}): LogPort => new NodeLog(options);

/** What is written in one go. */
type Batch = {readonly text: string; /** Lines left out before the next batch. */ readonly lost: number};

class NodeLog implements LogPort {
	readonly #folder: string;
	readonly #maxBytes: number;
	readonly #maxWaiting: number;
	#waiting = '';
	#lost = 0;
	#bytes: number | undefined;
	#writing: Promise<void> | undefined;
	readonly #listeners: ((text: string) => void)[] = [];
	#told = false;

	constructor({folder = stateFolder(), maxBytes = MAX_LOG_BYTES, maxWaiting = MAX_WAITING}: LogOptions) {
		this.#folder = folder;
		this.#maxBytes = maxBytes;
		this.#maxWaiting = maxWaiting;
	}

	write(atMs: number, text: string): void {
		const line = `${new Date(atMs).toISOString()} ${process.pid} ${text}\n`;
		if (this.#waiting.length + line.length > this.#maxWaiting) {
			this.#lost += 1;
			return;
		}

		this.#waiting += line;
		this.#writing ??= this.#drain();
	}

	onProblem(listener: (text: string) => void): void {
		this.#listeners.push(listener);
	}

	async close(): Promise<void> {
		await this.#writing;
	}

	/** Everything that waits, in one go after the other. */
	async #drain(): Promise<void> {
		while (this.#waiting !== '') {
			const batch = this.#takeWaiting();
			// Each write comes after the one before.
			// oxlint-disable-next-line no-await-in-loop
			await this.#append(batch);
		}

		this.#writing = undefined;
	}

	#takeWaiting(): Batch {
		const batch = {text: this.#waiting, lost: this.#lost};
		this.#waiting = '';
		this.#lost = 0;
		return batch;
	}

	async #append({text: lines, lost}: Batch): Promise<void> {
		try {
			const text = lost === 0 ? lines : `${lines}${lost} lines left out: the disk did not take them\n`;
			const path = join(this.#folder, LOG_NAME);
			const length = Buffer.byteLength(text);
			this.#bytes ??= await this.#open(path);
			if (this.#bytes > 0 && this.#bytes + length > this.#maxBytes) {
				await rename(path, `${path}.1`);
				this.#bytes = 0;
			}

			await appendFile(path, text, {mode: 0o600});
			this.#bytes += length;
			this.#told = false;
		} catch (error) {
			this.#bytes = undefined;
			this.#lost += lost + lines.split('\n').length - 1;
			if (!this.#told) this.#tell(`the log file cannot be written: ${error instanceof Error ? error.message : String(error)}`);
			this.#told = true;
		}
	}

	#tell(text: string): void {
		for (const listener of this.#listeners) listener(text);
	}

	/** @returns how long the file is already. */
	async #open(path: string): Promise<number> {
		await mkdir(this.#folder, {recursive: true, mode: 0o700});
		return stat(path).then(
			({size}) => size,
			() => 0,
		);
	}
}
