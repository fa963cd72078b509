/**
 * The log file in the state folder: what happened, a line each. Writing never waits and never throws: what the disk
 * does not take, or not in time, is left out and counted. When the file is full it becomes `.1`, and the `.1` before goes.
 */

import {join} from 'node:path';
import {appendText, FileLane, fileProblem} from './node-files.js';
import {stateFolder} from './node-state-file.js';
import type {LogPort} from './ports.js';

export const LOG_NAME = 'mm-tui.log';
const MAX_LOG_BYTES = 5 * 1024 * 1024;
/** Characters that wait for the disk; beyond it lines are left out. */
const MAX_WAITING = 1024 * 1024;
const MAX_EARLY = 10;

export type LogOptions = {readonly folder?: string; readonly maxBytes?: number; readonly maxWaiting?: number; readonly lane?: FileLane};

/** The port, and a way for other files of the state folder to report problems to its listeners. */
export type NodeLogPort = LogPort & {readonly tell: (text: string) => void};

export const nodeLog = (options: LogOptions = {}): NodeLogPort => new NodeLog(options);

/** What is written in one go. */
type Batch = {readonly text: string; /** Lines left out before the next batch. */ readonly lost: number};

class NodeLog implements NodeLogPort {
	readonly #folder: string;
	readonly #maxBytes: number;
	readonly #maxWaiting: number;
	#waiting = '';
	#lost = 0;
	readonly #lane: FileLane;
	#writing: Promise<void> | undefined;
	readonly #listeners: ((text: string) => void)[] = [];
	#told = false;
	/** Problems from before the first listener. */
	#early: string[] = [];

	constructor({folder = stateFolder(), maxBytes = MAX_LOG_BYTES, maxWaiting = MAX_WAITING, lane = new FileLane()}: LogOptions) {
		this.#folder = folder;
		this.#maxBytes = maxBytes;
		this.#maxWaiting = maxWaiting;
		this.#lane = lane;
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
		// In a microtask: this listener may hand it on to others that begin to listen after this call.
		for (const text of this.#early.splice(0)) queueMicrotask(() => listener(text));
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
			await this.#lane.run(async () => appendText(join(this.#folder, LOG_NAME), text, this.#maxBytes));
			this.#told = false;
		} catch (error) {
			this.#lost += lost + lines.split('\n').length - 1;
			if (!this.#told) this.tell(`the log file cannot be written: ${fileProblem(error)}`);
			this.#told = true;
		}
	}

	tell(text: string): void {
		if (this.#listeners.length === 0) this.#early = [...this.#early, text].slice(-MAX_EARLY);
		for (const listener of this.#listeners) listener(text);
	}
}
