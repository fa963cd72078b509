/**
 * One engine's log: lines into segments, closed at a size and at each full hour of UTC; and what to do when the drive
 * does not take them: the segment is given up, what comes is counted, and after a while another segment begins with a
 * hole.
 */

import {unixMs} from '../../domain/units.js';
import {holeReasonOf} from './disk.js';
import type {SegmentEntry} from './manifest.js';
import type {LogName} from './names.js';
import {headText, holeTail} from './record-text.js';
import type {Hole, HoleReason} from './record.js';
import {SegmentWriter, type LineHead, type SegmentDrive} from './segment-writer.js';

const MAX_SEGMENT_BYTES = 67_108_864;
const HOUR_MICROS = 3_600_000_000;
/** Each attempt in vain doubles the wait for the next. */
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;
/** A folder that is gone can still be written to: somebody has to look. */
const LOOK_EVERY_MS = 5000;

/** What the drive did not say itself. */
class DriveError extends Error {
	readonly reason: HoleReason;

	constructor(reason: HoleReason) {
		super(reason);
		this.reason = reason;
	}
}

export type LogWriterOptions = {
	readonly log: LogName;
	readonly drive: SegmentDrive;
	/** Of the next segment. */
	readonly firstSegment: number;
	/** So much is left for others, of bytes. */
	readonly minFreeBytes: number;
	readonly codeOf: (error: unknown) => string;
	/** A segment was closed. May throw what the drive says. */
	readonly onClosed: (entry: SegmentEntry) => void;
};

type Writing =
	| {readonly kind: 'writing'; readonly segment: SegmentWriter; readonly hour: number}
	| {readonly kind: 'failed'; readonly reason: HoleReason; readonly retryAtMs: number; readonly attempts: number}
	| {readonly kind: 'closed'};

/** Lines that nobody has. */
type Loss = {readonly reason: HoleReason; readonly from: LineHead; readonly to: LineHead};

export class LogWriter {
	readonly #options: LogWriterOptions;
	#state: Writing = {kind: 'failed', reason: 'disk-error', retryAtMs: 0, attempts: 0};
	#nextSegment: number;
	#loss: Loss | undefined;
	#closedBytes = 0;
	#lookedAtMs = 0;

	constructor(options: LogWriterOptions) {
		this.#options = options;
		this.#nextSegment = options.firstSegment;
	}

	/** Why nothing is written; undefined while it is. */
	get failure(): HoleReason | undefined {
		return this.#state.kind === 'failed' && this.#state.attempts > 0 ? this.#state.reason : undefined;
	}

	/** On the drive, since this writer began. */
	get bytes(): number {
		return this.#closedBytes + (this.#state.kind === 'writing' ? this.#state.segment.bytes : 0);
	}

	/** @param text with its newline. @param nowMs on any clock that never goes back. */
	append(head: LineHead, text: string, nowMs: number): void {
		const segment = this.#segment(head, nowMs);
		if (segment === undefined) this.#lose(head, this.failure ?? 'disk-error');
		else this.#attempt(nowMs, () => segment.append(head, text), head);
	}

	/** Lines that never came here. @param head has the number of the last of them. */
	skip(hole: Hole, head: LineHead, nowMs: number): void {
		this.append(head, holeText(head, hole), nowMs);
	}

	/** What was appended goes to the drive; to be called about once a second. */
	flush(nowMs: number): void {
		const state = this.#state;
		if (state.kind !== 'writing') return;
		this.#attempt(nowMs, () => {
			state.segment.flush();
			if (nowMs - this.#lookedAtMs >= LOOK_EVERY_MS) this.#look(state.segment, nowMs);
			if (state.segment.bytes >= MAX_SEGMENT_BYTES) this.#finish(state.segment);
		});
	}

	close(nowMs: number): void {
		const loss = this.#loss;
		// One more attempt: what is missing at the end would be missed by nobody.
		if (this.#state.kind === 'failed' && loss !== undefined) this.#attempt(nowMs, () => this.#begin(loss.to, hourOf(loss.to), nowMs));
		const state = this.#state;
		if (state.kind === 'writing') this.#attempt(nowMs, () => this.#finish(state.segment));
		this.#state = {kind: 'closed'};
	}

	/** The drive may have been taken away, or filled by somebody else. */
	#look(segment: SegmentWriter, nowMs: number): void {
		this.#lookedAtMs = nowMs;
		if (!segment.isThere) throw new DriveError('folder-gone');
		this.#checkSpace();
	}

	#checkSpace(): void {
		const {drive, minFreeBytes} = this.#options;
		if (drive.disk.freeBytes(drive.folder) < minFreeBytes) throw new DriveError('disk-full');
	}

	/** The one that takes the next line; undefined while the drive does not want one. */
	#segment(head: LineHead, nowMs: number): SegmentWriter | undefined {
		const hour = hourOf(head);
		const state = this.#state;
		if (state.kind === 'writing' && state.hour !== hour) this.#attempt(nowMs, () => this.#finish(state.segment));
		if (this.#state.kind === 'failed' && nowMs >= this.#state.retryAtMs) this.#attempt(nowMs, () => this.#begin(head, hour, nowMs));
		return this.#state.kind === 'writing' ? this.#state.segment : undefined;
	}

	#begin(head: LineHead, hour: number, nowMs: number): void {
		const {drive, log} = this.#options;
		this.#checkSpace();
		const segment = new SegmentWriter(drive, log, this.#nextSegment);
		this.#nextSegment += 1;
		this.#state = {kind: 'writing', segment, hour};
		this.#lookedAtMs = nowMs;
		const loss = this.#loss;
		if (loss === undefined) return;
		// The hole's own line takes the number of the last one that is missing.
		const at = {...head, n: loss.to.n};
		segment.append(at, holeText(at, holeOf(loss)));
		segment.flush();
		this.#loss = undefined;
	}

	#finish(segment: SegmentWriter): void {
		const entry = segment.finish();
		this.#closedBytes += segment.bytes;
		this.#state = {kind: 'failed', reason: 'disk-error', retryAtMs: 0, attempts: 0};
		if (entry !== undefined) this.#options.onClosed(entry);
	}

	#attempt(nowMs: number, work: () => void, head?: LineHead): void {
		try {
			work();
		} catch (error) {
			this.#fail(error instanceof DriveError ? error.reason : holeReasonOf(this.#options.codeOf(error)), nowMs, head);
		}
	}

	#fail(reason: HoleReason, nowMs: number, head: LineHead | undefined): void {
		const attempts = this.#state.kind === 'failed' ? this.#state.attempts + 1 : 1;
		if (this.#state.kind === 'writing') {
			const {segment} = this.#state;
			for (const waiting of segment.waiting) this.#lose(waiting, reason);
			if (head !== undefined) this.#lose(head, reason);
			this.#closedBytes += segment.bytes;
			try {
				segment.abandon();
			} catch {
				// It is given up either way.
			}
		}

		const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
		this.#state = {kind: 'failed', reason, retryAtMs: nowMs + waitMs, attempts};
	}

	#lose(head: LineHead, reason: HoleReason): void {
		this.#loss = {reason: this.#loss?.reason ?? reason, from: this.#loss?.from ?? head, to: head};
	}
}

const hourOf = ({wallMicros}: LineHead): number => Math.floor(wallMicros / HOUR_MICROS);

const holeOf = ({reason, from, to}: Loss): Hole => ({
	reason,
	firstN: from.n,
	lastN: to.n,
	fromMs: unixMs(from.wallMicros / 1000),
	toMs: unixMs(to.wallMicros / 1000),
});

const holeText = (head: LineHead, hole: Hole): string => headText(head.n, head.monoMicros, head.wallMicros) + holeTail(hole);
