/**
 * The one machine that keeps a book and its feed together, for every venue: buffer the diffs, load a snapshot,
 * join the two by update id, follow every change, notice every gap. Every source of distrust ends in
 * `distrust`, with a reason. Pure: `now` is an argument, and what is to be fetched is read from the state.
 */

import type {BookRules} from '../../../domain/book-rules.js';
import {detachDiff, type Diff, type Snapshot, type StreamSnapshot} from '../../../domain/feed-event.js';
import {isCrossed, OrderBook} from '../../../domain/book/order-book.js';
import type {MonotonicMs, UpdateId} from '../../../domain/units.js';
import type {Reason} from '../types/status.js';

/** Diffs held back at most; 100 ms apart they are more than sixteen minutes. */
export const MAX_BUFFERED_DIFFS = 10_000;
/** This many diffs in a row from before the book: ids have gone backwards, not diffs come late. */
export const MAX_OLD_DIFFS_IN_A_ROW = 5;

export type BufferedDiff = {
	readonly diff: Diff;
	readonly receivedAt: MonotonicMs;
	/** How long it was under way, 0 where that is not known. */
	readonly lateMs: number;
};

export type BookSync =
	/** No socket: nothing to keep together. */
	| {readonly kind: 'idle'}
	/** Diffs are held back until a snapshot fits below them. */
	| {
			readonly kind: 'buffering';
			readonly reason: Reason;
			readonly buffer: BufferedDiff[];
			readonly expectedId?: UpdateId;
			readonly receivedId?: UpdateId;
	  }
	/** The snapshot is the book; no diff has yet proved that the stream continues it. */
	| {readonly kind: 'joining'; readonly reason: Reason; readonly bookId: UpdateId}
	| {readonly kind: 'live'; readonly reason: Reason; readonly bookId: UpdateId; readonly oldInARow: number};

/** What became of an input. */
export type SyncStep =
	| {readonly kind: 'held'}
	| {readonly kind: 'ignored'}
	/** The book changed and stands at `sync.bookId`. */
	| {readonly kind: 'applied'}
	/** A snapshot did not reach up to the diffs: another one is needed. */
	| {readonly kind: 'snapshot-too-old'}
	| {readonly kind: 'distrusted'; readonly reason: Reason};

export type SyncResult = {readonly sync: BookSync; readonly step: SyncStep};

export type SyncContext = {
	readonly rules: BookRules;
	readonly now: MonotonicMs;
	/** A diff older than this proves nothing about the stream. */
	readonly freshForMs: number;
};

export const IDLE: BookSync = {kind: 'idle'};

/** Starts over. The old book stays to be looked at; it is not believed any more. */
export const startBuffering = (reason: Reason, buffer: BufferedDiff[] = []): BookSync => ({
	kind: 'buffering',
	reason,
	buffer,
});

export const bufferedCount = (sync: BookSync): number => (sync.kind === 'buffering' ? sync.buffer.length : 0);

/** One diff meets the machine; `book` is changed in place where the diff continues it. */
export const onDiff = (sync: BookSync, book: OrderBook, held: BufferedDiff, context: SyncContext): SyncResult => {
	switch (sync.kind) {
		case 'idle':
			return {sync, step: {kind: 'ignored'}};
		case 'buffering':
			return hold(sync, held);
		case 'joining':
		case 'live':
			return follow(sync, book, held, context);
	}
};

const distrusted = (sync: BookSync, reason: Reason): SyncResult => ({sync, step: {kind: 'distrusted', reason}});

/** What stays in the buffer owns its levels: those of a parsed diff are gone with the next message. */
const kept = (held: BufferedDiff): BufferedDiff => ({...held, diff: detachDiff(held.diff)});

const hold = (sync: Extract<BookSync, {kind: 'buffering'}>, held: BufferedDiff): SyncResult => {
	if (sync.buffer.length >= MAX_BUFFERED_DIFFS) return distrusted(startBuffering('overflow', [kept(held)]), 'overflow');
	// Ids that go backwards while waiting: what was held belongs to another epoch and would block every snapshot.
	const last = sync.buffer.at(-1);
	if (last !== undefined && held.diff.lastId < last.diff.firstId) sync.buffer.length = 0;
	sync.buffer.push(kept(held));
	return {sync, step: {kind: 'held'}};
};

const follow = (
	sync: Extract<BookSync, {kind: 'joining' | 'live'}>,
	book: OrderBook,
	held: BufferedDiff,
	context: SyncContext,
): SyncResult => {
	const continuity = context.rules.continuity(sync.bookId, held.diff, sync.kind === 'joining');
	if (continuity === 'old') return afterOld(sync, held);
	if (continuity === 'gap') return afterGap(sync, held, context);
	book.apply(held.diff);
	const wrong = faultOf(book, held.diff, context.rules);
	if (wrong !== undefined) return distrusted(startBuffering(wrong), wrong);
	return {sync: advanced(sync, held, context), step: {kind: 'applied'}};
};

/** What is wrong with a book that has just taken `change` in. */
const faultOf = (book: OrderBook, change: Diff | StreamSnapshot, {verify}: BookRules): Reason | undefined => {
	if (isCrossed(book)) return 'crossed-book';
	return verify === undefined || verify(book, change) ? undefined : 'checksum';
};

/** Freshness is judged at the moment of going live: a late snapshot must not make an old tail look alive. */
const advanced = (sync: Extract<BookSync, {kind: 'joining' | 'live'}>, held: BufferedDiff, context: SyncContext): BookSync => {
	const {reason} = sync;
	const bookId = held.diff.lastId;
	const fresh = context.now - held.receivedAt <= context.freshForMs;
	return sync.kind === 'live' || fresh ? {kind: 'live', reason, bookId, oldInARow: 0} : {kind: 'joining', reason, bookId};
};

/** A few old diffs are duplicates; many in a row mean that the venue counts from a lower id now. */
const afterOld = (sync: Extract<BookSync, {kind: 'joining' | 'live'}>, held: BufferedDiff): SyncResult => {
	if (sync.kind === 'joining' || held.diff.lastId === sync.bookId) return {sync, step: {kind: 'ignored'}};
	const oldInARow = sync.oldInARow + 1;
	if (oldInARow < MAX_OLD_DIFFS_IN_A_ROW) return {sync: {...sync, oldInARow}, step: {kind: 'ignored'}};
	return distrusted(startBuffering('id-regress', [kept(held)]), 'id-regress');
};

const afterGap = (sync: Extract<BookSync, {kind: 'joining' | 'live'}>, held: BufferedDiff, {rules}: SyncContext): SyncResult => {
	if (sync.kind === 'joining') return {sync: startBuffering(sync.reason, [kept(held)]), step: {kind: 'snapshot-too-old'}};
	const next: BookSync = {kind: 'buffering', reason: 'gap', buffer: [kept(held)], ...rules.gapIds(sync.bookId, held.diff)};
	return distrusted(next, 'gap');
};

/** A snapshot that fits becomes the book; `replay` is then to be fed through {@link onDiff}, in order. */
export type JoinResult =
	| {readonly kind: 'ignored'}
	| {readonly kind: 'too-old'}
	| {readonly kind: 'joined'; readonly sync: BookSync; readonly book: OrderBook; readonly replay: readonly BufferedDiff[]};

/** Puts a snapshot under the buffered diffs. Only a `buffering` machine wants one. */
export const onSnapshot = (sync: BookSync, snapshot: Snapshot, {continuity}: BookRules): JoinResult => {
	if (sync.kind !== 'buffering') return {kind: 'ignored'};
	const replay = sync.buffer.filter((held) => continuity(snapshot.lastId, held.diff, true) !== 'old');
	const [first] = replay;
	// The buffer is kept then: starting it anew with every try could go on for ever.
	if (first !== undefined && continuity(snapshot.lastId, first.diff, true) === 'gap') return {kind: 'too-old'};
	const joining: BookSync = {kind: 'joining', reason: sync.reason, bookId: snapshot.lastId};
	return {kind: 'joined', sync: joining, book: OrderBook.of(snapshot), replay};
};

/** A snapshot on the stream becomes the book, and proves the stream; one that is wrong is no book. */
export type StreamJoin =
	{readonly kind: 'joined'; readonly sync: BookSync; readonly book: OrderBook} | {readonly kind: 'wrong'; readonly reason: Reason};

/** What was held back came before it on the same connection, and is in it. */
export const onStreamSnapshot = (sync: BookSync, snapshot: StreamSnapshot, rules: BookRules): StreamJoin => {
	const book = OrderBook.of(snapshot);
	const wrong = faultOf(book, snapshot, rules);
	if (wrong !== undefined) return {kind: 'wrong', reason: wrong};
	const reason = sync.kind === 'idle' ? 'start' : sync.reason;
	return {kind: 'joined', sync: {kind: 'live', reason, bookId: snapshot.lastId, oldInARow: 0}, book};
};
