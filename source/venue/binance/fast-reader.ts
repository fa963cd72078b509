/**
 * Reads the bytes of one message in the order that the parser dictates. Hot code: it allocates nothing.
 *
 * Four bytes are read at a time. `word ^ '0000'` turns digits into 0 … 9, and one test over all four detects
 * non-digits. A number is located by its point: eight digits after it and up to seven before make whole units of
 * 10^-8 below 2^53, exact in a double. Any other spelling is cut out as text and read by the instrument.
 */

import {parsePrice, parseQty} from '../../domain/instrument.js';
import type {LevelColumns} from '../../domain/book/level-columns.js';
import {priceUnits, qtyLots, type PriceUnits, type QtyLots} from '../../domain/units.js';
import {SHAPES, type Grammar, type Literal, type ShortLiteral} from './fast-grammar.js';

/** Patterns of a little-endian load, with `0` for any digit: `0000`, `.000`, `0","`, `0.00`, `00"]`. */
const ZEROES = 0x30_30_30_30;
const POINT_DIGITS = 0x30_30_30_2e;
const DIGIT_BETWEEN = 0x22_2c_22_30;
const ONE_POINT_TWO = 0x30_30_2e_30;
const DIGITS_CLOSE = 0x5d_22_30_30;
const PAIR_OPENS = 0x22_5b;
const PAIR_CLOSES = 0x5d_22;
/**
 * After `^ pattern`, 0x76 is added to a byte that may be 0 … 9 and 0x7f to one that must be 0; a wrong byte then
 * has its highest bit set, as bytes above 0x7f have already.
 */
const WRONG = 0x80_80_80_80;
/** Returned for a number in another spelling. */
const NO_NUMBER = -1;

const ZERO = 0x30;
const POINT = 0x2e;
const QUOTE = 0x22;
const COMMA = 0x2c;
const LIST_CLOSES = 0x5d;

/** Decimals in Binance's numbers. A constant of this file is faster than an imported one. */
const DECIMALS = 8;
/** Most digits before the point, which keeps a number below 10^15 units. */
const MAX_WHOLE_DIGITS = 7;
const MAX_INTEGER_DIGITS = 16;
const MAX_TEXT = 48;
/** Bytes of the shortest level, `["1","0"],`: bounds the number of levels in a message. */
const SHORTEST_LEVEL = 10;
/** Longer messages go to the general parser, because columns for their levels would never be freed. */
const MAX_MESSAGE = 2 ** 20;
/** Bytes behind every message, more than the longest literal, so that no load leaves the buffer. */
const MARGIN = 256;

/** Marks the bytes that should be digits and are not. */
const nonDigits = (digits: number): number => ((digits + 0x76_76_76_76) | digits) & WRONG;

/** The value of four digits, the first in the lowest byte: pairs first, then the pair of pairs. */
const fourDigits = (digits: number): number => Math.imul((digits * 10 + (digits >>> 8)) & 0x00_ff_00_ff, 0x00_64_00_01) >>> 16;

/** Always a small integer, so that a call that is not inlined allocates nothing. */
const eightDigits = (first: number, last: number): number =>
	(nonDigits(first) | nonDigits(last)) === 0 ? fourDigits(first) * 10_000 + fourDigits(last) : NO_NUMBER;

/** Masks the number's 1 … 7 digits among the eight bytes before the point; the others count as zero. */
const firstMask = (whole: number): number => (whole > 4 ? -1 << ((8 - whole) << 3) : 0);
const lastMask = (whole: number): number => (whole < 4 ? -1 << ((4 - whole) << 3) : -1);

const wholeBefore = (view: DataView, point: number, first: number, last: number): number =>
	eightDigits((view.getInt32(point - 8, true) ^ ZEROES) & first, (view.getInt32(point - 4, true) ^ ZEROES) & last);

const fractionBehind = (view: DataView, point: number): number =>
	eightDigits(view.getInt32(point + 1, true) ^ ZEROES, view.getInt32(point + 5, true) ^ ZEROES);

export class FastReader {
	/** A copy of the message: faster than asking a Buffer for its memory. */
	#bytes = new Uint8Array(2 ** 16);
	#view = new DataView(this.#bytes.buffer);
	/** Read position, and end of the message. */
	#at = 0;
	#end = 0;
	#number = 0.5;
	/** Digits before the point of the last price; the next price is likely to have as many. */
	#priceWhole = 1;

	/** The last whole number read. Kept in a field, because returning a large number allocates. */
	get number(): number {
		return this.#number;
	}

	/** Whether the whole message was read, and not beyond it into bytes of an earlier one. */
	get done(): boolean {
		return this.#at === this.#end;
	}

	/** Copies the message in; false if it is too long. */
	take(message: Uint8Array): boolean {
		const {length} = message;
		if (length > MAX_MESSAGE) return false;
		if (length > this.#bytes.length - MARGIN) this.#grow(length);
		this.#bytes.set(message);
		this.#at = 0;
		this.#end = length;
		return true;
	}

	#grow(length: number): void {
		this.#bytes = new Uint8Array(length * 2 + MARGIN);
		this.#view = new DataView(this.#bytes.buffer);
	}

	/** The byte `ahead` of the read position. */
	peek(ahead: number): number {
		return this.#view.getUint8(this.#at + ahead);
	}

	/** A list of levels, from after its opening bracket to after its closing one. */
	levels(grammar: Grammar, columns: LevelColumns): boolean {
		columns.clear();
		if (this.byte(LIST_CLOSES)) return true;
		columns.reserve(Math.floor((this.#end - this.#at) / SHORTEST_LEVEL) + 1);
		// The first level is nearest to the touch; most others have as many digits.
		const whole = grammar.fromZero ? this.#wholeDigits(this.#at + 2) : 0;
		for (;;) {
			if (this.#plainLevels(grammar, columns, whole)) return this.byte(LIST_CLOSES);
			if (!this.#oddLevel(grammar, columns)) return false;
			if (!this.byte(COMMA)) return this.byte(LIST_CLOSES);
		}
	}

	/**
	 * The loop that all this is for. A level with `whole` digits before the price's point, `["95000.12000000","1.50000000"]`,
	 * is eight words around that point: two before it, three to behind the comma, and, if the quantity has one digit before
	 * its point as most have, three more. They are validated together and nothing in the loop is rare.
	 * @returns whether no comma follows the last one: the list's end. Otherwise a level of another shape comes next.
	 */
	#plainLevels({lotSize}: Grammar, columns: LevelColumns, whole: number): boolean {
		const shape = whole > 0 ? SHAPES[whole] : undefined;
		if (shape === undefined) return false;
		const {xorFirst, xorLast, keepFirst, keepLast, addFirst, addLast} = shape;
		const view = this.#view;
		const {prices, lots} = columns;
		let {count} = columns;
		let at = this.#at;
		let ended = false;
		while (!ended) {
			const point = at + 2 + whole;
			const a = (view.getInt32(point - 8, true) ^ xorFirst) & keepFirst;
			const b = (view.getInt32(point - 4, true) ^ xorLast) & keepLast;
			const c = view.getInt32(point, true) ^ POINT_DIGITS;
			const d = view.getInt32(point + 4, true) ^ ZEROES;
			const e = view.getInt32(point + 8, true) ^ DIGIT_BETWEEN;
			const wrongPrice = (a + addFirst) | a | (b + addLast) | b | (c + 0x76_76_76_7f) | c | (d + 0x76_76_76_76) | d;
			if (((wrongPrice | (e + 0x7f_7f_7f_76) | e) & WRONG) !== 0) break;
			const fraction = fourDigits(c) * 100_000 + fourDigits(d) * 10 + (e & 15);
			const price = (fourDigits(a) * 10_000 + fourDigits(b)) * 1e8 + fraction;
			const qtyAt = point + DECIMALS + 4;
			const f = view.getInt32(qtyAt, true) ^ ONE_POINT_TWO;
			const g = view.getInt32(qtyAt + 4, true) ^ ZEROES;
			const h = view.getInt32(qtyAt + 8, true) ^ DIGITS_CLOSE;
			let qty = 0;
			let end = qtyAt + 12;
			if ((((f + 0x76_76_7f_76) | f | (g + 0x76_76_76_76) | g | (h + 0x7f_7f_76_76) | h) & WRONG) === 0) {
				const hundredths = (f >>> 24) + ((f >>> 16) & 15) * 10;
				const rest = fourDigits(g) * 100 + (h & 15) * 10 + ((h >>> 8) & 15);
				qty = ((f & 15) * 1e8 + (hundredths * 1_000_000 + rest)) / lotSize;
			} else {
				const qtyWhole = this.#wholeDigits(qtyAt);
				if (qtyWhole === 0) break;
				const qtyUnits = wholeBefore(view, qtyAt + qtyWhole, firstMask(qtyWhole), lastMask(qtyWhole));
				const qtyFraction = fractionBehind(view, qtyAt + qtyWhole);
				end += qtyWhole - 1;
				if ((qtyUnits | qtyFraction) < 0 || view.getUint16(end - 2, true) !== PAIR_CLOSES) break;
				qty = (qtyUnits * 1e8 + qtyFraction) / lotSize;
			}

			if (price === 0 || Math.floor(qty) !== qty) break;
			prices[count] = price;
			lots[count] = qty;
			count += 1;
			ended = view.getUint8(end) !== COMMA;
			at = ended ? end : end + 1;
		}

		this.#at = at;
		columns.count = count;
		return ended;
	}

	/** One level in any spelling: more digits, fewer decimals, a quantity beyond 2^53. */
	#oddLevel(grammar: Grammar, columns: LevelColumns): boolean {
		if (this.#view.getUint16(this.#at, true) !== PAIR_OPENS) return false;
		this.#at += 2;
		const price = this.price(grammar);
		if (price === undefined || !this.byte(QUOTE) || !this.byte(COMMA) || !this.byte(QUOTE)) return false;
		const qty = this.qty(grammar);
		if (qty === undefined || !this.byte(QUOTE) || !this.byte(LIST_CLOSES)) return false;
		columns.push(price, qty);
		return true;
	}

	/** A price up to its closing quote. */
	price(grammar: Grammar): PriceUnits | undefined {
		const from = this.#at;
		const price = grammar.fromZero ? this.#plainNumber(1, this.#priceWhole) : NO_NUMBER;
		if (price <= 0) return parsePrice(grammar.instrument, this.#textFrom(from));
		this.#priceWhole = this.#at - from - 1 - DECIMALS;
		return priceUnits(price);
	}

	/** A quantity up to its closing quote. */
	qty(grammar: Grammar): QtyLots | undefined {
		const lots = this.#plainNumber(grammar.lotSize, 1);
		return lots >= 0 ? qtyLots(lots) : parseQty(grammar.instrument, this.#textFrom(this.#at));
	}

	/** The number divided by `size` units of 10^-8; NO_NUMBER for another spelling, without moving the read position. */
	#plainNumber(size: number, likely: number): number {
		const view = this.#view;
		const whole = view.getUint8(this.#at + likely) === POINT ? likely : this.#wholeDigits(this.#at);
		if (whole === 0) return NO_NUMBER;
		const point = this.#at + whole;
		const units = wholeBefore(view, point, firstMask(whole), lastMask(whole));
		const fraction = fractionBehind(view, point);
		if ((units | fraction) < 0) return NO_NUMBER;
		const count = (units * 1e8 + fraction) / size;
		if (Math.floor(count) !== count || view.getUint8(point + 1 + DECIMALS) !== QUOTE) return NO_NUMBER;
		this.#at = point + 1 + DECIMALS;
		// A small integer needs no allocation, here and in the event.
		const small = count | 0;
		return small === count ? small : count;
	}

	/** Digits before the number's point; 0 if it has no point or too many digits. */
	#wholeDigits(at: number): number {
		for (let whole = 1; whole <= MAX_WHOLE_DIGITS; whole += 1) if (this.#view.getUint8(at + whole) === POINT) return whole;
		return 0;
	}

	/** Digits and points up to a quote, as text; empty for anything else. */
	#textFrom(from: number): string {
		this.#at = from;
		let text = '';
		for (let length = 0; length <= MAX_TEXT; length += 1) {
			const byte = this.#view.getUint8(this.#at);
			if (byte === QUOTE) return text;
			if (byte !== POINT && (byte < ZERO || byte > ZERO + 9)) return '';
			text += String.fromCharCode(byte);
			this.#at += 1;
		}

		return '';
	}

	/** Reads a JSON whole number exactly into `#number`; false for anything else. */
	integer(): boolean {
		const view = this.#view;
		const from = this.#at;
		let at = from;
		let value = 0;
		for (; at - from < MAX_INTEGER_DIGITS; at += 4) {
			const digits = view.getInt32(at, true) ^ ZEROES;
			if (nonDigits(digits) !== 0) break;
			value = value * 10_000 + fourDigits(digits);
		}

		for (let digit = view.getUint8(at) - ZERO; digit >= 0 && digit <= 9; digit = view.getUint8(at) - ZERO) {
			value = value * 10 + digit;
			at += 1;
		}

		this.#at = at;
		const length = at - from;
		const spelled = length === 1 || (length > 1 && length <= MAX_INTEGER_DIGITS && view.getUint8(from) !== ZERO);
		this.#number = value;
		return spelled && value <= Number.MAX_SAFE_INTEGER;
	}

	byte(expected: number): boolean {
		if (this.#view.getUint8(this.#at) !== expected) return false;
		this.#at += 1;
		return true;
	}

	short({head, tail, length}: ShortLiteral): boolean {
		const view = this.#view;
		const at = this.#at;
		if (view.getInt32(at, true) !== head || view.getInt32(at + length - 4, true) !== tail) return false;
		this.#at = at + length;
		return true;
	}

	literal({eights, length}: Literal): boolean {
		const view = this.#view;
		const at = this.#at;
		const last = eights.length - 1;
		for (let index = 0; index < last; index += 1) if (view.getFloat64(at + index * 8, true) !== eights[index]) return false;
		if (view.getFloat64(at + length - 8, true) !== eights[last]) return false;
		this.#at = at + length;
		return true;
	}
}
