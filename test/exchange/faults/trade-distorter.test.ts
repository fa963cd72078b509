import {expect, test} from 'vitest';
import type {Trade} from '../../../source/domain/feed-event.js';
import {priceUnits, qtyLots, unixMs} from '../../../source/domain/units.js';
import {TradeDistorter} from '../../../source/exchange/faults/trade-distorter.js';
import {lots} from '../../../source/exchange/listing/lots.js';
import type {AggregateTrade} from '../../../source/exchange/market/trade-aggregator.js';

const trade = (id: number): Trade => ({
	kind: 'trade',
	id,
	priceUnits: priceUnits(100),
	qtyLots: qtyLots(5),
	aggressor: 'buy',
	tradeAtMs: unixMs(0),
	eventAtMs: unixMs(0),
});
const aggregate = (first: number, last: number): AggregateTrade => ({
	kind: 'aggregate-trade',
	id: first,
	priceUnits: priceUnits(100),
	quantity: lots(5),
	firstTradeId: first,
	lastTradeId: last,
	aggressor: 'buy',
	tradeAtMs: 0,
});

const told = (distorter: TradeDistorter, ids: readonly number[]) =>
	ids.flatMap((id) => distorter.pass(trade(id))).map(({id, priceUnits: price}) => [id, price]);

test('a gap swallows three trades, and the aggregates that hold one of them', () => {
	const distorter = new TradeDistorter();
	expect(distorter.passAggregate(aggregate(0, 0))).toHaveLength(1);
	distorter.arm('trade-gap');
	expect(told(distorter, [10, 11, 12, 13, 14])).toEqual([
		[13, 100],
		[14, 100],
	]);
	const lost = [
		[8, 9],
		[9, 10],
		[11, 11],
		[12, 13],
		[13, 14],
	].filter(([first = 0, last = 0]) => distorter.passAggregate(aggregate(first, last)).length === 0);
	expect(lost).toEqual([
		[9, 10],
		[11, 11],
		[12, 13],
	]);
});

test('a trade comes twice, the second time as it was or with another price; each fault spoils one', () => {
	const distorter = new TradeDistorter();
	distorter.arm('trade-duplicate');
	distorter.arm('trade-conflict');
	expect(told(distorter, [1, 2, 3])).toEqual([
		[1, 100],
		[1, 100],
		[2, 100],
		[2, 107],
		[3, 100],
	]);
});
