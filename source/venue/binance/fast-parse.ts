/**
 * The hot path: bytes of the three frequent messages to feed events, without a text, without JSON.
 *
 * Binance writes `depthUpdate`, `trade` and `bookTicker` with the same members in the same order and nothing in
 * between. So the bytes are compared with that spelling and the numbers are read where they must stand. Every byte
 * is either compared with a literal or tested to be a digit; at the first one that is not as expected the answer is
 * `undefined`, and the general parser of `parse.ts` has the word. What is accepted here, it accepts with the same
 * result: `test/venue/binance/fast-parse.test.ts` holds the two side by side.
 *
 * `fast-grammar.ts` has the spelling, `fast-reader.ts` reads the bytes.
 *
 * The diff and its columns are filled anew by the next message: who keeps a diff detaches it.
 */

import type {Diff, FeedEvent} from '../../domain/feed-event.js';
import type {Instrument} from '../../domain/instrument.js';
import {LevelColumns} from '../../domain/book/level-columns.js';
import {updateId} from '../../domain/units.js';
import {
	ASKS,
	BARE_DEPTH,
	BARE_TOP,
	BARE_TRADE,
	BIDS,
	BUYER_IS_MAKER,
	createGrammar,
	LAST_ID,
	SELLER_IS_MAKER,
	TOP_ASK,
	TOP_ASK_QTY,
	TOP_BID_QTY,
	TRADE_PRICE,
	TRADE_QTY,
	TRADE_TIME,
	type Grammar,
} from './fast-grammar.js';
import {FastReader} from './fast-reader.js';
import {wireTime} from './wire-time.js';

const QUOTE = 0x22;
const OBJECT_CLOSES = 0x7d;
const LETTER_B = 0x62;
const LETTER_D = 0x64;
const LETTER_E = 0x65;
const LETTER_S = 0x73;
const LETTER_T = 0x74;

class FastParser {
	readonly #reader = new FastReader();
	readonly #bids = new LevelColumns();
	readonly #asks = new LevelColumns();
	readonly #diff: {-readonly [Key in keyof Diff]: Diff[Key]} = {
		kind: 'diff',
		firstId: updateId(0),
		lastId: updateId(0),
		bids: this.#bids,
		asks: this.#asks,
	};
	readonly #grammars = new WeakMap<Instrument, Grammar>();
	#grammar: Grammar | undefined;

	parse(message: Uint8Array, instrument: Instrument): FeedEvent | undefined {
		const grammar = this.#grammar?.instrument === instrument ? this.#grammar : this.#grammarOf(instrument);
		if (grammar === undefined || !this.#reader.take(message)) return undefined;
		const event = this.#message(grammar);
		return this.#reader.done ? event : undefined;
	}

	#grammarOf(instrument: Instrument): Grammar | undefined {
		const grammar = this.#grammars.get(instrument) ?? createGrammar(instrument);
		if (grammar !== undefined) this.#grammars.set(instrument, grammar);
		this.#grammar = grammar;
		return grammar;
	}

	#message(grammar: Grammar): FeedEvent | undefined {
		switch (this.#reader.peek(2)) {
			case LETTER_S: {
				const event = this.#streamed(grammar);
				return this.#reader.byte(OBJECT_CLOSES) ? event : undefined;
			}

			case LETTER_E:
				if (this.#reader.literal(BARE_DEPTH)) return this.#parseDiff(grammar);
				return this.#reader.literal(BARE_TRADE) ? this.#parseTrade(grammar) : undefined;
			default:
				return this.#reader.short(BARE_TOP) ? this.#parseTop(grammar) : undefined;
		}
	}

	#streamed(grammar: Grammar): FeedEvent | undefined {
		switch (this.#reader.peek(grammar.kindAt)) {
			case LETTER_B:
				return this.#reader.literal(grammar.streamTop) ? this.#parseTop(grammar) : undefined;
			case LETTER_T:
				return this.#reader.literal(grammar.streamTrade) ? this.#parseTrade(grammar) : undefined;
			case LETTER_D:
				for (const depth of grammar.streamDepths) if (this.#reader.literal(depth)) return this.#parseDiff(grammar);
				return undefined;
			default:
				return undefined;
		}
	}

	#parseTop(grammar: Grammar): FeedEvent | undefined {
		if (!this.#reader.integer()) return undefined;
		const id = this.#reader.number;
		if (!this.#reader.literal(grammar.topSymbol)) return undefined;
		const bid = this.#reader.price(grammar);
		if (bid === undefined || !this.#reader.short(TOP_BID_QTY)) return undefined;
		const bidQty = this.#reader.qty(grammar);
		if (bidQty === undefined || !this.#reader.short(TOP_ASK)) return undefined;
		const ask = this.#reader.price(grammar);
		if (ask === undefined || !this.#reader.short(TOP_ASK_QTY)) return undefined;
		const askQty = this.#reader.qty(grammar);
		if (askQty === undefined || !this.#reader.byte(QUOTE) || !this.#reader.byte(OBJECT_CLOSES)) return undefined;
		return {
			kind: 'top',
			updateId: updateId(id),
			bid: {priceUnits: bid, qtyLots: bidQty},
			ask: {priceUnits: ask, qtyLots: askQty},
		};
	}

	#parseTrade(grammar: Grammar): FeedEvent | undefined {
		if (!this.#reader.integer()) return undefined;
		const eventAt = this.#reader.number;
		if (eventAt === 0 || !this.#reader.literal(grammar.tradeSymbol) || !this.#reader.integer()) return undefined;
		const id = this.#reader.number;
		if (!this.#reader.short(TRADE_PRICE)) return undefined;
		const price = this.#reader.price(grammar);
		if (price === undefined || !this.#reader.short(TRADE_QTY)) return undefined;
		const qty = this.#reader.qty(grammar);
		if (qty === undefined || !this.#reader.short(TRADE_TIME) || !this.#reader.integer()) return undefined;
		const tradeAt = this.#reader.number;
		if (tradeAt === 0) return undefined;
		const sold = this.#reader.literal(BUYER_IS_MAKER);
		if (!sold && !this.#reader.literal(SELLER_IS_MAKER)) return undefined;
		return {
			kind: 'trade',
			id,
			priceUnits: price,
			qtyLots: qty,
			aggressor: sold ? 'sell' : 'buy',
			tradeAtMs: wireTime(tradeAt),
			eventAtMs: wireTime(eventAt),
		};
	}

	#parseDiff(grammar: Grammar): FeedEvent | undefined {
		if (!this.#reader.integer()) return undefined;
		const eventAt = this.#reader.number;
		if (eventAt === 0 || !this.#reader.literal(grammar.diffSymbol) || !this.#reader.integer()) return undefined;
		const firstId = this.#reader.number;
		if (!this.#reader.short(LAST_ID) || !this.#reader.integer()) return undefined;
		const lastId = this.#reader.number;
		if (lastId < firstId || !this.#reader.short(BIDS)) return undefined;
		if (!this.#reader.levels(grammar, this.#bids) || !this.#reader.short(ASKS)) return undefined;
		if (!this.#reader.levels(grammar, this.#asks) || !this.#reader.byte(OBJECT_CLOSES)) return undefined;
		const diff = this.#diff;
		diff.firstId = updateId(firstId);
		diff.lastId = updateId(lastId);
		diff.eventAtMs = wireTime(eventAt);
		return diff;
	}
}

const parser = new FastParser();

/** The event of an ordinary message; `undefined` for everything else. A diff is valid until the next call. */
export const fastParse = (message: Uint8Array, instrument: Instrument): FeedEvent | undefined => parser.parse(message, instrument);
