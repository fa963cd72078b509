import {array, assert, boolean, constantFrom, integer, property, record} from 'fast-check';
import {describe, expect, test} from 'vitest';
import {priceUnits, qtyLots, unixMs} from '../../../../source/domain/units.js';
import {visitNewest} from '../../../../source/screen/view-model/memory/append-log.js';
import {averagePriceUnits, slippageUnits, type TapeOrder} from '../../../../source/screen/view-model/memory/tape-order.js';
import {
	addFills,
	addLosses,
	addTrades,
	emptyTape,
	flowUntil,
	interruptTape,
	paceUntil,
	printThresholds,
	recounted,
	type TapeEntry,
	type TapeRing,
} from '../../../../source/screen/view-model/memory/tape-ring.js';
import {lots, trade} from '../../../helpers/frames.js';

const linesOf = (ring: TapeRing): readonly TapeEntry[] => {
	const lines: TapeEntry[] = [];
	visitNewest(ring.log, (entry) => lines.push(entry) > 0);
	return [...lines.toReversed(), ...(ring.open === undefined ? [] : [ring.open])];
};

const ordersOf = (ring: TapeRing): readonly TapeOrder[] => linesOf(ring).filter((line) => line.kind === 'order');

describe('prints of one taker order', () => {
	const walk = [trade(1, 'buy', '67234.60', '0.1'), trade(2, 'buy', '67234.88', '0.3'), trade(3, 'buy', '67235.00', '0.6')];

	test('are one line with what they sum up to', () => {
		const [order, ...others] = ordersOf(addTrades(emptyTape, walk, 0));
		expect(others).toEqual([]);
		expect(order).toMatchObject({qtyLots: lots('1'), prints: 3, firstUnits: 6_723_460, lastUnits: 6_723_500});
		expect(order && slippageUnits(order)).toBe(40);
		expect(order && averagePriceUnits(order)).toBeCloseTo(6_723_460 + 0.3 * 28 + 0.6 * 40, 6);
	});

	test('are the same line where they come in several frames', () => {
		const once = addTrades(emptyTape, walk, 0);
		const thrice = walk.reduce((ring, one) => addTrades(ring, [one], 0), emptyTape);
		expect(linesOf(thrice)).toEqual(linesOf(once));
	});

	test.each([
		['another side', {...trade(2, 'sell', '67234.60', '1')}],
		['another time', {...trade(2, 'buy', '67234.60', '1'), tradeAtMs: unixMs(1)}],
		['a better price', {...trade(2, 'buy', '67234.59', '1')}],
	])('%s is another order', (_, next) => {
		expect(ordersOf(addTrades(emptyTape, [walk[0]!, next], 0))).toHaveLength(2);
	});

	test('a missing id ends it', () => {
		expect(linesOf(addTrades(emptyTape, [walk[0]!, {...walk[1]!, id: 4}], 0)).map(({kind}) => kind)).toEqual(['order', 'order']);
	});

	const print = record({
		aggressor: constantFrom('buy' as const, 'sell' as const),
		price: integer({min: 100, max: 104}),
		qty: integer({min: 1, max: 9}),
		sameTime: boolean(),
	});

	test('joining loses nothing: quantities, prints and order of time stay', () => {
		assert(
			property(array(print, {maxLength: 60}), integer({min: 1, max: 7}), (prints, step) => {
				let atMs = 0;
				const trades = prints.map(({aggressor, price, qty, sameTime}, index) => {
					if (!sameTime) atMs += 1;
					return {
						...trade(index + 1, aggressor, '1.00', '1'),
						priceUnits: priceUnits(price),
						qtyLots: qtyLots(qty),
						tradeAtMs: unixMs(atMs),
					};
				});
				let ring = emptyTape;
				for (let from = 0; from < trades.length; from += step) ring = addTrades(ring, trades.slice(from, from + step), 0);
				const orders = ordersOf(ring);
				const sum = (side: 'buy' | 'sell', of: ReadonlyArray<{aggressor: string; qtyLots: unknown}>) =>
					of.filter(({aggressor}) => aggressor === side).reduce((all, one) => all + Number(one.qtyLots), 0);
				for (const side of ['buy', 'sell'] as const) expect(sum(side, orders)).toBe(sum(side, trades));
				expect(orders.reduce((all, one) => all + one.prints, 0)).toBe(trades.length);
				for (const order of orders) {
					const average = averagePriceUnits(order);
					const [low, high] = [Math.min(order.firstUnits, order.lastUnits), Math.max(order.firstUnits, order.lastUnits)];
					expect(average).toBeGreaterThanOrEqual(low - 1e-9);
					expect(average).toBeLessThanOrEqual(high + 1e-9);
				}

				expect(orders.map(({atMs: at}) => at)).toEqual(orders.map(({atMs: at}) => at).toSorted((a, b) => a - b));
			}),
		);
	});
});

describe('sizes', () => {
	const small = Array.from({length: 40}, (_, index) => ({...trade(index + 1, 'buy', '67234.16', '0.1'), tradeAtMs: unixMs(index)}));
	const last = (ring: TapeRing) => ordersOf(ring).at(-1)?.size;

	test('without thresholds a multiple of the mean print decides', () => {
		const ring = addTrades(emptyTape, small, 0);
		expect(last(ring)).toBe('normal');
		expect(last(addTrades(ring, [trade(41, 'buy', '67234.16', '0.6')], 0))).toBe('large');
		expect(last(addTrades(ring, [trade(41, 'buy', '67234.16', '3')], 0))).toBe('huge');
	});

	test('thresholds of the operator go before it, from the first print on', () => {
		const sizes = {largePrint: Number(lots('0.1')), hugePrint: Number(lots('0.2'))};
		expect(last(addTrades(emptyTape, [trade(1, 'buy', '67234.16', '0.1')], 0, {sizes}))).toBe('large');
		expect(last(addTrades(emptyTape, [trade(1, 'buy', '67234.16', '0.2')], 0, {sizes}))).toBe('huge');
	});

	test('a huge order is a large one, whichever of the two was chosen', () => {
		const ring = {...emptyTape, seen: 100, meanLots: 10};
		expect(printThresholds(ring, {largePrint: 5000, hugePrint: undefined})).toEqual({largePrint: 5000, hugePrint: 5000});
		expect(printThresholds(ring, {largePrint: undefined, hugePrint: 3})).toEqual({largePrint: 3, hugePrint: 3});
		expect(printThresholds(ring, {largePrint: 60, hugePrint: undefined})).toEqual({largePrint: 60, hugePrint: 200});
	});
});

test('what a filter hides is counted, whenever the filter was set', () => {
	const trades = Array.from({length: 30}, (_, index) => ({
		...trade(index + 1, 'buy', '67234.16', index % 3 === 0 ? '1' : '0.1'),
		tradeAtMs: unixMs(index),
	}));
	const filterLots = lots('0.5');
	const early = addTrades(addTrades(emptyTape, trades.slice(0, 10), 0, {filterLots}), trades.slice(10), 0, {filterLots});
	const late = recounted(addTrades(emptyTape, trades, 0), filterLots);
	expect(early.hidden).toBe(late.hidden);
	// The newest order may still grow; the panel counts it.
	expect(late.hidden).toBe(19);
	expect(late.seen).toBe(30);
	expect(recounted(late, undefined).hidden).toBe(0);
	// An own fill completes the newest order, which then counts.
	expect(addFills(early, [{id: 1} as never], filterLots).hidden).toBe(20);
	const large = addTrades(early, [trade(31, 'sell', '67234.16', '0.5')], 0, {filterLots});
	expect([large.hidden, addFills(large, [{id: 1} as never], filterLots).hidden]).toEqual([20, 20]);
});

test('an own fill is a line of its own, after the order that it came with', () => {
	const ring = addFills(addTrades(emptyTape, [trade(1, 'buy', '67234.16', '0.1')], 0), [{id: 1} as never]);
	expect(linesOf(ring).map(({kind}) => kind)).toEqual(['order', 'fill']);
	expect(linesOf(addTrades(ring, [trade(2, 'buy', '67234.16', '0.1')], 0)).map(({kind}) => kind)).toEqual(['order', 'fill', 'order']);
});

describe('trades that were lost', () => {
	const one = (id: number) => ({...trade(id, 'buy', '67234.16', '1'), tradeAtMs: unixMs(id * 1000)});
	const loss = (fromId: number, toId: number, missing = toId - fromId + 1) => ({
		fromId,
		toId,
		missing,
		afterMs: unixMs((fromId - 1) * 1000),
		beforeMs: unixMs((toId + 1) * 1000),
	});
	const holed = addTrades(emptyTape, [1, 2, 6, 7, 9].map(one), 0);
	const told = (ring: TapeRing) =>
		linesOf(ring).map((line) => (line.kind === 'order' ? line.lastId : line.kind === 'loss' ? `${line.loss.missing} lost` : line.kind));

	test('are a line where they would be, also when they are known later', () => {
		expect(told(addLosses(holed, [loss(3, 5), loss(8, 8)]))).toEqual([1, 2, '3 lost', 6, 7, '1 lost', 9]);
		expect(told(addTrades(addLosses(addLosses(holed, [loss(8, 8)]), [loss(3, 5)]), [one(10)], 0))).toEqual([
			1,
			2,
			'3 lost',
			6,
			7,
			'1 lost',
			9,
			10,
		]);
	});

	test('are fewer when some came late, and no line when all did', () => {
		const ring = addLosses(holed, [loss(3, 5), loss(8, 8)]);
		expect(told(addLosses(ring, [loss(3, 5, 1)]))).toEqual([1, 2, '1 lost', 6, 7, '1 lost', 9]);
		expect(told(addLosses(ring, [loss(3, 5, 0)]))).toEqual([1, 2, 6, 7, '1 lost', 9]);
	});

	test('are said in place of the connection that was gone meanwhile', () => {
		const down = addTrades(interruptTape(addTrades(emptyTape, [1, 2].map(one), 0)), [one(6)], 0);
		expect(told(down)).toEqual([1, 2, 'gap', 6]);
		expect(told(addLosses(down, [loss(3, 5)]))).toEqual([1, 2, '3 lost', 6]);
	});

	test('leave the picture as it was that was kept before', () => {
		const before = told(holed);
		addLosses(holed, [loss(3, 5)]);
		expect(told(holed)).toEqual(before);
	});

	test('make the flow of the minute incomplete, and no later one', () => {
		const ring = addLosses(holed, [loss(3, 5)]);
		expect([holed, ring].map((held) => flowUntil(held, unixMs(10_000)).isWhole)).toEqual([true, false]);
		expect(flowUntil(ring, unixMs(67_000)).isWhole).toBe(true);
	});
});

test('pace has a number for every second, 0 for those without a print', () => {
	const at = (id: number, second: number) => ({...trade(id, 'buy', '67234.16', '1'), tradeAtMs: unixMs(second * 1000)});
	const ring = addTrades(emptyTape, [at(1, 10), at(2, 10), at(3, 12)], 0);
	expect(paceUntil(ring, unixMs(13_500), 5)).toEqual([0, 2, 0, 1, 0]);
});

test('the flow is of a minute, or of the time since the first print where that is less', () => {
	const at = (id: number, second: number) => ({...trade(id, 'buy', '67234.16', '1'), tradeAtMs: unixMs(second * 1000)});
	const early = addTrades(emptyTape, [at(1, 100), at(2, 109)], 0);
	expect(flowUntil(early, unixMs(109_500))).toEqual({buy: lots('2'), sell: 0, seconds: 10, printsPerSecond: 0.2, isWhole: true});
	expect(flowUntil(early, unixMs(160_000))).toMatchObject({buy: lots('1'), seconds: 60, printsPerSecond: 1 / 60});
	expect(flowUntil(emptyTape, unixMs(0))).toEqual({buy: 0, sell: 0, seconds: 1, printsPerSecond: 0, isWhole: true});
});
