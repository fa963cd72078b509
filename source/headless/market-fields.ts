/** The columns of `book`, `status`, `trade`, `depth` and `event`. Pure. */

import type {Level, Trade} from '../domain/feed-event.js';
import {wholeUnits, type Instrument} from '../domain/instrument.js';
import {imbalance, midHalfUnits, plainMicroprice, spreadUnits, touchOf, type Touch} from '../domain/book/metrics.js';
import {remoteOrder} from '../domain/book/remote-levels.js';
import type {Side, UnixMs} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {JournalEntry} from '../domain/journal-entry.js';
import type {FeedStatus} from '../engine/feed/types/status.js';
import {fieldsOf, type Column, type LevelOfLine} from './columns.js';
import type {Fields} from './fields.js';

type BookLine = {
	readonly view: EngineView;
	readonly instrument: Instrument | undefined;
	readonly bid: Level | undefined;
	readonly ask: Level | undefined;
	/** Both of them. */
	readonly touch: Touch | undefined;
	/** Levels of each side. */
	readonly levels: number;
};

export const BOOK_COLUMNS: readonly Column<BookLine>[] = [
	{name: 'state', kind: 'word', read: ({view}) => view.status.state},
	{name: 'trusted', kind: 'flag', read: ({view}) => view.trusted},
	{name: 'update_id', kind: 'number', read: ({view}) => view.updateId},
	{name: 'best_bid', kind: 'price', read: ({bid}) => bid?.priceUnits},
	{name: 'best_bid_qty', kind: 'quantity', read: ({bid}) => bid?.qtyLots},
	{name: 'best_ask', kind: 'price', read: ({ask}) => ask?.priceUnits},
	{name: 'best_ask_qty', kind: 'quantity', read: ({ask}) => ask?.qtyLots},
	{name: 'spread', kind: 'distance', read: ({touch}) => touch && spreadUnits(touch)},
	{name: 'mid', kind: 'half-price', read: ({touch}) => touch && midHalfUnits(touch)},
	{name: 'microprice', kind: 'decimal', read: ({instrument, touch}) => instrument && touch && plainMicroprice(instrument, touch)},
	{name: 'imbalance', kind: 'number', note: 'best level', read: ({view, touch}) => touch && imbalance(view.book, 1)},
	{name: 'imbalance_5', kind: 'number', note: 'five', read: ({view, touch}) => touch && imbalance(view.book, 5)},
	{name: 'bids', kind: 'levels', read: (line) => bestLevels(line, 'bid')},
	{name: 'asks', kind: 'levels', read: (line) => bestLevels(line, 'ask')},
];

/** The best levels of a side, wherever prices are counted from. */
const bestLevels = ({view: {book}, instrument, levels: count}: BookLine, side: Side): readonly LevelOfLine[] => {
	const near = book.top(side, count);
	const remote = book.remote(side);
	if (remote.length === 0 || instrument === undefined) return near;
	const all = [...near.map(({priceUnits, qtyLots}) => ({units: BigInt(wholeUnits(instrument, priceUnits)), qtyLots})), ...remote];
	return all.toSorted(remoteOrder(side)).slice(0, count);
};

/** The last known book whatever the state; `state` and `trusted` say what it is worth. */
export const bookFields = (view: EngineView, levels: number): Fields => {
	const {instrument, book} = view;
	const touch = instrument === undefined ? undefined : touchOf(book);
	const {bid, ask} = touch ?? {bid: book.bestBid(), ask: book.bestAsk()};
	return fieldsOf(BOOK_COLUMNS, {view, instrument, bid, ask, touch, levels}, instrument);
};

type StatusLine = {readonly status: FeedStatus; readonly now: UnixMs};

export const STATUS_COLUMNS: readonly Column<StatusLine>[] = [
	{name: 'state', kind: 'word', read: ({status}) => status.state},
	{name: 'reason', kind: 'word', read: ({status}) => status.reason},
	{name: 'expected_id', kind: 'number', read: ({status}) => status.expectedId},
	{name: 'received_id', kind: 'number', read: ({status}) => status.receivedId},
	{name: 'attempt', kind: 'number', read: ({status}) => status.attempt},
	{name: 'next_retry_ms', kind: 'number', read: ({status, now}) => msUntil(status.nextRetryAtMs, now)},
	{name: 'buffered', kind: 'number', read: ({status}) => status.bufferedDiffs},
	{name: 'detail', kind: 'word', read: ({status}) => status.detail},
];

const msUntil = (at: UnixMs | undefined, now: UnixMs): number | undefined =>
	at === undefined ? undefined : Math.max(0, Math.round(at - now));

/** @param now on the wall clock, to tell in how many milliseconds the next try is. */
export const statusFields = (status: FeedStatus, now: UnixMs): Fields => fieldsOf(STATUS_COLUMNS, {status, now});

type DepthOutput = Extract<EngineOutput, {kind: 'book'}>;

export const DEPTH_COLUMNS: readonly Column<DepthOutput>[] = [
	{name: 'epoch', kind: 'number', note: 'grows at every loss of trust', read: ({epoch}) => epoch},
	{name: 'first_update_id', kind: 'number', read: ({diff}) => diff.firstId},
	{name: 'update_id', kind: 'number', read: ({diff}) => diff.lastId},
	{name: 'event_ts_us', kind: 'number', read: ({diff}) => microseconds(diff.eventAtMs)},
	{name: 'bids', kind: 'levels', read: ({diff}) => [...diff.bids, ...(diff.remote?.bids ?? [])]},
	{name: 'asks', kind: 'levels', read: ({diff}) => [...diff.asks, ...(diff.remote?.asks ?? [])]},
];

const microseconds = (at: UnixMs | undefined): number | undefined => (at === undefined ? undefined : Math.round(at * 1000));

/** A diff as it was applied. With the snapshot that it follows it makes the next book; another `epoch` begins anew. */
export const depthFields = (instrument: Instrument, output: DepthOutput): Fields => fieldsOf(DEPTH_COLUMNS, output, instrument);

export const EVENT_COLUMNS: readonly Column<JournalEntry>[] = [
	{name: 'kind', kind: 'word', read: ({kind}) => kind},
	{name: 'level', kind: 'word', read: ({level}) => level},
	{name: 'text', kind: 'word', read: ({text}) => text},
];

/** A line of the events panel. */
export const eventFields = (entry: JournalEntry): Fields => fieldsOf(EVENT_COLUMNS, entry);

export const TRADE_COLUMNS: readonly Column<Trade>[] = [
	{name: 'id', kind: 'number', read: ({id}) => id},
	{name: 'price', kind: 'price', read: ({priceUnits}) => priceUnits},
	{name: 'qty', kind: 'quantity', read: ({qtyLots}) => qtyLots},
	{name: 'aggressor', kind: 'word', read: ({aggressor}) => aggressor},
	{name: 'trade_ts_ms', kind: 'time', read: ({tradeAtMs}) => tradeAtMs},
];

/** A print. */
export const tradeFields = (instrument: Instrument, trade: Trade): Fields => fieldsOf(TRADE_COLUMNS, trade, instrument);
