/** One open segment: lines are gathered, and go to the drive as frames. Throws what the drive says. */

import type {DiskPort, OpenFile} from './disk.js';
import {indexBytes} from './frame.js';
import type {SegmentEntry} from './manifest.js';
import {logFolder, OPEN_SUFFIX, segmentFile, type LogName} from './names.js';
import type {ZstdPort} from './zstd.js';

/** A frame of this much text goes at once. */
const MAX_FRAME_CHARACTERS = 262_144;

export type SegmentDrive = {readonly disk: DiskPort; readonly zstd: ZstdPort; /** The recording's, absolute. */ readonly folder: string};

/** What is known of a line without reading it. */
export type LineHead = {readonly n: number; readonly monoMicros: number; readonly wallMicros: number};

const encoder = new TextEncoder();

export class SegmentWriter {
	readonly #drive: SegmentDrive;
	readonly #log: LogName;
	readonly #relative: string;
	readonly #file: OpenFile;
	#lines: string[] = [];
	#characters = 0;
	#first: LineHead | undefined;
	#frameFirst: LineHead | undefined;
	#last: LineHead | undefined;
	/** The newest line that the drive has. */
	#lastWritten: LineHead | undefined;
	#written = 0;

	constructor(drive: SegmentDrive, log: LogName, number: number) {
		this.#drive = drive;
		this.#log = log;
		this.#relative = `${logFolder(log)}/${segmentFile(number)}`;
		this.#file = drive.disk.create(`${this.#path}${OPEN_SUFFIX}`);
	}

	get #path(): string {
		return `${this.#drive.folder}/${this.#relative}`;
	}

	/** On the drive. */
	get bytes(): number {
		return this.#written;
	}

	/** The oldest and the newest line that it has not; none where it has all. */
	get waiting(): readonly LineHead[] {
		return this.#frameFirst === undefined || this.#last === undefined ? [] : [this.#frameFirst, this.#last];
	}

	get isThere(): boolean {
		return this.#file.isThere();
	}

	/** @param text with its newline. */
	append(head: LineHead, text: string): void {
		this.#lines.push(text);
		this.#characters += text.length;
		this.#first ??= head;
		this.#frameFirst ??= head;
		this.#last = head;
		if (this.#characters >= MAX_FRAME_CHARACTERS) this.flush();
	}

	/** Everything that waits goes to the drive. */
	flush(): void {
		const first = this.#frameFirst;
		if (first === undefined) return;
		const compressed = this.#drive.zstd.compress(encoder.encode(this.#lines.join('')));
		const index = indexBytes({
			compressedBytes: compressed.length,
			lines: this.#lines.length,
			firstN: first.n,
			firstMonoMicros: first.monoMicros,
		});
		const frame = new Uint8Array(index.length + compressed.length);
		frame.set(index);
		frame.set(compressed, index.length);
		this.#file.write(frame);
		this.#file.sync();
		this.#written += frame.length;
		this.#lastWritten = this.#last;
		this.#lines = [];
		this.#characters = 0;
		this.#frameFirst = undefined;
	}

	/** @returns undefined where nothing was written: then there is no segment. */
	finish(): SegmentEntry | undefined {
		this.flush();
		const [first, last] = [this.#first, this.#lastWritten];
		if (first === undefined || last === undefined) {
			this.abandon();
			this.#drive.disk.remove(`${this.#path}${OPEN_SUFFIX}`);
			return undefined;
		}

		this.#file.finish(this.#path);
		return {
			...this.#log,
			file: this.#relative,
			bytes: this.#written,
			sha256: this.#drive.disk.sha256(this.#path),
			firstN: first.n,
			lastN: last.n,
			fromMs: first.wallMicros / 1000,
			toMs: last.wallMicros / 1000,
		};
	}

	/** What waits is lost, and a part of a frame goes; the rest stays for whoever looks after it next. */
	abandon(): void {
		try {
			this.#file.truncate(this.#written);
		} finally {
			this.#file.close();
		}
	}
}
