/**
 * The exact spelling of the messages on the fast path: the literals between the numbers as the words that
 * `fast-parse.ts` compares, and the forms of a price in a level.
 */

import type {Instrument} from '../../domain/instrument.js';
import {lowerAscii} from './symbol.js';

/** Decimals in Binance's numbers. */
const DECIMALS = 8;
/** Keeps a literal shorter than the margin behind the parser's copy of a message. */
const MAX_SYMBOL = 64;

/**
 * A literal of at least eight bytes, as doubles of eight bytes each; the last one overlaps the one before. Text
 * is never NaN or zero, so doubles are equal exactly when their bytes are.
 */
export type Literal = {readonly eights: Float64Array; readonly length: number};

/** A literal of four to eight bytes: its first four and its last four. */
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

/** The spelling of one instrument's messages. */
export type Grammar = {
	readonly instrument: Instrument;
	/** Offset in the stream's name that tells the kind of message. */
	readonly kindAt: number;
	readonly streamTop: Literal;
	readonly streamTrade: Literal;
	readonly streamDepths: readonly Literal[];
	readonly topSymbol: Literal;
	readonly tradeSymbol: Literal;
	readonly diffSymbol: Literal;
	/** One lot in units of 10^-8; the price unit is one such unit. */
	readonly lotSize: number;
	/** Whether prices count from zero; if not, the fast path reads none. */
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

/** `undefined` for an instrument without a fast path: not counted in 10^-8, or with a name that JSON escapes. */
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
 * Added to a byte after `^ pattern`; a wrong byte then has its highest bit set. A digit may be 0 … 9, a fixed
 * byte must be 0. Bytes above 0x7f have the bit already.
 */
const DIGIT = 0x76;
const EXACT = 0x7f;

/** The eight bytes before a price's point, `["95000` and what precedes it, as two words. */
export type Shape = {
	/** Expected bytes, mask, and addend of each word. */
	readonly xorFirst: number;
	readonly xorLast: number;
	readonly keepFirst: number;
	readonly keepLast: number;
	readonly addFirst: number;
	readonly addLast: number;
};

/** With more digits the bracket is further away than eight bytes. */
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

/** By number of digits before the point. */
export const SHAPES: readonly Shape[] = Array.from({length: MAX_SHAPED_DIGITS + 1}, (_none, whole) => shapeOf(whole));
