/** The log's first line of a session: program, version and settings. */

import {programVersion} from '../assets.js';
import type {Config} from '../config/config.js';
import {plainText} from '../domain/text/plain-text.js';

/** `mm-tui 0.1.0, btcusdt on binance, orderSize 0.01, …`, without file contents or environment. */
export const aboutText = async ({symbol, venue, demo, maker}: Config): Promise<string> => {
	const where = `${symbol} on ${demo ? 'the built-in exchange' : venue}`;
	const given = maker === undefined ? 'no market maker' : plainText(maker);
	return `mm-tui ${await programVersion()}, ${where}, ${given}`;
};
