/** Opens what `--record` asks for, or says why it cannot be had. */

import {programName} from '../../assets.js';
import type {Config} from '../../config/config.js';
import {safeText} from '../../domain/text/safe-text.js';
import type {Recorder} from '../../recording/node-recorder.js';
import {ConfigurationError} from '../process/exit-code.js';

/** Undefined if nothing is recorded. @throws {ConfigurationError} if the folder cannot be recorded into. */
export const openRecorderFor = async ({recording, demo}: Config): Promise<Recorder | undefined> => {
	const {folder, minFreeBytes} = recording;
	if (folder === undefined) return undefined;
	const by = {program: await programName(), node: process.versions.node, demo};
	const {openRecorder} = await import('../../recording/node-recorder.js');
	try {
		return await openRecorder({folder, by, minFreeBytes});
	} catch (error) {
		throw new ConfigurationError(`cannot record: ${safeText(error instanceof Error ? error.message : String(error), MESSAGE_LENGTH)}`);
	}
};

const MESSAGE_LENGTH = 300;
