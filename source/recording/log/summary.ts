/** What a recording holds. */

import type {LogName} from './names.js';
import {recordsOf, type RecordingDrive, type StoredLog, type StoredRecording} from './recording-reader.js';
import type {Hole, LogRecord} from './record.js';

export type RecordingSummary = {
	readonly program: string;
	readonly demo: boolean;
	readonly sessions: number;
	readonly symbols: readonly LogName[];
	/** Undefined where nothing was recorded. */
	readonly fromMs: number | undefined;
	readonly toMs: number | undefined;
	/** WebSocket data messages. */
	readonly messages: number;
	readonly holes: readonly (LogName & Hole)[];
	readonly bytes: number;
};

export const summaryOf = ({drive, manifest, logs}: StoredRecording & {readonly drive: RecordingDrive}): RecordingSummary => {
	const counted = logs.map((log) => counts(drive, log));
	const times = counted.flatMap(({fromMs, toMs}) => (fromMs === undefined || toMs === undefined ? [] : [fromMs, toMs]));
	const sum = (of: (one: Counts) => number) => counted.reduce((total, one) => total + of(one), 0);
	return {
		program: manifest.program,
		demo: manifest.demo,
		sessions: Math.max(0, ...counted.map(({sessions}) => sessions)),
		symbols: logs.map(({name}) => name),
		fromMs: times.length === 0 ? undefined : Math.min(...times),
		toMs: times.length === 0 ? undefined : Math.max(...times),
		messages: sum(({messages}) => messages),
		holes: counted.flatMap(({holes}) => holes),
		bytes: sum(({bytes}) => bytes),
	};
};

type Counts = {
	sessions: number;
	messages: number;
	fromMs: number | undefined;
	toMs: number | undefined;
	bytes: number;
	readonly holes: (LogName & Hole)[];
};

const counts = (drive: RecordingDrive, log: StoredLog): Counts => {
	const all: Counts = {sessions: 0, messages: 0, fromMs: undefined, toMs: undefined, bytes: 0, holes: []};
	for (const record of recordsOf(drive, log, () => {})) count(all, record, log.name);
	all.bytes = log.segments.reduce((sum, {file}) => sum + bytesOf(drive, file), 0);
	return all;
};

const bytesOf = ({disk, folder}: RecordingDrive, file: string): number => {
	try {
		return disk.size(`${folder}/${file}`);
	} catch {
		return 0;
	}
};

const count = (all: Counts, record: LogRecord, name: LogName): void => {
	all.fromMs ??= record.at.wallMs;
	all.toMs = record.at.wallMs;
	if (record.kind === 'start') all.sessions += 1;
	else if (record.kind === 'input' && record.input.kind === 'message') all.messages += 1;
	else if (record.kind === 'hole') {
		const {reason, firstN, lastN, fromMs, toMs} = record;
		all.holes.push({...name, reason, firstN, lastN, fromMs, toMs});
	}
};
