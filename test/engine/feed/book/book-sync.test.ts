import {array, assert, boolean, constantFrom, integer, nat, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Diff, Snapshot} from '../../../../source/domain/feed-event.js';
import {OrderBook} from '../../../../source/domain/book/order-book.js';
import {monotonicMs} from '../../../../source/domain/units.js';
import {
	bufferedCount,
	IDLE,
	MAX_BUFFERED_DIFFS,
	MAX_OLD_DIFFS_IN_A_ROW,
	onDiff,
	onSnapshot,
	startBuffering,
	type BookSync,
	type SyncStep,
} from '../../../../source/engine/feed/book/book-sync.js';
import {book as rules} from '../../../../source/venue/binance/book.js';
import {diff, held, pairsOf, snapshotAt, type Pair} from '../../../helpers/diffs.js';

const FRESH_FOR_MS = 3000;

/** The state machine with its book, fed as the feed feeds it. */
class Desk {
	sync: BookSync = startBuffering('start');
	book = new OrderBook();
	now = 0;

	diff(one: Diff, receivedAt = this.now): SyncStep {
		const context = {rules, now: monotonicMs(this.now), freshForMs: FRESH_FOR_MS};
		const result = onDiff(this.sync, this.book, held(one, receivedAt), context);
		this.sync = result.sync;
		return result.step;
	}

	snapshot(snapshot: Snapshot): 'ignored' | 'too-old' | 'joined' {
		const join = onSnapshot(this.sync, snapshot, rules);
		if (join.kind !== 'joined') return join.kind;
		this.sync = join.sync;
		this.book = join.book;
		for (const one of join.replay) this.diff(one.diff, one.receivedAt);
		return 'joined';
	}

	get bookId(): number | undefined {
		return this.sync.kind === 'live' || this.sync.kind === 'joining' ? this.sync.bookId : undefined;
	}
}

// Prices in ticks of 0.01.
const E1 = diff(100, 105, {bids: [[1000, 1]]});
const E2 = diff(106, 110, {bids: [[999, 0]], asks: [[1002, 4]]});
const E3 = diff(111, 111, {bids: [[1000, 5]]});

const buffered = (...diffs: readonly Diff[]): Desk => {
	const desk = new Desk();
	for (const one of diffs) desk.diff(one);
	return desk;
};

describe('three diffs wait, and a snapshot comes', () => {
	test.each<[id: number, join: string, kind: string, bookId: number | undefined]>([
		[98, 'too-old', 'buffering', undefined],
		[99, 'joined', 'live', 111],
		[105, 'joined', 'live', 111],
		[107, 'joined', 'live', 111],
		[110, 'joined', 'live', 111],
		[111, 'joined', 'joining', 111],
		[120, 'joined', 'joining', 120],
	])('at id %i: %s, then %s at %s', (id, join, kind, bookId) => {
		const desk = buffered(E1, E2, E3);
		expect(
			desk.snapshot(
				snapshotAt(id, {
					bids: [
						[1000, 2],
						[999, 1],
					],
					asks: [[1001, 3]],
				}),
			),
		).toBe(join);
		expect(desk.sync.kind).toBe(kind);
		expect(desk.bookId).toBe(bookId);
	});

	test('at 107 the first is dropped and the others make the book', () => {
		const desk = buffered(E1, E2, E3);
		desk.snapshot(
			snapshotAt(107, {
				bids: [
					[1000, 2],
					[999, 1],
				],
				asks: [[1001, 3]],
			}),
		);
		expect(pairsOf(desk.book, 'bid')).toEqual([[1000, 5]]);
		expect(pairsOf(desk.book, 'ask')).toEqual([
			[1001, 3],
			[1002, 4],
		]);
	});

	test('at 98 all of them stay for the next one', () => {
		const desk = buffered(E1, E2, E3);
		desk.snapshot(snapshotAt(98));
		expect(bufferedCount(desk.sync)).toBe(3);
		desk.snapshot(snapshotAt(97));
		expect(bufferedCount(desk.sync)).toBe(3);
		expect(desk.snapshot(snapshotAt(104))).toBe('joined');
		expect(desk.bookId).toBe(111);
	});

	test('above them all, the book is the snapshot, and not yet proved', () => {
		const desk = buffered(E1, E2, E3);
		desk.snapshot(snapshotAt(120, {bids: [[990, 1]], asks: [[1010, 1]]}));
		expect(pairsOf(desk.book, 'bid')).toEqual([[990, 1]]);
		expect(desk.diff(diff(121, 122, {bids: [[991, 1]]}))).toEqual({kind: 'applied'});
		expect(desk.sync).toMatchObject({kind: 'live', bookId: 122});
	});
});

const live = (): Desk => {
	const desk = buffered(E1, E2, E3);
	desk.snapshot(
		snapshotAt(107, {
			bids: [
				[1000, 2],
				[999, 1],
			],
			asks: [[1001, 3]],
		}),
	);
	return desk;
};

describe('live at 111', () => {
	test.each<[name: string, one: Diff, step: SyncStep, kind: string, bookId: number | undefined]>([
		['the same diff again is harmless', diff(111, 111, {bids: [[1000, 5]]}), {kind: 'ignored'}, 'live', 111],
		['an older one is ignored', diff(90, 95, {bids: [[1000, 77]]}), {kind: 'ignored'}, 'live', 111],
		['one that overlaps is applied', diff(110, 114, {bids: [[998, 7]]}), {kind: 'applied'}, 'live', 114],
		['the next one is applied', diff(112, 112, {bids: [[998, 7]]}), {kind: 'applied'}, 'live', 112],
		['removing what is not there is normal', diff(112, 113, {bids: [[1, 0]]}), {kind: 'applied'}, 'live', 113],
		['a missing one is a gap', diff(113, 118, {bids: [[998, 7]]}), {kind: 'distrusted', reason: 'gap'}, 'buffering', undefined],
		['a jump far ahead is a gap', diff(1e12, 1e12 + 1), {kind: 'distrusted', reason: 'gap'}, 'buffering', undefined],
		[
			'one that crosses the book is distrusted',
			diff(112, 112, {bids: [[1001, 1]]}),
			{kind: 'distrusted', reason: 'crossed-book'},
			'buffering',
			undefined,
		],
		['one that empties a side is applied', diff(112, 112, {bids: [[1000, 0]]}), {kind: 'applied'}, 'live', 112],
	])('%s', (_name, one, step, kind, bookId) => {
		const desk = live();
		expect(desk.diff(one)).toEqual(step);
		expect(desk.sync.kind).toBe(kind);
		expect(desk.bookId).toBe(bookId);
	});

	test('a gap changes nothing in the book that is still looked at, and tells both ids', () => {
		const desk = live();
		const before = [pairsOf(desk.book, 'bid'), pairsOf(desk.book, 'ask')];
		desk.diff(diff(116, 118, {bids: [[998, 7]], asks: [[1001, 0]]}));
		expect([pairsOf(desk.book, 'bid'), pairsOf(desk.book, 'ask')]).toEqual(before);
		expect(desk.sync).toMatchObject({kind: 'buffering', reason: 'gap', expectedId: 112, receivedId: 116});
		expect(bufferedCount(desk.sync)).toBe(1);
	});

	test('the diff behind the gap counts when the new snapshot comes', () => {
		const desk = live();
		desk.diff(diff(116, 118, {bids: [[998, 7]]}));
		expect(desk.snapshot(snapshotAt(114))).toBe('too-old');
		expect(desk.snapshot(snapshotAt(116, {bids: [[997, 1]], asks: [[1005, 1]]}))).toBe('joined');
		expect(desk.sync).toMatchObject({kind: 'live', reason: 'gap', bookId: 118});
		expect(pairsOf(desk.book, 'bid')).toEqual([
			[998, 7],
			[997, 1],
		]);
	});

	test('an unrequested snapshot is ignored', () => {
		const desk = live();
		expect(desk.snapshot(snapshotAt(500))).toBe('ignored');
		expect(desk.bookId).toBe(111);
	});

	test('a snapshot after a gap is a new book: no level of the old one survives', () => {
		const desk = live();
		desk.diff(diff(116, 118));
		desk.snapshot(snapshotAt(118, {bids: [[500, 1]], asks: [[600, 1]]}));
		expect(pairsOf(desk.book, 'bid')).toEqual([[500, 1]]);
		expect(pairsOf(desk.book, 'ask')).toEqual([[600, 1]]);
	});
});

describe('ids that go backwards', () => {
	test('a few old diffs are late copies, many in a row are a new count', () => {
		const desk = live();
		for (let count = 1; count < MAX_OLD_DIFFS_IN_A_ROW; count += 1) expect(desk.diff(diff(count, count))).toEqual({kind: 'ignored'});
		expect(desk.diff(diff(5, 5))).toEqual({kind: 'distrusted', reason: 'id-regress'});
		expect(bufferedCount(desk.sync)).toBe(1);
		expect(desk.snapshot(snapshotAt(4, {bids: [[10, 1]], asks: [[20, 1]]}))).toBe('joined');
		expect(desk.sync).toMatchObject({kind: 'live', bookId: 5});
	});

	test('a diff that follows starts the count of old ones anew', () => {
		const desk = live();
		for (let id = 112; id < 140; id += 1) {
			expect(desk.diff(diff(1, 1))).toEqual({kind: 'ignored'});
			expect(desk.diff(diff(id, id))).toEqual({kind: 'applied'});
		}
	});

	test('the newest diff many times over is no new count', () => {
		const desk = live();
		for (let count = 0; count < 3 * MAX_OLD_DIFFS_IN_A_ROW; count += 1) expect(desk.diff(E3)).toEqual({kind: 'ignored'});
	});

	test('what waited from the old count blocks no snapshot of the new one', () => {
		assert(
			property(integer({min: 1000, max: 2000}), array(nat(3), {minLength: 1, maxLength: 5}), nat(5), (oldId, lengths, behind) => {
				const desk = new Desk();
				let id = oldId;
				for (const length of lengths) {
					desk.diff(diff(id, id + length));
					id += length + 1;
				}

				desk.diff(diff(10, 11));
				desk.diff(diff(12, 12));
				expect(bufferedCount(desk.sync)).toBe(2);
				expect(desk.snapshot(snapshotAt(Math.min(9 + behind, 11), {bids: [[1, 1]], asks: [[2, 1]]}))).toBe('joined');
				expect(desk.sync).toMatchObject({kind: 'live', bookId: 12});
			}),
		);
	});
});

describe('freshness at the moment of going live', () => {
	test('a snapshot that came late does not make an old tail look alive', () => {
		const desk = buffered(E1, E2, E3);
		desk.now = FRESH_FOR_MS + 1;
		expect(desk.snapshot(snapshotAt(107))).toBe('joined');
		expect(desk.sync).toMatchObject({kind: 'joining', bookId: 111});
		desk.diff(diff(112, 112));
		expect(desk.sync).toMatchObject({kind: 'live', bookId: 112});
	});

	test('at the very limit a diff is still fresh', () => {
		const desk = buffered(E1, E2, E3);
		desk.now = FRESH_FOR_MS;
		desk.snapshot(snapshotAt(107));
		expect(desk.sync.kind).toBe('live');
	});

	test('a hole behind the snapshot asks for another one and keeps the diff', () => {
		const desk = new Desk();
		desk.snapshot(snapshotAt(100));
		expect(desk.diff(diff(105, 106))).toEqual({kind: 'snapshot-too-old'});
		expect(desk.sync).toMatchObject({kind: 'buffering', reason: 'start'});
		expect(bufferedCount(desk.sync)).toBe(1);
	});

	test('old diffs prove nothing about a snapshot', () => {
		const desk = new Desk();
		desk.snapshot(snapshotAt(100));
		for (let count = 0; count < 20; count += 1) expect(desk.diff(diff(1, 50))).toEqual({kind: 'ignored'});
		expect(desk.sync).toMatchObject({kind: 'joining', bookId: 100});
	});
});

test('without a connection nothing is kept', () => {
	const result = onDiff(IDLE, new OrderBook(), held(E1), {rules, now: monotonicMs(0), freshForMs: 1});
	expect(result).toEqual({sync: IDLE, step: {kind: 'ignored'}});
	expect(onSnapshot(IDLE, snapshotAt(1), rules)).toEqual({kind: 'ignored'});
	expect(bufferedCount(IDLE)).toBe(0);
});

test('the buffer never exceeds its bound, and an overflow is reported', () => {
	const desk = new Desk();
	for (let id = 1; id <= MAX_BUFFERED_DIFFS; id += 1) expect(desk.diff(diff(id, id)).kind).toBe('held');
	expect(bufferedCount(desk.sync)).toBe(MAX_BUFFERED_DIFFS);
	expect(desk.diff(diff(MAX_BUFFERED_DIFFS + 1, MAX_BUFFERED_DIFFS + 1))).toEqual({kind: 'distrusted', reason: 'overflow'});
	expect(desk.sync).toMatchObject({kind: 'buffering', reason: 'overflow'});
	expect(bufferedCount(desk.sync)).toBe(1);
	expect(desk.snapshot(snapshotAt(MAX_BUFFERED_DIFFS))).toBe('joined');
	expect(desk.bookId).toBe(MAX_BUFFERED_DIFFS + 1);
});

/** A true history in which each id changes one level; bids stay below 100, asks above. */
class History {
	readonly #changes: readonly {readonly side: 'bids' | 'asks'; readonly price: number; readonly qty: number}[];

	constructor(changes: readonly {readonly bid: boolean; readonly away: number; readonly qty: number}[]) {
		this.#changes = changes.map(({bid, away, qty}) => ({
			side: bid ? 'bids' : 'asks',
			price: bid ? 99 - away : 101 + away,
			qty,
		}));
	}

	get lastId(): number {
		return this.#changes.length;
	}

	sideAt(id: number, side: 'bids' | 'asks'): readonly Pair[] {
		const qtys = new Map<number, number>();
		for (const change of this.#changes.slice(0, id)) if (change.side === side) qtys.set(change.price, change.qty);
		return [...qtys].filter(([, qty]) => qty > 0).toSorted(([a], [b]) => (side === 'bids' ? b - a : a - b));
	}

	snapshotAt(id: number): Snapshot {
		return snapshotAt(id, {bids: this.sideAt(id, 'bids'), asks: this.sideAt(id, 'asks')});
	}

	/** The venue's diff for these ids: the final size of every level that they changed. */
	diffOf(first: number, last: number): Diff {
		const touched = {bids: new Map<number, number>(), asks: new Map<number, number>()};
		for (const change of this.#changes.slice(first - 1, last)) touched[change.side].set(change.price, change.qty);
		return diff(first, last, {bids: [...touched.bids], asks: [...touched.asks]});
	}
}

const change = record({bid: boolean(), away: nat(5), qty: constantFrom(0, 0, 1, 2, 3, 4)});
const delivery = record({
	/** Ids per diff, and its overlap with the one before. */
	length: integer({min: 1, max: 4}),
	overlap: constantFrom(0, 0, 0, 0, 1, 2, 5),
	fate: constantFrom('send', 'send', 'send', 'send', 'send', 'drop', 'twice', 'late'),
	snapshot: constantFrom('none', 'none', 'fresh', 'older', 'ancient'),
	wait: constantFrom(0, 100, 100, FRESH_FOR_MS + 1),
});

const expectTrue = (desk: Desk, history: History): void => {
	expect(bufferedCount(desk.sync)).toBeLessThanOrEqual(MAX_BUFFERED_DIFFS);
	if (desk.sync.kind !== 'live' && desk.sync.kind !== 'joining') return;
	expect(pairsOf(desk.book, 'bid')).toEqual(history.sideAt(desk.sync.bookId, 'bids'));
	expect(pairsOf(desk.book, 'ask')).toEqual(history.sideAt(desk.sync.bookId, 'asks'));
};

test('whatever is lost, doubled, late or overlapping: whenever the machine is live, its book is the true one', () => {
	let liveSteps = 0;
	assert(
		property(array(change, {minLength: 20, maxLength: 60}), array(delivery, {minLength: 10, maxLength: 30}), (changes, deliveries) => {
			const history = new History(changes);
			const desk = new Desk();
			let id = 0;
			let late: Diff | undefined;
			for (const {length, overlap, fate, snapshot, wait} of deliveries) {
				if (id >= history.lastId) break;
				desk.now += wait;
				const last = Math.min(id + length, history.lastId);
				const one = history.diffOf(Math.max(id + 1 - overlap, 1), last);
				id = last;
				if (fate === 'late') late = one;
				else if (fate !== 'drop') desk.diff(one);
				expectTrue(desk, history);
				if (fate === 'twice') desk.diff(one);
				if (fate === 'send' && late !== undefined) {
					desk.diff(late);
					late = undefined;
				}

				expectTrue(desk, history);
				const age = {none: -1, fresh: 0, older: 3, ancient: 30}[snapshot];
				if (age >= 0) desk.snapshot(history.snapshotAt(Math.max(id - age, 0)));
				expectTrue(desk, history);
				if (desk.sync.kind === 'live') liveSteps += 1;
			}
		}),
		{numRuns: 300},
	);
	// Guards against a machine that never goes live.
	expect(liveSteps).toBeGreaterThan(300);
});

test('after any trouble a fresh snapshot and the diffs behind it bring the book back', () => {
	assert(
		property(array(change, {minLength: 40, maxLength: 60}), array(delivery, {maxLength: 15}), (changes, deliveries) => {
			const history = new History(changes);
			const desk = new Desk();
			let id = 0;
			for (const {length, fate} of deliveries) {
				if (id + length > 30) break;
				if (fate !== 'drop') desk.diff(history.diffOf(id + 1, id + length));
				id += length;
			}

			desk.diff(history.diffOf(id + 1, id + 1));
			desk.snapshot(history.snapshotAt(id + 1));
			desk.diff(history.diffOf(id + 2, id + 3));
			expect(desk.sync).toMatchObject({kind: 'live', bookId: id + 3});
			expectTrue(desk, history);
		}),
	);
});
