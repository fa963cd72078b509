/**
 * The exchange on a thread of its own, so that what connects to it in the same process is not slowed down by it.
 * Started with `ExchangeOptions` as `workerData`.
 */

import {parentPort, workerData} from 'node:worker_threads';
import type {ExchangeOptions} from './exchange-options.js';
import type {FaultKind} from './faults/fault.js';
import {startExchange} from './node-server.js';

export type ExchangeWorkerMessage =
	{readonly kind: 'ready'; readonly restUrl: string; readonly wsUrl: string} | {readonly kind: 'failed'; readonly message: string};

export type ExchangeWorkerCommand =
	{readonly kind: 'close'} | {readonly kind: 'fault'; readonly fault: FaultKind; readonly durationMs?: number};

const post = (message: ExchangeWorkerMessage): void => parentPort?.postMessage(message, []);

const run = async (options: ExchangeOptions): Promise<void> => {
	const exchange = await startExchange(options);
	parentPort?.on('message', (command: ExchangeWorkerCommand) => {
		if (command.kind === 'fault') return exchange.injectFault(command.fault, command.durationMs);
		parentPort?.close();
		void exchange.close();
	});
	post({kind: 'ready', restUrl: exchange.restUrl, wsUrl: exchange.wsUrl});
};

try {
	// The starter and this file agree on the type of what is handed over.
	const options: ExchangeOptions = workerData;
	await run(options);
} catch (error) {
	post({kind: 'failed', message: error instanceof Error ? error.message : String(error)});
}
