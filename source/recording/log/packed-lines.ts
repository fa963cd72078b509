/**
 * Lines on their way from the engine's thread to the recorder's: packed into blocks of bytes, so that a message costs a
 * copy and no object. What a line's text needs beyond that is made on the other side.
 *
 * A line: what it is u8, log u8, n f64, monotonic µs f64, wall µs f64, generation u32, bytes u32, then the bytes.
 */

const HEAD_BYTES = 34;
const TAIL = 0;
const MESSAGE = 1;
const encoder = new TextEncoder();
/** A mark of the byte order at a message's beginning is a part of it. */
const decoder = new TextDecoder('utf-8', {ignoreBOM: true});

/** `n` is counted from the session's start. */
export type PackedHead = {readonly log: number; readonly n: number; readonly monoMicros: number; readonly wallMicros: number};

export class LinePacker {
	readonly #blockBytes: number;
	#bytes: Uint8Array<ArrayBuffer>;
	#view: DataView;
	#length = 0;

	constructor(blockBytes: number) {
		this.#blockBytes = blockBytes;
		this.#bytes = new Uint8Array(blockBytes);
		this.#view = new DataView(this.#bytes.buffer);
	}

	get length(): number {
		return this.#length;
	}

	message(head: PackedHead, generation: number, data: Uint8Array): void {
		this.#room(HEAD_BYTES + data.length);
		this.#writeHead(MESSAGE, head, generation, data.length);
		this.#bytes.set(data, this.#length);
		this.#length += data.length;
	}

	/** @param text everything of the line behind its head. */
	tail(head: PackedHead, text: string): void {
		this.#room(HEAD_BYTES + text.length * 3);
		const begin = this.#length;
		this.#length += HEAD_BYTES;
		const {written} = encoder.encodeInto(text, this.#bytes.subarray(this.#length));
		this.#length = begin;
		this.#writeHead(TAIL, head, 0, written);
		this.#length += written;
	}

	/** The block so far; another one is begun. */
	take(): Uint8Array<ArrayBuffer> {
		const block = this.#bytes.subarray(0, this.#length);
		this.#bytes = new Uint8Array(this.#blockBytes);
		this.#view = new DataView(this.#bytes.buffer);
		this.#length = 0;
		return block;
	}

	#writeHead(what: number, {log, n, monoMicros, wallMicros}: PackedHead, generation: number, length: number): void {
		const begin = this.#length;
		const view = this.#view;
		view.setUint8(begin, what);
		view.setUint8(begin + 1, log);
		view.setFloat64(begin + 2, n);
		view.setFloat64(begin + 10, monoMicros);
		view.setFloat64(begin + 18, wallMicros);
		view.setUint32(begin + 26, generation);
		view.setUint32(begin + 30, length);
		this.#length = begin + HEAD_BYTES;
	}

	#room(bytes: number): void {
		if (this.#length + bytes <= this.#bytes.length) return;
		const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
		grown.set(this.#bytes.subarray(0, this.#length));
		this.#bytes = grown;
		this.#view = new DataView(grown.buffer);
	}
}

export type PackedSink = {
	message(head: PackedHead, generation: number, data: Uint8Array): void;
	tail(head: PackedHead, text: string): void;
};

export const unpackLines = (block: Uint8Array, sink: PackedSink): void => {
	const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
	for (let offset = 0; offset < block.length;) {
		const head = {
			log: view.getUint8(offset + 1),
			n: view.getFloat64(offset + 2),
			monoMicros: view.getFloat64(offset + 10),
			wallMicros: view.getFloat64(offset + 18),
		};
		const begin = offset + HEAD_BYTES;
		const data = block.subarray(begin, begin + view.getUint32(offset + 30));
		if (view.getUint8(offset) === MESSAGE) sink.message(head, view.getUint32(offset + 26), data);
		else sink.tail(head, decoder.decode(data));
		offset = begin + data.length;
	}
};
