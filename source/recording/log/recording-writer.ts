/**
 * A recording's folder, written to: a log for each engine and `recording.json`. What a program that was killed has left
 * is cut where its last whole frame ends, and closed, before anything is added.
 */

import type {DiskPort} from './disk.js';
import {manifestText, readManifest, type LogEntry, type Manifest, type SegmentEntry} from './manifest.js';
import {LOG_FOLDER, logFolder, logNameOf, MANIFEST_FILE, OPEN_SUFFIX, segmentNumber, type LogName} from './names.js';
import {LogWriter} from './log-writer.js';
import {readRecord} from './read-record.js';
import {RecordingError} from './recording-error.js';
import {goodFrames} from './read-segment.js';
import type {HoleReason, Recorded} from './record.js';
import type {SegmentDrive} from './segment-writer.js';

export type RecordingOptions = {
	readonly drive: SegmentDrive;
	readonly by: Recorded;
	readonly minFreeBytes: number;
	readonly codeOf: (error: unknown) => string;
	/** Of a new recording. */
	readonly id: string;
	readonly createdMs: number;
};

export type OpenLog = {
	readonly writer: LogWriter;
	/** Of the newest line that the log has from before. */
	readonly lastN: number;
};

export class RecordingWriter {
	readonly #options: RecordingOptions;
	readonly #logs: {readonly entry: LogName; readonly writer: LogWriter}[] = [];
	#manifest: Manifest;
	#isManifestWritten = false;

	/** @throws {RecordingError} where another kind of thing stands there; else what the drive says. */
	constructor(options: RecordingOptions) {
		this.#options = options;
		const {id, createdMs, by} = options;
		this.#manifest = this.#readManifest() ?? {id, createdMs, ...by, logs: [], segments: []};
		this.#recover();
		this.#writeManifest();
	}

	/** Why nothing is written, of the first log where that is so. */
	get failure(): HoleReason | undefined {
		return this.#logs.map(({writer}) => writer.failure).find((reason) => reason !== undefined);
	}

	/** On the drive, since this program began. */
	get bytes(): number {
		return this.#logs.reduce((sum, {writer}) => sum + writer.bytes, 0);
	}

	open(entry: LogEntry): OpenLog {
		const {drive, minFreeBytes, codeOf} = this.#options;
		const others = this.#manifest.logs.filter(({venue, symbol}) => venue !== entry.venue || symbol !== entry.symbol);
		this.#manifest = {...this.#manifest, logs: [...others, entry]};
		this.#isManifestWritten = false;
		const {venue, symbol} = entry;
		const segments = this.#manifest.segments.filter((segment) => segment.venue === venue && segment.symbol === symbol);
		const files = drive.disk.list(this.#absolute(logFolder(entry))).flatMap((file) => segmentNumber(file)?.number ?? []);
		const onClosed = (segment: SegmentEntry) => this.#addSegment(segment);
		const firstSegment = Math.max(0, ...files) + 1;
		const writer = new LogWriter({log: {venue, symbol}, drive, firstSegment, minFreeBytes, codeOf, onClosed});
		this.#logs.push({entry, writer});
		return {writer, lastN: Math.max(0, ...segments.map(({lastN}) => lastN))};
	}

	tellInstrument({venue, symbol}: LogName, instrument: object): void {
		const logs = this.#manifest.logs.map((log) => (log.venue === venue && log.symbol === symbol ? {...log, instrument} : log));
		this.#manifest = {...this.#manifest, logs};
		this.#isManifestWritten = false;
	}

	/** What waits goes to the drive; to be called about once a second. */
	flush(nowMs: number): void {
		for (const {writer} of this.#logs) writer.flush(nowMs);
		if (!this.#isManifestWritten) this.#tryManifest();
	}

	close(nowMs: number): void {
		for (const {writer} of this.#logs) writer.close(nowMs);
		if (!this.#isManifestWritten) this.#tryManifest();
	}

	#addSegment(segment: SegmentEntry): void {
		this.#manifest = {...this.#manifest, segments: [...this.#manifest.segments, segment]};
		this.#isManifestWritten = false;
		this.#writeManifest();
	}

	#tryManifest(): void {
		try {
			this.#writeManifest();
		} catch {
			// It is tried again with the next frame.
		}
	}

	#writeManifest(): void {
		this.#options.drive.disk.replace(this.#absolute(MANIFEST_FILE), manifestText(this.#manifest));
		this.#isManifestWritten = true;
	}

	#absolute(relative: string): string {
		return `${this.#options.drive.folder}/${relative}`;
	}

	#readManifest(): Manifest | undefined {
		const {disk, folder} = this.#options.drive;
		if (!disk.list(folder).includes(MANIFEST_FILE)) return undefined;
		const manifest = readManifest(new TextDecoder().decode(disk.read(this.#absolute(MANIFEST_FILE))));
		if (typeof manifest === 'string') throw new RecordingError(`${MANIFEST_FILE} is not one of a recording: ${manifest}`);
		return manifest;
	}

	/** Open segments are closed, and closed ones that the manifest does not know are added. */
	#recover(): void {
		const {disk, folder} = this.#options.drive;
		const known = new Set(this.#manifest.segments.map(({file}) => file));
		const found = logFolders(disk, `${folder}/${LOG_FOLDER}`).flatMap(({path, name}) =>
			disk
				.list(this.#absolute(path))
				.toSorted()
				.filter((file) => segmentNumber(file) !== undefined && !known.has(`${path}/${file}`))
				.flatMap((file) => this.#recoverSegment(name, `${path}/${file}`)),
		);
		this.#manifest = {...this.#manifest, segments: [...this.#manifest.segments, ...found]};
	}

	#recoverSegment(name: LogName, file: string): SegmentEntry[] {
		const {disk, zstd} = this.#options.drive;
		const path = this.#absolute(file);
		const {frames, goodBytes} = goodFrames(disk.read(path), zstd);
		let firstLine: string | undefined;
		let lastLine: string | undefined;
		for (const {lines} of frames) {
			firstLine ??= lines[0];
			lastLine = lines.at(-1);
		}

		const [first, last] = [firstLine, lastLine].map((line) => (line === undefined ? undefined : readRecord(line)));
		const isOpen = file.endsWith(OPEN_SUFFIX);
		if (first === undefined || last === undefined) {
			// Nothing was written in it; what is closed and not understood is left for a person to look at.
			if (isOpen) disk.remove(path);
			return [];
		}

		const closed = isOpen ? file.slice(0, -OPEN_SUFFIX.length) : file;
		if (isOpen) disk.reopen(path, goodBytes()).finish(this.#absolute(closed));
		return [
			{
				...name,
				file: closed,
				bytes: goodBytes(),
				sha256: disk.sha256(this.#absolute(closed)),
				firstN: first.n,
				lastN: last.n,
				fromMs: first.at.wallMs,
				toMs: last.at.wallMs,
			},
		];
	}
}

/** Relative to the recording's folder, with the names that they stand for. */
export const logFolders = (disk: Pick<DiskPort, 'list'>, folder: string): readonly {readonly path: string; readonly name: LogName}[] =>
	disk.list(folder).flatMap((venue) =>
		disk.list(`${folder}/${venue}`).flatMap((symbol) => {
			const name = logNameOf(`${venue}/${symbol}`);
			return name === undefined ? [] : [{path: `${LOG_FOLDER}/${venue}/${symbol}`, name}];
		}),
	);
