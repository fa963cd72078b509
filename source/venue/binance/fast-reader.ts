/**
 * Reads the bytes of one message where the parser says what must stand there: the hot code. Nothing in it allocates,
 * nothing in its loop is rare.
 *
 * Four bytes are read at a time. `word ^ '0000'` turns digits into 0 … 9, and one test over all four tells whether they
 * were digits. A number is anchored at its point: eight digits behind it and up to seven before it make whole units
 * of 10^-8 below 2^53, exact in a double. One in any other spelling is cut out as text and read by the instrument,
 * like everywhere else.
 */

import {parsePrice, parseQty} from '../../domain/instrument.js';
import type {LevelColumns} from '../../domain/book/level-columns.js';
import {priceUnits, qtyLots, type PriceUnits, type QtyLots} from '../../domain/units.js';
import {SHAPES, type Grammar, type Literal, type ShortLiteral} from './fast-grammar.js';

/** Patterns as a little-endian load sees them, with `0` where any digit may stand: `0000`, `.000`, `0","`, `0.00`, `00"]`. */
const ZEROES = 0x30_30_30_30;
const POINT_DIGITS = 0x30_30_30_2e;
const DIGIT_BETWEEN = 0x22_2c_22_30;
const ONE_POINT_TWO = 0x30_30_2e_30;
const DIGITS_CLOSE = 0x5d_22_30_30;
const PAIR_OPENS = 0x22_5b;
const PAIR_CLOSES = 0x5d_22;
/**
 * After `^ pattern`, 0x76 is added to a byte that may be 0 … 9 and 0x7f to one that must be 0: one that is wrong shows
 * it by its highest bit, which a byte above 0x7f has set already.
 */
const WRONG = 0x80_80_80_80;
/** For what is no plain number. */
const NO_NUMBER = -1;

const ZERO = 0x30;
const POINT = 0x2e;
const QUOTE = 0x22;
const COMMA = 0x2c;
const LIST_CLOSES = 0x5d;

/** Behind the point of what Binance writes; a constant of this file, which costs less than an imported one. */
const DECIMALS = 8;
/** Before the point at most, so that ten to the fifteenth is never reached. */
const MAX_WHOLE_DIGITS = 7;
const MAX_INTEGER_DIGITS = 16;
const MAX_TEXT = 48;
/** The shortest level, `["1","0"],`: no message holds more levels than its length divided by this. */
const SHORTEST_LEVEL = 10;
/** Longer messages are the general parser's: their levels would take memory that is never given back. */
const MAX_MESSAGE = 2 ** 20;
/** Bytes at the end that no message is ever written to, more than a literal has: no load goes beyond them. */
const MARGIN = 256;

/** The marks of four bytes that had to be digits. */
const nonDigits = (digits: number): number => ((digits + 0x76_76_76_76) | digits) & WRONG;

/** The number that four digits make, the first one in the lowest byte: pairs first, then the pair of pairs. */
const fourDigits = (digits: number): number => Math.imul((digits * 10 + (digits >>> 8)) & 0x00_ff_00_ff, 0x00_64_00_01) >>> 16;

/** A small integer always, so that the result needs no memory wherever the call is not inlined. */
const eightDigits = (first: number, last: number): number =>
	(nonDigits(first) | nonDigits(last)) === 0 ? fourDigits(first) * 10_000 + fourDigits(last) : NO_NUMBER;

/** Of the eight bytes before a point, those of the number's 1 … 7 digits: the others count as zero. */
const firstMask = (whole: number): number => (whole > 4 ? -1 << ((8 - whole) << 3) : 0);
const lastMask = (whole: number): number => (whole < 4 ? -1 << ((4 - whole) << 3) : -1);

const wholeBefore = (view: DataView, point: number, first: number, last: number): number =>
	eightDigits((view.getInt32(point - 8, true) ^ ZEROES) & first, (view.getInt32(point - 4, true) ^ ZEROES) & last);

const fractionBehind = (view: DataView, point: number): number =>
	eightDigits(view.getInt32(point + 1, true) ^ ZEROES, view.getInt32(point + 5, true) ^ ZEROES);

export class FastReader {
	/** The message's bytes, copied: that is quicker than to ask a buffer for the memory that it lies in. */
	#bytes = new Uint8Array(2 ** 16);
	#view = new DataView(this.#bytes.buffer);
	/** Where reading stands, and one past the message. */
	#at = 0;
	#end = 0;
	#number = 0.5;
	/** How many digits the last price had before its point: the next one is likely to have as many. */
	#priceWhole = 1;

	/** The last whole number read: a large one that were returned would cost memory, one in a field does not. */
	get number(): number {
		return this.#number;
	}

	/** Whether all of the message has been read, and nothing that an earlier one may have left behind it. */
	get done(): boolean {
		return this.#at === this.#end;
	}

	/** Takes a message, unless it is too long. */
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

	/** A byte ahead of where reading stands. */
	peek(ahead: number): number {
		return this.#view.getUint8(this.#at + ahead);
	}

	/** A list of levels, from behind its opening bracket to behind its closing one. */
	levels(grammar: Grammar, columns: LevelColumns): boolean {
		columns.clear();
		if (this.byte(LIST_CLOSES)) return true;
		columns.reserve(Math.floor((this.#end - this.#at) / SHORTEST_LEVEL) + 1);
		// The first level is the one nearest to the touch: most others have as many digits as that one.
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

	/** One level of any spelling: with more digits, fewer decimals, a quantity beyond 2^53. */
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

	/** How often `size` units of 10^-8 go into a number in the venue's spelling; stays before one of another kind. */
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
		// A small integer needs no memory of its own, in the result and in the event.
		const small = count | 0;
		return small === count ? small : count;
	}

	/** How many bytes lie before the number's point; 0 where it has none, or too many digits. */
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

	/** Puts a whole number as JSON writes it, exact, into `#number`; false for anything else. */
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
