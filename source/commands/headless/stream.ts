/** `mm-tui stream`: an engine in this thread, its outputs as lines on stdout. */

import type {Config} from '../../config/config.js';
import type {EngineOutput} from '../../engine/outputs.js';
import {startLineStream} from '../../headless/line-stream.js';
import {LineSink} from '../../headless/line-sink.js';
import {say, type CommandIo} from '../process/command-io.js';
import {EXIT} from '../process/exit-code.js';
import {openSession} from './open-session.js';
import {runHeadless, type Ending, type Running} from './run-headless.js';

/** Runs until a signal, a fatal message, a closed pipe, or a kill by the risk layer. @returns the exit code. */
export const runStream = async (config: Config, io: CommandIo): Promise<number> =>
	runHeadless(io, async (end) => startStream(config, io, end));

const startStream = async (config: Config, io: CommandIo, end: (ending: Ending) => void): Promise<Running> => {
	const opened = await openSession(config, io, (message) => end({code: EXIT.unexpected, message}));
	const {session, ports, recorder} = opened;
	session.onOutput((output) => sayWarning(io, output));
	const sink = new LineSink(io.stdout, () => say(io, SLOW_READER));
	const stop = startLineStream({
		session,
		settings: config.stream,
		sink,
		timers: {clock: () => ports.clock.now(), schedule: (delayMs, run) => ports.timers.after(delayMs, run)},
		onFatal: (message) => end({code: EXIT.network, message}),
		onKilled: (message) => end({code: EXIT.risk, message}),
	});
	return {
		isEmpty: () => sink.isEmpty,
		close: async () => {
			// What is recorded is said, to the last input.
			await opened.close();
			stop();
		},
		isRecording: recorder !== undefined,
	};
};

/** Writes warnings about missing quotes to stderr; they are not data lines. */
const sayWarning = (io: CommandIo, output: EngineOutput): void => {
	if (output.kind === 'journal' && output.entry.kind === 'quotes' && output.entry.level === 'warning') say(io, output.entry.text);
};

const SLOW_READER = 'the reader of stdout is slow and does not get every line; stats lines count what it missed';
