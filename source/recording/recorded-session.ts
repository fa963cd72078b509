/** One session's way into a recording: its inputs become lines, with the recorder's own between them. */

import type {Instant} from '../domain/units.js';
import type {EngineOutput} from '../engine/outputs.js';
import {OutputHash} from '../session/output-hash.js';
import type {SessionRecorder, SessionStart, WireInput} from '../session/wire.js';
import type {LineQueue} from './line-queue.js';
import {exactText} from './log/exact-json.js';
import {END_TAIL, hashTail, startTail} from './log/record-text.js';
import type {LogName} from './log/names.js';
import type {Recorded} from './log/record.js';
import type {RecorderMessage} from './recorder-messages.js';

/** A recording tells by it whether what it is replayed to is what was said. */
const HASH_EVERY_MS = 10_000;

export type RecordedSessionParts = {
	/** In the order in which logs are opened, from 0. */
	readonly log: number;
	/** In the venue's own spelling. */
	readonly name: LogName;
	readonly by: Recorded;
	readonly queue: LineQueue;
	readonly post: (message: RecorderMessage) => void;
};

export class RecordedSession implements SessionRecorder {
	readonly #parts: RecordedSessionParts;
	/** Of the newest line, from the session's start. */
	#n = 0;
	readonly #hash = new OutputHash();
	#hashDueMs = Number.POSITIVE_INFINITY;

	constructor(parts: RecordedSessionParts) {
		this.#parts = parts;
	}

	begin(start: SessionStart): void {
		const {name, by, post} = this.#parts;
		const configuration: object = JSON.parse(exactText(start.config));
		post({kind: 'open', entry: {...name, configuration}});
		this.#line(startTail(start, by), start.at);
		this.#hashDueMs = start.at.monoMs + HASH_EVERY_MS;
	}

	input(_number: number, input: WireInput, at: Instant): void {
		if (at.monoMs >= this.#hashDueMs) this.#tellHash(at);
		this.#n += 1;
		this.#parts.queue.input(this.#parts.log, this.#n, input, at);
	}

	output(output: EngineOutput): void {
		this.#hash.addBriefly(output);
		if (output.kind !== 'instrument') return;
		const instrument: object = JSON.parse(exactText(output.instrument));
		this.#parts.post({kind: 'instrument', name: this.#parts.name, instrument});
	}

	end(at: Instant): void {
		this.#tellHash(at);
		this.#line(END_TAIL, at);
	}

	#tellHash(at: Instant): void {
		this.#hashDueMs = at.monoMs + HASH_EVERY_MS;
		this.#line(hashTail(this.#hash.value), at);
	}

	#line(tail: string, at: Instant): void {
		this.#n += 1;
		this.#parts.queue.line(this.#parts.log, this.#n, tail, at);
	}
}
