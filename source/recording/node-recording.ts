/** Recordings on the drive, opened to be read. */

import {resolve as absolutePath} from 'node:path';
import {nearest} from '../domain/text/suggest.js';
import {openRecording, recordsOf, type Damage, type RecordingDrive, type StoredLog, type StoredRecording} from './log/recording-reader.js';
import type {LogRecord} from './log/record.js';
import {RecordingError} from './log/recording-error.js';
import {nodeDisk, nodeZstd} from './node-disk.js';

export type OpenedRecording = StoredRecording & {readonly drive: RecordingDrive};

/** @throws {RecordingError} where there is no recording. */
export const openFolder = (folder: string): OpenedRecording => {
	const drive = {disk: nodeDisk, zstd: nodeZstd, folder: absolutePath(folder)};
	return {...openRecording(drive), drive};
};

export type OpenedLog = {readonly log: StoredLog; readonly records: Iterable<LogRecord>; readonly damage: readonly Damage[]};

/**
 * The only log, or that of a symbol where there are several.
 * @param symbol in any case. @throws {RecordingError} where it is not clear which.
 */
export const openLog = (folder: string, symbol: string): OpenedLog => {
	const {drive, logs} = openFolder(folder);
	const [only] = logs;
	const log = logs.length === 1 ? only : logs.find(({name}) => name.symbol.toLowerCase() === symbol.toLowerCase());
	if (log === undefined) throw new RecordingError(`${folder} holds ${namesOf(logs)}; name one with --symbol${suggestion(logs, symbol)}`);
	const damage: Damage[] = [];
	return {log, damage, records: recordsOf(drive, log, (one) => damage.push(one))};
};

const namesOf = (logs: readonly StoredLog[]): string =>
	logs.length === 0 ? 'no log' : logs.map(({name}) => `${name.venue}:${name.symbol}`).join(', ');

const suggestion = (logs: readonly StoredLog[], symbol: string): string => {
	const name = nearest(
		symbol.toUpperCase(),
		logs.map((log) => log.name.symbol),
	);
	return name === undefined ? '' : `, such as ${name}`;
};
