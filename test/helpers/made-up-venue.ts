/**
 * An invented venue, as different from Binance as the engine allows: the book starts with a snapshot on the
 * stream, updates name the previous id, every message carries a checksum over the best levels, trades come in
 * batches, and REST has no book.
 */

import {isCrossed, type BookView} from '../../source/domain/book/order-book.js';
import type {FeedEvent, Level} from '../../source/domain/feed-event.js';
import {priceUnits, qtyLots, unixMs, updateId} from '../../source/domain/units.js';
import type {Venue} from '../../source/venue/venue.js';
import {levels, type Pair} from './diffs.js';

const CHECKED_LEVELS = 10;

type BookMessage = {
	readonly kind: 'snapshot' | 'update';
	readonly id: number;
	readonly previous?: number;
	readonly bids: readonly Pair[];
	readonly asks: readonly Pair[];
	readonly sum: number;
};

type TradesMessage = {
	readonly kind: 'trades';
	readonly list: readonly {readonly id: number; readonly price: number; readonly qty: number}[];
};

export type MadeUpMessage = BookMessage | TradesMessage | {readonly kind: 'heartbeat'};

const sumOf = (sides: readonly (readonly Level[])[]): number =>
	sides.flat().reduce((sum, {priceUnits: price, qtyLots: qty}) => (sum * 31 + price * 7 + Number(qty)) % 1_000_003, 0);

/** The venue's checksum over its best levels. */
export const madeUpSum = (bids: readonly Level[], asks: readonly Level[]): number =>
	sumOf([bids.slice(0, CHECKED_LEVELS), asks.slice(0, CHECKED_LEVELS)]);

const madeUpSumOf = (book: BookView): number => sumOf([book.top('bid', CHECKED_LEVELS), book.top('ask', CHECKED_LEVELS)]);

/** The events of one message. */
function* eventsOf(message: MadeUpMessage): Iterable<FeedEvent> {
	switch (message.kind) {
		case 'heartbeat':
			return;
		case 'trades':
			for (const {id, price, qty} of message.list) {
				const at = unixMs(id);
				yield {kind: 'trade', id, priceUnits: priceUnits(price), qtyLots: qtyLots(qty), aggressor: 'buy', tradeAtMs: at, eventAtMs: at};
			}

			return;
		case 'snapshot':
			yield {kind: 'snapshot', lastId: updateId(message.id), bids: levels(message.bids), asks: levels(message.asks), checksum: message.sum};
			return;
		case 'update': {
			const {id, previous = 0, bids, asks, sum} = message;
			const ids = {firstId: updateId(id), lastId: updateId(id), previousId: updateId(previous)};
			yield {kind: 'diff', ...ids, bids: levels(bids), asks: levels(asks), checksum: sum};
		}
	}
}

const none = (): never => {
	throw new Error('this venue has no such thing');
};

export const madeUpVenue: Venue = {
	name: 'made-up',
	market: {
		url: 'wss://made-up.example',
		denseTradeIds: false,
		plan: (url, symbol) => ({url, hello: [`subscribe ${symbol}`]}),
		read(message, _instrument, sink) {
			const read: MadeUpMessage = JSON.parse(typeof message === 'string' ? message : Buffer.from(message).toString());
			for (const event of eventsOf(read)) sink(event);
		},
		split: (text) => ({stream: undefined, dataText: text, eventAtMs: undefined}),
	},
	rest: {
		url: 'https://made-up.example',
		urlOf: (base, {path}) => base + path,
		instrument: () => ({path: '/instrument', headers: {}, weight: 1}),
		snapshot: none,
		time: () => ({path: '/time', headers: {}, weight: 1}),
		readInstrument: none,
		readWeightLimits: none,
		readSnapshot: none,
		readTime: none,
		readRefusal: none,
		usedWeight: () => [],
	},
	book: {
		snapshot: 'stream',
		continuity: (bookId, {lastId, previousId}) => (lastId <= bookId ? 'old' : previousId === bookId ? 'follows' : 'gap'),
		gapIds: (bookId, {previousId = updateId(0)}) => ({expectedId: bookId, receivedId: previousId}),
		verify: (book, {checksum}) => checksum === undefined || (!isCrossed(book) && madeUpSumOf(book) === checksum),
		topsCarryIds: false,
		probeDepth: undefined,
	},
	limits: {
		dials: {most: 5, windowMs: 60_000, policyCloseCode: 4004, policyWaitMs: 20_000},
		rotateAfterMs: undefined,
		weights: [{limit: 100, intervalMs: 10_000}],
		snapshots: {steps: [], cheapest: 10, dearestShare: 1},
		refusals: {waitMs: new Map([[429, 5000]]), longestMs: 60_000},
	},
};
