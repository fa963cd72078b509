/** Sessions written down into a folder, by a thread of its own. */

import {randomUUID} from 'node:crypto';
import {resolve as absolutePath} from 'node:path';
import {Worker} from 'node:worker_threads';
import type {OwnMeasures, SessionRecorder} from '../session/wire.js';
import {LineQueue} from './line-queue.js';
import {LOCK_FILE, type LogName} from './log/names.js';
import type {HoleReason, Recorded} from './log/record.js';
import {lockFolder} from './node-folder-lock.js';
import {RecordedSession} from './recorded-session.js';
import type {RecorderMessage, RecorderReport} from './recorder-messages.js';

export type RecorderOptions = {
	readonly folder: string;
	readonly by: Recorded;
	/** So much is left for others. */
	readonly minFreeBytes: number;
	/** Of the recorder's thread, as a URL. */
	readonly thread: string;
};

/** Of everything that is recorded in a folder. */
export type RecorderState = {
	readonly state: OwnMeasures['recording'];
	/** Why it failed. */
	readonly reason?: HoleReason;
	/** On the drive since the program began. */
	readonly bytes: number;
};

export type Recorder = {
	readonly state: RecorderState;
	/** @param name in the venue's own spelling. */
	session(name: LogName): SessionRecorder;
	/** Resolves when all of it is on the drive, or cannot be. */
	close(): Promise<void>;
};

/** Waits for a drive that does not answer no longer. */
const CLOSE_WITHIN_MS = 5000;

/** @throws {LockedError} where another process records; or with a sentence, where nothing can be written. */
export const openRecorder = async ({folder, by, minFreeBytes, thread}: RecorderOptions): Promise<Recorder> => {
	const path = absolutePath(folder);
	const unlock = lockFolder(path, LOCK_FILE);
	const workerData = {folder: path, by, minFreeBytes, id: randomUUID(), createdMs: Date.now()};
	const recorder = new NodeRecorder(new Worker(new URL(thread), {workerData, name: 'recorder'}), by, unlock);
	try {
		await recorder.ready;
		return recorder;
	} catch (error) {
		unlock();
		throw error;
	}
};

class NodeRecorder implements Recorder {
	readonly ready: Promise<void>;
	readonly #worker: Worker;
	readonly #by: Recorded;
	readonly #unlock: () => void;
	readonly #queue: LineQueue;
	readonly #exited: Promise<void>;
	#logs = 0;
	#bytes = 0;
	#failure: HoleReason | undefined;
	#isOver = false;

	constructor(worker: Worker, by: Recorded, unlock: () => void) {
		this.#worker = worker;
		this.#by = by;
		this.#unlock = unlock;
		this.#queue = new LineQueue((message) => this.#send(message));
		this.ready = new Promise((resolve, reject) => {
			worker.on('message', (report: RecorderReport) => this.#take(report, resolve, reject));
			worker.on('error', (error) => {
				this.#failure ??= 'disk-error';
				reject(error instanceof Error ? error : new Error(String(error)));
			});
		});
		this.#exited = new Promise((resolve) => {
			worker.once('exit', () => {
				this.#isOver = true;
				resolve();
			});
		});
	}

	get state(): RecorderState {
		const reason = this.#failure ?? (this.#queue.isDropping ? 'queue-full' : this.#isOver ? 'disk-error' : undefined);
		return {state: reason === undefined ? 'on' : 'failed', bytes: this.#bytes, ...(reason === undefined ? {} : {reason})};
	}

	session(name: LogName): SessionRecorder {
		const log = this.#logs;
		this.#logs += 1;
		return new RecordedSession({log, name, by: this.#by, queue: this.#queue, post: (message) => this.#send(message)});
	}

	async close(): Promise<void> {
		this.#queue.close();
		this.#send({kind: 'close'});
		const {promise: late, resolve} = Promise.withResolvers<void>();
		const timer = setTimeout(resolve, CLOSE_WITHIN_MS);
		await Promise.race([this.#exited, late]);
		clearTimeout(timer);
		await this.#worker.terminate();
		this.#unlock();
	}

	#send(message: RecorderMessage): void {
		if (this.#isOver) return;
		if (message.kind === 'lines') this.#worker.postMessage(message, [message.block.buffer]);
		else this.#worker.postMessage(message);
	}

	#take(report: RecorderReport, resolve: () => void, reject: (error: Error) => void): void {
		switch (report.kind) {
			case 'ready':
				resolve();
				return;
			case 'refused':
				reject(new Error(report.message));
				return;
			case 'taken':
				this.#queue.taken(report.bytes);
				return;
			case 'state':
				this.#bytes = report.bytes;
				this.#failure = report.failure;
				return;
			case 'closed':
		}
	}
}
