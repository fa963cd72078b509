/** Runs a headless command until a signal, a fatal message, or a closed pipe. */

import {codeOf} from '../../domain/error-code.js';
import {safeText} from '../../domain/text/safe-text.js';
import {SIGNAL_CODES, say, type CommandIo, type OutStream} from '../process/command-io.js';
import {EXIT} from '../process/exit-code.js';

export type Ending = {readonly code: number; readonly message?: string};

export type Running = {
	/** Stops output and closes everything; resolves when nothing runs any more. */
	readonly close: () => Promise<void>;
	/** Whether all output has been handed to stdout. */
	readonly isEmpty: () => boolean;
	readonly isRecording?: boolean;
};

/** Longest wait for closing and flushing together, after Ctrl-C. */
const CLOSE_WITHIN_MS = 150;
/** What is recorded goes to the drive first. */
const CLOSE_RECORDING_WITHIN_MS = 6000;
const FLUSH_WITHIN_MS = 100;
const FLUSH_POLL_MS = 5;

/**
 * Runs until `end` is called, closes, and gives a slow reader of stdout a short time.
 * @param start receives the function that ends the command. @returns the exit code.
 */
export const runHeadless = async (io: CommandIo, start: (end: (ending: Ending) => void) => Promise<Running>): Promise<number> => {
	const {promise: ended, resolve: end, reject} = Promise.withResolvers<Ending>();
	endOnSignals(io, end);
	io.stdout.on('error', (error) => end(endingOf(error)));
	let running: Running | undefined;
	const started = start(end).then(
		(value) => {
			running = value;
		},
		(error: unknown) => reject(error),
	);
	const {code, message} = await ended;
	void started;
	if (running !== undefined) await within(running.isRecording === true ? CLOSE_RECORDING_WITHIN_MS : CLOSE_WITHIN_MS, running.close());
	if (code !== EXIT.done) await flushed(io.stdout, running);
	if (message !== undefined) say(io, safeText(message, MESSAGE_LENGTH));
	return code;
};

const MESSAGE_LENGTH = 500;

/** A second signal ends at once. */
const endOnSignals = (io: CommandIo, end: (ending: Ending) => void): void => {
	let signals = 0;
	io.onSignal((signal) => {
		signals += 1;
		if (signals > 1) io.exit(SIGNAL_CODES[signal]);
		end({code: SIGNAL_CODES[signal]});
	});
};

/** A closed pipe (`| head -1`) is a normal end, a lost terminal a hang-up, a full disk an error. */
const endingOf = (error: Error): Ending => {
	const code = codeOf(error);
	if (CLOSED_PIPE_CODES.has(code)) return {code: EXIT.done};
	if (code === 'EIO') return {code: EXIT.hangup};
	return {code: EXIT.unexpected, message: `cannot write to stdout: ${error.message}`};
};

const CLOSED_PIPE_CODES: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'EOF']);

const within = async (limitMs: number, work: Promise<void>): Promise<void> => Promise.race([work, delay(limitMs)]);

const flushed = async (stdout: OutStream, running: Running | undefined): Promise<void> => {
	for (let waited = 0; waited < FLUSH_WITHIN_MS; waited += FLUSH_POLL_MS) {
		if (stdout.writableLength === 0 && running?.isEmpty() !== false) return;
		// Sequential polling.
		// oxlint-disable-next-line no-await-in-loop
		await delay(FLUSH_POLL_MS);
	}
};

const delay = async (ms: number): Promise<void> =>
	new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
