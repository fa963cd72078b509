/** What the recorder's thread does with what it is sent. Pure but for the drive and the clock that it is given. */

import {headText, messageTail} from './log/record-text.js';
import {unpackLines, type PackedHead, type PackedSink} from './log/packed-lines.js';
import type {OpenLog, RecordingWriter} from './log/recording-writer.js';
import type {RecorderMessage, RecorderReport} from './recorder-messages.js';

export class RecorderThread implements PackedSink {
	readonly #recording: RecordingWriter;
	readonly #nowMs: () => number;
	readonly #report: (report: RecorderReport) => void;
	readonly #logs: OpenLog[] = [];

	/** @param nowMs any clock that never goes back. */
	constructor(recording: RecordingWriter, nowMs: () => number, report: (report: RecorderReport) => void) {
		this.#recording = recording;
		this.#nowMs = nowMs;
		this.#report = report;
	}

	take(message: Exclude<RecorderMessage, {readonly kind: 'close'}>): void {
		switch (message.kind) {
			case 'open':
				this.#logs.push(this.#recording.open(message.entry));
				return;
			case 'instrument':
				this.#recording.tellInstrument(message.name, message.instrument);
				return;
			case 'lines':
				unpackLines(message.block, this);
				this.#report({kind: 'taken', bytes: message.block.length});
				return;
			case 'hole':
				this.#skip(message);
		}
	}

	message(head: PackedHead, generation: number, data: Uint8Array): void {
		this.tail(head, messageTail(generation, data));
	}

	tail({log, n, monoMicros, wallMicros}: PackedHead, text: string): void {
		const open = this.#logs[log];
		if (open === undefined) return;
		const number = open.lastN + n;
		open.writer.append({n: number, monoMicros, wallMicros}, headText(number, monoMicros, wallMicros) + text, this.#nowMs());
	}

	/** To be called about once a second. */
	flush(): void {
		this.#recording.flush(this.#nowMs());
		this.#tellState();
	}

	close(): void {
		this.#recording.close(this.#nowMs());
		this.#tellState();
	}

	#skip({head, hole}: Extract<RecorderMessage, {kind: 'hole'}>): void {
		const open = this.#logs[head.log];
		if (open === undefined) return;
		const {lastN, writer} = open;
		const moved = {...hole, firstN: lastN + hole.firstN, lastN: lastN + hole.lastN};
		writer.skip(moved, {...head, n: moved.lastN}, this.#nowMs());
	}

	#tellState(): void {
		const {bytes, failure} = this.#recording;
		this.#report({kind: 'state', bytes, ...(failure === undefined ? {} : {failure})});
	}
}
