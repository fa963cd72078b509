/**
 * How Binance spells the messages of the fast path: literals between the numbers, in the words that `fast-parse.ts`
 * compares them in, and what a price in a level looks like.
 */

import type {Instrument} from '../../domain/instrument.js';
import {lowerAscii} from './symbol.js';

/** Behind the point of what Binance writes. */
const DECIMALS = 8;
/** A literal is to stay shorter than the margin behind the parser's copy of a message. */
const MAX_SYMBOL = 64;

/**
 * A piece of the expected spelling, of eight bytes or more, eight at a time as doubles; the last one overlaps the one
 * before. Text is no NaN and no zero, so doubles are equal when their bytes are.
 */
export type Literal = {readonly eights: Float64Array; readonly length: number};

/** One of four to eight bytes: its first four and its last four. */
export type ShortLiteral = {readonly head: number; readonly tail: number; readonly length: number};

const bytesOf = (text: string): DataView => new DataView(new TextEncoder().encode(text).buffer);

const literal = (text: string): Literal => {
	const bytes = bytesOf(text);
	const length = bytes.byteLength;
	const eights = Float64Array.from({length: Math.ceil(length / 8)}, (_none, index) =>
		bytes.getFloat64(Math.min(index * 8, length - 8), true),
	);
	return {eights, length};
};

const shortLiteral = (text: string): ShortLiteral => {
	const bytes = bytesOf(text);
	return {head: bytes.getInt32(0, true), tail: bytes.getInt32(bytes.byteLength - 4, true), length: bytes.byteLength};
};

/** What the messages of one instrument look like. */
export type Grammar = {
	readonly instrument: Instrument;
	/** Where the stream's name tells what kind of message it is. */
	readonly kindAt: number;
	readonly streamTop: Literal;
	readonly streamTrade: Literal;
	readonly streamDepths: readonly Literal[];
	readonly topSymbol: Literal;
	readonly tradeSymbol: Literal;
	readonly diffSymbol: Literal;
	/** One lot in units of 10^-8; the price unit is one of them. */
	readonly lotSize: number;
	/** Prices are counted from zero; if not, none is read as a plain number. */
	readonly fromZero: boolean;
};

export const BARE_TOP = shortLiteral('{"u":');
export const BARE_TRADE = literal('{"e":"trade","E":');
export const BARE_DEPTH = literal('{"e":"depthUpdate","E":');
export const TOP_BID_QTY = shortLiteral('","B":"');
export const TOP_ASK = shortLiteral('","a":"');
export const TOP_ASK_QTY = shortLiteral('","A":"');
export const TRADE_PRICE = shortLiteral(',"p":"');
export const TRADE_QTY = shortLiteral('","q":"');
export const TRADE_TIME = shortLiteral('","T":');
export const BUYER_IS_MAKER = literal(',"m":true,"M":true}');
export const SELLER_IS_MAKER = literal(',"m":false,"M":true}');
export const LAST_ID = shortLiteral(',"u":');
export const BIDS = shortLiteral(',"b":[');
export const ASKS = shortLiteral(',"a":[');

const stream = (symbol: string, name: string, data: string): Literal => literal(`{"stream":"${lowerAscii(symbol)}@${name}","data":${data}`);

/** `undefined` for an instrument that has no fast path: not counted in 10^-8, or of a name that JSON would escape. */
export const createGrammar = (instrument: Instrument): Grammar | undefined => {
	const {symbol, unitDecimals, qtyDecimals} = instrument;
	if (unitDecimals !== DECIMALS || qtyDecimals > DECIMALS) return undefined;
	if (symbol.length > MAX_SYMBOL || JSON.stringify(symbol) !== `"${symbol}"`) return undefined;
	return {
		instrument,
		kindAt: stream(symbol, '', '').length - '","data":'.length,
		streamTop: stream(symbol, 'bookTicker', '{"u":'),
		streamTrade: stream(symbol, 'trade', '{"e":"trade","E":'),
		streamDepths: ['depth@100ms', 'depth'].map((name) => stream(symbol, name, '{"e":"depthUpdate","E":')),
		topSymbol: literal(`,"s":"${symbol}","b":"`),
		tradeSymbol: literal(`,"s":"${symbol}","t":`),
		diffSymbol: literal(`,"s":"${symbol}","U":`),
		lotSize: 10 ** (DECIMALS - qtyDecimals),
		fromZero: instrument.originUnits === 0n,
	};
};

/**
 * What is added to a byte after `^ pattern` to see by its highest bit whether it is wrong: a digit may be 0 … 9, a
 * byte that had to be there exactly must be 0. A byte above 0x7f shows itself.
 */
const DIGIT = 0x76;
const EXACT = 0x7f;

/** The eight bytes before a price's point in a level, `["95000` and what lies before that, in two words. */
export type Shape = {
	/** The patterns, which bytes matter, and what is added to find the wrong ones. */
	readonly xorFirst: number;
	readonly xorLast: number;
	readonly keepFirst: number;
	readonly keepLast: number;
	readonly addFirst: number;
	readonly addLast: number;
};

/** With more digits the bracket lies further away than eight bytes. */
const MAX_SHAPED_DIGITS = 6;

const shapeOf = (whole: number): Shape => {
	const pattern = `["${'0'.repeat(whole)}`.slice(-8).padStart(8, '\0');
	const words = (byteOf: (character: string) => number): readonly [number, number] => {
		const view = new DataView(Uint8Array.from(pattern, byteOf).buffer);
		return [view.getInt32(0, true), view.getInt32(4, true)];
	};

	const [xorFirst, xorLast] = words((character) => character.charCodeAt(0));
	const [keepFirst, keepLast] = words((character) => (character === '\0' ? 0 : 0xff));
	const [addFirst, addLast] = words((character) => (character === '0' ? DIGIT : EXACT));
	return {xorFirst, xorLast, keepFirst, keepLast, addFirst, addLast};
};

/** By the number of digits. */
export const SHAPES: readonly Shape[] = Array.from({length: MAX_SHAPED_DIGITS + 1}, (_none, whole) => shapeOf(whole));
