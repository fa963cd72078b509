/** A growing byte buffer that avoids intermediate strings. */

const encoder = new TextEncoder();

/** UTF-8. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

export class ByteBuffer {
	#bytes = new Uint8Array(16_384);
	#length = 0;

	get length(): number {
		return this.#length;
	}

	/** Valid until the next write to the buffer. */
	get bytes(): Uint8Array {
		return this.#bytes.subarray(0, this.#length);
	}

	clear(): void {
		this.#length = 0;
	}

	byte(value: number): void {
		this.#reserve(1);
		this.#bytes[this.#length] = value;
		this.#length += 1;
	}

	append(bytes: Uint8Array): void {
		this.#reserve(bytes.length);
		this.#bytes.set(bytes, this.#length);
		this.#length += bytes.length;
	}

	text(text: string): void {
		this.#reserve(text.length * 3);
		this.#length += encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
	}

	/** A whole number from 0 to 9,999,999. */
	decimal(value: number): void {
		this.#reserve(7);
		const length = digits(value);
		let rest = value;
		for (let at = this.#length + length - 1; at >= this.#length; at -= 1) {
			this.#bytes[at] = 0x30 + (rest % 10);
			rest = Math.trunc(rest / 10);
		}

		this.#length += length;
	}

	/** Writes any code point as UTF-8. */
	codePoint(code: number): void {
		if (code < 0x80) return this.byte(code);
		this.#reserve(4);
		if (code < 0x8_00) this.#bytes[this.#length++] = 0xc0 | (code >> 6);
		else if (code < 0x1_00_00) {
			this.#bytes[this.#length++] = 0xe0 | (code >> 12);
			this.#bytes[this.#length++] = 0x80 | ((code >> 6) & 0x3f);
		} else {
			this.#bytes[this.#length++] = 0xf0 | (code >> 18);
			this.#bytes[this.#length++] = 0x80 | ((code >> 12) & 0x3f);
			this.#bytes[this.#length++] = 0x80 | ((code >> 6) & 0x3f);
		}

		this.#bytes[this.#length++] = 0x80 | (code & 0x3f);
	}

	#reserve(more: number): void {
		if (this.#length + more <= this.#bytes.length) return;
		const larger = new Uint8Array(2 * (this.#length + more));
		larger.set(this.#bytes);
		this.#bytes = larger;
	}
}

/** Number of decimal digits of a whole number ≥ 0. */
export const digits = (value: number): number => {
	let count = 1;
	for (let rest = value; rest >= 10; rest = Math.trunc(rest / 10)) count += 1;
	return count;
};

/** Length of a code point in UTF-8, in bytes. */
export const utf8Length = (code: number): number => (code < 0x80 ? 1 : code < 0x8_00 ? 2 : code < 0x1_00_00 ? 3 : 4);
