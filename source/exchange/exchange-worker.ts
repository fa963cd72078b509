/**
 * Runs the exchange on its own thread, so that it does not slow down a client in the same process. Started with
 * `ExchangeOptions` as `workerData`.
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
	// workerData is `any`; startExchangeThread passes ExchangeOptions.
	const options: ExchangeOptions = workerData;
	await run(options);
} catch (error) {
	post({kind: 'failed', message: error instanceof Error ? error.message : String(error)});
}
