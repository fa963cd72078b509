import {array, assert, boolean, constant, constantFrom, integer, nat, oneof, property, record, tuple} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {MAX_FAR_LEVELS} from '../../../source/domain/book/far-levels.js';
import {MAX_WINDOW} from '../../../source/domain/book/window-place.js';
import {LevelColumns} from '../../../source/domain/book/level-columns.js';
import {isCrossed, OrderBook} from '../../../source/domain/book/order-book.js';
import {priceUnits, qtyLots, type Side} from '../../../source/domain/units.js';
import {levels, pairsOf, type Pair, type Sides} from '../../helpers/diffs.js';

/** Reference book: a map, sorted on reading. */
class NaiveBook {
	readonly #sides = {bid: new Map<number, number | bigint>(), ask: new Map<number, number | bigint>()};

	apply({bids = [], asks = []}: Sides): void {
		for (const [side, pairs] of [
			['bid', bids],
			['ask', asks],
		] as const) {
			for (const [price, qty] of pairs) {
				if (qty === 0) this.#sides[side].delete(price);
				else this.#sides[side].set(price, qty);
			}
		}
	}

	sorted(side: Side): Pair[] {
		return [...this.#sides[side]].toSorted(([a], [b]) => (side === 'bid' ? b - a : a - b));
	}
}

const pair = tuple(integer({min: 1, max: 40}), oneof(constantFrom(0, 0, 1, 2), nat(1000), constantFrom(9_223_372_036_854_775_807n)));
const change = record({bids: array(pair, {maxLength: 6}), asks: array(pair, {maxLength: 6})});
const asPairs = (found: readonly {readonly priceUnits: number; readonly qtyLots: number | bigint}[]): Pair[] =>
	found.map((level) => [level.priceUnits, level.qtyLots]);

const into = new LevelColumns();

const expectSame = (book: OrderBook, naive: NaiveBook, price: number, count: number): void => {
	for (const side of ['bid', 'ask'] as const) {
		const sorted = naive.sorted(side);
		const best = side === 'bid' ? book.bestBid() : book.bestAsk();
		expect(best && [best.priceUnits, best.qtyLots]).toEqual(sorted[0]);
		expect(best?.priceUnits ?? Number.NaN).toBe(book.bestUnits(side));
		expect(asPairs(book.top(side, count))).toEqual(sorted.slice(0, count));
		book.topInto(side, count, into);
		expect(asPairs([...into])).toEqual(sorted.slice(0, count));
		expect(asPairs(book.levelsTo(side, priceUnits(price)))).toEqual(
			sorted.filter(([one]) => (side === 'bid' ? one >= price : one <= price)),
		);
		const worst = book.worst(side);
		expect(worst && [worst.priceUnits, worst.qtyLots]).toEqual(sorted.at(-1));
		expect(book.levelCount(side)).toBe(sorted.length);
		expect(book.qtyAt(side, priceUnits(price))).toBe(sorted.find(([one]) => one === price)?.[1] ?? 0);
	}

	const bid = naive.sorted('bid')[0]?.[0];
	const ask = naive.sorted('ask')[0]?.[0];
	expect(isCrossed(book)).toBe(bid !== undefined && ask !== undefined && bid >= ask);
};

test('after any changes the book is what a sorted map would be, on both sides and at every depth', () => {
	assert(
		property(array(change, {maxLength: 25}), integer({min: 0, max: 41}), nat(12), (changes, price, count) => {
			const book = new OrderBook();
			const naive = new NaiveBook();
			for (const one of changes) {
				book.apply({bids: levels(one.bids), asks: levels(one.asks)});
				naive.apply(one);
				expectSame(book, naive, price, count);
			}
		}),
		{numRuns: 200},
	);
});

describe('levels off the grid of all others', () => {
	/** Mostly multiples of the tick; some between ticks, near, far, and beyond the window. */
	const tick = constantFrom(1_000_000, 250_000, 500, 7, 1);
	const away = oneof({weight: 4, arbitrary: nat(60)}, {weight: 1, arbitrary: nat(400_000)});
	const off = oneof({weight: 7, arbitrary: constant(0)}, {weight: 3, arbitrary: nat(999_999)});
	const sideOf = array(tuple(away, off, oneof(constant(0), nat(9), constant(2n ** 63n))), {maxLength: 40});
	const session = record({tick, steps: array(record({bids: sideOf, asks: sideOf}), {minLength: 1, maxLength: 12})});
	const MID = 500_000;

	const priced = (one: readonly (readonly [number, number, number | bigint])[], sign: 1 | -1, of: number): readonly Pair[] =>
		one.map(([ticks, rest, lots]) => [(MID + sign * (1 + ticks)) * of + sign * (rest % of), lots] as const);

	test('are where a sorted map would have them, whatever comes, goes and is read between', () => {
		assert(
			property(session, ({tick: of, steps}) => {
				const book = new OrderBook();
				const naive = new NaiveBook();
				for (const [index, step] of steps.entries()) {
					const one = {bids: priced(step.bids, -1, of), asks: priced(step.asks, 1, of)};
					const put = index % 2 === 0 ? levels : columnsOf;
					book.apply({bids: put(one.bids), asks: put(one.asks)});
					naive.apply(one);
					const known = naive.sorted('ask')[3]?.[0] ?? MID * of;
					expectSame(book, naive, known, 7);
					expectSame(book, naive, known + 1, 7);
				}
			}),
			{numRuns: 300},
		);
	});

	test('that become many put the ladder on a finer grid, and nothing is lost by it', () => {
		const naive = new NaiveBook();
		const book = new OrderBook();
		const put = (one: {readonly bids: readonly Pair[]; readonly asks: readonly Pair[]}): void => {
			book.apply({bids: levels(one.bids), asks: levels(one.asks)});
			naive.apply(one);
		};

		put({bids: Array.from({length: 500}, (_none, index) => [(5000 - index) * 1_000_000, 3] as const), asks: []});
		for (let index = 0; index < 3000; index += 1) {
			put({bids: [[(5000 - index) * 1_000_000 - 1000 * (1 + (index % 999)), 1 + index]], asks: []});
		}
		expectSame(book, naive, 4_000_000_000, 4000);
		expect(book.evicted).toBe(0);
	});

	test('thousands of them from a hostile venue are bounded, and the nearest ones stay right', () => {
		const book = new OrderBook();
		book.apply({bids: levels([[10 ** 14, 5]]), asks: []});
		for (let batch = 0; batch < 40; batch += 1) {
			book.apply({
				bids: levels(Array.from({length: 1000}, (_none, index) => [10 ** 14 - 7 * (batch * 1000 + index) ** 2 - 3, 1] as const)),
				asks: [],
			});
		}

		expect(book.levelCount('bid')).toBeLessThan(60_000);
		expect(book.levelCount('bid') + book.evicted).toBe(40_001);
		expect(asPairs(book.top('bid', 3)).map(([price]) => price)).toEqual([10 ** 14, 10 ** 14 - 3, 10 ** 14 - 10]);
	});
});

test("a snapshot's levels, best first, become the book", () => {
	assert(
		property(change, integer({min: 0, max: 41}), (levelsGiven, price) => {
			const naive = new NaiveBook();
			naive.apply(levelsGiven);
			const book = OrderBook.of({bids: levels(naive.sorted('bid')), asks: levels(naive.sorted('ask'))});
			expectSame(book, naive, price, 100);
		}),
	);
});

test('an empty book has neither a best price nor a cross', () => {
	const book = new OrderBook();
	expect(book.bestBid()).toBeUndefined();
	expect(book.worst('ask')).toBeUndefined();
	expect(book.top('bid', 5)).toEqual([]);
	expect(isCrossed(book)).toBe(false);
});

test('removing a level that is not there is normal', () => {
	const book = OrderBook.of({bids: levels([[10, 1]]), asks: []});
	book.apply({
		bids: levels([
			[9, 0],
			[11, 0],
		]),
		asks: levels([[12, 0]]),
	});
	expect(pairsOf(book, 'bid')).toEqual([[10, 1]]);
	expect(book.levelCount('ask')).toBe(0);
});

test('of a level named twice the later word counts', () => {
	const book = new OrderBook();
	book.apply({
		bids: levels([
			[10, 1],
			[10, 7],
			[9, 3],
			[9, 0],
		]),
		asks: [],
	});
	expect(pairsOf(book, 'bid')).toEqual([[10, 7]]);
});

test.each<[bids: readonly Pair[], asks: readonly Pair[], crossed: boolean]>([
	[[[10, 1]], [[11, 1]], false],
	[[[10, 1]], [[10, 1]], true],
	[[[11, 1]], [[10, 1]], true],
	[[[11, 1]], [], false],
	[[], [[10, 1]], false],
])('bids %j and asks %j: crossed is %s', (bids, asks, crossed) => {
	expect(isCrossed(OrderBook.of({bids: levels(bids), asks: levels(asks)}))).toBe(crossed);
});

/** Levels in columns, as the fast parser gives them. */
const columnsOf = (pairs: readonly Pair[]): LevelColumns => {
	const columns = new LevelColumns();
	for (const [price, qty] of pairs) columns.push(priceUnits(price), qtyLots(qty));
	return columns;
};

/** Price levels of the market: one tick, a billion, the largest prices that an integer holds. */
const MAGNITUDES = [40, 300, 70_000, 6_200_000, 2 ** 31, 1e12, Number.MAX_SAFE_INTEGER - 2_000_000];
/** Spreads within the smallest window, across several, at and beyond the largest. */
const SPREADS = [1, 40, 5000, MAX_WINDOW, 20 * MAX_WINDOW];

const aQty = oneof(
	constantFrom(0, 0, 1),
	nat(1_000_000),
	constantFrom(Number.MAX_SAFE_INTEGER, 9_007_199_254_740_992n, 9_223_372_036_854_775_807n),
);

/** Changes around a middle that drifts and jumps; both sides use the whole range, crossed or not. */
const aWalk = tuple(constantFrom(...MAGNITUDES), constantFrom(...SPREADS)).chain(([middle, spread]) => {
	const low = Math.max(1, middle - spread);
	const price = tuple(integer({min: low, max: middle + spread}), integer({min: 1, max: 1000})).map(([far, share]) =>
		share < 700 ? Math.max(1, middle + Math.trunc((far - middle) / 50)) : far,
	);
	const side = array(tuple(price, aQty), {maxLength: 8});
	return array(record({bids: side, asks: side, inColumns: boolean()}), {minLength: 1, maxLength: 20});
});

test('at every price magnitude, near the touch and far from it, in lists and in columns, the book is a sorted map', () => {
	assert(
		property(aWalk, nat(30), (changes, count) => {
			const book = new OrderBook();
			const naive = new NaiveBook();
			for (const {bids, asks, inColumns} of changes) {
				const wrap = inColumns ? columnsOf : levels;
				book.apply({bids: wrap(bids), asks: wrap(asks)});
				naive.apply({bids, asks});
				expectSame(book, naive, bids[0]?.[0] ?? 1, count);
			}
		}),
		{numRuns: 400},
	);
});

test('a touch that wanders by many windows, up and down, loses no level and finds those it left behind', () => {
	const book = new OrderBook();
	const naive = new NaiveBook();
	const step = MAX_WINDOW / 3;
	let most = 0;
	const path = [...Array.from({length: 12}, (_one, index) => index), ...Array.from({length: 12}, (_one, index) => 11 - index)];
	for (const [turn, at] of path.entries()) {
		const middle = 3 * MAX_WINDOW + Math.round(at * step);
		// A ladder around the new middle; levels on its wrong side are removed.
		const gone = (side: Side): Pair[] =>
			naive
				.sorted(side)
				.filter(([price]) => (side === 'bid' ? price >= middle : price <= middle))
				.map(([price]) => [price, 0]);
		const bids: Pair[] = [...gone('bid'), ...[1, 2, 40, 5000].map((away): Pair => [middle - away, turn + away])];
		const asks: Pair[] = [
			...gone('ask'),
			...[1, 3, 50, 6000].map((away): Pair => [middle + away, away === 3 ? 9_223_372_036_854_775_807n : away]),
		];
		book.apply({bids: columnsOf(bids), asks: columnsOf(asks)});
		naive.apply({bids, asks});
		expectSame(book, naive, middle - 1, 20);
		most = Math.max(most, book.levelCount('bid'));
	}

	expect(most).toBeGreaterThan(40);
	expect(book.evicted).toBe(0);
});

test('a day of drift with levels left behind stays within a bound, and only the furthest are let go of', () => {
	const book = new OrderBook();
	const near = new Map<number, number>();
	let middle = 6_200_000;
	for (let turn = 1; turn <= 60_000; turn += 1) {
		middle += 40;
		// A replay leaves old bids behind; the asks that it passes are removed.
		const bid: Pair = [middle - 1 - ((turn * 7) % 30), turn];
		book.apply({
			bids: columnsOf([bid]),
			asks: columnsOf([
				[middle - 39, 0],
				[middle + 1, turn],
			]),
		});
		near.set(bid[0], turn);
	}

	expect(book.levelCount('bid')).toBeLessThanOrEqual(MAX_WINDOW + MAX_FAR_LEVELS);
	expect(book.levelCount('bid') + book.evicted).toBe(near.size);
	expect(book.evicted).toBeGreaterThan(0);
	const kept = [...near].toSorted(([a], [b]) => b - a).slice(0, book.levelCount('bid'));
	expect(pairsOf(book, 'bid')).toEqual(kept);
	expect(book.levelCount('ask')).toBe(1);
});

test('a quantity beyond 2^53 gives way to a smaller one, and to none', () => {
	const huge: Pair = [100, 9_223_372_036_854_775_807n];
	const book = new OrderBook();
	for (const next of [[100, 5], huge, [100, 0], huge, [100, 9_007_199_254_740_992n]] as Pair[]) {
		book.apply({bids: columnsOf([huge, [99, 1], next]), asks: columnsOf([])});
		expect(book.qtyAt('bid', priceUnits(100))).toBe(next[1]);
		expect(pairsOf(book, 'bid')).toEqual(next[1] === 0 ? [[99, 1]] : [next, [99, 1]]);
	}
});

test('columns keep what they are given through growth, and are empty again after a clear', () => {
	const columns = new LevelColumns();
	const given = Array.from({length: 300}, (_one, index): Pair => [index + 1, index % 7 === 0 ? 10n ** 20n + BigInt(index) : index]);
	for (const [price, qty] of given) columns.push(priceUnits(price), qtyLots(qty));
	expect(asPairs([...columns])).toEqual(given);
	expect(columns.length).toBe(300);
	columns.clear();
	expect([...columns]).toEqual([]);
	columns.push(priceUnits(1), qtyLots(2));
	expect(asPairs([...columns])).toEqual([[1, 2]]);
});

test('thousands of small books take little memory', () => {
	const before = process.memoryUsage();
	const books = Array.from({length: 2000}, (_one, index) =>
		OrderBook.of({bids: levels([[10 + index, 1]]), asks: levels([[20 + index, 1]])}),
	);
	const after = process.memoryUsage();
	expect(books).toHaveLength(2000);
	expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(2000 * 10_000);
});
