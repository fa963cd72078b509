/** `mm-tui stream`: an engine in this thread, its outputs as lines on stdout. */

import {engineConfigOf, type Config} from '../config/config.js';
import type {EngineConfig} from '../engine/engine-config.js';
import {startLineStream} from '../headless/line-stream.js';
import {LineSink} from '../headless/line-sink.js';
import {nodePorts} from '../runtime/node-ports.js';
import {startSession} from '../runtime/start-session.js';
import {say, type CommandIo} from './command-io.js';
import {EXIT} from './exit-code.js';
import {openMarket} from './market.js';
import {runHeadless, type Ending, type Running} from './run-headless.js';

/** Runs until a signal, a fatal message or a closed pipe. @returns the exit code. */
export const runStream = async (config: Config, io: CommandIo): Promise<number> =>
	runHeadless(io, async end => startStream(config, io, end));

const startStream = async (config: Config, io: CommandIo, end: (ending: Ending) => void): Promise<Running> => {
	const market = await openMarket(config, message => end({code: EXIT.unexpected, message}));
	const ports = nodePorts();
	const session = startSession({config: streamEngineConfig(config), endpoints: market.endpoints, ports});
	const sink = new LineSink(io.stdout, () => say(io, SLOW_READER));
	const stop = startLineStream({
		session,
		settings: config.stream,
		sink,
		clock: () => ports.clock.now(),
		schedule: (delayMs, run) => ports.timers.after(delayMs, run),
		rssBytes: () => process.memoryUsage.rss(),
		onFatal: message => end({code: EXIT.network, message}),
	});
	return {
		isEmpty: () => sink.isEmpty,
		close: async () => {
			stop();
			await session.close();
			await market.close();
		},
	};
};

const SLOW_READER = 'the reader of stdout is slow and does not get every line; stats lines count what it missed';

/** Who asks for more levels than usual needs a snapshot that has them. */
const streamEngineConfig = (config: Config): EngineConfig => {
	const engine = engineConfigOf(config);
	return {...engine, snapshotDepth: Math.max(engine.snapshotDepth, config.stream.levels)};
};
