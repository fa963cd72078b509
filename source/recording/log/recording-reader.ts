/** A recording's folder, read: its logs, and their lines in order with what is wrong with them. Does not change it. */

import type {DiskPort} from './disk.js';
import {readManifest, type Manifest, type SegmentEntry} from './manifest.js';
import {LOG_FOLDER, MANIFEST_FILE, OPEN_SUFFIX, segmentNumber, type LogName} from './names.js';
import {RecordingError} from './recording-error.js';
import {logFolders} from './recording-writer.js';
import {readRecord} from './read-record.js';
import {goodFrames} from './read-segment.js';
import type {LogRecord} from './record.js';
import type {ZstdPort} from './zstd.js';

export type RecordingDrive = {
	readonly disk: Pick<DiskPort, 'read' | 'size' | 'list' | 'sha256'>;
	readonly zstd: ZstdPort;
	readonly folder: string;
};

/** Something that is not as it was written. */
export type Damage = {
	/** Relative to the recording's folder. */
	readonly file: string;
	readonly what: string;
};

/** A segment of a log, closed or open. */
export type StoredSegment = {
	/** Relative to the recording's folder. */
	readonly file: string;
	readonly isOpen: boolean;
	/** As the manifest knows it. */
	readonly entry?: SegmentEntry;
};

export type StoredLog = {readonly name: LogName; readonly segments: readonly StoredSegment[]};

export type StoredRecording = {readonly manifest: Manifest; readonly logs: readonly StoredLog[]};

/** @throws {RecordingError} where there is none. */
export const openRecording = ({disk, folder}: RecordingDrive): StoredRecording => {
	if (!disk.list(folder).includes(MANIFEST_FILE)) throw new RecordingError(`there is no recording in ${folder}: no ${MANIFEST_FILE}`);
	const manifest = readManifest(new TextDecoder().decode(disk.read(`${folder}/${MANIFEST_FILE}`)));
	if (typeof manifest === 'string') throw new RecordingError(`${folder}/${MANIFEST_FILE} cannot be read: ${manifest}`);
	const folders = logFolders(disk, `${folder}/${LOG_FOLDER}`);
	const logs = folders.map(({path, name}) => ({name, segments: segmentsOf(disk.list(`${folder}/${path}`), path, manifest)}));
	return {manifest, logs};
};

/** Also those that the manifest names and that are gone. In the order of their numbers. */
const segmentsOf = (files: readonly string[], path: string, {segments}: Manifest): readonly StoredSegment[] => {
	const entries = segments.filter(({file}) => file.startsWith(`${path}/`));
	const there = files.filter((file) => segmentNumber(file) !== undefined).map((file) => `${path}/${file}`);
	return [...new Set([...there, ...entries.map(({file}) => file)])].toSorted().map((file) => {
		const entry = entries.find((one) => one.file === file);
		return {file, isOpen: file.endsWith(OPEN_SUFFIX), ...(entry === undefined ? {} : {entry})};
	});
};

/** @param onDamage is told of each thing that is wrong; what can be read is read all the same. */
export function* recordsOf(
	drive: RecordingDrive,
	log: StoredLog,
	onDamage: (damage: Damage) => void,
	onSegment: (file: string) => void = () => {},
): Generator<LogRecord> {
	let lastN: number | undefined;
	for (const segment of log.segments) {
		onSegment(segment.file);
		for (const record of segmentRecords(drive, segment, onDamage)) {
			const wrong = numberingFault(record, lastN);
			if (wrong !== undefined) onDamage({file: segment.file, what: wrong});
			lastN = record.n;
			yield record;
		}
	}
}

/** Numbers are dense but for what a hole names, and a hole may name lines that a failing drive kept all the same. */
const numberingFault = (record: LogRecord, lastN: number | undefined): string | undefined => {
	if (lastN === undefined) return undefined;
	if (record.kind === 'hole') return record.firstN <= lastN + 1 ? undefined : `a hole begins at line ${record.firstN}, after line ${lastN}`;
	return record.n === lastN + 1 ? undefined : `line ${record.n} comes after line ${lastN}`;
};

function* segmentRecords(drive: RecordingDrive, segment: StoredSegment, onDamage: (damage: Damage) => void): Generator<LogRecord> {
	const {file, entry, isOpen} = segment;
	const tell = (what: string) => onDamage({file, what});
	let bytes: Uint8Array;
	try {
		bytes = drive.disk.read(`${drive.folder}/${file}`);
	} catch {
		tell('it is not there, or cannot be read');
		return;
	}

	if (entry !== undefined && entry.bytes !== bytes.length) tell(`it has ${bytes.length} bytes; ${entry.bytes} were written`);
	const {frames, wrong} = goodFrames(bytes, drive.zstd);
	for (const {frame, lines} of frames) {
		for (const line of lines) {
			const record = readRecord(line);
			if (record === undefined) tell(`a line of the frame at byte ${frame.offset} is not understood`);
			else yield record;
		}
	}

	const end = wrong();
	// What a program that was killed did not finish is no damage.
	if (end !== undefined && !isOpen) tell(end);
}
