/** The fields of `book`, `status` and `trade`, as the contract's table says. Pure. */

import type {Level, Trade} from '../domain/feed-event.js';
import {plainPrice, plainQty, plainUnits, wholeUnits, type Instrument} from '../domain/instrument.js';
import {imbalance, plainMicroprice, plainMid, spreadUnits, touchOf} from '../domain/book/metrics.js';
import type {BookView} from '../domain/book/order-book.js';
import {remoteOrder, type RemoteLevel} from '../domain/book/remote-levels.js';
import type {Side, UnixMs} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {JournalEntry} from '../domain/journal-entry.js';
import type {FeedStatus} from '../engine/feed/types/status.js';
import {wholeMs, type Fields} from './fields.js';

/** The last known book whatever the state; `state` and `trusted` say what it is worth. */
export const bookFields = (view: EngineView, levels: number): Fields => {
	const {instrument, status, trusted, book} = view;
	const head = {state: status.state, trusted, update_id: view.updateId ?? null};
	if (instrument === undefined) return {...head, ...NO_TOUCH, bids: [], asks: []};
	return {
		...head,
		...touchFields(view, instrument),
		bids: sidePairs(instrument, book, 'bid', levels),
		asks: sidePairs(instrument, book, 'ask', levels),
	};
};

const NO_TOUCH = {
	best_bid: null,
	best_bid_qty: null,
	best_ask: null,
	best_ask_qty: null,
	spread: null,
	mid: null,
	microprice: null,
	imbalance: null,
	imbalance_5: null,
} as const;

const touchFields = ({book}: EngineView, instrument: Instrument): Fields => {
	const touch = touchOf(book);
	const [best_bid, best_bid_qty] = bestPair(instrument, book.bestBid());
	const [best_ask, best_ask_qty] = bestPair(instrument, book.bestAsk());
	const best = {best_bid, best_bid_qty, best_ask, best_ask_qty};
	if (touch === undefined) return {...NO_TOUCH, ...best};
	return {
		...best,
		spread: plainUnits(instrument, spreadUnits(touch)),
		mid: plainMid(instrument, touch),
		microprice: plainMicroprice(instrument, touch),
		imbalance: imbalance(book, 1) ?? null,
		imbalance_5: imbalance(book, 5) ?? null,
	};
};

const pair = (instrument: Instrument, level: Level): [string, string] => [
	plainPrice(instrument, level.priceUnits),
	plainQty(instrument, level.qtyLots),
];

const bestPair = (instrument: Instrument, level: Level | undefined): [string | null, string | null] =>
	level === undefined ? [null, null] : pair(instrument, level);

const levelPairs = (instrument: Instrument, levels: readonly Level[]): readonly [string, string][] =>
	levels.map((level) => pair(instrument, level));

const remotePair = (instrument: Instrument, {units, qtyLots}: RemoteLevel): [string, string] => [
	plainUnits(instrument, units),
	plainQty(instrument, qtyLots),
];

const remotePairs = (instrument: Instrument, levels: readonly RemoteLevel[] = []): readonly [string, string][] =>
	levels.map((level) => remotePair(instrument, level));

/** The best levels of a side, wherever prices are counted from. */
const sidePairs = (instrument: Instrument, book: BookView, side: Side, count: number): readonly [string, string][] => {
	const near = book.top(side, count);
	const remote = book.remote(side);
	if (remote.length === 0) return levelPairs(instrument, near);
	const all = [...near.map(({priceUnits, qtyLots}) => ({units: BigInt(wholeUnits(instrument, priceUnits)), qtyLots})), ...remote];
	return remotePairs(instrument, all.toSorted(remoteOrder(side)).slice(0, count));
};

/** @param now on the wall clock, to tell in how many milliseconds the next try is. */
export const statusFields = (status: FeedStatus, now: UnixMs): Fields => ({
	state: status.state,
	reason: status.reason,
	expected_id: status.expectedId ?? null,
	received_id: status.receivedId ?? null,
	attempt: status.attempt,
	next_retry_ms: status.nextRetryAtMs === undefined ? null : Math.max(0, Math.round(status.nextRetryAtMs - now)),
	buffered: status.bufferedDiffs,
	detail: status.detail ?? null,
});

/** A diff as it was applied. With the snapshot that it follows it makes the next book; another `epoch` begins anew. */
export const depthFields = (instrument: Instrument, {diff, epoch}: Extract<EngineOutput, {kind: 'book'}>): Fields => ({
	epoch,
	first_update_id: diff.firstId,
	update_id: diff.lastId,
	event_ts_us: diff.eventAtMs === undefined ? null : Math.round(diff.eventAtMs * 1000),
	bids: [...levelPairs(instrument, [...diff.bids]), ...remotePairs(instrument, diff.remote?.bids)],
	asks: [...levelPairs(instrument, [...diff.asks]), ...remotePairs(instrument, diff.remote?.asks)],
});

/** A line of the events panel. */
export const eventFields = ({kind, level, text}: JournalEntry): Fields => ({kind, level, text});

/** A print. */
export const tradeFields = (instrument: Instrument, trade: Trade): Fields => ({
	id: trade.id,
	price: plainPrice(instrument, trade.priceUnits),
	qty: plainQty(instrument, trade.qtyLots),
	aggressor: trade.aggressor,
	trade_ts_ms: wholeMs(trade.tradeAtMs),
});
