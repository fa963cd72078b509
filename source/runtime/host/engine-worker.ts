/** The engine's thread: ten lines around {@link serveHost}. */

import {parentPort, workerData} from 'node:worker_threads';
import type {EngineWorkerData, HostRequest} from './host-messages.js';
import {nodePorts} from '../node/node-ports.js';
import {serveHost} from './serve-host.js';

const port = parentPort;
if (port === null) throw new Error('the engine worker was started as a program');
const data: EngineWorkerData = workerData;
const host = serveHost(data, await nodePorts(data.endpoints.proxy), (event) => port.postMessage(event));
port.on('message', (request: HostRequest) => {
	host.handle(request);
	if (request.kind === 'close') port.close();
});
