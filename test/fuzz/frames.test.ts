import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import type {FeedEvent, Level} from '../../source/domain/feed-event.js';
import {safeText} from '../../source/domain/text/safe-text.js';
import {binance} from '../../source/venue/binance/index.js';
import {readMessage} from '../../source/venue/binance/market.js';
import {instrumentText, depthText, shutdownText, SYMBOL, topText, tradeText} from '../simulation/model/wire.js';
import {anything, isUnpolluted, nearly, runs} from './mutate.js';

const read = binance.rest.readInstrument(instrumentText(10, 'TRADING'), SYMBOL);
if ('unreadable' in read) throw new Error(read.unreadable);
const instrument = read;

const AT = 1_800_000_000_123;
const FRAMES = [
	depthText({
		firstId: 101,
		lastId: 105,
		atMs: AT,
		bids: [
			[99_990, 100_000],
			[99_980, 0],
		],
		asks: [[100_010, 9_223_372_036_854_775_807n]],
	}),
	depthText({firstId: 7, lastId: 7, atMs: AT, bids: [], asks: []}),
	tradeText({id: 12, price: 100_010, lots: 12_300_000, aggressor: 'buy', atMs: AT}),
	topText({id: 105, bid: [99_990, 100_000], ask: [100_010, 5_000_000]}),
	shutdownText(AT),
	'{"result":null,"id":1}',
	'{"error":{"code":2,"msg":"Invalid request"},"id":1}',
	`{"e":"depthUpdate","E":${AT},"s":"${SYMBOL}","U":1,"u":2,"b":[["99.99","1"]],"a":[]}`,
];
const frame = fc.oneof({weight: 4, arbitrary: nearly(FRAMES)}, {weight: 1, arbitrary: anything});
const KINDS = ['diff', 'trade', 'top', 'shutdown', 'subscribed', 'refused', 'unknown', 'malformed'];

const isGoodLevel = ({priceUnits, qtyLots}: Level): boolean =>
	Number.isSafeInteger(priceUnits) && priceUnits > 0 && qtyLots >= 0 && (typeof qtyLots === 'bigint' || Number.isSafeInteger(qtyLots));

const isGoodId = (id: number): boolean => Number.isSafeInteger(id) && id >= 0;

/** The guarantees of the venue's reader to the engine. */
const isGood = (event: FeedEvent): boolean => {
	switch (event.kind) {
		case 'diff':
			return (
				isGoodId(event.firstId) &&
				isGoodId(event.lastId) &&
				event.firstId <= event.lastId &&
				[...event.bids, ...event.asks].every(isGoodLevel)
			);
		case 'trade':
			return Number.isSafeInteger(event.id) && isGoodLevel(event) && event.tradeAtMs > 0;
		case 'top':
			return isGoodId(event.updateId) && isGoodLevel(event.bid) && isGoodLevel(event.ask);
		case 'malformed':
		case 'refused':
			return safeText(event.message, 10_000) === event.message.trim();
		case 'unknown':
			return safeText(event.name, 10_000) === event.name.trim();
		default:
			return KINDS.includes(event.kind);
	}
};

/** A copy, because the next diff overwrites this one. */
const copy = (event: FeedEvent): unknown => (event.kind === 'diff' ? {...event, bids: [...event.bids], asks: [...event.asks]} : event);

test('any frame is an event that keeps its promises', () => {
	fc.assert(
		fc.property(frame, (text) => isGood(readMessage(text, instrument)) && isGood(readMessage(Buffer.from(text), instrument))),
		runs(1500),
	);
	expect(isUnpolluted()).toBe(true);
});

test('bytes and text of the same frame are the same event', () => {
	fc.assert(
		fc.property(frame, (text) => {
			const bytes = Buffer.from(text);
			// Invalid UTF-8 becomes replacement characters.
			const general = copy(readMessage(bytes.toString('utf8'), instrument));
			expect(copy(readMessage(bytes, instrument))).toStrictEqual(general);
		}),
		runs(1500),
	);
});

test('any bytes are an event', () => {
	fc.assert(
		fc.property(fc.uint8Array({maxLength: 400}), (bytes) => isGood(readMessage(bytes, instrument))),
		runs(500),
	);
});

test('any frame can be taken apart for the raw feed, into text that is JSON', () => {
	fc.assert(
		fc.property(frame, (text) => {
			const {dataText} = binance.market.split(text);
			return typeof dataText === 'string';
		}),
		runs(500),
	);
});
