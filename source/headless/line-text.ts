/**
 * JSON text put together as bytes, without a text for each part: digits come straight out of numbers, what is plain
 * ASCII is copied, and only what is not becomes a text of its own.
 */

import {formatTrimmed} from '../domain/text/decimal-text.js';

const ZERO = 0x30;
const POINT = 0x2e;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;

/** A line of twenty levels a side has about half of it. */
const FIRST_ROOM = 4096;
/** No number written by {@link LineText.scaled} is longer, quotes included. */
const NUMBER_ROOM = 24;
/** As many digits as every safe integer has at most. */
const DIGITS = 16;
/** A safe integer is two halves of eight digits. */
const HALF = 100_000_000;
const QUARTER = 10_000;

/** `0000` to `9999`, one behind the other. */
const FOUR_DIGITS = new Uint8Array(QUARTER * 4);
for (let value = 0; value < QUARTER; value += 1) {
	const digits = String(value).padStart(4, '0');
	for (let place = 0; place < 4; place += 1) FOUR_DIGITS[value * 4 + place] = digits.charCodeAt(place);
}

const utf8 = new TextDecoder('utf-8');

/** @param text plain ASCII. */
export const asciiBytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

const NULL = asciiBytes('null');
const TRUE = asciiBytes('true');
const FALSE = asciiBytes('false');

export class LineText {
	#bytes = new Uint8Array(FIRST_ROOM);
	#length = 0;
	/** What stands before the bytes: all up to the latest text that is not ASCII. */
	#before = '';
	readonly #digits = new Uint8Array(DIGITS);

	/** What was written since the last time. */
	take(): string {
		const text = this.#before + utf8.decode(this.#bytes.subarray(0, this.#length));
		this.#before = '';
		this.#length = 0;
		return text;
	}

	bytes(text: Uint8Array): void {
		this.#reserve(text.length);
		const bytes = this.#bytes;
		let at = this.#length;
		for (let index = 0; index < text.length; index += 1) bytes[at++] = text[index] ?? 0;
		this.#length = at;
	}

	/** One character of ASCII. */
	byte(code: number): void {
		this.#reserve(1);
		this.#bytes[this.#length++] = code;
	}

	null(): void {
		this.bytes(NULL);
	}

	flag(value: boolean): void {
		this.bytes(value ? TRUE : FALSE);
	}

	/** As JSON has numbers: what is none is `null`. */
	number(value: number): void {
		if (isPlainInteger(value)) this.#number(value, 0);
		else this.#ascii(JSON.stringify(value));
	}

	/** In quotes, with escapes. */
	string(text: string): void {
		this.#reserve(text.length + 2);
		const bytes = this.#bytes;
		let at = this.#length;
		bytes[at++] = QUOTE;
		for (let index = 0; index < text.length; index += 1) {
			const code = text.charCodeAt(index);
			if (code < FIRST_PLAIN || code > LAST_PLAIN || code === QUOTE || code === BACKSLASH) {
				this.#other(JSON.stringify(text));
				return;
			}

			bytes[at++] = code;
		}

		bytes[at++] = QUOTE;
		this.#length = at;
	}

	/** Anything that JSON knows. */
	json(value: unknown): void {
		this.#other(JSON.stringify(value));
	}

	/** A scaled integer in plain notation without trailing zeros, in quotes: 1230, 2 → `"12.3"`. */
	scaled(value: number | bigint, decimals: number): void {
		if (typeof value !== 'number' || decimals >= DIGITS || !isPlainInteger(value)) {
			this.#scaledText(value, decimals);
			return;
		}

		this.#reserve(NUMBER_ROOM);
		this.#bytes[this.#length++] = QUOTE;
		this.#number(value, decimals);
		this.#bytes[this.#length++] = QUOTE;
	}

	/** The same of what is negative or beyond 2^53. */
	#scaledText(value: number | bigint, decimals: number): void {
		this.string(formatTrimmed(value, decimals));
	}

	/** All sixteen digits are made, and those that say something taken. */
	#number(value: number, decimals: number): void {
		this.#reserve(NUMBER_ROOM);
		const digits = this.#digits;
		const high = Math.floor(value / HALF);
		putEight(digits, 0, high);
		putEight(digits, 8, value - high * HALF);
		const point = DIGITS - decimals;
		let from = 0;
		while (from < point - 1 && digits[from] === ZERO) from += 1;
		let to = DIGITS;
		while (to > point && digits[to - 1] === ZERO) to -= 1;
		const bytes = this.#bytes;
		let at = this.#length;
		while (from < point) bytes[at++] = digits[from++] ?? 0;
		if (to > point) bytes[at++] = POINT;
		while (from < to) bytes[at++] = digits[from++] ?? 0;
		this.#length = at;
	}

	#ascii(text: string): void {
		this.#reserve(text.length);
		const bytes = this.#bytes;
		let at = this.#length;
		for (let index = 0; index < text.length; index += 1) bytes[at++] = text.charCodeAt(index);
		this.#length = at;
	}

	/** The bytes so far become a text, and begin anew behind this one. */
	#other(text: string): void {
		this.#before += utf8.decode(this.#bytes.subarray(0, this.#length)) + text;
		this.#length = 0;
	}

	#reserve(room: number): void {
		if (this.#length + room <= this.#bytes.length) return;
		const larger = new Uint8Array((this.#length + room) * 2);
		larger.set(this.#bytes);
		this.#bytes = larger;
	}
}

/** Zero is one, negative zero is not: it has a sign to lose. */
const isPlainInteger = (value: number): boolean => Number.isSafeInteger(value) && (value > 0 || Object.is(value, 0));

/** @param value below 10^8. */
const putEight = (digits: Uint8Array, at: number, value: number): void => {
	const high = (value / QUARTER) | 0;
	putFour(digits, at, high);
	putFour(digits, at + 4, value - high * QUARTER);
};

const putFour = (digits: Uint8Array, at: number, value: number): void => {
	const place = value * 4;
	digits[at] = FOUR_DIGITS[place] ?? 0;
	digits[at + 1] = FOUR_DIGITS[place + 1] ?? 0;
	digits[at + 2] = FOUR_DIGITS[place + 2] ?? 0;
	digits[at + 3] = FOUR_DIGITS[place + 3] ?? 0;
};
