import {describe, expect, it} from 'vitest';
import {money, parseMoney, ZERO_MONEY, type Money} from '../../source/domain/money.js';
import {OrderBook} from '../../source/domain/order-book.js';
import {priceTicks, qtyLots, unixMs, updateId} from '../../source/domain/units.js';
import type {EngineView} from '../../source/engine/engine-view.js';
import type {LineType} from '../../source/headless/stream-settings.js';
import {
	accountFields,
	bookFields,
	createLine,
	fillFields,
	quoteFields,
	renderLine,
	statsFields,
	statusFields,
	tradeFields,
	type Fields,
} from '../../source/headless/ndjson.js';
import {ACCOUNT, BOOK, EMPTY_VIEW, INSTRUMENT, LIVE_VIEW, instant, level} from './canned-session.js';

const cents = (text: string): Money => parseMoney(text) ?? ZERO_MONEY;
const lineText = (type: LineType, view: EngineView, fields: Fields) => renderLine(createLine(type, view, instant(1500), fields), 7);
const parsed = (type: LineType, view: EngineView, fields: Fields): unknown => JSON.parse(lineText(type, view, fields));

const COMMON = {v: 1, seq: 7, ts_ms: 1_700_000_001_500, symbol: 'BTCUSDT', venue: 'binance'};

describe('every line', () => {
	it('begins with the common fields and is one line', () => {
		expect(lineText('quote', EMPTY_VIEW, {state: 'off'})).toBe(
			'{"v":1,"type":"quote","seq":7,"ts_ms":1700000001500,"symbol":"BTCUSDT","venue":"binance","state":"off"}\n',
		);
	});

	it('escapes what is not plain', () => {
		const view = {...EMPTY_VIEW, symbol: '币安"人生usdt'};
		expect(parsed('status', view, {detail: 'a\nb\u2028'})).toMatchObject({symbol: '币安"人生USDT', detail: 'a\nb\u2028'});
	});
});

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
			spread: null,
			mid: null,
			microprice: null,
			imbalance: null,
			imbalance_5: null,
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
			spread: null,
			mid: null,
			microprice: null,
			imbalance: null,
			imbalance_5: null,
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
		priceTicks: priceTicks(6_700_000),
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

describe('quote', () => {
	const quoting = {
		kind: 'quoting',
		bid: {priceTicks: priceTicks(6_699_330), qtyLots: 700_000},
		ask: undefined,
		bidOff: undefined,
		askOff: 'max-inventory',
		bidClamped: false,
		askClamped: false,
		bids: [{priceTicks: priceTicks(6_699_330), qtyLots: 700_000}],
		asks: [],
		midHalfTicks: 13_400_021,
		fairValue: 'mid',
		fair: cents('67000.105'),
		halfSpread: cents('6.7'),
		model: 'linear',
		skew: cents('-0.5'),
		reservation: cents('67000.605'),
	} as const;

	it('shows both sides, or why one is missing', () => {
		expect(parsed('quote', LIVE_VIEW, quoteFields(INSTRUMENT, quoting, 'start'))).toEqual({
			...COMMON,
			type: 'quote',
			state: 'quoting',
			reason: null,
			bid_reason: null,
			ask_reason: 'max-inventory',
			fair: '67000.105',
			skew: '-0.5',
			reservation: '67000.605',
			bid: '66993.3',
			bid_qty: '0.007',
			ask: null,
			ask_qty: null,
			model: 'linear',
			fair_value: 'mid',
			half_spread: '6.7',
			bids: [['66993.3', '0.007']],
			asks: [],
			risk_state: null,
			risk_reason: null,
			risk_detail: null,
		});
	});

	it('has the same keys when pulled or off', () => {
		const keys = Object.keys(quoteFields(INSTRUMENT, quoting, 'start'));
		const pulled = quoteFields(undefined, {kind: 'pulled', reason: 'book-not-trusted', sinceMs: unixMs(0)}, 'gap');
		expect(pulled).toMatchObject({state: 'pulled', reason: 'gap', bid: null, ask: null});
		expect(Object.keys(pulled)).toEqual(keys);
		expect(Object.keys(quoteFields(undefined, {kind: 'off'}, 'start'))).toEqual(keys);
	});
});

it('fill', () => {
	const fill = {
		id: 3,
		side: 'buy',
		priceTicks: priceTicks(6_699_330),
		qtyLots: 700_000,
		liquidity: 'maker',
		fee: cents('0.4689531'),
		feeAsset: 'USDT',
		atMs: unixMs(0),
		inventoryLots: 700_000n,
		feeValue: cents('0.4689531'),
		executedAtMs: unixMs(1),
		cause: 'through',
	} as const;
	expect(parsed('fill', LIVE_VIEW, fillFields(INSTRUMENT, fill))).toEqual({
		...COMMON,
		type: 'fill',
		id: 3,
		side: 'buy',
		price: '66993.3',
		qty: '0.007',
		liquidity: 'maker',
		fee: '0.4689531',
		fee_asset: 'USDT',
		fee_value: '0.4689531',
		cause: 'through',
		executed_ts_ms: 1,
	});
});

it('account, to the last digit', () => {
	const account = {
		...ACCOUNT,
		inventoryLots: -4_200_000n,
		averagePrice: cents('67259.81'),
		realised: cents('12.41'),
		unrealised: money(-1n),
		fees: cents('0.93'),
		net: money(cents('11.48') - 1n),
		markHalfTicks: 13_400_021,
	};
	expect(parsed('account', LIVE_VIEW, accountFields(INSTRUMENT, account))).toEqual({
		...COMMON,
		type: 'account',
		inventory: '-0.042',
		average_price: '67259.81',
		realised: '12.41',
		unrealised: '-0.00000000000000000000000001',
		fees: '0.93',
		net: '11.47999999999999999999999999',
		mark: '67000.105',
		liquidation_net: '0',
		fifo_realised: '0',
		turnover: '0',
		optimistic_net: '0',
		optimistic_fills: 0,
	});
	expect(accountFields(undefined, ACCOUNT)).toMatchObject({inventory: null, average_price: null, net: '0', mark: null});
});

it('stats', () => {
	const view: EngineView = {
		...LIVE_VIEW,
		book: BOOK,
		counters: {...LIVE_VIEW.counters, depthEvents: 10, trades: 5, gaps: 1, resyncs: 1, connections: 2, snapshots: 3},
		gauges: now => ({
			...LIVE_VIEW.gauges(now),
			latency: {p50Ms: 2.123_456, p99Ms: 7.5, samples: 10},
			clockOffset: {offsetMs: -0.000_1, errorMs: 1},
		}),
	};
	const outside = {rssBytes: 1e8, linesDropped: 1, linesConflated: 2};
	expect(parsed('stats', view, statsFields(view, instant(0), outside))).toEqual({
		...COMMON,
		type: 'stats',
		rss_bytes: 100_000_000,
		depth_events: 10,
		trades: 5,
		gaps: 1,
		resyncs: 1,
		connections: 2,
		snapshots: 3,
		latency_p50_ms: 2.123,
		latency_p99_ms: 7.5,
		clock_offset_ms: 0,
		recording: 'off',
		audits: 0,
		audit_mismatches: 0,
		audits_inconclusive: 0,
		audit_result: null,
		audit_levels: null,
		audit_different: null,
		audit_age_ms: null,
		top_checks: 0,
		top_mismatches: 0,
		lines_dropped: 1,
		lines_conflated: 2,
		fill_model: 'none',
		risk_state: null,
		risk_reason: null,
		risk_transitions: 0,
		fill_ratio: null,
		uptime_bid: null,
		uptime_ask: null,
		late_moments: 0,
		markouts: [],
	});
	expect(statsFields(EMPTY_VIEW, instant(0), outside)).toMatchObject({latency_p50_ms: null, latency_p99_ms: null, clock_offset_ms: null});
});
