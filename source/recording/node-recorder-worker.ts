/** The recorder's thread: lines come in blocks, and go to the drive. It may wait for the drive as long as it likes. */

import {parentPort, workerData} from 'node:worker_threads';
import {codeOf} from '../domain/error-code.js';
import {RecordingWriter} from './log/recording-writer.js';
import {nodeDisk, nodeZstd} from './node-disk.js';
import type {RecorderMessage, RecorderReport, RecorderStart} from './recorder-messages.js';
import {RecorderThread} from './recorder-thread.js';

/** So that a crash costs a second at most, with what is on its way here. */
const FLUSH_MS = 750;

const port = parentPort;
const start: RecorderStart = workerData;
const report = (message: RecorderReport): void => port?.postMessage(message);
const nowMs = (): number => performance.now();

const begin = ({folder, ...rest}: RecorderStart): void => {
	const recording = new RecordingWriter({...rest, drive: {disk: nodeDisk, zstd: nodeZstd, folder}, codeOf});
	const thread = new RecorderThread(recording, nowMs, report);
	const timer = setInterval(() => thread.flush(), FLUSH_MS);
	port?.on('message', (message: RecorderMessage) => {
		if (message.kind !== 'close') {
			thread.take(message);
			return;
		}

		clearInterval(timer);
		thread.close();
		report({kind: 'closed'});
		port?.close();
	});
	report({kind: 'ready'});
};

try {
	begin(start);
} catch (error) {
	report({kind: 'refused', message: error instanceof Error ? error.message : String(error)});
	port?.close();
}
