/** The engine's thread: a few lines around {@link serveHost}. */

import {parentPort, workerData} from 'node:worker_threads';
import type {Recorder} from '../../recording/node-recorder.js';
import type {HostEvent} from './engine-host.js';
import type {EngineWorkerData, HostRequest} from './host-messages.js';
import {closePorts} from '../node/ports.js';
import {nodePorts} from '../node/node-ports.js';
import {serveHost} from './serve-host.js';

const port = parentPort;
if (port === null) throw new Error('the engine worker was started as a program');
const data: EngineWorkerData = workerData;
const say = (event: HostEvent): void => port.postMessage(event);
/** Exit code for a folder that cannot be recorded into. */
const NOT_RECORDED = 3;

/** Undefined also if the folder cannot be had: the screen is told, and ends. */
const openRecorderOf = async ({record}: EngineWorkerData): Promise<Recorder | undefined> => {
	if (record === undefined) return undefined;
	const {openRecorder} = await import('../../recording/node-recorder.js');
	try {
		return await openRecorder(record);
	} catch (error) {
		say({kind: 'ended', code: NOT_RECORDED, message: `cannot record: ${error instanceof Error ? error.message : String(error)}`});
		return undefined;
	}
};

const recorder = await openRecorderOf(data);
const ports = await nodePorts(data.endpoints.proxy);
const host = serveHost(data, ports, say, recorder);
const end = async (): Promise<void> => {
	await host.close();
	await Promise.all([closePorts(ports), recorder?.close()]);
};

port.on('message', (request: HostRequest) => {
	if (request.kind !== 'close') {
		host.handle(request);
		return;
	}

	void end();
	port.close();
});
