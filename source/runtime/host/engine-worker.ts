/** The engine's thread: a few lines around {@link serveHost}. */

import {parentPort, workerData} from 'node:worker_threads';
import type {EngineWorkerData, HostRequest} from './host-messages.js';
import {closePorts} from '../node/ports.js';
import {nodePorts} from '../node/node-ports.js';
import {serveHost} from './serve-host.js';

const port = parentPort;
if (port === null) throw new Error('the engine worker was started as a program');
const data: EngineWorkerData = workerData;
const ports = await nodePorts(data.endpoints.proxy);
const host = serveHost(data, ports, (event) => port.postMessage(event));
const end = async (): Promise<void> => {
	await host.close();
	await closePorts(ports);
};

port.on('message', (request: HostRequest) => {
	if (request.kind !== 'close') {
		host.handle(request);
		return;
	}

	void end();
	port.close();
});
