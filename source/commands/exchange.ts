/** `mm-tui exchange`: runs the built-in exchange until a signal. */

import type {Config} from '../config/config.js';
import type {CommandIo} from './process/command-io.js';
import {EXIT} from './process/exit-code.js';
import {runHeadless} from './headless/run-headless.js';

/** Prints the addresses, then runs until a signal. @returns the exit code. */
export const runExchange = async ({exchange}: Config, io: CommandIo): Promise<number> =>
	runHeadless(io, async (end) => {
		const {startDemoExchange} = await import('./demo-exchange.js');
		const {restUrl, wsUrl, close} = await startDemoExchange(exchange, exchange.symbols, (message) => end({code: EXIT.unexpected, message}));
		io.stdout.write(`${JSON.stringify({rest_url: restUrl, ws_url: wsUrl})}\n`);
		return {close, isEmpty: () => true};
	});
