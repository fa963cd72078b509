import {describe, expect, it} from 'vitest';
import {OrderBook} from '../../source/domain/book/order-book.js';
import {priceUnits, qtyLots, unixMs, updateId} from '../../source/domain/units.js';
import {bookFields, statusFields, tradeFields} from '../helpers/line-fields.js';
import {EMPTY_VIEW, INSTRUMENT, LIVE_VIEW, level} from './canned-session.js';
import {COMMON, parsed} from './line-text.js';

/** Fields that need both sides. */
const NO_MIDDLE = {spread: null, mid: null, microprice: null, imbalance: null, imbalance_5: null};

describe('book', () => {
	it('is exact', () => {
		expect(parsed('book', LIVE_VIEW, bookFields(LIVE_VIEW, 20))).toEqual({
			...COMMON,
			type: 'book',
			state: 'live',
			trusted: true,
			update_id: 42,
			best_bid: '67000.1',
			best_bid_qty: '1.5',
			best_ask: '67000.11',
			best_ask_qty: '0.5',
			spread: '0.01',
			mid: '67000.105',
			microprice: '67000.1075',
			imbalance: 0.5,
			imbalance_5: expect.closeTo(-1, 6),
			bids: [
				['67000.1', '1.5'],
				['67000', '0.2'],
			],
			asks: [
				['67000.11', '0.5'],
				['67000.2', '123456789012.3456789'],
			],
		});
	});

	it('shows as many levels as were asked for', () => {
		expect(bookFields(LIVE_VIEW, 1)).toMatchObject({bids: [['67000.1', '1.5']], asks: [['67000.11', '0.5']]});
	});

	it('comes before the instrument is known', () => {
		expect(parsed('book', EMPTY_VIEW, bookFields(EMPTY_VIEW, 20))).toEqual({
			...COMMON,
			type: 'book',
			state: 'connecting',
			trusted: false,
			update_id: null,
			best_bid: null,
			best_bid_qty: null,
			best_ask: null,
			best_ask_qty: null,
			...NO_MIDDLE,
			bids: [],
			asks: [],
		});
	});

	it('says null for an absent side, and never a fallback', () => {
		const book = OrderBook.of({bids: [level(100, 5)], asks: []});
		expect(bookFields({...LIVE_VIEW, book, trusted: false}, 5)).toMatchObject({
			trusted: false,
			best_bid: '1',
			best_bid_qty: '0.00000005',
			best_ask: null,
			best_ask_qty: null,
			...NO_MIDDLE,
			asks: [],
		});
	});

	it('has the same keys whatever it knows', () => {
		const keys = Object.keys(bookFields(LIVE_VIEW, 5));
		expect(Object.keys(bookFields(EMPTY_VIEW, 5))).toEqual(keys);
		expect(Object.keys(bookFields({...LIVE_VIEW, book: new OrderBook()}, 5)).toSorted()).toEqual(keys.toSorted());
	});
});

describe('status', () => {
	it('says what a person needs to judge it', () => {
		const now = unixMs(1_700_000_000_000);
		const status = {
			state: 'resyncing',
			reason: 'gap',
			sinceMs: now,
			expectedId: updateId(10),
			receivedId: updateId(13),
			attempt: 2,
			nextRetryAtMs: unixMs(now + 1300.4),
			bufferedDiffs: 27,
			detail: 'HTTP 500',
		} as const;
		expect(parsed('status', LIVE_VIEW, statusFields(status, now))).toEqual({
			...COMMON,
			type: 'status',
			state: 'resyncing',
			reason: 'gap',
			expected_id: 10,
			received_id: 13,
			attempt: 2,
			next_retry_ms: 1300,
			buffered: 27,
			detail: 'HTTP 500',
		});
		expect(statusFields(status, unixMs(now + 5000))).toMatchObject({next_retry_ms: 0});
	});

	it('says null for what is not known', () => {
		expect(statusFields(EMPTY_VIEW.status, unixMs(0))).toEqual({
			state: 'connecting',
			reason: 'start',
			expected_id: null,
			received_id: null,
			attempt: 1,
			next_retry_ms: null,
			buffered: 0,
			detail: null,
		});
	});
});

it('trade', () => {
	const trade = {
		kind: 'trade',
		id: 9,
		priceUnits: priceUnits(6_700_000),
		qtyLots: qtyLots(120_000),
		aggressor: 'sell',
		tradeAtMs: unixMs(1_700_000_000_123.9),
		eventAtMs: unixMs(1_700_000_000_124),
	} as const;
	expect(parsed('trade', LIVE_VIEW, tradeFields(INSTRUMENT, trade))).toEqual({
		...COMMON,
		type: 'trade',
		id: 9,
		price: '67000',
		qty: '0.0012',
		aggressor: 'sell',
		trade_ts_ms: 1_700_000_000_123,
	});
});
