/** Opens what `--record` asks for, or says why it cannot be had. */

import {programName, workerFile} from '../../assets.js';
import type {Config} from '../../config/config.js';
import {safeText} from '../../domain/text/safe-text.js';
import type {Recorder, RecorderOptions} from '../../recording/node-recorder.js';
import {ConfigurationError} from '../process/exit-code.js';

/** Undefined if nothing is recorded. */
export const recorderOptions = async ({recording, demo}: Config): Promise<RecorderOptions | undefined> => {
	const {folder, minFreeBytes} = recording;
	if (folder === undefined) return undefined;
	const by = {program: await programName(), node: process.versions.node, demo};
	return {folder, by, minFreeBytes, thread: workerFile('recorder').href};
};

/** Undefined if nothing is recorded. @throws {ConfigurationError} if the folder cannot be recorded into. */
export const openRecorderFor = async (config: Config): Promise<Recorder | undefined> => {
	const options = await recorderOptions(config);
	if (options === undefined) return undefined;
	const {openRecorder} = await import('../../recording/node-recorder.js');
	try {
		return await openRecorder(options);
	} catch (error) {
		throw new ConfigurationError(`cannot record: ${safeText(error instanceof Error ? error.message : String(error), MESSAGE_LENGTH)}`);
	}
};

const MESSAGE_LENGTH = 300;
