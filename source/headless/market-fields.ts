/** The columns of `book`, `status`, `trade`, `depth` and `event`. Pure. */

import {LevelColumns, type LevelSource} from '../domain/book/level-columns.js';
import type {Level, Trade} from '../domain/feed-event.js';
import {wholeUnits, type Instrument} from '../domain/instrument.js';
import {imbalance, midHalfUnits, plainMicroprice, spreadUnits, touchOf, type Touch} from '../domain/book/metrics.js';
import {remoteOrder, type RemoteLevel} from '../domain/book/remote-levels.js';
import type {Side, UnixMs} from '../domain/units.js';
import type {EngineView} from '../engine/engine-view.js';
import type {EngineOutput} from '../engine/outputs.js';
import type {JournalEntry} from '../domain/journal-entry.js';
import type {FeedStatus} from '../engine/feed/types/status.js';
import {columnWriter, type Column, type ColumnWriter, type LevelOfLine} from './columns.js';
import type {LineText} from './line-text.js';

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

/** Read anew for each side of each line. */
const read = new LevelColumns();

/** The best levels of a side, wherever prices are counted from. */
const bestLevels = ({view: {book}, instrument, levels: count}: BookLine, side: Side): LevelSource | readonly LevelOfLine[] => {
	book.topInto(side, count, read);
	const remote = book.remote(side);
	if (remote.length === 0 || instrument === undefined) return read;
	const near = Array.from(read, ({priceUnits, qtyLots}) => ({units: BigInt(wholeUnits(instrument, priceUnits)), qtyLots}));
	return [...near, ...remote].toSorted(remoteOrder(side)).slice(0, count);
};

const writeBookColumns = columnWriter(BOOK_COLUMNS);

/** The last known book whatever the state; `state` and `trusted` say what it is worth. */
export const writeBook = (out: LineText, view: EngineView, levels: number): void => {
	const {instrument, book} = view;
	const touch = instrument === undefined ? undefined : touchOf(book);
	const {bid, ask} = touch ?? {bid: book.bestBid(), ask: book.bestAsk()};
	writeBookColumns(out, {view, instrument, bid, ask, touch, levels}, instrument);
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

const writeStatusColumns = columnWriter(STATUS_COLUMNS);

/** @param now on the wall clock, to tell in how many milliseconds the next try is. */
export const writeStatus = (out: LineText, status: FeedStatus, now: UnixMs): void => writeStatusColumns(out, {status, now});

type DepthOutput = Extract<EngineOutput, {kind: 'book'}>;

export const DEPTH_COLUMNS: readonly Column<DepthOutput>[] = [
	{name: 'epoch', kind: 'number', note: 'grows at every loss of trust', read: ({epoch}) => epoch},
	{name: 'first_update_id', kind: 'number', read: ({diff}) => diff.firstId},
	{name: 'update_id', kind: 'number', read: ({diff}) => diff.lastId},
	{name: 'event_ts_us', kind: 'number', read: ({diff}) => microseconds(diff.eventAtMs)},
	{name: 'bids', kind: 'levels', read: ({diff}) => withRemote(diff.bids, diff.remote?.bids)},
	{name: 'asks', kind: 'levels', read: ({diff}) => withRemote(diff.asks, diff.remote?.asks)},
];

const withRemote = (near: LevelSource, remote: readonly RemoteLevel[] | undefined): LevelSource | readonly LevelOfLine[] =>
	remote === undefined ? near : [...near, ...remote];

const microseconds = (at: UnixMs | undefined): number | undefined => (at === undefined ? undefined : Math.round(at * 1000));

/** A diff as it was applied. With the snapshot that it follows it makes the next book; another `epoch` begins anew. */
export const writeDepth: ColumnWriter<DepthOutput> = columnWriter(DEPTH_COLUMNS);

export const EVENT_COLUMNS: readonly Column<JournalEntry>[] = [
	{name: 'kind', kind: 'word', read: ({kind}) => kind},
	{name: 'level', kind: 'word', read: ({level}) => level},
	{name: 'text', kind: 'word', read: ({text}) => text},
];

/** A line of the events panel. */
export const writeEvent: ColumnWriter<JournalEntry> = columnWriter(EVENT_COLUMNS);

export const TRADE_COLUMNS: readonly Column<Trade>[] = [
	{name: 'id', kind: 'number', read: ({id}) => id},
	{name: 'price', kind: 'price', read: ({priceUnits}) => priceUnits},
	{name: 'qty', kind: 'quantity', read: ({qtyLots}) => qtyLots},
	{name: 'aggressor', kind: 'word', read: ({aggressor}) => aggressor},
	{name: 'trade_ts_ms', kind: 'time', read: ({tradeAtMs}) => tradeAtMs},
];

/** A print. */
export const writeTrade: ColumnWriter<Trade> = columnWriter(TRADE_COLUMNS);
