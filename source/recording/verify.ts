/** Whether a recording is whole: digests of closed segments, checksums of frames, numbers of lines, and what it is replayed to. */

import type {Venue} from '../venue/venue.js';
import {OutputHash} from '../session/output-hash.js';
import {
	recordsOf,
	type Damage,
	type RecordingDrive,
	type StoredLog,
	type StoredRecording,
	type StoredSegment,
} from './log/recording-reader.js';
import type {LogRecord} from './log/record.js';
import {ReplaySession} from './replay-session.js';

export type Verified = {
	readonly faults: readonly Damage[];
	/** What was looked at, for a person. */
	readonly checked: string;
};

type VerifyOptions = {
	/** As recordings name it: another version may rightly say something else to the same inputs. */
	readonly program: string;
	/** @throws for a venue that there is not. */
	readonly venueOf: (name: string) => Venue;
	/** Milliseconds since 1970 of an HTTP date, NaN where it is none. */
	readonly parseDate: (text: string) => number;
};

export const verified = ({drive, logs}: StoredRecording & {readonly drive: RecordingDrive}, options: VerifyOptions): Verified => {
	const faults: Damage[] = [];
	let lines = 0;
	let hashes = 0;
	for (const log of logs) {
		faults.push(...log.segments.flatMap((segment) => digestFaults(drive, segment)));
		const checked = checkLog(drive, log, options);
		faults.push(...checked.faults);
		lines += checked.lines;
		hashes += checked.hashes;
	}

	return {
		faults,
		checked: `${lines} lines of ${logs.length} ${logs.length === 1 ? 'log' : 'logs'}; what was said agrees in ${hashes} places`,
	};
};

const digestFaults = ({disk, folder}: RecordingDrive, {file, entry}: StoredSegment): Damage[] => {
	if (entry === undefined) return [];
	try {
		return disk.sha256(`${folder}/${file}`) === entry.sha256 ? [] : [{file, what: 'its SHA-256 is not the one in recording.json'}];
	} catch {
		// That it cannot be read is told once, where it is read.
		return [];
	}
};

type CheckedLog = {readonly faults: readonly Damage[]; readonly lines: number; readonly hashes: number};

const checkLog = (drive: RecordingDrive, log: StoredLog, options: VerifyOptions): CheckedLog => {
	const faults: Damage[] = [];
	const outputs = new OutputCheck(options);
	let lines = 0;
	let file = '';
	const onSegment = (name: string) => void (file = name);
	for (const record of recordsOf(drive, log, (damage) => faults.push(damage), onSegment)) {
		lines += 1;
		const what = outputs.take(record);
		if (what !== undefined) faults.push({file, what});
	}

	return {faults, lines, hashes: outputs.agreed};
};

/** Lives each session again and compares what it says with what was said. After a hole there is nothing to compare. */
class OutputCheck {
	readonly #program: string;
	readonly #parseDate: (text: string) => number;
	readonly #venueOf: (name: string) => Venue;
	#session: ReplaySession | undefined;
	#hash = new OutputHash();
	/** Places in which it is the same. */
	agreed = 0;

	constructor({program, parseDate, venueOf}: VerifyOptions) {
		this.#venueOf = venueOf;
		this.#program = program;
		this.#parseDate = parseDate;
	}

	/** @returns a sentence where it is not the same, once a session. */
	take(record: LogRecord): string | undefined {
		switch (record.kind) {
			case 'start':
				this.#begin(record);
				return undefined;
			case 'input':
				this.#session?.step(record.input, record.at);
				return undefined;
			case 'hash':
				return this.#session && this.#compare(record.value, record.n);
			case 'hole':
			case 'end':
				this.#session = undefined;
				return undefined;
		}
	}

	#begin({start, by}: Extract<LogRecord, {kind: 'start'}>): void {
		this.#hash = new OutputHash();
		this.#session = undefined;
		if (by.program !== this.#program) return;
		const hash = this.#hash;
		this.#session = new ReplaySession(start, this.#venueOf(start.config.venue), this.#parseDate);
		this.#session.onOutput((output) => hash.addBriefly(output));
	}

	#compare(value: string, n: number): string | undefined {
		if (value === this.#hash.value) {
			this.agreed += 1;
			return undefined;
		}

		this.#session = undefined;
		return `what was said up to line ${n} is not what its inputs are replayed to`;
	}
}
