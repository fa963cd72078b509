/** `mm-tui record`: an engine in this thread, its inputs on the drive. */

import type {Config} from '../../config/config.js';
import {holeSentence} from '../../recording/log/hole-sentence.js';
import {say, type CommandIo} from '../process/command-io.js';
import {EXIT, UsageError} from '../process/exit-code.js';
import {openSession} from '../headless/open-session.js';
import {runHeadless, type Ending, type Running} from '../headless/run-headless.js';

/** Runs until a signal or a fatal message. @returns the exit code. @throws {UsageError} */
export const runRecord = async (config: Config, io: CommandIo): Promise<number> => {
	if (config.recording.folder === undefined) throw new UsageError('record needs a folder: mm-tui record --record DIR');
	return runHeadless(io, async (end) => startRecord(config, io, end));
};

const startRecord = async (config: Config, io: CommandIo, end: (ending: Ending) => void): Promise<Running> => {
	const {session, recorder, close} = await openSession(config, io, (message) => end({code: EXIT.unexpected, message}));
	let failure: string | undefined;
	session.onStep(() => {
		const reason = recorder?.state.reason;
		if (reason === failure) return;
		failure = reason;
		say(io, reason === undefined ? 'recording goes on' : `nothing is recorded: ${holeSentence(reason)}`);
	});
	session.onOutput((output) => {
		if (output.kind === 'fatal') end({code: EXIT.network, message: output.message});
	});
	return {isEmpty: () => true, close, isRecording: true};
};
