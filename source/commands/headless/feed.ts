/** `mm-tui feed`: prints the venue's messages as received, one per line. */

import type {Config} from '../../config/config.js';
import {safeText} from '../../domain/text/safe-text.js';
import {startFeedPump} from '../../headless/feed-pump.js';
import {nodePorts} from '../../runtime/node/node-ports.js';
import {closePorts} from '../../runtime/node/ports.js';
import {startRawFeed} from '../../runtime/live-raw-feed.js';
import {say, type CommandIo} from '../process/command-io.js';
import {EXIT} from '../process/exit-code.js';
import {openMarket} from '../market.js';
import {runHeadless, type Ending, type Running} from './run-headless.js';

/** Runs until a signal, a fatal message or a closed pipe. @returns the exit code. */
export const runFeed = async (config: Config, io: CommandIo): Promise<number> => runHeadless(io, async (end) => startFeed(config, io, end));

const startFeed = async (config: Config, io: CommandIo, end: (ending: Ending) => void): Promise<Running> => {
	const market = await openMarket(config, (message) => end({code: EXIT.unexpected, message}));
	const {symbol, venue} = config;
	const ports = await nodePorts(market.endpoints.proxy);
	const feed = startRawFeed({symbol, venue, endpoints: market.endpoints, ports});
	const pump = startFeedPump(feed, io.stdout, {
		onNotice: (text) => say(io, safeText(placeNamed(text, config))),
		onFatal: (message) => end({code: EXIT.network, message}),
	});
	return {
		isEmpty: pump.isEmpty,
		close: async () => {
			await feed.close();
			await closePorts(ports);
			await market.close();
		},
	};
};

/**
 * Messages of the feed name the venue whose protocol is spoken; with `--demo` that is replaced by the built-in
 * exchange.
 */
const placeNamed = (text: string, {demo, venue}: Config): string =>
	demo && text === `connected to ${venue}` ? 'connected to the built-in exchange' : text;
