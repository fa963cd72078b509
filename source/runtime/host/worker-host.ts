/** An engine host over a worker thread: the engine goes on while the terminal's thread is blocked. */

import {Worker} from 'node:worker_threads';
import {workerFile} from '../../assets.js';
import {safeText} from '../../domain/text/safe-text.js';
import type {EngineHost, HostEvent} from './engine-host.js';
import type {EngineWorkerData, HostRequest} from './host-messages.js';
import {endThread} from '../node/node-end-thread.js';

const UNEXPECTED = 1;
/** Many times what it needs. Beyond it only the thread ends, and the screen still restores the terminal. */
const HEAP_MIB = 1024;
/** Garbage of messages dies young: a larger young generation makes the process larger and nothing faster. */
const YOUNG_MIB = 12;

/** @param onHeldUp is called when the thread does not end, whatever is done. */
export const startWorkerHost = (data: EngineWorkerData, onHeldUp: () => void): EngineHost => {
	const worker = new Worker(workerFile('engine'), {
		workerData: data,
		name: 'engine',
		resourceLimits: {maxOldGenerationSizeMb: HEAP_MIB, maxYoungGenerationSizeMb: YOUNG_MIB},
	});
	let listener: ((event: HostEvent) => void) | undefined;
	let closing = false;
	const early: HostEvent[] = [];
	let result: string | undefined;
	const say = (event: HostEvent): void => {
		if (event.kind === 'result') result = event.text;
		if (listener === undefined) early.push(event);
		else listener(event);
	};

	const send = (request: HostRequest): void => worker.postMessage(request);
	const exited = new Promise<void>((resolve) => {
		worker.once('exit', (code) => {
			if (!closing) say({kind: 'ended', code: UNEXPECTED, message: `the engine's thread ended (code ${code})`});
			resolve();
		});
	});
	worker.on('message', say);
	worker.on('error', (error) => {
		closing = true;
		const text = error instanceof Error ? error.message : String(error);
		say({kind: 'ended', code: UNEXPECTED, message: `the engine failed: ${safeText(text)}`});
	});
	return {
		onEvent(next) {
			listener = next;
			for (const event of early.splice(0)) next(event);
		},
		send: (command, source) => send({kind: 'command', command, source}),
		watch: (watch) => send({kind: 'watch', watch}),
		credit: () => send({kind: 'credit'}),
		async close() {
			closing = true;
			if (!(await endThread(worker, exited, () => send({kind: 'close'})))) onHeldUp();
			return result;
		},
	};
};
