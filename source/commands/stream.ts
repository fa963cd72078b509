/** `mm-tui stream`: runs the engine on this thread and writes its outputs as lines to stdout. */

import {engineConfigOf, type Config} from '../config/config.js';
import type {EngineOutput} from '../engine/outputs.js';
import {startLineStream} from '../headless/line-stream.js';
import {LineSink} from '../headless/line-sink.js';
import {safeText} from '../domain/text/safe-text.js';
import {nodePorts} from '../runtime/node/node-ports.js';
import {closePorts} from '../runtime/node/ports.js';
import {startSession} from '../runtime/live-session.js';
import {say, type CommandIo} from './process/command-io.js';
import {EXIT} from './process/exit-code.js';
import {aboutText} from './about.js';
import {openMarket} from './market.js';
import {runHeadless, type Ending, type Running} from './run-headless.js';

/** Runs until a signal, a fatal message, a closed pipe, or a kill by the risk layer. @returns the exit code. */
export const runStream = async (config: Config, io: CommandIo): Promise<number> =>
	runHeadless(io, async (end) => startStream(config, io, end));

const startStream = async (config: Config, io: CommandIo, end: (ending: Ending) => void): Promise<Running> => {
	const market = await openMarket(config, (message) => end({code: EXIT.unexpected, message}));
	const ports = await nodePorts(market.endpoints.proxy);
	ports.log.onProblem((message) => say(io, safeText(message)));
	const session = startSession({config: engineConfigOf(config), endpoints: market.endpoints, ports, about: await aboutText(config)});
	session.onOutput((output) => sayWarning(io, output));
	const sink = new LineSink(io.stdout, () => say(io, SLOW_READER));
	const stop = startLineStream({
		session,
		settings: config.stream,
		sink,
		clock: () => ports.clock.now(),
		schedule: (delayMs, run) => ports.timers.after(delayMs, run),
		rssBytes: () => process.memoryUsage.rss(),
		onFatal: (message) => end({code: EXIT.network, message}),
		onKilled: (message) => end({code: EXIT.risk, message}),
	});
	return {
		isEmpty: () => sink.isEmpty,
		close: async () => {
			stop();
			await session.close();
			await closePorts(ports);
			await market.close();
		},
	};
};

/** Writes warnings about missing quotes to stderr; they are not data lines. */
const sayWarning = (io: CommandIo, output: EngineOutput): void => {
	if (output.kind === 'journal' && output.entry.kind === 'quotes' && output.entry.level === 'warning') say(io, output.entry.text);
};

const SLOW_READER = 'the reader of stdout is slow and does not get every line; stats lines count what it missed';
