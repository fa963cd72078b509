import {array, assert, constantFrom, integer, property, record} from 'fast-check';
import {expect, test} from 'vitest';
import {priceUnits, qtyLots, unixMs, type Side} from '../../../../source/domain/units.js';
import {addRowTrades, addSample, emptyHistory, rowFlow, windowStart} from '../../../../source/screen/view-model/memory/ladder-history.js';
import {ladder, trade} from '../../../helpers/frames.js';

const WINDOW_MS = 10_000;

const picture = (bid: number, ask = 5) => ({
	...ladder('now', 0),
	groupUnits: 1,
	bids: [
		{priceUnits: priceUnits(100), qtyLots: qtyLots(bid)},
		{priceUnits: priceUnits(90), qtyLots: qtyLots(1)},
	],
	asks: [
		{priceUnits: priceUnits(101), qtyLots: qtyLots(ask)},
		{priceUnits: priceUnits(110), qtyLots: qtyLots(1)},
	],
});

const sold = (id: number, lots: number, atMs: number) => ({
	...trade(id, 'sell', '1.00', '1'),
	priceUnits: priceUnits(100),
	qtyLots: qtyLots(lots),
	tradeAtMs: unixMs(atMs),
});

const sampled = (bid: number, atMs: number, history = emptyHistory) =>
	addSample(history, picture(bid), {atMs: unixMs(atMs), bookAtMs: unixMs(atMs)}, WINDOW_MS);

const flowAt = (history: typeof emptyHistory, now: number, from = 0, side: Side = 'bid') => rowFlow(history, from, side, 100, qtyLots(now));

test('a size that shrinks because it was traded was not pulled', () => {
	const before = sampled(10, 0);
	expect(flowAt(before, 7)).toMatchObject({net: -3, stacked: 0, pulled: 3});
	const traded = addRowTrades(before, [sold(1, 3, 500)], unixMs(600));
	expect(flowAt(traded, 7)).toMatchObject({net: 0, stacked: 0, pulled: 0});
	expect(flowAt(traded, 5)).toMatchObject({net: -2, stacked: 0, pulled: 2});
	expect(flowAt(traded, 10)).toMatchObject({net: 3, stacked: 3, pulled: 0});
});

test('a trade that the book does not hold yet waits for the diff that does', () => {
	const waiting = addRowTrades(sampled(10, 0), [sold(1, 3, 700)], unixMs(600));
	expect(flowAt(waiting, 10)).toMatchObject({net: 0, stacked: 0, pulled: 0});
	expect(flowAt(addRowTrades(waiting, [], unixMs(700)), 7)).toMatchObject({net: 0, stacked: 0, pulled: 0});
});

test('trades that wait are bounded', () => {
	const many = Array.from({length: 4000}, (_, index) => sold(index, 1, 700));
	const waiting = [many, many, many].reduce((history, trades) => addRowTrades(history, trades, unixMs(600)), sampled(10, 0));
	expect(waiting.pending).toHaveLength(5000);
});

test('a trade that comes late belongs to the sample that its diff is in', () => {
	const second = sampled(7, 1000, sampled(10, 0));
	expect(flowAt(second, 7)).toMatchObject({net: -3, stacked: 0, pulled: 3});
	const told = addRowTrades(second, [sold(1, 3, 990)], unixMs(1100));
	expect(flowAt(told, 7)).toMatchObject({net: 0, stacked: 0, pulled: 0});
	expect(flowAt(told, 7, 1)).toMatchObject({net: 0, stacked: 0, pulled: 0});
});

test('what lies outside of the first sample has no flow, and another price group begins anew', () => {
	const history = sampled(10, 0);
	expect(rowFlow(history, 0, 'bid', 80, qtyLots(1))).toBeUndefined();
	expect(rowFlow(emptyHistory, 0, 'bid', 100, qtyLots(1))).toBeUndefined();
	const regrouped = addSample(history, {...picture(4), groupUnits: 2}, {atMs: unixMs(10), bookAtMs: undefined}, WINDOW_MS);
	expect(regrouped.samples).toHaveLength(1);
});

test('the window keeps one sample beyond it, and no more', () => {
	let history = emptyHistory;
	for (let second = 0; second < 60; second += 1) history = sampled(second, second * 1000, history);
	expect(history.samples.length).toBeLessThanOrEqual(12);
	expect(history.samples[windowStart(history, unixMs(59_000), WINDOW_MS)]?.atMs).toBe(49_000);
});

const interval = record({
	added: integer({min: 0, max: 50}),
	taken: integer({min: 0, max: 50}),
	traded: integer({min: 0, max: 50}),
	lateMs: constantFrom(0, 150),
});

test('net is stacked less pulled, and with what was traded it is the change of the size', () => {
	assert(
		property(array(interval, {minLength: 1, maxLength: 9}), (intervals) => {
			let history = sampled(1000, 0);
			let [held, all] = [1000, 0];
			intervals.forEach(({added, taken, traded, lateMs}, index) => {
				held += added - taken - traded;
				all += traded;
				const [endMs, tradeMs] = [(index + 1) * 1000, (index + 1) * 1000 - 50];
				const one = traded === 0 ? [] : [sold(index + 1, traded, tradeMs)];
				if (lateMs === 0) history = addRowTrades(history, one, unixMs(endMs));
				history = sampled(held, endMs, history);
				if (lateMs > 0) history = addRowTrades(history, one, unixMs(endMs + lateMs));
			});
			const flow = flowAt(history, held);
			const [net, stacked, pulled] = [Number(flow?.net), Number(flow?.stacked), Number(flow?.pulled)];
			expect(net).toBe(stacked - pulled);
			expect(net - all).toBe(held - 1000);
			expect(stacked).toBe(intervals.reduce((sum, {added, taken}) => sum + Math.max(0, added - taken), 0));
		}),
	);
});
