/** Runs the built-in exchange on its own thread, for `--demo` and `mm-tui exchange`. */

import {Worker} from 'node:worker_threads';
import {workerFile} from '../assets.js';
import type {ExchangeSettings} from '../config/config.js';
import type {ExchangeOptions} from '../exchange/exchange-options.js';
import type {ExchangeWorkerCommand, ExchangeWorkerMessage} from '../exchange/exchange-worker.js';
import {safeText} from '../domain/text/safe-text.js';
import {endThread} from '../runtime/node/node-end-thread.js';
import {holdUp} from './process/end-process.js';
import {NetworkError} from './process/exit-code.js';

export type DemoExchange = {
	readonly restUrl: string;
	readonly wsUrl: string;
	/** Resolves when the thread has ended. */
	readonly close: () => Promise<void>;
};

const READY_WITHIN_MS = 10_000;
/** Heap for short-lived objects. Without a bound V8 lets garbage grow to three times the live heap. */
const YOUNG_MIB = 12;
/** Several times what a market needs. V8 collects more often as the heap nears this bound. */
const OLD_MIB = 128;
const OLD_MIB_PER_SYMBOL = 96;
const heapLimits = (symbols: number) => ({
	maxYoungGenerationSizeMb: YOUNG_MIB,
	maxOldGenerationSizeMb: OLD_MIB + symbols * OLD_MIB_PER_SYMBOL,
});

/** @param onDeath is called if the exchange ends unasked. @throws {NetworkError} if it cannot listen. */
export const startDemoExchange = async (
	settings: ExchangeSettings,
	symbols: readonly string[],
	onDeath: (message: string) => void,
	entry: URL = workerFile('exchange'),
): Promise<DemoExchange> => {
	const worker = new Worker(entry, {workerData: workerOptions(settings, symbols), resourceLimits: heapLimits(symbols.length)});
	const exited = new Promise<void>((resolve) => {
		worker.once('exit', () => resolve());
	});
	const {restUrl, wsUrl} = await readiness(worker);
	let closing = false;
	worker.on('error', (error) => onDeath(deathText(error)));
	worker.on('exit', (code) => {
		if (!closing) onDeath(`the built-in exchange ended with code ${code}`);
	});
	return {
		restUrl,
		wsUrl,
		close: async () => {
			closing = true;
			if (!(await endThread(worker, exited, () => worker.postMessage({kind: 'close'} satisfies ExchangeWorkerCommand, [])))) holdUp();
		},
	};
};

const workerOptions = ({port, seed, speed, tickSize, faults}: ExchangeSettings, symbols: readonly string[]): ExchangeOptions => ({
	symbols,
	port,
	seed,
	speed,
	faults,
	...(tickSize === undefined ? {} : {tickSize}),
});

const readiness = async (worker: Worker): Promise<{restUrl: string; wsUrl: string}> => {
	try {
		return await firstMessage(worker);
	} catch (error) {
		await worker.terminate();
		throw error;
	}
};

const firstMessage = async (worker: Worker): Promise<{restUrl: string; wsUrl: string}> =>
	new Promise((resolve, reject) => {
		const fail = (message: string): void => reject(new NetworkError(message));
		const timer = setTimeout(() => fail('the built-in exchange was not ready within 10 s'), READY_WITHIN_MS);
		const onExit = (code: number): void => fail(`the built-in exchange ended with code ${code} before it was ready`);
		worker.once('error', (error) => fail(deathText(error)));
		worker.once('exit', onExit);
		worker.once('message', (message: unknown) => {
			clearTimeout(timer);
			worker.off('exit', onExit);
			if (!isWorkerMessage(message)) fail('the built-in exchange said something that is not understood');
			else if (message.kind === 'failed') fail(safeText(`the built-in exchange cannot start: ${message.message}`));
			else resolve(message);
		});
	});

const isWorkerMessage = (message: unknown): message is ExchangeWorkerMessage => {
	if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
	if (message.kind === 'failed') return 'message' in message && typeof message.message === 'string';
	if (message.kind !== 'ready' || !('restUrl' in message) || !('wsUrl' in message)) return false;
	return typeof message.restUrl === 'string' && typeof message.wsUrl === 'string';
};

const deathText = (error: unknown): string =>
	safeText(`the built-in exchange failed: ${error instanceof Error ? error.message : String(error)}`);
