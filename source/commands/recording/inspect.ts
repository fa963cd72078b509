/** `mm-tui recording info PATH` and `verify PATH`. */

import {programName} from '../../assets.js';
import type {Config} from '../../config/config.js';
import {nearest} from '../../domain/text/suggest.js';
import {safeText} from '../../domain/text/safe-text.js';
import {summaryOf} from '../../recording/log/summary.js';
import {verified} from '../../recording/verify.js';
import {venueNamed} from '../../venue/registry.js';
import {asked} from './asked.js';
import {openFolder} from '../../recording/node-recording.js';
import {print, say, type CommandIo} from '../process/command-io.js';
import {EXIT, UsageError} from '../process/exit-code.js';
import {infoJson, infoText} from './info-text.js';

const ACTIONS = ['info', 'verify'] as const;

/** @returns the exit code. @throws {UsageError} */
export const runRecording = async ({replay}: Config, io: CommandIo, [action = '', path]: readonly string[]): Promise<number> => {
	const known = ACTIONS.find((word) => word === action);
	if (known === undefined) {
		throw new UsageError(`"${safeText(action, 60)}" is nothing to do with a recording; did you mean ${nearest(action, ACTIONS) ?? ''}?`);
	}
	if (path === undefined) throw new UsageError(`recording ${known} needs the folder of a recording`);
	return known === 'info' ? info(path, replay.json, io) : verify(path, io);
};

const info = async (path: string, json: boolean, io: CommandIo): Promise<number> => {
	const summary = summaryOf(asked(() => openFolder(path)));
	await print(io, json ? infoJson(summary) : infoText(summary));
	return EXIT.done;
};

const verify = async (path: string, io: CommandIo): Promise<number> => {
	const {faults, checked} = verified(
		asked(() => openFolder(path)),
		{
			program: await programName(),
			venueOf: venueNamed,
			parseDate: (text) => Date.parse(text),
		},
	);
	for (const {file, what} of faults) say(io, `${safeText(file)}: ${safeText(what)}`);
	if (faults.length > 0) return EXIT.verification;
	await print(io, `whole: ${checked}\n`);
	return EXIT.done;
};
